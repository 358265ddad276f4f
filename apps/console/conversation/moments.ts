// Moments people choose when they put a ticket off, in the Institute's time.
import { dayOf } from '../texts/format.js';
import type { TextKey } from '../texts/language.store.js';

/** Moscow keeps one offset all year. */
const OFFSET = '+03:00';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** "2026-11-23 09:00:00" as read on the Institute's wall, to ISO 8601. */
export const wallToIso = (wall: string): string => `${wall.trim().replace(' ', 'T').slice(0, 16)}:00${OFFSET}`;
/** The same moment as the Institute's wall clock shows it: "2026-11-23 09:00:00". */
export const isoToWall = (at: number): string => new Date(at + 3 * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');

const morning = (at: number): string => wallToIso(`${dayOf(at)} 09:00`);

/** Usual choices: in one and three hours, tomorrow morning, next Monday morning. */
export function snoozeChoices(now: number): { text: TextKey; until: string }[] {
  const weekday = new Date(`${dayOf(now)}T12:00:00Z`).getUTCDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const later = (ms: number): string => wallToIso(isoToWall(now + ms));
  return [
    { text: 'snooze.hour', until: later(HOUR_MS) },
    { text: 'snooze.threeHours', until: later(3 * HOUR_MS) },
    { text: 'snooze.tomorrow', until: morning(now + DAY_MS) },
    { text: 'snooze.monday', until: morning(now + toMonday * DAY_MS) },
  ];
}
