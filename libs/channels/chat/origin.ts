// Which pages may embed the chat.

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an origin (scheme, host, port) may hold the chat: the product's own always, then the listed domains; without a list, this machine. */
export function mayEmbed(origin: string, domains: string[], publicUrl: string): boolean {
  const page = parse(origin);
  if (!page) return false;
  if (isOwn(page, parse(publicUrl))) return true;
  if (domains.length === 0) return LOOPBACK.has(page.hostname);
  return domains.some((domain) => matches(page, domain));
}

/** A product at home on this machine has three names there: localhost, 127.0.0.1 and [::1]. */
function isOwn(page: URL, own: URL | null): boolean {
  if (page.origin === own?.origin) return true;
  return own !== null && LOOPBACK.has(own.hostname) && LOOPBACK.has(page.hostname) && page.port === own.port;
}

/** "institute.ru" is that host on its usual port, "*.institute.ru" its subdomains, "host:8080" one port, "http://host" one scheme. */
function matches(page: URL, domain: string): boolean {
  const [, scheme, host] = /^(?:(https?):\/\/)?([^/]+)\/?$/i.exec(domain.trim()) ?? [];
  if (!host || (scheme && page.protocol !== `${scheme.toLowerCase()}:`)) return false;
  const wanted = host.toLowerCase();
  return wanted.startsWith('*.')
    ? page.host.endsWith(wanted.slice(1)) && page.host.length > wanted.length - 1
    : page.host === readable(wanted);
}

/** Cyrillic domains are compared as browsers send them. */
const readable = (host: string): string => parse(`http://${host}`)?.host ?? host;

function parse(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url : null;
}
