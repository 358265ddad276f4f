// How the panel writes sizes, times, numbers and links.
import { describe, expect, it } from '@jest/globals';
import { catalogues, opening, pieces, sayer, shortNumber, size } from './texts.js';
import { refusal } from './upload.js';

it('has every sentence in both languages with the same places', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  for (const [key, text] of Object.entries(catalogues.ru)) expect([key, places(catalogues.en[key as 'ask'])]).toEqual([key, places(text)]);
});

it.each([
  [512, '512 Б', '512 B'],
  [12_300, '12 КБ', '12 KB'],
  [1_572_864, '1,5 МБ', '1.5 MB'],
  [20 * 1024 * 1024, '20 МБ', '20 MB'],
])('%d bytes', (bytes, ru, en) => expect([size(bytes, 'ru'), size(bytes, 'en')]).toEqual([ru, en]));

describe('opening', () => {
  const zone = 'Europe/Moscow';
  const now = new Date('2026-11-22T15:30:00Z');
  it.each([
    ['2026-11-22T18:00:00Z', 'сегодня с 21:00', 'today from 21:00'],
    // half past midnight in UTC is still the next day in Moscow
    ['2026-11-23T06:00:00Z', 'завтра, 23 ноября, с 9:00', 'tomorrow, 23 November, from 9:00'],
    ['2026-11-25T06:00:00Z', '25 ноября, с 9:00', 'on 25 November, from 9:00'],
  ])('%s', (at, ru, en) =>
    expect([opening(new Date(at), now, zone, 'ru'), opening(new Date(at), now, zone, 'en')]).toEqual([ru, en.replace('9:00', '9:00')]),
  );
});

it.each([
  ['ОБР-2026-000104', '104'],
  ['ОБР-2026-104312', '104\u00A0312'],
])('%s is said as %s', (number, short) => expect(shortNumber(number)).toBe(short));

describe('pieces', () => {
  it.each([
    ['без ссылок <b>', [{ text: 'без ссылок <b>' }]],
    ['см. https://a.ru/x?y=1.', [{ text: 'см. ' }, { text: 'https://a.ru/x?y=1', href: 'https://a.ru/x?y=1' }, { text: '.' }]],
    ['javascript:alert(1)', [{ text: 'javascript:alert(1)' }]],
    ['', []],
  ])('%s', (text, expected) =>
    expect(pieces(text).map(({ at, ...piece }) => (text.startsWith(piece.text, at) ? piece : at))).toEqual(expected),
  );
});

it.each([
  ['a.pdf', 10, null],
  ['a.PDF', 10, null],
  ['a.exe', 10, '«a.exe»: такой файл отправить нельзя. Подойдут фото, PDF, Word, Excel, текст, архив, звук и видео.'],
  ['a', 10, '«a»: такой файл отправить нельзя. Подойдут фото, PDF, Word, Excel, текст, архив, звук и видео.'],
  ['a.pdf', 2_000_000, '«a.pdf» больше 1 МБ. Уменьшите файл или пришлите по частям.'],
])('%s of %d bytes', (name, bytes, words) =>
  expect(refusal({ name, size: bytes }, { fileBytes: 1024 * 1024, fileTypes: ['pdf'] }, sayer('ru'))).toBe(words),
);
