// Turns words into numbered features: stems alone and in pairs, and pieces of 2 to 4 letters inside each word.
import { stem } from './stem.js';

/** Features of one text; word and piece features live in separate number ranges (even and odd). */
export interface Features {
  words: string[];
  /** Feature number, and the word it came from. */
  stems: { key: number; word: number }[];
  pieces: { key: number; word: number }[];
}

interface WordParts {
  stemKey: number;
  pieces: number[];
}

const LONGEST_TEXT = 300;
const PIECE = { shortest: 2, longest: 4 };
const CACHE_LIMIT = 20_000;
const cache = new Map<string, WordParts>();

/** Lower-case words of a normalised text; a hyphen parts words, a long letter is cut at 300 of them. */
export function wordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, LONGEST_TEXT);
}

/** One letter for sounds that clients and transliteration mix up; doubled letters count once. */
export function fold(word: string): string {
  return word
    .replace(/[ьъ]/g, '')
    .replace(/[йы]/g, 'и')
    .replaceAll('э', 'е')
    .replace(/(.)\1+/g, '$1');
}

export function featuresOf(text: string): Features {
  const words = wordsOf(text);
  const features: Features = { words, stems: [], pieces: [] };
  let previous = 0;
  words.forEach((word, at) => {
    const parts = partsOf(word);
    features.stems.push({ key: parts.stemKey, word: at });
    if (at > 0) features.stems.push({ key: mix(previous, parts.stemKey) & ~1, word: at });
    for (const key of parts.pieces) features.pieces.push({ key, word: at });
    previous = parts.stemKey;
  });
  return features;
}

function partsOf(word: string): WordParts {
  const known = cache.get(word);
  if (known) return known;
  const parts = { stemKey: hash(fold(stem(word))) & ~1, pieces: piecesOf(`_${fold(word)}_`) };
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(word, parts);
  return parts;
}

function piecesOf(framed: string): number[] {
  const keys: number[] = [];
  for (let from = 0; from < framed.length; from++) {
    const to = Math.min(framed.length, from + PIECE.longest);
    for (let end = from + PIECE.shortest; end <= to; end++) keys.push(hash(framed.slice(from, end)) | 1);
  }
  return keys;
}

/** FNV-1a over the UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}

const mix = (a: number, b: number) => Math.imul(Math.imul(a, 31) ^ b, 0x01000193) | 0;
