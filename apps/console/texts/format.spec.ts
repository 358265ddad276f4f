// Formats of UX 2.3, case by case.
import { describe, expect, it } from '@jest/globals';
import {
  dayHeading,
  durationOf,
  initialsOf,
  momentOf,
  numberTail,
  phoneOf,
  roughly,
  shortName,
  sizeOf,
  timerOf,
  plainDate,
  typedDate,
} from './format.js';

const plain = (text: string): string => text.replace(/\u00a0|\u202f/g, ' ');
const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('a day without a time', () => {
  it.each([
    ['ru', '11.08.2007'],
    ['en', '11/08/2007'],
  ] as const)('is written as in %s', (language, expected) => expect(plainDate('2007-08-11', language)).toBe(expected));
  it.each([
    ['11.08.2007', '2007-08-11'],
    ['1/8/2007', '2007-08-01'],
    ['2007-08-11', '2007-08-11'],
    ['вчера', 'вчера'],
  ])('is read from %s', (typed, expected) => expect(typedDate(typed)).toBe(expected));
});

describe('momentOf', () => {
  it.each([
    ['2026-11-22T11:05:00Z', '14:05', '14:05'],
    ['2026-11-21T11:05:00Z', 'вчера, 14:05', 'yesterday, 14:05'],
    ['2026-11-20T11:05:00Z', '20 нояб.', '20 Nov'],
    ['2025-11-22T11:05:00Z', '22.11.2025', '22/11/2025'],
    // 22:30 in London is already the next day in Moscow.
    ['2026-11-21T22:30:00Z', '01:30', '01:30'],
  ])('%s', (at, ru, en) => {
    expect(plain(momentOf(at, NOW, 'ru'))).toBe(ru);
    expect(plain(momentOf(at, NOW, 'en'))).toBe(en);
  });
});

describe('durations', () => {
  it.each([
    [252_000, '4 мин 12 с', '4 min 12 s'],
    [7_500_000, '2 ч 5 мин', '2 h 5 min'],
    [3 * 86_400_000, '3 дня', '3 days'],
    [5 * 86_400_000, '5 дней', '5 days'],
    [0, '0 с', '0 s'],
    [3_605_000, '1 ч', '1 h'],
  ])('%d ms', (ms, ru, en) => {
    expect(plain(durationOf(ms, 'ru'))).toBe(ru);
    expect(plain(durationOf(ms, 'en'))).toBe(en);
  });
  it.each([
    [252_000, '4 мин'],
    [59_000, '59 с'],
    [7_500_000, '2 ч'],
    [200_000_000, '2 дня'],
  ])('roughly %d ms', (ms, text) => expect(plain(roughly(ms, 'ru'))).toBe(text));
  it('timers', () => expect([timerOf(252_000), timerOf(3_852_000), timerOf(-5)]).toEqual(['04:12', '1:04:12', '00:00']));
});

describe('names and numbers', () => {
  it.each([
    ['+79123456789', '+7 912 345-67-89'],
    ['+78005553535', '8 800 555-35-35'],
    ['+37410123456', '+37410123456'],
  ])('phone %s', (stored, shown) => expect(plain(phoneOf(stored))).toBe(shown));
  it.each([
    ['ОБР-2026-104312', '№ 104 312'],
    ['ОБР-2026-000042', '№ 000 042'],
  ])('number %s', (stored, shown) => expect(plain(numberTail(stored))).toBe(shown));
  it.each([
    ['Соколова Мария Ивановна', 'Соколова М. И.', 'СМ'],
    ['Аида', 'Аида', 'А'],
    ['Nguyen Thi Minh Khai', 'Nguyen Thi Minh Khai', 'NT'],
  ])('name %s', (name, short, initials) => {
    expect(plain(shortName(name))).toBe(short);
    expect(initialsOf(name)).toBe(initials);
  });
  it('sizes', () =>
    expect([plain(sizeOf(812 * 1024, 'ru')), plain(sizeOf(1_572_864, 'ru')), plain(sizeOf(12, 'en'))]).toEqual([
      '812 КБ',
      '1,5 МБ',
      '12 B',
    ]));
  it('day heading', () => expect(dayHeading('2026-11-22T11:05:00Z', NOW, 'ru')).toBe('воскресенье, 22 ноября'));
});
