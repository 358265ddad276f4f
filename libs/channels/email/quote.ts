// Folds quoted history away from what the person wrote now; forwarded letters stay visible.
import EmailReplyParser from 'email-reply-parser';
import { attributionLength, isDivider, isForward, isHeaderBlock, isLabelled, isRule } from './quote-marks.js';

export interface Folded {
  visible: string;
  quoted: string;
  /** The line where history begins, trimmed; null when nothing was folded. */
  boundary: string | null;
}
export interface FoldHints {
  /** Line where the HTML's own marks say history begins. */
  historyLine?: number | null;
  /** The subject says "Fwd:": a block of headers then opens the forwarded letter. */
  forward?: boolean;
}
/** Beyond this the text is a dump, not a letter; regular expressions stay off it. */
const LINES = 5000;
const LAST_RESORT_CHARS = 20_000;

/** Whether a subject announces a forward in Russian or English. */
export function isForwardSubject(subject: string): boolean {
  return /^\s*(?:re\s*:\s*|отв\s*:\s*|на\s*:\s*)*(fwd?|пересл?|пер|вперед)\s*:/i.test(subject);
}

/** Splits a letter at the beginning of its history. */
export function foldQuotes(text: string, hints: FoldHints = {}): Folded {
  const lines = text.split('\n');
  const start = findHistory(lines, hints);
  if (start === 'forward') return whole(text);
  if (start !== null) return foldAt(lines, start) ?? whole(text);
  const angles = firstAngle(lines);
  if (angles !== null && !isForwarded(lines, angles)) return foldAt(lines, angles) ?? whole(text);
  return lastResort(text);
}

/** First line of history that is announced in words; null when there is none. */
function findHistory(lines: string[], hints: FoldHints): number | 'forward' | null {
  for (let at = 0; at < Math.min(lines.length, LINES); at += 1) {
    const line = lines[at].trim();
    if (line === '' && at !== hints.historyLine) continue;
    if (isForward(line) || opensForward(lines, at)) return 'forward';
    if (at === hints.historyLine && !(hints.forward && leadsToHeaders(lines, at))) return withRule(lines, at);
    if (isDivider(line)) return hints.forward ? 'forward' : withRule(lines, at);
    if (isHeaderBlock(lines, at)) return hints.forward ? 'forward' : withRule(lines, at);
    if (!line.startsWith('>') && line.length < 400 && attributionLength(lines, at) > 0) return withRule(lines, at);
  }
  return null;
}

/** An attribution that only leads to a forward's own divider. */
function opensForward(lines: string[], at: number): boolean {
  const next = lines.slice(at + 1, at + 4).find((line) => line.trim() !== '');
  return lines[at].trim().endsWith(':') && next !== undefined && isForward(next.trim());
}

function leadsToHeaders(lines: string[], at: number): boolean {
  return [0, 1, 2, 3].some((step) => at + step < lines.length && isHeaderBlock(lines, at + step));
}

/** The rule drawn above a header block belongs to the history. */
function withRule(lines: string[], at: number): number {
  let above = at - 1;
  while (above > 0 && (lines[above].trim() === '' || isLabelled(lines[above]))) above -= 1;
  return above >= 0 && isRule(lines[above].trim()) ? above : at;
}

function firstAngle(lines: string[]): number | null {
  const at = lines.findIndex((line, index) => line.startsWith('>') && isQuote(lines, index));
  return at < 0 ? null : at;
}

/** ">" alone may be typed by hand: a quote is two such lines, or one that ends the letter. */
function isQuote(lines: string[], at: number): boolean {
  const next = lines.slice(at + 1).find((line) => line.trim() !== '');
  return next === undefined || next.startsWith('>') || /^>\s?\S/.test(lines[at]);
}

function isForwarded(lines: string[], at: number): boolean {
  return lines.slice(0, at).some((line) => isForward(line.trim())) || isForward(lines[at].replace(/^[>\s]+/, ''));
}

/** Folds from `start`; answers written below or between the quotes stay visible. Null: nothing would be left to read. */
function foldAt(lines: string[], start: number): Folded | null {
  const angled = lines.slice(start).some((line) => line.startsWith('>'));
  const own = angled ? ownBlocks(lines, start) : [];
  const before = trimBlank(lines.slice(0, start));
  // answers between several quotes make sense only together with them
  if (own.length > 1 || (own.length === 1 && own[0].to < lastAngle(lines))) return null;
  const below = own.length === 1 ? trimBlank(lines.slice(own[0].from, own[0].to)) : '';
  // a letter of nothing but history is usually a forward made by hand
  if (before === '' && below === '') return null;
  const quoted = own.length === 1 ? [...lines.slice(start, own[0].from), ...lines.slice(own[0].to)] : lines.slice(start);
  return { visible: [before, below].filter(Boolean).join('\n\n'), quoted: trimBlank(quoted), boundary: lines[start].trim() };
}

/** Runs of unquoted text after the first ">" line, signatures aside. */
function ownBlocks(lines: string[], start: number): { from: number; to: number }[] {
  const blocks: { from: number; to: number }[] = [];
  let from: number | null = null;
  let begun = false;
  for (let at = start; at <= lines.length; at += 1) {
    const line = lines[at];
    const quoted = line === undefined || line.startsWith('>');
    if (line?.startsWith('>')) begun = true;
    else if (line !== undefined && begun && line.trim() !== '') {
      if (from === null && /^(—|_{3,})$/.test(line)) return blocks;
      // a line between two quoted ones of the same paragraph is a wrapped quotation, not an answer
      if (from === null && !wrapped(lines, at)) from = at;
    }
    if (quoted && from !== null) {
      blocks.push({ from, to: at });
      from = null;
    }
  }
  return blocks;
}

function wrapped(lines: string[], at: number): boolean {
  return (
    (lines[at - 1]?.startsWith('>') ?? false) &&
    (lines[at + 1]?.startsWith('>') ?? false) &&
    (attributionLength(lines, at) > 0 || /^[a-zа-яё]/.test(lines[at]))
  );
}

function lastAngle(lines: string[]): number {
  return lines.findLastIndex((line) => line.startsWith('>'));
}

/** Quote headers of other languages, by the library's table; only for letters of ordinary size. */
function lastResort(text: string): Folded {
  // its patterns take quadratic time over runs of empty lines
  if (text.length > LAST_RESORT_CHARS || /\n{20}/.test(text) || !/[>:][ \t]*$/m.test(text)) return whole(text);
  const fragments = new EmailReplyParser().read(text).getFragments();
  const from = fragments.findIndex(
    (one, at) => one.isQuoted() && fragments.slice(at).every((later) => later.isQuoted() || later.isSignature() || later.isEmpty()),
  );
  if (from < 1) return whole(text);
  const quoted = fragments
    .slice(from)
    .map((one) => one.getContent())
    .join('\n')
    .trim();
  const visible = fragments
    .slice(0, from)
    .map((one) => one.getContent())
    .join('\n')
    .trim();
  return visible === '' || quoted === '' ? whole(text) : { visible, quoted, boundary: quoted.split('\n')[0].trim() };
}

function whole(text: string): Folded {
  return { visible: withoutBlankEnds(text), quoted: '', boundary: null };
}

function trimBlank(lines: string[]): string {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0
    ? ''
    : lines
        .slice(first, last + 1)
        .join('\n')
        .trimEnd();
}

/** Blank lines around a letter go, every other character stays (a pattern would take quadratic time). */
function withoutBlankEnds(text: string): string {
  const lines = text.split('\n');
  const blank = (line: string) => /^[ \t]*$/.test(line);
  const first = lines.findIndex((line) => !blank(line));
  const last = lines.findLastIndex((line) => !blank(line));
  return first < 0 ? text.trim() : lines.slice(first, last + 1).join('\n');
}
