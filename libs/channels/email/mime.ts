// The tree of a mail: header blocks and byte ranges, split by boundaries within limits; it never throws.
import { structured, type Field, type Structured } from './header.js';
import { canonicalCharset } from './charset.js';

export interface Part {
  fields: Field[];
  type: Structured;
  disposition: Structured | null;
  encoding: string;
  /** Encoded body bytes (a view, not a copy). */
  body: Buffer;
  children: Part[];
  /** The body goes on beyond what was given or allowed. */
  cut: boolean;
}
export interface Limits {
  depth: number;
  parts: number;
}
export const LIMITS: Limits = { depth: 20, parts: 200 };
const HEADER_BYTES = 512 * 1024;
const LF = 0x0a;

/** Splits a whole mail. `truncated`: the bytes end before the mail did. */
export function readTree(raw: Buffer, limits: Limits = LIMITS, truncated = false): { root: Part; notes: string[] } {
  const reading = { limits, left: limits.parts, notes: new Set<string>() };
  // an mbox separator, not "From  : …" with blanks before its colon
  const start = /^From [ \t]*[^\s:]/.test(raw.subarray(0, 80).toString('latin1')) ? raw.indexOf(LF) + 1 : 0;
  const root = readPart(raw.subarray(start), 'text/plain', 0, reading);
  if (truncated) lastLeaf(root).cut = true;
  return { root, notes: [...reading.notes] };
}

/** First field of that name, or null. */
export function field(part: Part, name: string): Buffer | null {
  return part.fields.find((one) => one.name === name)?.raw ?? null;
}

export function fieldsOf(part: Part, name: string): Buffer[] {
  return part.fields.filter((one) => one.name === name).map((one) => one.raw);
}

/** Leaves in order. */
export function leaves(part: Part): Part[] {
  return part.children.length > 0 ? part.children.flatMap(leaves) : [part];
}

function lastLeaf(part: Part): Part {
  return part.children.length > 0 ? lastLeaf(part.children.at(-1) as Part) : part;
}

interface Reading {
  limits: Limits;
  left: number;
  notes: Set<string>;
}

function readPart(bytes: Buffer, fallbackType: string, depth: number, reading: Reading): Part {
  const { fields, bodyAt } = readFields(bytes);
  const raw = (name: string) => fields.find((one) => one.name === name)?.raw;
  const context = /charset\s*=\s*"?([\w-]+)/i.exec(raw('content-type')?.toString('latin1') ?? '')?.[1];
  const type = structured(raw('content-type') ?? Buffer.from(fallbackType), canonicalCharset(context));
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(type.value)) type.value = type.params.name ? 'application/octet-stream' : 'text/plain';
  const disposition = raw('content-disposition');
  const part: Part = {
    fields,
    type,
    disposition: disposition ? structured(disposition, canonicalCharset(context)) : null,
    encoding:
      /[\w-]+/.exec((raw('content-transfer-encoding')?.toString('latin1') ?? '').replace(/\([^)]*\)/g, ''))?.[0].toLowerCase() ?? '',
    body: bytes.subarray(bodyAt),
    children: [],
    cut: false,
  };
  if (type.value.startsWith('multipart/')) split(part, depth, reading);
  return part;
}

function split(part: Part, depth: number, reading: Reading): void {
  if (depth >= reading.limits.depth) {
    reading.notes.add('depth');
    return;
  }
  const boundary = part.type.params.boundary || guessBoundary(part.body);
  const ranges = boundary ? delimited(part.body, boundary, reading) : [];
  // a multipart without any delimiter is read as the text it seems to be
  if (ranges.length === 0) part.type = { value: 'text/plain', params: {} };
  const fallback = part.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  part.children = ranges.map((range) => readPart(range, fallback, depth + 1, reading));
}

function guessBoundary(body: Buffer): string | null {
  return /(?:^|\n)--([^\s-][^\r\n]{0,68}?)[ \t]*\r?\n[\w-]+:/.exec(body.subarray(0, 8192).toString('latin1'))?.[1] ?? null;
}

function delimited(body: Buffer, boundary: string, reading: Reading): Buffer[] {
  const mark = Buffer.from(`--${boundary}`);
  const ranges: Buffer[] = [];
  let start = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) {
    const end = delimiterEnd(body, at, mark.length);
    if (end === null) continue;
    if (start >= 0) ranges.push(body.subarray(start, beforeLineEnd(body, at, start)));
    start = end.closing ? -1 : end.next;
    if (end.closing) break;
    if (--reading.left < 0) {
      reading.notes.add('parts');
      return ranges;
    }
  }
  if (start >= 0 && start <= body.length) ranges.push(body.subarray(start));
  return ranges;
}

/** A delimiter stands at a line's start and is followed by nothing but "--" and blanks. */
function delimiterEnd(body: Buffer, at: number, length: number): { next: number; closing: boolean } | null {
  if (at > 0 && body[at - 1] !== LF) return null;
  const lineEnd = body.indexOf(LF, at);
  const end = lineEnd < 0 ? body.length : lineEnd;
  if (end - at - length > 200) return null;
  const rest = body
    .subarray(at + length, end)
    .toString('latin1')
    .trimEnd();
  // "--boundary-->" closes too: it is enough that the boundary begins the line (RFC 2046 §5.1.1)
  const closing = rest.startsWith('--');
  if (rest !== '' && !closing) return null;
  return { next: lineEnd < 0 ? body.length : lineEnd + 1, closing };
}

/** The line break before a delimiter belongs to the delimiter (RFC 2046). */
function beforeLineEnd(body: Buffer, at: number, start: number): number {
  let end = at;
  if (end > start && body[end - 1] === LF) end -= 1;
  if (end > start && body[end - 1] === 0x0d) end -= 1;
  return end;
}

function readFields(bytes: Buffer): { fields: Field[]; bodyAt: number } {
  const fields: { name: string; lines: Buffer[] }[] = [];
  let at = 0;
  while (at < bytes.length && at < HEADER_BYTES) {
    const lineEnd = bytes.indexOf(LF, at);
    const next = lineEnd < 0 ? bytes.length : lineEnd + 1;
    const line = trimEnd(bytes.subarray(at, next));
    if (line.length === 0) return { fields: fields.map(unfold), bodyAt: next };
    const last = fields.at(-1);
    if ((line[0] === 0x20 || line[0] === 0x09) && last) last.lines.push(line);
    else {
      const colon = line.indexOf(0x3a);
      const name = colon > 0 ? line.subarray(0, colon).toString('latin1').trim().toLowerCase() : '';
      // a line that cannot be a header begins the body: some robots forget the empty line
      if (!/^[!-9;-~]+$/.test(name)) {
        if (!last || !looksLikeHeaders(bytes, next)) return { fields: fields.map(unfold), bodyAt: at };
      } else fields.push({ name, lines: [line.subarray(colon + 1)] });
    }
    at = next;
  }
  return { fields: fields.map(unfold), bodyAt: Math.min(at, bytes.length) };
}

function looksLikeHeaders(bytes: Buffer, at: number): boolean {
  // folded lines of the broken one may come first
  return /^(?:[ \t]+\S[^\n]*\n)?[!-9;-~]+[ \t]*:[ \t]?\S/.test(bytes.subarray(at, at + 200).toString('latin1'));
}

function unfold(one: { name: string; lines: Buffer[] }): Field {
  return { name: one.name, raw: Buffer.concat(one.lines) };
}

function trimEnd(line: Buffer): Buffer {
  let end = line.length;
  while (end > 0 && (line[end - 1] === LF || line[end - 1] === 0x0d)) end -= 1;
  return line.subarray(0, end);
}
