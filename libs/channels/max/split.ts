// Cuts a long text into parts at the best border: paragraph, line, sentence, word; never inside a character.

/** A part as a range of the text, in UTF-16 units; the white space at a cut belongs to no part. */
export interface Range {
  from: number;
  to: number;
}

/** From the best border to the worst; each match ends where the part ends. */
const BORDERS = [/\n\s*\n/g, /\n/g, /[.!?…]+["»”)]*\s/g, /\s/g];

/** Ranges of at most `limit` units; one range when the text fits. Parts of white space alone are left out. */
export function split(text: string, limit: number): Range[] {
  const ranges: Range[] = [];
  const end = text.trimEnd().length;
  let from = leadOf(text);
  while (from < end) {
    const to = end - from <= limit ? end : from + cut(text.slice(from, from + limit + 1), limit);
    ranges.push({ from, to: from + text.slice(from, to).trimEnd().length });
    from = to + leadOf(text.slice(to));
  }
  return ranges;
}

/** Where to cut a window of limit + 1 units: a border in its second half, else before the character that no longer fits. */
function cut(window: string, limit: number): number {
  for (const border of BORDERS) {
    const last = [...window.matchAll(border)]
      .map((match) => match.index + match[0].trimEnd().length)
      .findLast((at) => at > limit / 2 && at <= limit);
    if (last !== undefined) return last;
  }
  return isHighSurrogate(window.charCodeAt(limit - 1)) ? limit - 1 : limit;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

const leadOf = (text: string): number => text.length - text.trimStart().length;
