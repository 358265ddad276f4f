// The eight statuses as six words, shapes and tones on the screen (HOUSE 5, UX 2.2).
import type { TicketView } from '#libs/contract/tickets.js';
import type { TextKey } from '../texts/language.store.js';

export interface StatusFace {
  text: TextKey;
  shape: string;
  tone: 'accent' | 'quiet' | 'violet' | 'info' | 'success';
}

const FACES = {
  fresh: { text: 'status.new', shape: '●', tone: 'accent' },
  working: { text: 'status.working', shape: '◐', tone: 'accent' },
  client: { text: 'status.waitingClient', shape: '◷', tone: 'quiet' },
  department: { text: 'status.handedOver', shape: '➜', tone: 'violet' },
  until: { text: 'status.snoozed', shape: '☾', tone: 'info' },
  done: { text: 'status.done', shape: '✓', tone: 'success' },
  dropped: { text: 'status.dropped', shape: '⊘', tone: 'quiet' },
} satisfies Record<string, StatusFace>;

/** How a ticket's status is shown. */
export function statusFace(ticket: Pick<TicketView, 'status' | 'waitingFor'>): StatusFace {
  switch (ticket.status) {
    case 'registered':
    case 'queued':
      return FACES.fresh;
    case 'assigned':
      return FACES.working;
    case 'waiting':
      return FACES[ticket.waitingFor ?? 'client'];
    case 'resolved':
    case 'closed':
      return FACES.done;
    default:
      return FACES.dropped;
  }
}

/** Whether people still work on it. */
export const isOpen = (ticket: Pick<TicketView, 'status'>): boolean => !['resolved', 'closed', 'merged', 'spam'].includes(ticket.status);
