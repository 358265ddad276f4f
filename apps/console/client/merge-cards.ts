// Joining two cards and taking it back: what is on the screen of either is fetched anew.
import { clientsApi } from '../api/clients.adapter.js';
import { toastUndo } from '../chrome/toast.js';
import { refreshShown } from '../inbox/lists.store.js';
import { refetchTicket } from '../live/tickets.store.js';
import { say } from '../texts/language.store.js';
import { loadCard } from './card.store.js';

async function refresh(cardId: string, ticketId: string | null): Promise<void> {
  await Promise.all([loadCard(cardId), ticketId ? refetchTicket(ticketId) : null, refreshShown()]);
}

/** Throws the server's refusal; `ticketId` is the ticket beside which the card is shown. */
export async function mergeCards(card: string, into: string, ticketId: string | null): Promise<void> {
  const merged = await clientsApi.merge(card, into);
  await refresh(into, ticketId);
  toastUndo(say('client.merged'), async () => {
    await clientsApi.unmerge(merged.id);
    await Promise.all([refresh(into, ticketId), loadCard(card)]);
  });
}
