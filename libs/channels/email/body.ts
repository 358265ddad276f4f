// From the tree to what people read: plain and HTML text of a mail, and its files with decoded bytes.
import { decodeBytes } from './charset.js';
import { clean, decodeWords, declaredCharset, fieldText } from './header.js';
import { htmlToText } from './html-text.js';
import { field, type Part } from './mime.js';
import { decodedBytes, unflow } from './transfer.js';

export interface BodyFile {
  name: string | null;
  mime: string;
  bytes: Buffer;
  /** Content-ID without brackets. */
  cid: string | null;
  /** Part of the text (a picture the HTML may show), not sent as a file. */
  inline: boolean;
  /** The bytes are not all there. */
  cut: boolean;
}
export interface Body {
  plain: string | null;
  html: string | null;
  files: BodyFile[];
  /** Parts message/rfc822 that belong to the text (forwarded inline). */
  forwarded: Part[];
}

/** What is shown of one text part; the rest stays in the raw mail. */
const TEXT_BYTES = 4 * 1024 * 1024;

interface Piece {
  plain?: string;
  html?: string;
}
interface Collected {
  pieces: Piece[];
  files: BodyFile[];
  forwarded: Part[];
}

/** Text and files of a tree; `report` keeps the returned letter of a bounce as a file. */
export function readBody(root: Part): Body {
  const found = collect(root, root.type.value === 'multipart/report');
  const hasHtml = found.pieces.some((piece) => piece.html !== undefined);
  const hasPlain = found.pieces.some((piece) => piece.plain !== undefined);
  return {
    plain: hasPlain ? join(found.pieces.map((piece) => piece.plain ?? htmlToText(piece.html ?? '').text)) : null,
    html: hasHtml ? found.pieces.map((piece) => piece.html ?? plainToHtml(piece.plain ?? '')).join('\n') : null,
    files: found.files,
    forwarded: found.forwarded,
  };
}

/** Decoded text of a text leaf, line breaks as \n. */
export function decodedText(part: Part): string {
  const bytes = decodedBytes(part).subarray(0, TEXT_BYTES);
  const charset = part.type.params.charset ?? (part.type.value === 'text/html' ? metaCharset(bytes) : null);
  const text = decodeBytes(bytes, charset)
    .replace(/^\uFEFF(?=.{2})/, '')
    .replace(/\r\n/g, '\n');
  const flowed = part.type.params.format?.toLowerCase() === 'flowed';
  return cleanLines(flowed ? unflow(text, part.type.params.delsp?.toLowerCase() === 'yes') : text);
}

function collect(part: Part, report: boolean): Collected {
  const type = part.type.value;
  if (part.children.length === 0) return leaf(part, report, true);
  const results = part.children.map((child, at) =>
    child.children.length > 0 ? collect(child, report) : leaf(child, report, at === 0 || type === 'multipart/alternative'),
  );
  const all: Collected = {
    pieces: results.flatMap((one) => one.pieces),
    files: results.flatMap((one) => one.files),
    forwarded: results.flatMap((one) => one.forwarded),
  };
  if (type === 'multipart/related') for (const file of all.files) file.inline ||= file.cid !== null;
  if (type === 'multipart/alternative' && all.pieces.length > 0) all.pieces = [oneOf(results)];
  return all;
}

/** The same text told twice: plain from the branch that is plain throughout, HTML from the last that has it. */
function oneOf(results: Collected[]): Piece {
  const plain = results.find((one) => one.pieces.length > 0 && one.pieces.every((piece) => piece.html === undefined));
  const html = results.findLast((one) => one.pieces.some((piece) => piece.html !== undefined));
  return {
    plain: plain && join(plain.pieces.map((piece) => piece.plain ?? '')),
    html: html?.pieces.map((piece) => piece.html ?? plainToHtml(piece.plain ?? '')).join('\n'),
  };
}

function leaf(part: Part, report: boolean, bodyPlace: boolean): Collected {
  const type = part.type.value;
  const name = fileName(part);
  const attached = part.disposition?.value === 'attachment';
  if (type === 'message/rfc822' && !attached && !report && name === null) return { pieces: [], files: [], forwarded: [part] };
  const readable = type === 'text/plain' || type === 'text/html';
  // Apple Mail sends text files as "inline": a named text that does not stand first is a file
  if (readable && !attached && (name === null || (bodyPlace && part.disposition?.value !== 'inline')))
    return { pieces: [textPiece(part)], files: [], forwarded: [] };
  // the same text once more for other readers
  if (/^text\/(x-amp-html|watch-html|enriched|richtext)$/.test(type) && !attached && name === null)
    return { pieces: [], files: [], forwarded: [] };
  const bytes = decodedBytes(part);
  // the empty stub parts of multiparts without content are not files
  if (bytes.length === 0 && name === null) return { pieces: [], files: [], forwarded: [] };
  return { pieces: [], files: [toFile(part, name, bytes)], forwarded: [] };
}

function textPiece(part: Part): Piece {
  return part.type.value === 'text/html' ? { html: decodedText(part) } : { plain: decodedText(part) };
}

function toFile(part: Part, name: string | null, bytes: Buffer): BodyFile {
  const cid = field(part, 'content-id')?.toString('latin1').trim().replace(/^<|>$/g, '') || null;
  return { name, mime: part.type.value, bytes, cid, inline: part.disposition?.value === 'inline' && cid !== null, cut: part.cut };
}

/** Decoded file name without folders, controls and direction marks; null when the part has none. */
function fileName(part: Part): string | null {
  const given = [part.disposition?.params.filename, part.type.params.name, part.type.params.filename, part.disposition?.params.name];
  const names = given.filter((one): one is string => Boolean(one?.trim()));
  const best = names.find((one) => !/\uFFFD|\?{3,}/.test(one)) ?? names[0];
  if (best === undefined) return null;
  return safeName(decodeWords(best));
}

function safeName(name: string): string | null {
  const plain = clean(name).replace(/[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');
  const last = plain.split(/[\\/]/).findLast((piece) => piece.trim() !== '') ?? '';
  const safe = last.trim().replace(/^\.+(?=\.|$)/, '');
  return safe === '' ? null : safe;
}

/** Subject of a part's own header block (forwarded letters). */
export function partText(part: Part, name: string): string {
  const raw = field(part, name);
  return raw ? fieldText(raw, declaredCharset(part.type)) : '';
}

function join(texts: string[]): string {
  return texts
    .filter((text) => text.trim() !== '')
    .map((text) => text.replace(/\n+$/, ''))
    .join('\n\n');
}

function plainToHtml(text: string): string {
  const safe = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  return `<div>${safe.replace(/\n/g, '<br>\n')}</div>`;
}

function metaCharset(bytes: Buffer): string | null {
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(bytes.subarray(0, 2048).toString('latin1'))?.[1] ?? null;
}

function cleanLines(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/g, '\uFFFD');
}
