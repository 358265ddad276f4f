// What a person does with a ticket by one press: take, snooze, resolve, spam, merge; told and taken back by toasts.
import type { NewResolution, NewTransfer, TicketPatch, TicketView } from '#libs/contract/tickets.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import { toast, toastError, toastUndo } from '../chrome/toast.js';
import { dropFromLists, refreshShown } from '../inbox/lists.store.js';
import { keepTickets, refetchTicket } from '../live/tickets.store.js';
import { go, route } from '../session/route.store.js';
import { numberTail } from '../texts/format.js';
import { say } from '../texts/language.store.js';
import { conversations, refreshConversation } from './messages.store.js';

/** The server answers with the ticket, or with null when the act took it out of sight. */
type Answer = TicketView | null | undefined;

function settle(ticketId: string, ticket: Answer): void {
  if (ticket) {
    keepTickets([ticket]);
    if (conversations.get(ticketId)) void refreshConversation(ticketId);
  } else {
    dropFromLists(new Set([ticketId]));
    if (route.get().id === ticketId) go({ id: null }, true);
  }
  void refreshShown();
}

/** Runs an act; a refusal is told and the ticket fetched anew. False when refused. */
async function act(ticketId: string, run: () => Promise<Answer>): Promise<boolean> {
  try {
    settle(ticketId, await run());
    return true;
  } catch (error) {
    toastError(error);
    void refetchTicket(ticketId);
    return false;
  }
}

type Undo = (id: string) => Promise<Answer>;
const undoBy = (ticketId: string, undo: Undo) => async () => settle(ticketId, await undo(ticketId));

export async function takeTicket(ticketId: string, number: string): Promise<void> {
  if (await act(ticketId, () => ticketsApi.assign(ticketId))) toast(say('done.taken', { number: numberTail(number) }));
}

export const patchTicket = (ticketId: string, patch: TicketPatch): Promise<boolean> =>
  act(ticketId, () => ticketsApi.patch(ticketId, patch));

/** Acts of dialogs throw: the dialog shows the refusal itself. */
export async function transferTicket(ticketId: string, transfer: NewTransfer): Promise<void> {
  settle(ticketId, await ticketsApi.transfer(ticketId, transfer));
  toast(say('done.transferred'));
}

export async function snoozeTicket(ticketId: string, until: string): Promise<void> {
  settle(ticketId, await ticketsApi.snooze(ticketId, until));
  toastUndo(say('done.snoozed'), undoBy(ticketId, ticketsApi.wake));
}

export async function resolveTicket(ticketId: string, resolution: NewResolution): Promise<void> {
  settle(ticketId, await ticketsApi.resolve(ticketId, resolution));
  toastUndo(say('done.resolved'), undoBy(ticketId, ticketsApi.reopen));
}

export async function mergeTicket(ticketId: string, into: string): Promise<void> {
  settle(ticketId, await ticketsApi.merge(ticketId, into));
  toastUndo(say('done.merged'), undoBy(ticketId, ticketsApi.unmerge));
}

/** The new ticket is opened; taking back leads to where its messages came from. */
export async function splitTicket(ticketId: string, messages: string[], reason: string | undefined): Promise<void> {
  const fresh = await ticketsApi.split(ticketId, messages, reason);
  settle(fresh.id, fresh);
  go({ id: fresh.id });
  toastUndo(say('done.split', { number: numberTail(fresh.number) }), async () => {
    settle(fresh.id, await ticketsApi.unsplit(fresh.id));
    go({ id: ticketId });
  });
}

export async function markSpam(ticketId: string): Promise<void> {
  if (await act(ticketId, () => ticketsApi.spam(ticketId))) toastUndo(say('done.spam'), undoBy(ticketId, ticketsApi.unspam));
}

export const wakeTicket = (ticketId: string): Promise<boolean> => act(ticketId, () => ticketsApi.wake(ticketId));
export const reopenTicket = (ticketId: string): Promise<boolean> => act(ticketId, () => ticketsApi.reopen(ticketId));
export const unspamTicket = (ticketId: string): Promise<boolean> => act(ticketId, () => ticketsApi.unspam(ticketId));
export const unmergeTicket = (ticketId: string): Promise<boolean> => act(ticketId, () => ticketsApi.unmerge(ticketId));
