// Text as it may be stored and cut: what PostgreSQL refuses is replaced, everything else comes back identical.
import { createHash } from 'node:crypto';

const UNPAIRED_OR_NUL = /[\0\uD800-\uDFFF]/;
const BROKEN = /\0|\p{Surrogate}/gu;
const FORMULA = /^[=+\-@\t\r]/;

/** NUL and lone surrogates become U+FFFD; a clean text is returned as the same string. */
export function cleanText(text: string): string {
  // the first look also hits emoji, whose pairs the second leaves alone
  return UNPAIRED_OR_NUL.test(text) ? text.replace(BROKEN, '\uFFFD') : text;
}

/** `cleanText` on every string and key of a JSON value: jsonb refuses the same characters. */
export function cleanJson<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) return value.map((item) => cleanJson(item)) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), cleanJson(inner)])) as T;
}

const KEY_LENGTH = 512;

/** An outside key (Message-ID, address) as an index can hold it: a long or broken one keeps its beginning and a digest of the whole. */
export function indexable(key: string): string {
  const clean = cleanText(key);
  if (clean === key && key.length <= KEY_LENGTH) return key;
  const digest = createHash('sha256').update(key, 'utf16le').digest('hex');
  return `${cleanText(clean.slice(0, KEY_LENGTH / 2))}#${digest}`;
}

/** At most `maxBytes` of UTF-8, cut between characters: index rows end at 2,704 bytes, headers and payloads earlier. */
export function truncateBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text;
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}

/** One line of at most `max` characters for lists and offers, with an ellipsis when something was left out. */
export function preview(text: string, max: number): string {
  // only the beginning is looked at: a letter may be megabytes long
  const line = text
    .slice(0, max * 8)
    .replace(/\s+/g, ' ')
    .trim();
  const letters = Array.from(line);
  if (letters.length <= max) return line;
  return `${letters
    .slice(0, max - 1)
    .join('')
    .trimEnd()}…`;
}

const RUSSIAN = new Intl.PluralRules('ru');

/** plural(5, 'обращение', 'обращения', 'обращений') gives the word alone; fractions take the form of "few". */
export function plural(count: number, one: string, few: string, many: string): string {
  const rule = RUSSIAN.select(Math.abs(count));
  if (rule === 'one') return one;
  return rule === 'many' ? many : few;
}

/** A value for CSV or XLSX that no spreadsheet runs as a formula: an apostrophe goes before = + - @ and tab. */
export const formulaSafe = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Takes back the apostrophe of `formulaSafe`. */
export const formulaPlain = (text: string): string => (text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text);
