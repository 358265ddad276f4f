// Numbers as they are said on the telephone: places, minutes, inquiry numbers digit by digit.
import type { Language, Spoken } from './texts.js';

const ORDINALS: Record<Language, string[]> = {
  ru: [
    'первый',
    'второй',
    'третий',
    'четвёртый',
    'пятый',
    'шестой',
    'седьмой',
    'восьмой',
    'девятый',
    'десятый',
    'одиннадцатый',
    'двенадцатый',
    'тринадцатый',
    'четырнадцатый',
    'пятнадцатый',
    'шестнадцатый',
    'семнадцатый',
    'восемнадцатый',
    'девятнадцатый',
    'двадцатый',
  ],
  en: [
    'first',
    'second',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'seventh',
    'eighth',
    'ninth',
    'tenth',
    'eleventh',
    'twelfth',
    'thirteenth',
    'fourteenth',
    'fifteenth',
    'sixteenth',
    'seventeenth',
    'eighteenth',
    'nineteenth',
    'twentieth',
  ],
};
const MINUTES: Record<Language, string[]> = {
  ru: [
    'одна минута',
    'две минуты',
    'три минуты',
    'четыре минуты',
    'пять минут',
    'шесть минут',
    'семь минут',
    'восемь минут',
    'девять минут',
    'десять минут',
    'одиннадцать минут',
    'двенадцать минут',
    'тринадцать минут',
    'четырнадцать минут',
    'пятнадцать минут',
  ],
  en: [
    'one minute',
    'two minutes',
    'three minutes',
    'four minutes',
    'five minutes',
    'six minutes',
    'seven minutes',
    'eight minutes',
    'nine minutes',
    'ten minutes',
    'eleven minutes',
    'twelve minutes',
    'thirteen minutes',
    'fourteen minutes',
    'fifteen minutes',
  ],
};
const DIGITS: Record<Language, string[]> = {
  ru: ['ноль', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'],
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
};

/** «второй»; beyond twenty the place in digits («номер 23»). */
export function placeWord(place: number, language: Language): string {
  return ORDINALS[language][place - 1] ?? (language === 'ru' ? `номер ${place}` : `number ${place}`);
}

/** The tail of an inquiry number, digit by digit without leading zeros: ОБР-2026-000104 → «один, ноль, четыре». */
export function numberWords(number: string, language: Language): string {
  const tail = (number.match(/(\d+)\D*$/)?.[1] ?? '').replace(/^0+(?=\d)/, '');
  return [...tail].map((digit) => DIGITS[language][Number(digit)]).join(', ');
}

/** What is honest to say of the wait: `expectedMs` null when nothing is known; minutes are rounded up, never down. */
export function waitSentence(place: number, expectedMs: number | null, language: Language): Spoken {
  const facts = { place: placeWord(place, language) };
  if (expectedMs === null) return { key: 'wait.place-only', facts };
  if (expectedMs < 60_000) return { key: 'wait.soon', facts };
  const minutes = MINUTES[language][Math.ceil(expectedMs / 60_000) - 1];
  return minutes ? { key: 'wait.place', facts: { ...facts, minutes } } : { key: 'wait.long', facts };
}
