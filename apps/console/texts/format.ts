// How times, durations, numbers, phones and names are written, in Russian and English (UX 2.3).
import type { Language } from './language.store.js';

/** Institute's zone: the person's own zone is never silently used. */
const ZONE = 'Europe/Moscow';
const DAY_MS = 86_400_000;
const NBSP = '\u00a0';

const UNITS = {
  ru: { day: ['день', 'дня', 'дней'], h: 'ч', min: 'мин', s: 'с', yesterday: 'вчера', byte: ['Б', 'КБ', 'МБ', 'ГБ'] },
  en: { day: ['day', 'days', 'days'], h: 'h', min: 'min', s: 's', yesterday: 'yesterday', byte: ['B', 'KB', 'MB', 'GB'] },
} as const;

const makers = new Map<string, Intl.DateTimeFormat>();
function maker(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = makers.get(key) ?? new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { timeZone: ZONE, ...options });
  makers.set(key, known);
  return known;
}

/** Calendar day in the Institute's zone as YYYY-MM-DD. */
export function dayOf(at: number | string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
}

/** Hours and minutes: 14:05. */
export const timeOf = (at: string | number, language: Language): string =>
  maker(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

/** Short moment for rows: 14:05 · вчера, 14:05 · 22 нояб. · 22.11.2025. */
export function momentOf(at: string, now: number, language: Language): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return timeOf(at, language);
  if (day === dayOf(now - DAY_MS)) return `${UNITS[language].yesterday}, ${timeOf(at, language)}`;
  if (day.slice(0, 4) === dayOf(now).slice(0, 4)) return maker(language, { day: 'numeric', month: 'short' }).format(new Date(at));
  return maker(language, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date(at));
}

/** Full moment for tooltips and print: 22 ноября 2026 г., 14:05:09 (МСК). */
export function fullMoment(at: string, language: Language): string {
  const text = maker(language, { dateStyle: 'long', timeStyle: 'medium' }).format(new Date(at)).replace(' в ', ', ').replace(' at ', ', ');
  return `${text} (${language === 'ru' ? 'МСК' : 'MSK'})`;
}

/** Heading of a day in a conversation: воскресенье, 22 ноября. */
export function dayHeading(at: string, now: number, language: Language): string {
  const year = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4) ? {} : { year: 'numeric' as const };
  return maker(language, { weekday: 'long', day: 'numeric', month: 'long', ...year }).format(new Date(at));
}

/** Day and month, with the year when it is another: 12 дек. */
export function dateOf(at: string, now: number, language: Language): string {
  const year = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4) ? {} : { year: 'numeric' as const };
  return maker(language, { day: 'numeric', month: 'short', ...year }).format(new Date(at));
}

/** A day without a time, of any year: 11.08.2007 / 11/08/2007. Takes and gives YYYY-MM-DD on the other side. */
export function plainDate(iso: string, language: Language): string {
  const [year, month, day] = iso.split('-');
  return day ? [day, month, year].join(language === 'ru' ? '.' : '/') : iso;
}

/** A typed day as YYYY-MM-DD; what is no day is left for the server to refuse. */
export function typedDate(text: string): string {
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text.trim()) ?? [];
  return year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : text.trim();
}

function dayWord(n: number, language: Language): string {
  const words = UNITS[language].day;
  if (language === 'en') return n === 1 ? words[0] : words[1];
  const rule = new Intl.PluralRules('ru').select(n);
  return rule === 'one' ? words[0] : rule === 'few' ? words[1] : words[2];
}

/** A length of time in its two largest units without zeros: 4 мин 12 с · 2 ч 5 мин · 3 дня. */
export function durationOf(ms: number, language: Language): string {
  const unit = UNITS[language];
  const s = Math.max(0, Math.round(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(s / 86_400), dayWord(Math.floor(s / 86_400), language)],
    [Math.floor(s / 3600) % 24, unit.h],
    [Math.floor(s / 60) % 60, unit.min],
    [s % 60, unit.s],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  if (first < 0) return `0${NBSP}${unit.s}`;
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n}${NBSP}${word}`)
    .join(' ');
}

/** A length of time in one unit, for chips: 12 с · 4 мин · 2 ч · 3 дня. */
export function roughly(ms: number, language: Language): string {
  const s = Math.max(0, Math.round(ms / 1000));
  const step = s < 60 ? 1 : s < 3600 ? 60 : s < 86_400 ? 3600 : 86_400;
  return durationOf(Math.floor(s / step) * step * 1000, language);
}

/** A running timer: 04:12 or 1:04:12. */
export function timerOf(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const tail = `${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return s >= 3600 ? `${Math.floor(s / 3600)}:${tail}` : tail;
}

/** 1 234 567,8 / 1,234,567.8. */
export const numberOf = (n: number, language: Language): string =>
  new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { maximumFractionDigits: 1 }).format(n);

/** Size of a file: 812 КБ. */
export function sizeOf(bytes: number, language: Language): string {
  const names = UNITS[language].byte;
  let step = 0;
  let n = bytes;
  while (n >= 1024 && step < names.length - 1) {
    n /= 1024;
    step += 1;
  }
  return `${numberOf(step === 0 || n >= 10 ? Math.round(n) : n, language)}${NBSP}${names[step]}`;
}

/** +7 912 345-67-89, 8 800 555-35-35; other countries as stored. */
export function phoneOf(phone: string): string {
  const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone.replace(/[\s()-]/g, ''));
  if (!match) return phone;
  return `${match[1] === '800' ? '8' : '+7'}${NBSP}${match[1]}${NBSP}${match[2]}-${match[3]}-${match[4]}`;
}

/** The tail of ОБР-2026-104312 in groups: № 104 312. */
export function numberTail(number: string): string {
  const tail = /(\d+)$/.exec(number)?.[1] ?? number;
  return `№${NBSP}${tail.replace(/\B(?=(\d{3})+$)/g, NBSP)}`;
}

/** Соколова Мария Ивановна -> Соколова М. И.; one-word and foreign names stay whole. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  if (words.length < 2 || words.length > 3 || !/^[А-ЯЁ]/.test(name)) return name;
  return `${words[0]}${NBSP}${words
    .slice(1)
    .map((w) => `${w[0]}.`)
    .join(NBSP)}`;
}

/** First letters of surname and name: СМ. */
export const initialsOf = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((w) => w[0]?.toUpperCase() ?? '')
    .join('');
