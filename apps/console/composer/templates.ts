// Reply templates: finding them while typing and filling their places.
import type { TemplateView } from '#libs/contract/staff.js';
import { matches, plainText } from '../texts/layout.js';

/** Templates for a query, the best first: by code, by title, by words of the text. */
export function findTemplates(templates: TemplateView[], query: string): TemplateView[] {
  const start = plainText(query);
  const rank = (one: TemplateView): number => (plainText(one.code).startsWith(start) ? 0 : matches(one.title, query) ? 1 : 2);
  return templates
    .filter((one) => matches(`${one.code} ${one.title} ${one.text}`, query))
    .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, 'ru'));
}

const HOLE = /⟦([^⟧]*)⟧/;

/** Replaces known {places}; an unknown one becomes a hole ⟦place⟧ that must be filled before sending. */
export function fillTemplate(text: string, values: Record<string, string>): string {
  return text.replace(/\{([\p{L}\w. ]+)\}/gu, (_whole, name: string) => values[name.trim()] || `⟦${name.trim()}⟧`);
}

/** The first unfilled place at or after a position: its name and where it stands; null when there is none. */
export function holeAfter(text: string, from = 0): { name: string; start: number; end: number } | null {
  const found = HOLE.exec(text.slice(from)) ?? (from > 0 ? HOLE.exec(text) : null);
  if (!found) return null;
  const start = text.slice(from).includes(found[0]) ? text.indexOf(found[0], from) : text.indexOf(found[0]);
  return { name: found[1]!, start, end: start + found[0].length };
}

/** The word after "/" that opens the picker: "/" at the start of a line or after a space. Null when the caret is elsewhere. */
export function slashQuery(text: string, caret: number): { query: string; start: number } | null {
  const found = /(?:^|\s)\/([^\s/]*)$/u.exec(text.slice(0, caret));
  return found ? { query: found[1]!, start: caret - found[1]!.length - 1 } : null;
}

/** Puts text in place of [start, end) and tells where the caret goes. */
export function insertAt(text: string, start: number, end: number, piece: string): { text: string; caret: number } {
  return { text: text.slice(0, start) + piece + text.slice(end), caret: start + piece.length };
}
