// Addresses of pages inside plain text, so that they can be pressed.

export interface Piece {
  text: string;
  href: string | null;
  /** Where it begins in the text. */
  at: number;
}
const LINK = /https?:\/\/[^\s<>"«»]+/g;
const TAIL = /[.,;:!?)\]]+$/;

/** Splits text into plain pieces and http(s) links; punctuation after a link is not part of it. */
export function linkPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const href = match[0].replace(TAIL, '');
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: null, at: from });
    pieces.push({ text: href, href, at: match.index });
    from = match.index + href.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null, at: from });
  return pieces;
}
