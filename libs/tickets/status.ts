// The table of statuses and their allowed moves (HOUSE section 5).
import type { TicketStatus } from '#libs/contract/tickets.js';

export const OPEN: TicketStatus[] = ['registered', 'queued', 'assigned', 'waiting'];

const MOVES: Record<TicketStatus, TicketStatus[]> = {
  registered: ['queued', 'assigned', 'resolved', 'merged', 'spam'],
  queued: ['assigned', 'queued', 'waiting', 'resolved', 'merged', 'spam'],
  assigned: ['waiting', 'queued', 'resolved', 'merged', 'spam', 'assigned'],
  waiting: ['assigned', 'queued', 'resolved', 'merged', 'spam'],
  resolved: ['queued', 'assigned', 'closed'],
  closed: [],
  merged: ['registered', 'queued', 'assigned', 'waiting'],
  spam: ['registered', 'queued', 'assigned', 'waiting'],
};

export const mayMove = (from: TicketStatus, to: TicketStatus): boolean => MOVES[from].includes(to);
export const isOpen = (status: TicketStatus): boolean => OPEN.includes(status);

/** What the screen calls a status; used in refusals. */
export const STATUS_RU: Record<TicketStatus, string> = {
  registered: 'Новое',
  queued: 'Новое',
  assigned: 'В работе',
  waiting: 'Ждём',
  resolved: 'Исполнено',
  closed: 'Исполнено и закрыто',
  merged: 'Объединено',
  spam: 'Спам',
};
