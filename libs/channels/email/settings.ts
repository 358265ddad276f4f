// One mailbox's settings: their schema, and the parts of imap:// and smtp:// addresses.
import { addressParser } from 'postal-mime';
import { z } from 'zod';

const address = z.string().regex(/^[^\s<>()",;:\\@]+@[^\s<>()",;:\\@]+$/, 'адрес почты вида cc@example.edu');
const mailUrl = (scheme: 'imap' | 'smtp') =>
  z.string().refine((text) => readEndpoint(text)?.scheme === scheme, `адрес вида ${scheme}s://имя:пароль@mail.example.edu`);

export const EmailSettings = z.object({
  imapUrl: mailUrl('imap'),
  smtpUrl: mailUrl('smtp'),
  from: z.object({ name: z.string().max(200), address }),
  /** The only server whose Authentication-Results are believed. */
  authservId: z.string().max(255).optional(),
  /** Path of the Sent folder where the server does not mark it. */
  sentFolder: z.string().max(255).optional(),
  /** Reply-To carries a keyed address inbox+otk-…@domain: only where the server delivers such addresses. */
  plusAddress: z.boolean().default(false),
});
export type EmailSettings = z.infer<typeof EmailSettings>;

export interface Endpoint {
  scheme: 'imap' | 'smtp';
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  secure: boolean;
  host: string;
  port: number;
  user: string;
  pass: string;
  folder: string;
}

const PORTS: Record<string, number> = { imap: 143, imaps: 993, smtp: 587, smtps: 465 };

/** Parts of imap[s]://user:pass@host:port/Folder or smtp[s]://…; null when it is neither. */
export function readEndpoint(text: string): Endpoint | null {
  const shape = /^(imaps?|smtps?):\/\//i.exec(text.trim());
  if (!shape || !URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  const scheme = shape[1].toLowerCase();
  if (url.hostname === '') return null;
  return {
    scheme: scheme.startsWith('imap') ? 'imap' : 'smtp',
    secure: scheme.endsWith('s'),
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? PORTS[scheme] : Number(url.port),
    user: decoded(url.username),
    pass: decoded(url.password),
    folder: decoded(url.pathname.replace(/^\//, '')) || 'INBOX',
  };
}

/** As readEndpoint, for addresses the schema has passed. */
export function endpointOf(text: string): Endpoint {
  const endpoint = readEndpoint(text);
  if (!endpoint) throw new TypeError('not a mail address of a server');
  return endpoint;
}

/** «Приёмная комиссия <cc@example.edu>» or a bare address. */
function readFrom(text: string): { name: string; address: string } {
  const [first] = addressParser(text, { flatten: true });
  return { name: first?.name ?? '', address: first?.address || text.trim() };
}

/** The mailbox that IMAP_URL, SMTP_URL and MAIL_FROM describe, or nothing. */
export function accountsFromEnvironment(
  env: Record<string, string | undefined>,
): { name: string; settings: unknown; endpoints: string[] }[] {
  if (!env.IMAP_URL && !env.SMTP_URL) return [];
  const imap = readEndpoint(env.IMAP_URL ?? '');
  const from = readFrom(env.MAIL_FROM ?? imap?.user ?? '');
  const settings = {
    imapUrl: env.IMAP_URL ?? '',
    smtpUrl: env.SMTP_URL ?? '',
    from,
    ...(env.MAIL_AUTHSERV_ID ? { authservId: env.MAIL_AUTHSERV_ID } : {}),
    plusAddress: false,
  };
  const endpoints = [env.IMAP_URL, env.SMTP_URL].flatMap((url) => readEndpoint(url ?? '')?.host ?? []);
  return [{ name: from.address || 'mail', settings, endpoints }];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
