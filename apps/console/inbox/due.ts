// The nearest clock of a ticket and how alarming it is (UX 2.2: shape and text, never colour alone).
import type { TicketView } from '#libs/contract/tickets.js';

export interface Due {
  which: 'answer' | 'resolution' | 'legal';
  at: number;
  leftMs: number;
  /** calm: more than a quarter left; soon: less; over: past. */
  tone: 'calm' | 'soon' | 'over';
}

const FINISHED = new Set(['resolved', 'closed', 'merged', 'spam']);

/** Null when no clock runs. The first-answer clock runs only while the client waits. */
export function nearestDue(ticket: Pick<TicketView, 'clocks' | 'unanswered' | 'status' | 'createdAt'>, now: number): Due | null {
  if (FINISHED.has(ticket.status)) return null;
  const { firstAnswerDueAt, resolutionDueAt, legalDueAt } = ticket.clocks;
  const running: [Due['which'], string | null][] = [
    ['answer', ticket.unanswered ? firstAnswerDueAt : null],
    ['resolution', resolutionDueAt],
    ['legal', legalDueAt],
  ];
  const dues = running.flatMap(([which, iso]) => (iso ? [{ which, at: Date.parse(iso) }] : [])).sort((a, b) => a.at - b.at);
  const first = dues[0];
  if (!first) return null;
  const leftMs = first.at - now;
  const whole = first.at - Date.parse(ticket.createdAt);
  return { ...first, leftMs, tone: leftMs < 0 ? 'over' : leftMs < whole / 4 ? 'soon' : 'calm' };
}
