// The Institute's working calendar in memory, from settings; replaced without a restart when it is edited.
import { Injectable } from '@nestjs/common';
import { type Calendar, type CalendarSettings, makeCalendar } from './calendar.js';
import type { WorkingTime } from './clocks.js';

/** A calendar that never opens counts like a clock that never stops. */
@Injectable()
export class WorkingTimeService implements WorkingTime {
  private calendar: Calendar = makeCalendar({ timeZone: 'Europe/Moscow', week: {} });
  timeZone = 'Europe/Moscow';

  replace(settings: CalendarSettings): void {
    this.calendar = makeCalendar(settings);
    this.timeZone = settings.timeZone;
  }

  isOpen(at: Date): boolean {
    return this.calendar.isOpen(at);
  }
  nextOpen(at: Date): Date {
    return this.calendar.nextOpen(at) ?? at;
  }
  addWorking(at: Date, ms: number): Date {
    return this.calendar.addWorking(at, ms) ?? new Date(at.getTime() + ms);
  }
}
