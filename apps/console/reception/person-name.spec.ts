// The first field of the reception is read as people type it.
import { describe, expect, it } from '@jest/globals';
import { readFirstField, tidyName } from './person-name.js';

describe('tidyName', () => {
  it.each([
    ['иванова мария сергеевна', 'Иванова Мария Сергеевна'],
    ['ИВАНОВА-ПЕТРОВА  МАРИЯ', 'Иванова-Петрова Мария'],
    ['van der Berg Jan', 'van der Berg Jan'],
    ['аида', 'Аида'],
  ])('%s', (typed, name) => expect(tidyName(typed)).toBe(name));
});

describe('readFirstField', () => {
  it.each([
    ['8 (912) 345-67-89', { phone: '8 (912) 345-67-89' }],
    ['m@mail.example', { email: 'm@mail.example' }],
    ['иванова мария', { name: 'Иванова Мария' }],
    ['', { phone: '', email: '', name: '' }],
  ])('%s', (typed, part) => expect(readFirstField(typed)).toMatchObject(part));
});
