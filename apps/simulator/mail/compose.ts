// Makes the bytes of a letter as mail programs write them.
import { type Charset, encode } from './charset.js';

export interface Correspondent {
  name?: string;
  address: string;
}

export interface LetterFile {
  name: string;
  mime: string;
  bytes: Buffer;
}

export interface Draft {
  from: Correspondent;
  to: Array<Correspondent | string>;
  cc?: Array<Correspondent | string>;
  subject: string;
  text: string;
  html?: string;
  attachments?: LetterFile[];
  messageId?: string;
  date?: Date;
  inReplyTo?: string;
  references?: string[];
  charset?: Charset;
  /** Header bytes stand as they are, without =?…?= words, as careless programs send them. */
  rawHeaders?: boolean;
  /** Added, or put in place of one of the same name. */
  headers?: Record<string, string>;
}

let serial = 0;

/** RFC 5322 bytes with CRLF; `serial` keeps boundaries and ids apart within one process. */
export function compose(draft: Draft): Buffer {
  const charset = draft.charset ?? 'utf-8';
  const word = (text: string): string => (draft.rawHeaders ? encode(text, charset).toString('latin1') : encodeWords(text, charset));
  const people = (list: Array<Correspondent | string>): string => list.map((one) => correspondent(one, word)).join(', ');
  const own = { ...standard(draft, word, people), ...draft.headers };
  const body = entity(bodyOf(draft, charset));
  const head = Object.entries(own)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  // Headers may hold raw 8-bit bytes: everything here is byte for byte until this line.
  return Buffer.from(head + body, 'latin1');
}

function standard(
  draft: Draft,
  word: (text: string) => string,
  people: (list: Array<Correspondent | string>) => string,
): Record<string, string> {
  const domain = draft.from.address.split('@')[1] ?? 'localhost';
  const refs = draft.references ?? (draft.inReplyTo ? [draft.inReplyTo] : []);
  return {
    'MIME-Version': '1.0',
    Date: (draft.date ?? new Date()).toUTCString().replace('GMT', '+0000'),
    From: people([draft.from]),
    To: people(draft.to),
    ...(draft.cc?.length ? { Cc: people(draft.cc) } : {}),
    Subject: word(draft.subject),
    'Message-ID': draft.messageId ?? `<${Date.now().toString(36)}.${++serial}@${domain}>`,
    ...(draft.inReplyTo ? { 'In-Reply-To': draft.inReplyTo } : {}),
    ...(refs.length > 0 ? { References: refs.join('\r\n ') } : {}),
  };
}

function correspondent(one: Correspondent | string, word: (text: string) => string): string {
  if (typeof one === 'string') return one;
  return one.name ? `${/^[\w .-]*$/.test(one.name) ? `"${one.name}"` : word(one.name)} <${one.address}>` : one.address;
}

interface Entity {
  type: string;
  headers?: Record<string, string>;
  bytes?: Buffer;
  parts?: Entity[];
}

function bodyOf(draft: Draft, charset: Charset): Entity {
  const text = textEntity('plain', draft.text, charset);
  const words = draft.html === undefined ? text : { type: 'multipart/alternative', parts: [text, textEntity('html', draft.html, charset)] };
  const files = (draft.attachments ?? []).map(fileEntity);
  return files.length > 0 ? { type: 'multipart/mixed', parts: [words, ...files] } : words;
}

const textEntity = (kind: string, text: string, charset: Charset): Entity => ({
  type: `text/${kind}; charset=${charset}`,
  bytes: encode(text.replace(/\r?\n/g, '\r\n'), charset),
});

function fileEntity(file: LetterFile): Entity {
  const name = `filename*=utf-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;
  return {
    type: `${file.mime}; name="${encodeWords(file.name, 'utf-8')}"`,
    headers: { 'Content-Disposition': `attachment; ${name}` },
    bytes: file.bytes,
  };
}

/** Headers of the part, an empty line, its body. */
function entity(part: Entity): string {
  const extra = Object.entries(part.headers ?? {})
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  if (!part.parts) {
    const encoded = (part.bytes ?? Buffer.alloc(0)).toString('base64').replace(/.{76}/g, '$&\r\n');
    return `Content-Type: ${part.type}\r\nContent-Transfer-Encoding: base64\r\n${extra}\r\n${encoded}\r\n`;
  }
  const boundary = `----=_Part_${++serial}_${(serial * 2_654_435_761) % 4_294_967_296}`;
  const inner = part.parts.map((child) => `--${boundary}\r\n${entity(child)}`).join('');
  return `Content-Type: ${part.type}; boundary="${boundary}"\r\n${extra}\r\n${inner}--${boundary}--\r\n`;
}

/** `=?utf-8?B?…?=` words of at most 75 characters, never cut inside a letter. */
function encodeWords(text: string, charset: Charset): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const chunks: string[] = [''];
  for (const letter of text) {
    if (encode(chunks.at(-1)! + letter, charset).length > 39) chunks.push('');
    chunks[chunks.length - 1] += letter;
  }
  return chunks.map((chunk) => `=?${charset}?B?${encode(chunk, charset).toString('base64')}?=`).join('\r\n ');
}
