// When a ticket must be answered and resolved: D4-D6 and D9 as one pure function of its registration.
import type { TicketKind } from '#libs/contract/tickets.js';

/** The part of a working calendar that clocks need. */
export interface WorkingTime {
  isOpen(at: Date): boolean;
  nextOpen(at: Date): Date;
  addWorking(at: Date, ms: number): Date;
}
export interface ClockNorms {
  chatAnswerMs: number;
  messengerAnswerMs: number;
  letterAnswerWorkingMs: number;
  resolutionWorkingMs: number;
  complaintFactor: number;
}
const FORMAL_DAYS = 30;
const DAY_MS = 86_400_000;

/** `pace`: chat = a visitor waits on the page, messenger = live but patient, letter = everything else. */
export type Pace = 'chat' | 'messenger' | 'letter';

/** Due moments in real time; time outside working hours does not count (D13). `formal` = a citizen's appeal (D9). */
export function dueTimes(
  receivedAt: Date,
  pace: Pace,
  kind: TicketKind,
  formal: boolean,
  calendar: WorkingTime,
  norms: ClockNorms,
): { firstAnswerDueAt: Date; resolutionDueAt: Date; legalDueAt: Date | null } {
  const norm = { chat: norms.chatAnswerMs, messenger: norms.messengerAnswerMs, letter: norms.letterAnswerWorkingMs }[pace];
  const answerMs = kind === 'complaint' ? norm * norms.complaintFactor : norm;
  return {
    firstAnswerDueAt: calendar.addWorking(receivedAt, answerMs),
    resolutionDueAt: calendar.addWorking(receivedAt, norms.resolutionWorkingMs),
    legalDueAt: formal ? new Date(receivedAt.getTime() + FORMAL_DAYS * DAY_MS) : null,
  };
}
