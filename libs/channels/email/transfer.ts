// Transfer encodings and line formats of a part: base64, quoted-printable, uuencode, format=flowed.
import type { Part } from './mime.js';

/** Nobody sends larger files this way any more. */
const UU_BYTES = 8 * 1024 * 1024;

/** Bytes of a leaf after its transfer encoding. */
export function decodedBytes(part: Part): Buffer {
  if (/^base-?64$/.test(part.encoding) && isBase64(part.body)) return Buffer.from(part.body.toString('latin1'), 'base64');
  if (part.encoding === 'quoted-printable') return quotedPrintable(part.body);
  if (/^x?-?uu(e|encode)?$/.test(part.encoding)) return uudecode(part.body.subarray(0, UU_BYTES).toString('latin1')) ?? part.body;
  return part.body;
}

/** Some mailers label plain words "base64". */
function isBase64(body: Buffer): boolean {
  const sample = body
    .subarray(0, 2048)
    .toString('latin1')
    .replace(/[\r\n]+|[ \t]+$/gm, '');
  return sample.replace(/[A-Za-z0-9+/=]/g, '').length <= sample.length * 0.1;
}

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

/** RFC 2045, byte by byte: a pattern over 30 MB of escapes would exhaust the heap. Damaged escapes stay as they are. */
function quotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let size = 0;
  // blanks before a line's end are not content, unless they were escaped
  let solid = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === 0x3d) {
      const end = softBreak(body, at + 1);
      const code = end < 0 ? hexPair(body, at + 1) : -1;
      if (code >= 0) out[size++] = code;
      else if (end < 0) out[size++] = byte;
      if (end >= 0) at = end - 1;
      else if (code >= 0) at += 2;
      solid = size;
      continue;
    }
    if (byte === LF || (byte === CR && body[at + 1] === LF)) size = solid;
    out[size++] = byte;
    if (byte !== SPACE && byte !== TAB) solid = size;
  }
  return out.subarray(0, size);
}

/** Where reading goes on after "=" at a line's end; -1 when it is not one. */
function softBreak(body: Buffer, from: number): number {
  let at = from;
  while (at - from < 80 && (body[at] === SPACE || body[at] === TAB)) at += 1;
  if (body[at] === CR && body[at + 1] === LF) return at + 2;
  if (body[at] === LF) return at + 1;
  return at >= body.length ? at : -1;
}

function hexPair(body: Buffer, at: number): number {
  const high = hexDigit(body[at]);
  const low = hexDigit(body[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** RFC 3676: a line that ends in a space goes on in the next one of the same quote depth. */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open = false;
  let openDepth = 0;
  for (const line of text.split('\n')) {
    const quote = /^>*/.exec(line)?.[0] ?? '';
    const content = line.slice(quote.length).replace(/^ /, '');
    if (open && quote.length === openDepth && content !== '-- ') out[out.length - 1] += content;
    else out.push(quote === '' ? content : `${quote} ${content}`);
    open = content.endsWith(' ') && content !== '-- ';
    openDepth = quote.length;
    if (open && delSp) out[out.length - 1] = out[out.length - 1].slice(0, -1);
  }
  return out.join('\n');
}

function uudecode(text: string): Buffer | null {
  const inside = /^begin \d+ .*\r?\n([\s\S]*?)\r?\n`?\r?\nend/m.exec(text)?.[1];
  if (inside === undefined) return null;
  return Buffer.concat(inside.split(/\r?\n/).map(uuLine));
}

function uuLine(line: string): Buffer {
  const sixBits = (at: number) => ((line.charCodeAt(at) || 32) - 32) & 63;
  const length = sixBits(0);
  const bytes: number[] = [];
  for (let at = 1; bytes.length < length && at < line.length; at += 4) {
    const word = (sixBits(at) << 18) | (sixBits(at + 1) << 12) | (sixBits(at + 2) << 6) | sixBits(at + 3);
    bytes.push((word >> 16) & 255, (word >> 8) & 255, word & 255);
  }
  return Buffer.from(bytes.slice(0, length));
}

/** Text bytes as every relay would leave them: LF ends, no blanks at the very end. */
export function withoutLineEnds(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let size = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== CR || bytes[at + 1] !== LF) out[size++] = bytes[at];
  while (size > 0 && (out[size - 1] === LF || out[size - 1] === SPACE || out[size - 1] === TAB)) size -= 1;
  return out.subarray(0, size);
}
