// Moscow days and hours for the made-up history: UTC+3 all year, working time Monday to Friday 9 to 18 (D13).

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const OFFSET_MS = 3 * HOUR_MS;

/** The clock on the wall, read by getUTC… methods. */
export const wall = (at: Date): Date => new Date(at.getTime() + OFFSET_MS);

/** Midnight in Moscow of the day that holds `at`. */
export const midnight = (at: Date): Date => new Date(Math.floor((at.getTime() + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS);

/** Month and day as one number: 805 is the fifth of August. */
export const monthDay = (at: Date): number => (wall(at).getUTCMonth() + 1) * 100 + wall(at).getUTCDate();

const restDay = (at: Date): boolean =>
  [0, 6].includes(wall(at).getUTCDay()) || monthDay(at) <= 108 || [223, 308, 501, 509, 612, 1104].includes(monthDay(at));

export function isWorking(at: Date): boolean {
  const hour = wall(at).getUTCHours();
  return !restDay(at) && hour >= 9 && hour < 18;
}

/** `at` itself in working time, else the next nine o'clock of a working day. */
export function nextWorking(at: Date): Date {
  if (isWorking(at)) return at;
  let day = midnight(at);
  if (wall(at).getUTCHours() >= 9) day = new Date(day.getTime() + DAY_MS);
  while (restDay(day)) day = new Date(day.getTime() + DAY_MS);
  return new Date(day.getTime() + 9 * HOUR_MS);
}

export type Season = 'campaign' | 'autumn' | 'session' | 'term';

export function seasonOf(at: Date): Season {
  const day = monthDay(at);
  if (day >= 620 && day <= 829) return 'campaign';
  if (day >= 830 && day <= 1015) return 'autumn';
  return (day >= 109 && day <= 210) || (day >= 520 && day < 620) || day >= 1215 ? 'session' : 'term';
}

/** The days of REQUIREMENTS 10.2 that everybody calls on. */
const PEAKS = new Set([620, 621, 725, 727, 801, 803, 804, 805]);

/** How much comes on the day, an ordinary working day being 1. */
export function loadOf(at: Date): number {
  const day = monthDay(at);
  const season = PEAKS.has(day) ? 9 : { campaign: 3.5, autumn: day < 916 ? 2.2 : 1.4, session: 1.3, term: 1 }[seasonOf(at)];
  return season * (restDay(at) ? 0.25 : 1);
}

const MONTHS = 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');

/** «5 августа». */
export const dayWords = (at: Date): string => `${wall(at).getUTCDate()} ${MONTHS[wall(at).getUTCMonth()]}`;
