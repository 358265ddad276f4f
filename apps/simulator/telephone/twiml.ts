// Reads TwiML: a strict little XML reader and the provider's rules about which verb may stand where.

export interface Verb {
  name: string;
  attrs: Record<string, string>;
  children: Verb[];
  /** All text inside, markup of speech dropped, blanks folded. */
  text: string;
}

/** What the provider reports as error 12xxx: the caller hears "application error" and is cut off. */
export class TwimlFault extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const SPOKEN = new Set(['Say', 'Play', 'Pause']);
const ANYWHERE = new Set(['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Enqueue', 'Leave', 'Dial', 'Record', 'Hangup', 'Reject']);
const WHILE_WAITING = new Set(['Say', 'Play', 'Pause', 'Gather', 'Redirect', 'Leave', 'Hangup']);

function unescaped(text: string): string {
  return text.replace(/&(#x[\da-f]+|#\d+|\w+);/gi, (whole, name: string) => {
    if (name.startsWith('#')) return String.fromCodePoint(Number(name[1] === 'x' ? `0${name.slice(1)}` : name.slice(1)));
    const known = ENTITIES[name];
    if (known === undefined) throw new TwimlFault(12100, `unknown entity ${whole}`);
    return known;
  });
}

function attributes(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, double, single] of source.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    found[name] = unescaped(double ?? single ?? '');
  return found;
}

function closed(stack: Verb[], name: string): void {
  const verb = stack.pop();
  if (!verb || verb.name !== name || stack.length === 0) throw new TwimlFault(12100, `</${name}> closes nothing`);
  const text = verb.text;
  verb.text = text.replace(/\s+/g, ' ').trim();
  stack[stack.length - 1].text += text;
}

/** Parses one XML document into its root element. */
function parseXml(xml: string): Verb {
  const top: Verb = { name: '', attrs: {}, children: [], text: '' };
  const stack = [top];
  TOKEN.lastIndex = 0;
  let read = 0;
  for (let token = TOKEN.exec(xml); token; token = TOKEN.exec(xml)) {
    read = TOKEN.lastIndex;
    const [, cdata, close, open, attrs, empty, text] = token;
    const inside = stack[stack.length - 1];
    if (close) closed(stack, close);
    else if (open) {
      const verb = { name: open, attrs: attributes(attrs ?? ''), children: [], text: '' };
      inside.children.push(verb);
      stack.push(verb);
      if (empty) closed(stack, open);
    } else inside.text += cdata ?? (text ? unescaped(text) : '');
  }
  if (read < xml.length || stack.length > 1 || top.children.length !== 1) throw new TwimlFault(12100, 'document parse failure');
  return top.children[0];
}

function checked(verbs: Verb[], allowed: Set<string>): Verb[] {
  for (const verb of verbs) {
    if (!allowed.has(verb.name)) throw new TwimlFault(12200, `<${verb.name}> is not allowed here`);
    if (verb.name === 'Gather') checked(verb.children, SPOKEN);
  }
  return verbs;
}

/** Verbs of a <Response>; `place` narrows them to what a waiting or held caller may be told (INTEGRATIONS 8.2). */
export function parseTwiml(xml: string, place: 'call' | 'waiting' = 'call'): Verb[] {
  const root = parseXml(xml.trim());
  if (root.name !== 'Response') throw new TwimlFault(12100, `root is <${root.name}>, not <Response>`);
  return checked(root.children, place === 'call' ? ANYWHERE : WHILE_WAITING);
}
