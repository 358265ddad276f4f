// Limits are told before sending.
import { describe, expect, it } from '@jest/globals';
import { fileProblem, lengthState, looksInternal, promisesFile } from './limits.js';

describe('lengthState', () => {
  it.each([
    ['short', 'ab', 4, false, { parts: 1, over: false, left: 2 }],
    ['split', 'abcdefghi', 4, true, { parts: 3, over: false }],
    ['over', 'abcde', 4, false, { parts: 2, over: true }],
    ['spaces around do not count', '  ab  ', 2, false, { parts: 1, over: false, left: 0 }],
  ])('%s', (_name, text, maxLength, splits, state) =>
    expect(lengthState(text, { maxLength, splits, markup: 'plain' })).toMatchObject(state),
  );
});

describe('fileProblem', () => {
  it.each([
    [10, 0, { maxBytes: 20, maxCount: 2 }, null],
    [30, 0, { maxBytes: 20, maxCount: 2 }, 'size'],
    [10, 2, { maxBytes: 20, maxCount: 2 }, 'count'],
    [10, 0, { maxBytes: 0, maxCount: 0 }, 'none'],
  ] as const)('%d bytes after %d', (size, already, limits, answer) => expect(fileProblem({ size }, already, limits)).toBe(answer));
});

describe('guards', () => {
  it.each([
    ['@ольга посмотри', true],
    ['Коллеги, кто знает?', true],
    ['Пишите на a@b.ru', false],
  ])('%s', (text, answer) => expect(looksInternal(text)).toBe(answer));
  it.each([
    ['Образец во вложении', true],
    ['Прилагаю справку', true],
    ['Добрый день', false],
  ])('%s', (text, answer) => expect(promisesFile(text)).toBe(answer));
});
