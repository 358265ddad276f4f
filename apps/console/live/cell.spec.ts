// Listeners of the stores hear exactly their own changes.
import { describe, expect, it } from '@jest/globals';
import { cell, keyed } from './cell.js';

describe('cell', () => {
  it('tells listeners of a new value and not of the same one', () => {
    const value = cell(1);
    let heard = 0;
    const stop = value.subscribe(() => void heard++);
    value.set(1);
    value.set(2);
    value.change((n) => n + 1);
    stop();
    value.set(9);
    expect([heard, value.get()]).toEqual([2, 9]);
  });
});

describe('keyed', () => {
  it('wakes only the listeners of the changed id', () => {
    const rows = keyed<string>();
    const heard: string[] = [];
    rows.subscribe('a', () => heard.push(`a=${rows.get('a') ?? 'none'}`));
    rows.subscribe('b', () => heard.push('b'));
    rows.put('a', 'one');
    rows.put('a', 'one');
    rows.drop('a');
    rows.drop('a');
    expect(heard).toEqual(['a=one', 'a=none']);
  });
});
