// The Institute's working calendar in memory, from settings; replaced without a restart when it is edited.
import { Injectable } from '@nestjs/common';
import { type Calendar, type CalendarSettings, makeCalendar } from './calendar.js';
import { readHours } from './hours.js';
import type { WorkingTime } from './clocks.js';

/** A calendar that never opens counts like a clock that never stops. */
@Injectable()
export class WorkingTimeService implements WorkingTime {
  private calendar: Calendar = makeCalendar({ timeZone: 'Europe/Moscow', week: {} });
  private settings: CalendarSettings = { timeZone: 'Europe/Moscow', week: {} };
  private readonly own = new Map<string, Calendar>();
  timeZone = 'Europe/Moscow';

  replace(settings: CalendarSettings): void {
    this.calendar = makeCalendar(settings);
    this.settings = settings;
    this.own.clear();
    this.timeZone = settings.timeZone;
  }

  isOpen(at: Date): boolean {
    return this.calendar.isOpen(at);
  }
  nextOpen(at: Date): Date {
    return this.calendar.nextOpen(at) ?? at;
  }
  /** When an account with hours of its own is open next, `at` itself when it is; the Institute's holidays hold for it too. */
  opensBy(hours: string, at: Date): Date {
    const read = readHours(hours);
    if (read === 'always') return at;
    if (read === 'usual' || read === null) return this.nextOpen(at);
    const calendar = this.own.get(hours) ?? makeCalendar({ ...this.settings, week: read, exceptions: closedDays(this.settings) });
    this.own.set(hours, calendar);
    return calendar.nextOpen(at) ?? at;
  }
  addWorking(at: Date, ms: number): Date {
    return this.calendar.addWorking(at, ms) ?? new Date(at.getTime() + ms);
  }
}

/** Of the Institute's exceptions only the closed days hold for others: its moved hours are its own. */
const closedDays = ({ exceptions = {} }: CalendarSettings): CalendarSettings['exceptions'] =>
  Object.fromEntries(Object.entries(exceptions).filter(([, hours]) => !hours.length));
