// Telegram's HTML: text and entities out of markup, refused with the words of the real server.
import { type TgEntity, badRequest } from './objects.js';

const TYPES: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
};
const CHARACTERS: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const PIECE = /<(\/?)([^\s<>/]*)([^<>]*)>|<|&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));|[^<&]+|&/gi;

export interface Formatted {
  text: string;
  entities: TgEntity[];
}

interface Open extends TgEntity {
  tag: string;
}

/** Parses `text` by `mode`; offsets and lengths count UTF-16 units, as the API does. Throws BotApiError 400. */
export function format(text: string, mode: string | undefined): Formatted {
  if (!mode) return { text, entities: [] };
  if (mode.toLowerCase() !== 'html') throw badRequest('unsupported parse_mode');
  return parseHtml(text);
}

function parseHtml(source: string): Formatted {
  const open: Open[] = [];
  const entities: TgEntity[] = [];
  let text = '';
  for (const match of source.matchAll(PIECE)) {
    const [piece, slash, tag, attributes, decimal, hex, name] = match;
    if (piece === '<') throw broken(source, match.index, 'Unclosed start tag');
    if (tag === undefined) text += character(piece, decimal, hex, name);
    else if (slash) closeTag(source, match.index, tag.toLowerCase(), open, entities, text.length);
    else open.push(openTag(source, match.index, tag.toLowerCase(), attributes ?? '', text.length));
  }
  const left = open.at(-1);
  if (left) throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities: entities.filter((entity) => entity.length > 0).sort((a, b) => a.offset - b.offset) };
}

function character(piece: string, decimal?: string, hex?: string, name?: string): string {
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0;
  if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
  return (name && CHARACTERS[name]) || piece;
}

function openTag(source: string, at: number, tag: string, attributes: string, offset: number): Open {
  const type = TYPES[tag];
  const spoilt = tag === 'span' && !/class="tg-spoiler"/.test(attributes);
  if (!type || spoilt) throw broken(source, at, `Unsupported start tag "${tag}"`);
  const url = /href\s*=\s*"?([^"\s]+)/i.exec(attributes)?.[1];
  return { tag, type, offset, length: 0, ...(url ? { url } : {}) };
}

function closeTag(source: string, at: number, tag: string, open: Open[], entities: TgEntity[], end: number): void {
  const opened = open.pop();
  if (!opened) throw broken(source, at, 'Unexpected end tag');
  if (tag && opened.tag !== tag) {
    throw broken(source, at, 'Unmatched end tag', `, expected "</${opened.tag}>", found "</${tag}>"`);
  }
  const { tag: _tag, ...entity } = opened;
  entities.push({ ...entity, length: end - opened.offset });
}

function broken(source: string, at: number, what: string, rest = '') {
  const bytes = Buffer.byteLength(source.slice(0, at));
  return badRequest(`can't parse entities: ${what} at byte offset ${bytes}${rest}`);
}
