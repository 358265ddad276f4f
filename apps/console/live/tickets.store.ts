// Every ticket the console has seen, by id; the newest answer of the server wins.
import type { TicketView } from '#libs/contract/tickets.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import { Refusal } from '../api/http.adapter.js';
import { keyed } from './cell.js';

export const tickets = keyed<TicketView>();

export function keepTickets(items: TicketView[]): void {
  for (const ticket of items) {
    const known = tickets.get(ticket.id);
    // lastSeq is opaque: compared for equality only. The same position may still differ in names or offers.
    if (!known || known.lastSeq !== ticket.lastSeq || JSON.stringify(known) !== JSON.stringify(ticket)) tickets.put(ticket.id, ticket);
  }
}

/** Fetches one ticket anew; a ticket that is no longer visible is dropped. Throws what the server refused. */
export async function fetchTicket(id: string): Promise<TicketView> {
  try {
    const ticket = await ticketsApi.one(id);
    keepTickets([ticket]);
    return ticket;
  } catch (error) {
    if (error instanceof Refusal && (error.kind === 'not-found' || error.kind === 'forbidden')) tickets.drop(id);
    throw error;
  }
}

/** The same where a refusal is of no interest. */
export const refetchTicket = (id: string): Promise<TicketView | null> => fetchTicket(id).catch(() => null);
