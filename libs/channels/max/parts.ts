// The words of a reply as parts that fit: plain for people, HTML for messengers; bold and links are the only markup.
import { cleanText } from '#libs/kernel/text.js';
import type { Outbound } from '../channel.js';
import { split } from './split.js';

/** Room for the "12/12" line under each part. */
const LABEL_ROOM = 10;

/** `plain` is what the person reads, `html` the same with its markup. */
export interface Part {
  plain: string;
  html: string;
}

/** A stretch of the visible text that is shown bold or as a link. */
interface Mark {
  from: number;
  to: number;
  href: string | null;
}
interface Styled {
  text: string;
  marks: Mark[];
}

const STYLE = /\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|\[([^[\]\n]+)\]\((https?:\/\/[^\s()<>"]+)\)/g;

/** Parts of at most `limit` UTF-16 units as read, numbered when there are several; none for a reply without words. */
export function partsOf(out: Outbound, automaticMark: string, limit: number): Part[] {
  const message = styled(wordsOf(out, automaticMark));
  const fits = message.text.length <= limit;
  const ranges = split(message.text, fits ? limit : limit - LABEL_ROOM);
  return ranges.map(({ from, to }, at) => {
    const label = fits ? '' : `\n\n${at + 1}/${ranges.length}`;
    return { plain: message.text.slice(from, to) + label, html: html(message, from, to) + label };
  });
}

/** What a machine says is told as such; a person's words end with the account's signature. */
function wordsOf(out: Outbound, automaticMark: string): string {
  const text = cleanText(out.text).trim();
  if (text === '') return '';
  const end = out.automatic ? automaticMark : cleanText(out.signature).trim();
  return end === '' ? text : `${text}\n\n${end}`;
}

/** Takes **bold** and [links](https://…) out of the text; every other character stays as it is. */
function styled(source: string): Styled {
  const marks: Mark[] = [];
  let text = '';
  let done = 0;
  for (const match of source.matchAll(STYLE)) {
    const [whole, bold, label, href] = match;
    text += source.slice(done, match.index);
    marks.push({ from: text.length, to: text.length + (bold ?? label)!.length, href: href ?? null });
    text += bold ?? label;
    done = match.index + whole.length;
  }
  return { text: text + source.slice(done), marks };
}

/** The marks inside one part; a mark that crosses a cut goes on in the next part. */
function html({ text, marks }: Styled, from: number, to: number): string {
  let made = '';
  let done = from;
  for (const mark of marks) {
    const [start, end] = [Math.max(mark.from, from), Math.min(mark.to, to)];
    if (start >= end) continue;
    const inner = escapeHtml(text.slice(start, end));
    made +=
      escapeHtml(text.slice(done, start)) + (mark.href === null ? `<b>${inner}</b>` : `<a href="${escapeHtml(mark.href)}">${inner}</a>`);
    done = end;
  }
  return made + escapeHtml(text.slice(done, to));
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

/** The name stands in a header of the upload: quotes and line ends would break out of it. */
export function fileName(name: string | null, at: number): string {
  const safe = cleanText(name ?? '')
    .replace(/["\\\p{Cc}]/gu, '_')
    .trim();
  return safe || `file-${at + 1}`;
}
