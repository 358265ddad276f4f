// ENVELOPE and BODYSTRUCTURE of a letter as IMAP writes them.
import { type Part, header, parameters } from './mime.js';

/** A quoted string, NIL, or a literal when the bytes need one. */
export function quote(value: string | undefined): string {
  if (value === undefined) return 'NIL';
  const plain = !/[\r\n\u0000\u0080-\uffff]/.test(value);
  return plain ? `"${value.replace(/(["\\])/g, '\\$1')}"` : `{${value.length}}\r\n${value}`;
}

export function envelope(part: Part): string {
  const value = (name: string) => header(part, name);
  const from = addresses(value('from'));
  const lists = [
    from,
    addresses(value('sender')) ?? from,
    addresses(value('reply-to')) ?? from,
    addresses(value('to')),
    addresses(value('cc')),
    addresses(value('bcc')),
  ];
  const fields = [
    quote(value('date')),
    quote(value('subject')),
    ...lists.map((list) => list ?? 'NIL'),
    quote(value('in-reply-to')),
    quote(value('message-id')),
  ];
  return `(${fields.join(' ')})`;
}

function addresses(value: string | undefined): string | undefined {
  if (!value) return undefined;
  const list = value.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  return `(${list.map((one) => address(one.trim())).join('')})`;
}

function address(source: string): string {
  const [, name, angle] = /^(.*?)\s*<([^<>]*)>\s*$/.exec(source) ?? [undefined, undefined, source];
  const [local, domain] = angle!.split('@');
  const shown = name?.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1');
  return `(${quote(shown || undefined)} NIL ${quote(local)} ${quote(domain ?? '')})`;
}

/** `extended` false gives the BODY form. */
export function bodyStructure(part: Part, extended = true): string {
  const [type = 'text', subtype = 'plain'] = part.type.split('/');
  if (type === 'multipart') {
    const inner = part.children.map((child) => bodyStructure(child, extended)).join('') || EMPTY_TEXT;
    const tail = extended ? ` ${pairs(part.params)} ${disposition(part)} NIL NIL` : '';
    return `(${inner} ${quote(subtype)}${tail})`;
  }
  const encoding = header(part, 'content-transfer-encoding') ?? '7bit';
  const basic = [
    quote(type),
    quote(subtype),
    pairs(part.params),
    quote(header(part, 'content-id')),
    'NIL',
    quote(encoding),
    String(part.body.length),
  ];
  const message = part.children[0];
  if (message) basic.push(envelope(message), bodyStructure(message, extended));
  if (message || type === 'text') basic.push(String(lines(part.body)));
  if (extended) basic.push('NIL', disposition(part), 'NIL', 'NIL');
  return `(${basic.join(' ')})`;
}

const EMPTY_TEXT = '("text" "plain" NIL NIL NIL "7bit" 0 0)';

function pairs(params: Record<string, string>): string {
  const all = Object.entries(params).flatMap(([name, value]) => [quote(name), quote(Buffer.from(value, 'utf8').toString('latin1'))]);
  return all.length > 0 ? `(${all.join(' ')})` : 'NIL';
}

function disposition(part: Part): string {
  const source = header(part, 'content-disposition');
  if (!source) return 'NIL';
  const { value, params } = parameters(source);
  return `(${quote(value)} ${pairs(params)})`;
}

function lines(body: Buffer): number {
  let count = 0;
  for (let at = body.indexOf(10); at >= 0; at = body.indexOf(10, at + 1)) count += 1;
  return count;
}
