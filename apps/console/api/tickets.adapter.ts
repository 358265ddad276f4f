// Requests about tickets and their conversations.
import type {
  DecisionView,
  JournalView,
  MessageView,
  NewReply,
  NewResolution,
  NewTicket,
  NewTransfer,
  TicketPatch,
  TicketView,
} from '#libs/contract/tickets.js';
import { call, query } from './http.adapter.js';

/** A page of a list; `next` goes back as `after` (messages: `before`). */
export interface Page<T> {
  items: T[];
  next: string | null;
}
/** Fields of TicketQuery as the console keeps them. */
export type TicketFilter = Partial<Record<'status' | 'queue' | 'assignee' | 'channel' | 'client' | 'view' | 'q' | 'sort', string>>;
/** What is told of a registered ticket that went at once to a desk its registrar may not read. */
export interface Slip {
  id: string;
  number: string;
}
/** Whether the whole ticket came, not only its slip. */
export const isWhole = (ticket: TicketView | Slip): ticket is TicketView => 'client' in ticket;
export interface Counts {
  mine: number;
  queues: number;
  all: number;
  snoozed: number;
}
export interface ReplyAnswer {
  message: MessageView;
  newer: MessageView[];
  lastSeq: string;
}
/** Bodies as the console writes them: fields with a default may be left out. */
export type TicketDraft = Partial<Pick<NewTicket, 'kind' | 'outgoing' | 'files'>> & Omit<NewTicket, 'kind' | 'outgoing' | 'files'>;
export type ReplyDraft = Partial<NewReply> & Pick<NewReply, 'text'>;

const at = (id: string, rest = ''): string => `/api/tickets/${encodeURIComponent(id)}${rest}`;

export const ticketsApi = {
  list: (filter: TicketFilter, after: string | null, limit: number) =>
    call<Page<TicketView>>('GET', `/api/tickets${query({ ...filter, after, limit })}`),
  counts: () => call<Counts>('GET', '/api/tickets/counts'),
  one: (id: string) => call<TicketView>('GET', at(id)),
  messages: (id: string, before: string | null, limit: number) =>
    call<Page<MessageView>>('GET', at(id, `/messages${query({ before, limit })}`)),
  journal: (id: string, after: string | null) => call<Page<JournalView>>('GET', at(id, `/journal${query({ after, limit: 200 })}`)),
  duplicates: (id: string) => call<Page<TicketView>>('GET', at(id, '/duplicates')),
  decision: (id: string) => call<DecisionView>('GET', at(id, '/decision')),
  register: (ticket: TicketDraft, key: string) => call<TicketView | Slip>('POST', '/api/tickets', { body: ticket, key }),
  patch: (id: string, patch: TicketPatch) => call<TicketView>('PATCH', at(id), { body: patch }),
  reply: (id: string, reply: ReplyDraft, key: string) => call<ReplyAnswer>('POST', at(id, '/replies'), { body: reply, key }),
  note: (id: string, note: { text: string; files: string[]; clientKey: string }, key: string) =>
    call<{ message: MessageView }>('POST', at(id, '/notes'), { body: note, key }),
  assign: (id: string, agent?: string) => call<TicketView | null>('POST', at(id, '/assignment'), { body: agent ? { agent } : {} }),
  transfer: (id: string, transfer: NewTransfer) => call<TicketView | null>('POST', at(id, '/transfers'), { body: transfer }),
  snooze: (id: string, until: string) => call<TicketView | null>('POST', at(id, '/snooze'), { body: { until } }),
  wake: (id: string) => call<TicketView | null>('DELETE', at(id, '/snooze')),
  resolve: (id: string, resolution: NewResolution) => call<TicketView>('POST', at(id, '/resolution'), { body: resolution }),
  reopen: (id: string) => call<TicketView>('DELETE', at(id, '/resolution')),
  merge: (id: string, into: string) => call<TicketView | null>('POST', at(id, '/merges'), { body: { into } }),
  unmerge: (id: string) => call<TicketView | null>('DELETE', at(id, '/merges')),
  spam: (id: string) => call<TicketView | null>('POST', at(id, '/spam'), { body: {} }),
  unspam: (id: string) => call<TicketView | null>('DELETE', at(id, '/spam')),
  /** Takes back the split that made this ticket. */
  unsplit: (id: string) => call<TicketView>('DELETE', at(id, '/splits')),
  split: (id: string, messageIds: string[], reason?: string) =>
    call<TicketView>('POST', at(id, '/splits'), { body: { messageIds, ...(reason ? { reason } : {}) } }),
  retry: (id: string, messageId: string) => call<unknown>('POST', at(id, `/messages/${encodeURIComponent(messageId)}/retry`), { body: {} }),
};
