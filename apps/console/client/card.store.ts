// Clients' cards by id, fetched when shown and after every change.
import type { ClientPatch, ClientView } from '#libs/contract/clients.js';
import { clientsApi } from '../api/clients.adapter.js';
import { Refusal, sentence } from '../api/http.adapter.js';
import { keyed } from '../live/cell.js';

export interface Card {
  view: ClientView | null;
  error: string | null;
}
export const cards = keyed<Card>();

export async function loadCard(id: string): Promise<void> {
  try {
    cards.put(id, { view: await clientsApi.one(id), error: null });
  } catch (error) {
    cards.put(id, { view: cards.get(id)?.view ?? null, error: sentence(error) });
  }
}

/** The fields on which two editors differ: mine and the other's. */
export type Differences = Record<string, { yours: unknown; theirs: unknown }>;

/** Saves fields of a card; a newer card answers with the differences instead of saving. */
export async function saveCard(view: ClientView, patch: Omit<ClientPatch, 'version'>, version = view.version): Promise<Differences | null> {
  try {
    await clientsApi.patch(view.id, { ...patch, version });
    await loadCard(view.id);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'conflict' || !error.facts.fields) throw error;
    await loadCard(view.id);
    return error.facts.fields as Differences;
  }
}
