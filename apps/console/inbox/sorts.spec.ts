// The first row of a list is whom to answer first, never merely the newest.
import { describe, expect, it } from '@jest/globals';
import { sortOf } from './sorts.js';

describe('sortOf', () => {
  it.each([
    ['work stands by its clock', { view: 'mine' }, 'due'],
    ['so does a queue of the board', {}, 'due'],
    ['finished tickets begin with the newest', { view: 'resolved' }, 'newest'],
    ['so does a search', { view: 'all', q: 'справка' }, 'newest'],
    ['so does a client’s history', { client: '7' }, 'newest'],
    ['a chosen order wins', { view: 'mine', sort: 'oldest' }, 'oldest'],
  ])('%s', (_name, filter, expected) => expect(sortOf(filter)).toBe(expected));
});
