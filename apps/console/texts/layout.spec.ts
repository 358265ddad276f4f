// Search forgives layouts and ё.
import { describe, expect, it } from '@jest/globals';
import { flipLayout, matches } from './layout.js';

describe('flipLayout', () => {
  it.each([
    ['ghbtv', 'прием'],
    ['ышьз', 'simp'],
    ['104', '104'],
  ])('%s -> %s', (typed, meant) => expect(flipLayout(typed)).toBe(meant));
});

describe('matches', () => {
  it.each([
    ['Приёмная комиссия', 'прием', true],
    ['Приёмная комиссия', 'ghbtv', true],
    ['Оплата обучения', 'обуч опл', true],
    ['Оплата обучения', 'общежитие', false],
    ['Оплата обучения', '', true],
  ])('%s ~ %s', (text, query, answer) => expect(matches(text, query)).toBe(answer));
});
