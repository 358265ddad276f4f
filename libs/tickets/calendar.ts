// Working time of one zone: when it is open, when it opens next, and working time added or counted (REQUIREMENTS D13).

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
/** Wall-clock times 'HH:MM' of one day, from and to; '24:00' is midnight at the day's end. */
export type Hours = [from: string, to: string][];

export interface CalendarSettings {
  /** IANA name, e.g. Europe/Moscow. */
  timeZone: string;
  week: Partial<Record<Weekday, Hours>>;
  /** By date 'YYYY-MM-DD': replaces the whole day; [] is closed. */
  exceptions?: Record<string, Hours>;
}

export interface Calendar {
  isOpen(at: Date): boolean;
  /** `at` itself when open; null when nothing opens within two years. */
  nextOpen(at: Date): Date | null;
  /** The moment when `ms` of working time have passed since `at`; `at` itself for 0 or less, null if never. */
  addWorking(at: Date, ms: number): Date | null;
  /** Milliseconds of working time from `from` to `to`; negative when they stand the other way round. */
  workingBetween(from: Date, to: Date): number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Offsets change on quarter hours at the finest (Lord Howe Island moves by half an hour). */
const OFFSET_STEP_MS = 15 * MINUTE_MS;
const HORIZON_DAYS = 731;
const CACHE_LIMIT = 10_000;
const WEEKDAYS: Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** An open stretch in UTC milliseconds; the end is not open. */
type Stretch = [from: number, to: number];

/** Builds a calendar; throws on an unknown zone, a bad date or time, or hours that overlap. */
export function makeCalendar({ timeZone, week, exceptions = {} }: CalendarSettings): Calendar {
  const toUtc = wallClock(timeZone);
  const usual = WEEKDAYS.map((day) => parseHours(week[day] ?? [], day));
  const special = new Map(Object.entries(exceptions).map(([date, hours]) => [dayNumber(date), parseHours(hours, date)]));
  const days = new Map<number, Stretch[]>();

  /** Day numbers count days of the local calendar from 1970-01-01. */
  const stretchesOf = (day: number): Stretch[] => {
    const known = days.get(day);
    if (known) return known;
    const minutes = special.get(day) ?? usual[(((day + 4) % 7) + 7) % 7];
    const stretches = minutes.map(([from, to]): Stretch => [toUtc.at(day, from), toUtc.at(day, to)]).filter(([from, to]) => to > from);
    if (days.size >= CACHE_LIMIT) days.clear();
    days.set(day, stretches);
    return stretches;
  };

  /** Open stretches that end after `from`, in order, up to the horizon. */
  function* openFrom(from: number): Generator<Stretch> {
    const first = toUtc.dayOf(from);
    for (let day = first; day <= first + HORIZON_DAYS; day++) {
      for (const stretch of stretchesOf(day)) if (stretch[1] > from) yield [Math.max(stretch[0], from), stretch[1]];
    }
  }

  function nextOpen(at: Date): Date | null {
    for (const [from] of openFrom(at.getTime())) return new Date(from);
    return null;
  }

  function addWorking(at: Date, ms: number): Date | null {
    if (ms <= 0) return new Date(at);
    let left = ms;
    for (const [from, to] of openFrom(at.getTime())) {
      if (left <= to - from) return new Date(from + left);
      left -= to - from;
    }
    return null;
  }

  function workingBetween(from: Date, to: Date): number {
    if (to < from) return -workingBetween(to, from);
    const end = to.getTime();
    const last = toUtc.dayOf(end);
    let total = 0;
    for (let day = toUtc.dayOf(from.getTime()); day <= last; day++) {
      for (const [open, close] of stretchesOf(day)) total += Math.max(0, Math.min(close, end) - Math.max(open, from.getTime()));
    }
    return total;
  }

  return { isOpen: (at) => nextOpen(at)?.getTime() === at.getTime(), nextOpen, addWorking, workingBetween };
}

/** Local days and wall-clock minutes of a zone, turned to UTC and back. */
function wallClock(timeZone: string) {
  const offset = offsets(timeZone);
  return {
    dayOf: (utc: number) => Math.floor((utc + offset(utc)) / DAY_MS),
    /** A time that the clocks skip counts as that much later; one that comes twice is the earlier. */
    at(day: number, minute: number): number {
      const wall = day * DAY_MS + minute * MINUTE_MS;
      // The two possible readings differ by the offsets a day before and a day after any change.
      const [early, late] = [wall - offset(wall - DAY_MS), wall - offset(wall + DAY_MS)];
      if (early + offset(early) === wall) return early;
      return late + offset(late) === wall ? late : early;
    },
  };
}

/** Offset of a zone from UTC in ms, remembered per quarter of an hour: Intl costs microseconds, a map does not. */
function offsets(timeZone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  return (utc) => {
    const slot = Math.floor(utc / OFFSET_STEP_MS);
    const remembered = known.get(slot);
    if (remembered !== undefined) return remembered;
    const start = slot * OFFSET_STEP_MS;
    const parts = Object.fromEntries(format.formatToParts(start).map(({ type, value }) => [type, Number(value)]));
    const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
    if (known.size >= CACHE_LIMIT) known.clear();
    known.set(slot, wall - start);
    return wall - start;
  };
}

function dayNumber(date: string): number {
  const utc = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== date) throw new RangeError(`calendar: no such date: ${date}`);
  return utc / DAY_MS;
}

/** Minutes of the day, in order. */
function parseHours(hours: Hours, where: string): [number, number][] {
  const minutes = hours.map(([from, to]): [number, number] => [minuteOf(from, where), minuteOf(to, where)]).sort((a, b) => a[0] - b[0]);
  minutes.forEach(([from, to], i) => {
    if (to <= from || (i > 0 && from < minutes[i - 1][1])) throw new RangeError(`calendar: hours overlap or run backwards: ${where}`);
  });
  return minutes;
}

function minuteOf(time: string, where: string): number {
  const [, hour, minute] = time.match(/^(\d{2}):([0-5]\d)$/) ?? [];
  const total = Number(hour) * 60 + Number(minute);
  if (!(total <= 24 * 60)) throw new RangeError(`calendar: no such time: ${time} (${where})`);
  return total;
}
