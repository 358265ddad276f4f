// Mail headers: raw lines to fields, encoded words (RFC 2047), parameters (RFC 2231 and its wild forms), addresses, dates.
import { addressParser, type Address } from 'postal-mime';
import { canonicalCharset, decodeBytes } from './charset.js';

export interface Field {
  /** Lower case. */
  name: string;
  /** Unfolded bytes after the colon. */
  raw: Buffer;
}
export interface MailAddress {
  name: string | null;
  address: string;
}
/** A structured value such as Content-Type: the value in lower case and its parameters, decoded. */
export interface Structured {
  value: string;
  params: Record<string, string>;
}

const WORD = /=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi;
const WORD_RUN = /=\?[^?\s]+\?[bq]\?[^?]*\?=(?:\s*=\?[^?\s]+\?[bq]\?[^?]*\?=)*/gi;

/** Text of a raw field: 8-bit bytes by `context` charset or by a guess, then encoded words. */
export function fieldText(raw: Buffer, context?: string | null): string {
  return clean(decodeWords(decodeBytes(raw, null, context).trim()));
}

/** Replaces encoded words; words of one charset are joined before decoding, since mailers cut letters in two. */
export function decodeWords(text: string): string {
  return text.replace(WORD_RUN, (run) => decodeRun(run));
}

function decodeRun(run: string): string {
  const pieces: { charset: string; bytes: Buffer[] }[] = [];
  for (const [, label, encoding, payload] of run.matchAll(WORD)) {
    const charset = label.split('*')[0].toLowerCase();
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(payload, 'base64') : decodeQ(payload);
    const last = pieces.at(-1);
    if (last?.charset === charset) last.bytes.push(bytes);
    else pieces.push({ charset, bytes: [bytes] });
  }
  return pieces.map((piece) => decodePiece(piece.bytes, piece.charset)).join('');
}

/** Stateful charsets (iso-2022-jp) start afresh in each word; everything else is safe to join. */
function decodePiece(bytes: Buffer[], charset: string): string {
  if (/^iso-2022|^utf-?7/.test(charset)) return bytes.map((part) => decodeBytes(part, charset)).join('');
  return decodeBytes(Buffer.concat(bytes), charset);
}

function decodeQ(payload: string): Buffer {
  const latin = payload.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1');
}

/** Mailboxes of an address field; groups are opened, entries without an address dropped. */
export function fieldAddresses(raw: Buffer, context?: string | null): MailAddress[] {
  const text = decodeBytes(raw, null, context).slice(0, 65_536);
  // the library finds the structure; words become plain UTF-8 ones first, so that its charset table does not matter
  const canonical = text.replace(WORD_RUN, (run) => `=?utf-8?B?${Buffer.from(decodeRun(run)).toString('base64')}?=`);
  return addressParser(apart(withoutComments(canonical))).flatMap(mailboxes);
}

/** "a <x@y> b <z@w>": the comma between two mailboxes was forgotten. */
function apart(text: string): string {
  return text.replace(/(<[^<>\s]+@[^<>\s]+>)(?=\s+[^\s,;(])/g, '$1,');
}

/** Comments beside a bracketed address are remarks; without brackets they are the name: "joe@x (Joe)". */
function withoutComments(text: string): string {
  if (!text.includes('<') || !text.includes('(')) return text;
  let kept = '';
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') {
      if (depth === 0) kept += char + (text[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (char === '"' && depth === 0) quoted = !quoted;
    if (char === '(' && !quoted) depth += 1;
    else if (char === ')' && depth > 0) depth -= 1;
    else if (depth === 0) kept += char;
  }
  // an unclosed one would swallow the address
  return depth === 0 ? kept : text;
}

function mailboxes(entry: Address): MailAddress[] {
  if (entry.group) return entry.group.flatMap(mailboxes);
  const address = clean(entry.address)
    .replace(/^<+|>+$/g, '')
    .replace(/[\s\x00-\x1f\x7f]+/g, '');
  if (!address.includes('@')) return [];
  const name = clean(entry.name)
    .replace(/^['"]+|['"]+$/g, '')
    .trim();
  return [{ address, name: name === '' || name === address ? null : name }];
}

/** Content-Type or Content-Disposition with its parameters. */
export function structured(raw: Buffer, context?: string | null): Structured {
  const parts = splitParameters(withSemicolon(stripComments(decodeBytes(raw, null, context))));
  const given = new Map<string, string>();
  for (const part of parts.slice(1)) {
    const at = part.indexOf('=');
    if (at < 1) continue;
    const name = part.slice(0, at).trim().toLowerCase();
    if (!given.has(name)) given.set(name, unquote(part.slice(at + 1).trim()));
  }
  return { value: parts[0].trim().toLowerCase(), params: joinContinuations(given) };
}

/** "multipart/mixed boundary=x": the first semicolon was forgotten. */
function withSemicolon(text: string): string {
  return text.replace(/^(\s*[\w.+-]+\/[\w.+-]+)\s+(?=[\w-]+\*?=)/, '$1; ');
}

function splitParameters(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\' && quoted) part += char + (text[++at] ?? '');
    else if (char === ';' && !quoted) {
      parts.push(part);
      part = '';
    } else {
      if (char === '"') quoted = !quoted;
      part += char;
    }
  }
  parts.push(part);
  return parts;
}

function stripComments(text: string): string {
  return /^[^"]*\(/.test(text) ? text.replace(/^([^;"]*)\([^()"]*\)/, '$1') : text;
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  const end = /^"((?:[^"\\]|\\.)*)"?/.exec(value);
  // a Windows path keeps its backslashes: only quote and backslash can be escaped
  return (end ? end[1] : value).replace(/\\(["\\])/g, '$1');
}

function joinContinuations(given: Map<string, string>): Record<string, string> {
  const params: Record<string, string> = Object.create(null);
  const sections = new Map<string, { order: number; value: string; encoded: boolean }[]>();
  for (const [key, value] of given) {
    const shape = /^([^*]+)(?:\*(\d+))?(\*)?$/.exec(key);
    if (!shape || (shape[2] === undefined && !shape[3])) params[key] ??= wildValue(value);
    else sections.set(shape[1], [...(sections.get(shape[1]) ?? []), { order: Number(shape[2] ?? 0), value, encoded: Boolean(shape[3]) }]);
  }
  for (const [name, list] of sections) params[name] = joinSections(list.sort((a, b) => a.order - b.order));
  return params;
}

function joinSections(list: { value: string; encoded: boolean }[]): string {
  const head = /^([^']*)'[^']*'(.*)$/s.exec(list[0].value);
  const charset = list[0].encoded && head ? head[1] : null;
  if (!list.some((section) => section.encoded)) return decodeWords(list.map((section) => section.value).join(''));
  const bytes = list.map((section, at) => {
    const value = at === 0 && head && section.encoded ? head[2] : section.value;
    return section.encoded ? percentBytes(value) : Buffer.from(value);
  });
  return decodeWords(decodeBytes(Buffer.concat(bytes), charset));
}

/** Plain parameters in the wild carry encoded words, or percent-encoding without the star. */
function wildValue(value: string): string {
  const star = /^(utf-8|windows-1251|koi8-r)'[^']*'(.+)$/i.exec(value);
  if (star) return decodeBytes(percentBytes(star[2]), star[1]);
  if (/%[0-9a-f]{2}%[0-9a-f]{2}/i.test(value) && !/[^\x21-\x7e]/.test(value)) {
    const bytes = percentBytes(value);
    if (bytes.some((byte) => byte >= 0x80)) return decodeBytes(bytes);
  }
  return decodeWords(value);
}

function percentBytes(text: string): Buffer {
  const latin = Buffer.from(text).toString('latin1');
  return Buffer.from(
    latin.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}

/** Message-IDs in a field, with their brackets; a bare id gets brackets. */
export function fieldIds(raw: Buffer): string[] {
  const text = decodeBytes(raw).replace(/[\r\n\0]/g, ' ');
  const bracketed = text.match(/<[^<>\s]{1,990}>/g);
  if (bracketed) return bracketed;
  const bare = text.trim();
  return bare !== '' && !/\s/.test(bare) && bare.length < 990 ? [`<${bare.replace(/[<>]/g, '')}>`] : [];
}

const ZONES: Record<string, string> = { msk: '+0300', msd: '+0400', samt: '+0400', yekt: '+0500', ut: '+0000', utc: '+0000' };

/** Date field, forgiving: comments, missing seconds, Russian zones, two-digit years; null when hopeless. */
export function fieldDate(raw: Buffer): Date | null {
  const text = decodeBytes(raw)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const zoned = text.replace(/\b(msk|msd|samt|yekt|utc?)\b/i, (zone) => ZONES[zone.toLowerCase()]);
  const tries = [zoned, zoned.replace(/^[^\d]*,\s*/, ''), zoned.replace(/(\d{2}:\d{2}(?::\d{2})?).*$/, '$1 +0000')];
  for (const attempt of tries) {
    const at = new Date(attempt);
    if (attempt !== '' && Number.isFinite(at.getTime()) && at.getUTCFullYear() > 1970 && at.getUTCFullYear() < 2200) return at;
  }
  return null;
}

/** Line breaks to spaces, NUL and lone surrogates to U+FFFD; every other character stays. */
export function clean(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/g, '\uFFFD').replace(/[\r\n]+/g, ' ');
}

/** The charset a part declares in its Content-Type. */
export function declaredCharset(type: Structured): string | null {
  return canonicalCharset(type.params.charset);
}
