// What the visitor takes home: number, date, topic, and what else the registrar may see of the ticket.
import type { TicketView } from '#libs/contract/tickets.js';
import type { Form } from './form.js';

export interface Paper {
  id: string;
  number: string;
  at: string;
  client: string;
  topic: string;
  /** Person or queue that answers, as far as the registrar may know. */
  where: string;
  dueAt: string | null;
  /** The registrar may open the ticket. */
  open: boolean;
}

/** Names of the topic and of the queue that usually answers it, in the registrar's language. */
export interface Usual {
  topic: string;
  queue: string;
}

/** The server may answer with the number alone when the ticket went to a desk the registrar does not read. */
export function paperOf(ticket: TicketView | { id: string; number: string }, form: Form, usual: Usual, now = new Date()): Paper {
  const typed = form.client?.name ?? form.name;
  if (!('client' in ticket))
    return {
      id: ticket.id,
      number: ticket.number,
      at: now.toISOString(),
      client: typed,
      topic: usual.topic,
      where: usual.queue,
      dueAt: null,
      open: false,
    };
  const { clocks, topic, assignee, queue } = ticket;
  return {
    id: ticket.id,
    number: ticket.number,
    at: ticket.createdAt,
    client: ticket.client.name,
    topic: topic?.name ?? usual.topic,
    where: assignee?.name ?? queue?.name ?? usual.queue,
    dueAt: clocks.resolutionDueAt ?? clocks.legalDueAt,
    open: true,
  };
}
