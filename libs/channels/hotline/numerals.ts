// Numbers as they are said on the telephone: places, minutes, inquiry numbers digit by digit.
import type { Language, Spoken } from './texts.js';

/** Neuter in Russian: they say a place. */
const ORDINALS: Record<Language, string[]> = {
  ru: (
    'первое второе третье четвёртое пятое шестое седьмое восьмое девятое десятое одиннадцатое двенадцатое тринадцатое ' +
    'четырнадцатое пятнадцатое шестнадцатое семнадцатое восемнадцатое девятнадцатое двадцатое'
  ).split(' '),
  en: (
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth ' +
    'fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
  ).split(' '),
};
/** After «примерно»: accusative in Russian. */
const MINUTES: Record<Language, string[]> = {
  ru: [
    'одну минуту',
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

/** «второе»; beyond twenty the place in digits («номер 23»). */
export function placeWord(place: number, language: Language): string {
  return ORDINALS[language][place - 1] ?? (language === 'ru' ? `номер ${place}` : `number ${place}`);
}

/** The tail of an inquiry number, digit by digit without leading zeros: ОБР-2026-000104 → «один, ноль, четыре». */
export function numberWords(number: string, language: Language): string {
  const tail = (number.match(/(\d+)\D*$/)?.[1] ?? '').replace(/^0+(?=\d)/, '');
  return [...tail].map((digit) => DIGITS[language][Number(digit)]).join(', ');
}

/** How a queue moves: people who serve it now, and how long a call took them of late (null: none was served). */
export interface Pace {
  people: number;
  eachMs: number | null;
}

/** Everybody before the caller, and the caller's own turn, shared among those who serve; null when nothing honest is known. */
export function expectedWaitMs(place: number, { people, eachMs }: Pace): number | null {
  return people === 0 || eachMs === null ? null : (place * eachMs) / people;
}

/** What is honest to say of the wait: `expectedMs` null when nothing is known; minutes are rounded up, never down. */
export function waitSentence(place: number, expectedMs: number | null, language: Language): Spoken {
  const facts = { place: placeWord(place, language) };
  if (expectedMs === null) return { key: 'wait.place-only', facts };
  if (expectedMs < 60_000) return { key: 'wait.soon', facts };
  const minutes = MINUTES[language][Math.ceil(expectedMs / 60_000) - 1];
  return minutes ? { key: 'wait.place', facts: { ...facts, minutes } } : { key: 'wait.long', facts };
}
