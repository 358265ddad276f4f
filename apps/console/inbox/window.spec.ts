// Rows do not jump: joins, kept tickets and held orders.
import { describe, expect, it } from '@jest/globals';
import { EMPTY, changesOf, joined, refreshed, withKept } from './window.js';

describe('joined', () => {
  it.each([
    [['a', 'b'], ['a', 'b', 'c', 'd'], true, ['a', 'b', 'c', 'd']],
    [['d', 'a'], ['a', 'b', 'c', 'd'], true, ['d', 'a', 'c']],
    [['a', 'b'], ['a', 'b', 'c'], false, ['a', 'b']],
    [['a', 'b'], ['x'], true, ['a', 'b']],
  ])('%j over %j more=%s', (fresh, old, more, order) => expect(joined(fresh, old, more)).toEqual(order));
});

describe('withKept', () => {
  it.each([
    [['a', 'c'], ['a', 'b', 'c'], 'b', ['a', 'b', 'c']],
    [['a', 'b'], ['b', 'a'], 'b', ['a', 'b']],
    [['a'], ['a'], 'x', ['a']],
    [['a'], ['a', 'b'], null, ['a']],
  ])('%j of %j keeps %s', (fresh, old, kept, order) => expect(withKept(fresh, old, kept)).toEqual(order));
});

describe('refreshed', () => {
  const shown = { ...EMPTY, ids: ['a', 'b'], state: 'ready' as const };
  it('applies at once when free', () =>
    expect(refreshed(shown, ['b', 'a'], null, 5, false)).toMatchObject({ ids: ['b', 'a'], held: null, at: 5 }));
  it('holds while frozen and counts the changes', () => {
    const held = refreshed(shown, ['c', 'a'], null, 5, true);
    expect(held).toMatchObject({ ids: ['a', 'b'], held: ['c', 'a'] });
    expect(changesOf(held)).toBe(2);
  });
  it('counts a pure reorder as one update', () => expect(changesOf(refreshed(shown, ['b', 'a'], null, 5, true))).toBe(1));
  it('never freezes an empty list', () => expect(refreshed(EMPTY, ['a'], null, 5, true).ids).toEqual(['a']));
  it('keeps the very same array when nothing moved', () => expect(refreshed(shown, ['a', 'b'], null, 5, true).ids).toBe(shown.ids));
});
