// Hours of an account as people type them.
import { describe, expect, it } from '@jest/globals';
import { makeCalendar } from './calendar.js';
import { readHours } from './hours.js';

describe('readHours', () => {
  it.each([
    ['', 'usual'],
    ['  ', 'usual'],
    ['Круглосуточно', 'always'],
    ['24/7', 'always'],
    ['пн 9:00-18:00', { mon: [['09:00', '18:00']] }],
    [
      'Пн–Ср 9:00–13:00, 14:00–18:00; сб,вс 10:00-14:00',
      {
        mon: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
        tue: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
        wed: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
        sat: [['10:00', '14:00']],
        sun: [['10:00', '14:00']],
      },
    ],
    ['mon-tue 00:00-24:00', { mon: [['00:00', '24:00']], tue: [['00:00', '24:00']] }],
    ['иногда', null],
    ['пн', null],
    ['пт-пн 9:00-18:00', null],
    ['пн 18:00-9:00', null],
    ['пн 9:00-25:00', null],
    ['пн 9:70-18:00', null],
    ['пн 9:00-12:00, 11:00-18:00', null],
  ] as const)('%j', (text, week) => {
    const read = readHours(text);
    expect(read).toEqual(week);
    if (read && typeof read === 'object') expect(() => makeCalendar({ timeZone: 'Europe/Moscow', week: read })).not.toThrow();
  });
});
