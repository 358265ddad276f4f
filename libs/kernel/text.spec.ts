// Texts stay identical but for what PostgreSQL cannot store.
import { describe, expect, it } from '@jest/globals';
import { cleanJson, cleanText, formulaPlain, formulaSafe, indexable, plural, preview, truncateBytes } from './text.js';

describe('cleanText', () => {
  it.each([
    ['plain', 'Привет, Ёж', 'Привет, Ёж'],
    ['empty', '', ''],
    ['NUL', 'a\0b', 'a\uFFFDb'],
    ['lone high surrogate', 'a\uD83D', 'a\uFFFD'],
    ['lone low surrogate', '\uDE00b', '\uFFFDb'],
    ['reversed pair', '\uDE00\uD83D', '\uFFFD\uFFFD'],
    ['emoji stay', 'ok 😀 👩‍👩‍👧 🇷🇺', 'ok 😀 👩‍👩‍👧 🇷🇺'],
    ['emoji beside a broken half', '😀\uD83D😀', '😀\uFFFD😀'],
    ['bidi, zero width, controls, BOM stay', '\u202Eабв\u200B\u0007\uFEFF\u2028', '\u202Eабв\u200B\u0007\uFEFF\u2028'],
    ['decomposed letters stay', 'и\u0306 e\u0301', 'и\u0306 e\u0301'],
  ])('%s', (_, text, clean) => expect(cleanText(text)).toBe(clean));

  it('cleans keys and values of JSON and leaves the rest', () => {
    const at = new Date(0);
    const dirty = { 'a\0': ['x\uD800', 1, null, true, { b: 'ok' }], at };
    expect(cleanJson(dirty)).toEqual({ 'a\uFFFD': ['x\uFFFD', 1, null, true, { b: 'ok' }], at });
  });
});

describe('indexable', () => {
  it('leaves a clean key of usual length as it is', () => expect(indexable('<a@b>')).toBe('<a@b>'));

  it('keeps different keys apart, however long or broken, and fits an index', () => {
    const keys = ['a\0', 'a\uFFFD', 'a\uD800', '😀'.repeat(3000), `${'😀'.repeat(3000)}!`, 'ы'.repeat(513), 'ы'.repeat(512)];
    const stored = keys.map(indexable);
    expect(new Set(stored).size).toBe(keys.length);
    expect(stored.every((key) => Buffer.byteLength(key) < 2000 && cleanText(key) === key && indexable(key) === key)).toBe(true);
  });
});

describe('truncateBytes', () => {
  it.each([
    ['abc', 10, 'abc'],
    ['abc', 2, 'ab'],
    ['яяя', 5, 'яя'],
    ['яяя', 6, 'яяя'],
    ['a😀b', 4, 'a'],
    ['a😀b', 5, 'a😀'],
    ['я', 1, ''],
    ['я', 0, ''],
  ])('%s to %i bytes', (text, max, cut) => expect(truncateBytes(text, max)).toBe(cut));
});

describe('preview', () => {
  it.each([
    ['  one\n\n two\tthree ', 20, 'one two three'],
    ['Здравствуйте, подскажите', 14, 'Здравствуйте,…'],
    ['😀😀😀😀', 3, '😀😀…'],
    ['', 5, ''],
  ])('%j', (text, max, line) => expect(preview(text, max)).toBe(line));
});

describe('plural', () => {
  it.each([
    [0, 'обращений'],
    [1, 'обращение'],
    [2, 'обращения'],
    [5, 'обращений'],
    [11, 'обращений'],
    [21, 'обращение'],
    [112, 'обращений'],
    [1.5, 'обращения'],
  ])('%d', (count, word) => expect(plural(count, 'обращение', 'обращения', 'обращений')).toBe(word));
});

describe('formulaSafe', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+79160000000', "'+79160000000"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['Иванов', 'Иванов'],
    ["'кавычка", "'кавычка"],
  ])('%j', (text, safe) => {
    expect(formulaSafe(text)).toBe(safe);
    expect(formulaPlain(safe)).toBe(text);
  });
});
