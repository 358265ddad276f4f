// An account's own hours as people type them: «пн-пт 9:00-18:00; сб 10:00-14:00», «круглосуточно», or nothing for the Institute's.
import type { CalendarSettings, Hours, Weekday } from './calendar.js';

const DAYS: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const RUSSIAN = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'];
const ALWAYS = new Set(['круглосуточно', 'always', '24/7']);
const PART = /^([а-яa-z,\s-]+?)\s+(\d[\d:,\s-]*)$/;
const SPAN = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/;

type Week = CalendarSettings['week'];

/** The week that the text says; `usual` for an empty text, null when it can't be read. */
export function readHours(text: string): Week | 'always' | 'usual' | null {
  const plain = text.toLowerCase().replace(/[–—]/g, '-').trim();
  if (!plain) return 'usual';
  if (ALWAYS.has(plain)) return 'always';
  const week: Week = {};
  for (const part of plain.split(';').filter((one) => one.trim())) {
    const match = PART.exec(part.trim());
    const days = match && readDays(match[1]!);
    const hours = match && readSpans(match[2]!);
    if (!days || !hours) return null;
    for (const day of days) week[day] = hours;
  }
  return week;
}

function readDays(text: string): Weekday[] | null {
  const days: Weekday[] = [];
  for (const one of text.split(',')) {
    const [from, to = from] = one.split('-').map((word) => numberOf(word.trim()));
    if (from === undefined || to === undefined || from < 0 || to < from) return null;
    days.push(...DAYS.slice(from, to + 1));
  }
  return days;
}

const numberOf = (word: string): number => Math.max(RUSSIAN.indexOf(word), DAYS.indexOf(word as Weekday));

function readSpans(text: string): Hours | null {
  const spans: Hours = [];
  for (const one of text.split(',')) {
    const match = SPAN.exec(one.replace(/\s/g, ''));
    if (!match) return null;
    const [from, to] = [`${match[1]!.padStart(2, '0')}:${match[2]}`, `${match[3]!.padStart(2, '0')}:${match[4]}`];
    if (from >= to || from < (spans.at(-1)?.[1] ?? '') || to > '24:00' || match[2]! > '59' || match[4]! > '59') return null;
    spans.push([from, to]);
  }
  return spans;
}
