// What a person does with a ticket by one press: take, snooze, resolve, spam, merge; told and taken back by toasts.
import type { NewResolution, NewTransfer, TicketPatch, TicketView } from '#libs/contract/tickets.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import { toast, toastError, toastUndo } from '../chrome/toast.js';
import { refreshShown } from '../inbox/lists.store.js';
import { keepTickets, refetchTicket } from '../live/tickets.store.js';
import { numberTail } from '../texts/format.js';
import { say } from '../texts/language.store.js';
import { conversations, refreshConversation } from './messages.store.js';

function settle(ticket: TicketView): void {
  keepTickets([ticket]);
  void refreshShown();
  if (conversations.get(ticket.id)) void refreshConversation(ticket.id);
}

/** Runs an act that answers with the ticket; a refusal is told and the ticket fetched anew. */
async function act(ticketId: string, run: () => Promise<TicketView>): Promise<TicketView | null> {
  try {
    const ticket = await run();
    settle(ticket);
    return ticket;
  } catch (error) {
    toastError(error);
    void refetchTicket(ticketId);
    return null;
  }
}

const undoBy = (ticketId: string, undo: (id: string) => Promise<TicketView>) => async (): Promise<void> => settle(await undo(ticketId));

export async function takeTicket(ticketId: string): Promise<void> {
  const ticket = await act(ticketId, () => ticketsApi.assign(ticketId));
  if (ticket) toast(say('done.taken', { number: numberTail(ticket.number) }));
}

export async function patchTicket(ticketId: string, patch: TicketPatch): Promise<boolean> {
  return (await act(ticketId, () => ticketsApi.patch(ticketId, patch))) !== null;
}

/** Dialogs show their own refusals: these throw. */
export async function transferTicket(ticketId: string, transfer: NewTransfer): Promise<void> {
  settle(await ticketsApi.transfer(ticketId, transfer));
  toast(say('done.transferred'));
}

export async function snoozeTicket(ticketId: string, until: string): Promise<void> {
  settle(await ticketsApi.snooze(ticketId, until));
  toastUndo(say('done.snoozed'), undoBy(ticketId, ticketsApi.wake));
}

export async function resolveTicket(ticketId: string, resolution: NewResolution): Promise<void> {
  settle(await ticketsApi.resolve(ticketId, resolution));
  toastUndo(say('done.resolved'), undoBy(ticketId, ticketsApi.reopen));
}

export async function mergeTicket(ticketId: string, into: string): Promise<void> {
  settle(await ticketsApi.merge(ticketId, into));
  toastUndo(say('done.merged'), undoBy(ticketId, ticketsApi.unmerge));
}

export async function markSpam(ticketId: string): Promise<void> {
  if (await act(ticketId, () => ticketsApi.spam(ticketId))) toastUndo(say('done.spam'), undoBy(ticketId, ticketsApi.unspam));
}

export const wakeTicket = (ticketId: string) => act(ticketId, () => ticketsApi.wake(ticketId));
export const reopenTicket = (ticketId: string) => act(ticketId, () => ticketsApi.reopen(ticketId));
export const unspamTicket = (ticketId: string) => act(ticketId, () => ticketsApi.unspam(ticketId));
export const unmergeTicket = (ticketId: string) => act(ticketId, () => ticketsApi.unmerge(ticketId));
