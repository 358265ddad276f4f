// Brings a client's text to the form the classifier was taught on: right letters, no courtesies, one spelling.
import { stripEnvelope, stripPoliteness } from './politeness.js';
import { repair, type Repair } from './repair.js';

export interface Normalised {
  /** Lower case, ё as е, without courtesies. */
  text: string;
  /** The same, sentence by sentence, when the text is long enough to bury its question; else empty. */
  sentences: string[];
  undone: Repair;
}

/** Longer letters add nothing to the topic and would cost time. */
const LONGEST = 4000;
/** From this length on the best sentence is weighed apart. */
const LETTER_LENGTH = 110;
const MOST_SENTENCES = 16;

const tidy = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\t]/g, ' ');

const oneSpelling = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/(?<!\p{L})wi[- ]?fi(?!\p{L})/gu, 'wifi');

/** Cleans a raw inbound text; never throws, never returns more than it was given. */
export function normalise(raw: string): Normalised {
  const envelope = stripEnvelope(tidy(raw.slice(0, LONGEST)));
  const { text: meant, undone } = repair(envelope.trim() === '' ? raw.slice(0, LONGEST) : envelope);
  const text = oneSpelling(stripPoliteness(meant));
  return { text, sentences: text.length < LETTER_LENGTH ? [] : sentencesOf(meant), undone };
}

function sentencesOf(text: string): string[] {
  const parts = text.split(/(?<=[.!?…])\s+|\n+/u).map((part) => oneSpelling(stripPoliteness(part)));
  const telling = parts.filter((part) => (part.match(/\p{L}{3,}/gu)?.length ?? 0) >= 2);
  return telling.length < 2 ? [] : telling.slice(0, MOST_SENTENCES);
}
