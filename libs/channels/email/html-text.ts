// HTML of a mail to readable text: one pass over the tags, bounded, quotes as "> " lines, and where history begins.

import { Page, type ReadableText } from './html-page.js';

const LIMIT = 2_000_000;
const SILENT = /^(script|style|head|title|noscript|template|svg|object|iframe|select|textarea)$/;

/** Readable text of an HTML mail, block by block; what exceeds two million characters is cut. */
export function htmlToText(html: string): ReadableText {
  const page = new Page();
  const unclosed = new Set<string>();
  const source = html.slice(0, LIMIT);
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    page.write(source.slice(at, open < 0 ? source.length : open));
    if (open < 0) break;
    at = passTag(source, open, page, unclosed);
  }
  return page.finish();
}

/** Reads one tag or comment at `open` and returns where reading goes on. */
function passTag(source: string, open: number, page: Page, unclosed: Set<string>): number {
  if (source.startsWith('<!--', open)) return after(source, '-->', open);
  const next = source[open + 1] ?? '';
  if (!/[a-z/!?]/i.test(next)) {
    page.write('<');
    return open + 1;
  }
  const close = tagEnd(source, open);
  const tag = source.slice(open + 1, close);
  const name = /^\/?([a-z][a-z0-9:]*)/i.exec(tag)?.[1].toLowerCase() ?? '';
  if (tag[0] === '/') page.leave(name);
  else if (SILENT.test(name) && !tag.endsWith('/')) return skipElement(source, name, close + 1, unclosed);
  else page.enter(name, tag);
  return close + 1;
}

/** End of a tag; quotes protect ">" only when they close again nearby. */
function tagEnd(source: string, open: number): number {
  const plain = source.indexOf('>', open);
  if (plain < 0) return source.length;
  const match = /^<[^>"']*(?:(?:"[^"]{0,4096}"|'[^']{0,4096}')[^>"']*){0,64}>/.exec(source.slice(open, open + 8192));
  return match ? open + match[0].length - 1 : plain;
}

/** An element without its end tag is passed over alone: an unclosed <head> must not swallow the letter. */
function skipElement(source: string, name: string, from: number, unclosed: Set<string>): number {
  if (unclosed.has(name)) return from;
  const end = new RegExp(`</${name}\\s*>`, 'gi');
  end.lastIndex = from;
  if (end.exec(source)) return end.lastIndex;
  // remembered, or a page of a hundred thousand <style> would be searched as often
  unclosed.add(name);
  return name === 'script' ? source.length : from;
}

function after(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? source.length : end + mark.length;
}
