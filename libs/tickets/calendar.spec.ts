// Working time over nights, holidays, year changes and clock changes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { type Hours, makeCalendar } from './calendar.js';

const nineToSix: Hours = [['09:00', '18:00']];
const workWeek = { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix };
const institute = parse(readFileSync(new URL('../../config/institute.yaml', import.meta.url), 'utf8'));
const moscow = makeCalendar(institute.calendar);
const HOUR = 3_600_000;
const at = (text: string) => new Date(text);

describe('isOpen in Moscow', () => {
  it.each([
    ['2026-11-03T09:00:00+03:00', true, 'opens on the minute'],
    ['2026-11-03T08:59:59+03:00', false, 'a second before'],
    ['2026-11-03T16:59:59+03:00', true, 'the day before a holiday'],
    ['2026-11-03T17:00:00+03:00', false, 'which is an hour shorter'],
    ['2026-11-04T12:00:00+03:00', false, 'Unity Day'],
    ['2026-11-05T18:00:00+03:00', false, 'the end is not open'],
    ['2025-11-01T12:00:00+03:00', true, 'a working Saturday'],
    ['2025-11-03T12:00:00+03:00', false, 'its Monday'],
    ['2026-01-09T12:00:00+03:00', false, 'moved from 3 January'],
    ['2026-01-12T12:00:00+03:00', true, 'first working day'],
    ['2026-05-11T12:00:00+03:00', false, 'moved from 9 May'],
    ['2027-06-14T12:00:00+03:00', false, 'moved from 12 June'],
    ['2026-07-18T12:00:00+03:00', false, 'Saturday'],
    ['2026-07-17T05:30:00Z', false, '08:30 in Moscow'],
  ])('%s: %s (%s)', (moment, open) => {
    expect(moscow.isOpen(at(moment))).toBe(open);
  });
});

describe('addWorking in Moscow', () => {
  it.each([
    ['2026-07-15T10:00:00+03:00', 4, '2026-07-15T14:00:00+03:00', 'same day'],
    ['2026-07-15T16:00:00+03:00', 4, '2026-07-16T11:00:00+03:00', 'over a night'],
    ['2026-07-17T17:00:00+03:00', 8, '2026-07-20T16:00:00+03:00', 'over a weekend'],
    ['2026-07-18T12:00:00+03:00', 1, '2026-07-20T10:00:00+03:00', 'begun when closed'],
    ['2026-11-03T16:00:00+03:00', 2, '2026-11-05T10:00:00+03:00', 'over a holiday'],
    ['2025-12-30T17:00:00+03:00', 2, '2026-01-12T10:00:00+03:00', 'over the New Year holidays'],
    ['2026-07-15T09:00:00+03:00', 9, '2026-07-15T18:00:00+03:00', 'ends with the day, not with the next'],
    ['2026-07-15T20:00:00+03:00', 0, '2026-07-15T20:00:00+03:00', 'nothing to add'],
  ])('%s + %s h = %s (%s)', (from, hours, until) => {
    expect(moscow.addWorking(at(from), hours * HOUR)?.getTime()).toBe(at(until).getTime());
  });
});

describe('workingBetween in Moscow', () => {
  it.each([
    ['2026-07-15T10:00:00+03:00', '2026-07-15T12:30:00+03:00', 2.5],
    ['2026-07-17T17:00:00+03:00', '2026-07-20T10:00:00+03:00', 2],
    ['2026-07-18T00:00:00+03:00', '2026-07-19T23:59:00+03:00', 0],
    ['2025-12-30T17:00:00+03:00', '2026-01-12T10:00:00+03:00', 2],
    ['2026-07-20T10:00:00+03:00', '2026-07-17T17:00:00+03:00', -2],
  ])('%s to %s is %s h', (from, to, hours) => {
    expect(moscow.workingBetween(at(from), at(to))).toBe(hours * HOUR);
  });

  it('undoes addWorking', () => {
    for (let i = 0; i < 200; i++) {
      const from = moscow.nextOpen(new Date(Date.UTC(2025, 0, 1) + i * 101_345_000))!;
      const ms = 1 + i * 913_477;
      expect(moscow.workingBetween(from, moscow.addWorking(from, ms)!)).toBe(ms);
    }
  });

  it('counts the working hours of 2025 and 2026 of the production calendar', () => {
    // 247 working days each; 4 of them an hour shorter; 9 hours a day at our desk
    const yearOf = (year: number) =>
      moscow.workingBetween(at(`${year}-01-01T00:00:00+03:00`), at(`${year + 1}-01-01T00:00:00+03:00`)) / HOUR;
    expect([yearOf(2025), yearOf(2026)]).toEqual([247 * 9 - 4, 247 * 9 - 4]);
  });
});

describe('other zones', () => {
  it.each([
    ['America/New_York', '2026-03-06T17:00:00-05:00', 2, '2026-03-09T10:00:00-04:00', 'clocks go forward on Sunday'],
    ['America/New_York', '2026-10-30T17:00:00-04:00', 2, '2026-11-02T10:00:00-05:00', 'clocks go back'],
    ['Asia/Yekaterinburg', '2026-07-15T17:30:00+05:00', 1, '2026-07-16T09:30:00+05:00', 'two hours before Moscow'],
    ['Australia/Lord_Howe', '2026-10-02T17:00:00+10:30', 2, '2026-10-05T10:00:00+11:00', 'half an hour forward'],
    ['Asia/Kathmandu', '2026-07-15T09:00:00+05:45', 1, '2026-07-15T10:00:00+05:45', 'odd offset'],
  ])('%s from %s + %s h (%s)', (timeZone, from, hours, until) => {
    const calendar = makeCalendar({ timeZone, week: workWeek });
    expect(calendar.addWorking(at(from), hours * HOUR)?.toISOString()).toBe(at(until).toISOString());
  });

  it('knows days of 23 and 25 hours', () => {
    const always = makeCalendar({ timeZone: 'America/New_York', week: { sun: [['00:00', '24:00']] } });
    const hoursOf = (day: string, next: string) => always.workingBetween(at(day), at(next)) / HOUR;
    expect(hoursOf('2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z')).toBe(23);
    expect(hoursOf('2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z')).toBe(25);
  });
});

describe('makeCalendar', () => {
  it('honours a lunch hour', () => {
    const lunch = makeCalendar({
      timeZone: 'Europe/Moscow',
      week: {
        wed: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
      },
    });
    expect(lunch.isOpen(at('2026-07-15T13:30:00+03:00'))).toBe(false);
    expect(lunch.addWorking(at('2026-07-15T12:30:00+03:00'), HOUR)).toEqual(at('2026-07-15T14:30:00+03:00'));
  });

  it('says never when nothing is ever open', () => {
    const closed = makeCalendar({ timeZone: 'Europe/Moscow', week: {} });
    expect(closed.nextOpen(at('2026-07-15T12:00:00Z'))).toBeNull();
    expect(closed.addWorking(at('2026-07-15T12:00:00Z'), 1)).toBeNull();
    expect(closed.workingBetween(at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z'))).toBe(0);
  });

  it.each<[string, Parameters<typeof makeCalendar>[0]]>([
    ['zone', { timeZone: 'Mars/Olympus', week: {} }],
    ['time', { timeZone: 'UTC', week: { mon: [['9:00', '18:00']] } }],
    ['late time', { timeZone: 'UTC', week: { mon: [['09:00', '24:30']] } }],
    ['order', { timeZone: 'UTC', week: { mon: [['18:00', '09:00']] } }],
    [
      'overlap',
      {
        timeZone: 'UTC',
        week: {
          mon: [
            ['09:00', '13:00'],
            ['12:00', '18:00'],
          ],
        },
      },
    ],
    ['date', { timeZone: 'UTC', week: {}, exceptions: { '2026-02-30': [] } }],
  ])('refuses a bad %s', (_, settings) => {
    expect(() => makeCalendar(settings)).toThrow(RangeError);
  });

  it('is fast once days are known', () => {
    const from = at('2026-01-12T09:00:00+03:00');
    moscow.addWorking(from, 40 * HOUR);
    const started = performance.now();
    for (let i = 0; i < 10_000; i++) moscow.addWorking(from, 40 * HOUR);
    expect((performance.now() - started) / 10_000).toBeLessThan(0.1);
  });
});
