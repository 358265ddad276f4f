// The first field of the reception is read as people type it.
import { describe, expect, it } from '@jest/globals';
import { followFirstField, readFirstField, tidyName } from './person-name.js';

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

describe('the fields below the first one', () => {
  const blank = { find: '', phone: '', email: '', name: '' };
  const typed = (text: string, from = blank) =>
    [...text].reduce((was, sign) => ({ ...followFirstField(was, was.find + sign), find: was.find + sign }), from);

  it('follow it sign by sign: a number that begins with + leaves no name behind', () => {
    expect(typed('+7 (912) 345')).toMatchObject({ phone: '+7 (912) 345', name: '', email: '' });
    expect(typed('anna@mail.example')).toMatchObject({ phone: '', name: '', email: 'anna@mail.example' });
    expect(typed('анна сидорова')).toMatchObject({ phone: '', name: 'Анна Сидорова' });
  });

  it('keep what was written into them by hand', () => {
    expect(typed('8912', { ...blank, name: 'Пётр' })).toMatchObject({ phone: '8912', name: 'Пётр' });
  });
});
