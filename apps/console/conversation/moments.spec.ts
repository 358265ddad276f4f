// Snoozing is counted on the Institute's wall clock.
import { describe, expect, it } from '@jest/globals';
import { isoToWall, snoozeChoices, wallToIso } from './moments.js';

describe('moments', () => {
  it('reads and writes the wall clock of Moscow', () => {
    expect(wallToIso('2026-11-23 09:00:00')).toBe('2026-11-23T09:00:00+03:00');
    expect(isoToWall(Date.parse('2026-11-22T22:30:00Z'))).toBe('2026-11-23 01:30:00');
  });
  it.each([
    ['Sunday', '2026-11-22T12:00:00Z', '2026-11-23T09:00:00+03:00', '2026-11-23T09:00:00+03:00'],
    ['Monday', '2026-11-23T12:00:00Z', '2026-11-24T09:00:00+03:00', '2026-11-30T09:00:00+03:00'],
    // 23:30 in London is already Saturday in Moscow.
    ['Friday night', '2026-11-27T23:30:00Z', '2026-11-29T09:00:00+03:00', '2026-11-30T09:00:00+03:00'],
  ])('%s', (_name, now, tomorrow, monday) => {
    const [, , day, week] = snoozeChoices(Date.parse(now));
    expect([day!.until, week!.until]).toEqual([tomorrow, monday]);
  });
});
