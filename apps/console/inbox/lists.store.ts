// The lists of tickets the console shows: loaded by pages, refetched when the feed speaks, frozen under the pointer.
import { sentence } from '../api/http.adapter.js';
import { type Counts, type TicketFilter, ticketsApi } from '../api/tickets.adapter.js';
import { cell, keyed } from '../live/cell.js';
import { keepTickets, tickets } from '../live/tickets.store.js';
import { session } from '../session/session.store.js';
import { sortOf } from './sorts.js';
import { EMPTY, type ListWindow, joined, refreshed, withKept } from './window.js';

const PAGE = 50;
const MOST = 200;
const MINE: TicketFilter = { view: 'mine' };

export const lists = keyed<ListWindow>();
export const counts = cell<Counts | null>(null);
/** My open tickets whose client waits: the number in the title and on the rail. */
export const waitingForMe = cell(0);
/** The list now on screen, the ticket kept in it, and whether the pointer holds its order. */
export const onScreen = { key: '', kept: null as string | null, frozen: false };

export const listKey = (filter: TicketFilter): string => JSON.stringify(Object.entries(filter).sort());
const filters = new Map<string, TicketFilter>();

const windowOf = (key: string): ListWindow => lists.get(key) ?? EMPTY;

function countWaiting(): void {
  const mine = lists.get(listKey(MINE));
  if (mine) waitingForMe.set(mine.ids.filter((id) => tickets.get(id)?.unanswered).length);
}

/** Starts a list, or shows what is known of it and asks anew. */
export function openList(filter: TicketFilter): string {
  const key = listKey(filter);
  filters.set(key, filter);
  if (!lists.get(key)) lists.put(key, EMPTY);
  void refreshList(key);
  return key;
}

/** Fetches the loaded part of a list again (at most 200 rows). */
export async function refreshList(key: string): Promise<void> {
  const filter = filters.get(key);
  if (!filter) return;
  const limit = Math.min(MOST, Math.max(PAGE, windowOf(key).ids.length));
  try {
    const page = await ticketsApi.list({ ...filter, sort: sortOf(filter) }, null, limit);
    keepTickets(page.items);
    const now = windowOf(key);
    const fresh = page.items.map((ticket) => ticket.id);
    const visible = key === onScreen.key;
    const order = withKept(joined(fresh, now.ids, page.next !== null), now.ids, visible ? onScreen.kept : null);
    const beyond = now.ids.length > fresh.length && page.next !== null;
    lists.put(key, refreshed(now, order, beyond ? now.next : page.next, Date.now(), visible && onScreen.frozen));
    countWaiting();
  } catch (error) {
    const now = windowOf(key);
    lists.put(key, { ...now, state: 'failed', error: sentence(error) });
  }
}

/** Loads the next page; a second call while one is under way does nothing. */
export async function loadMore(key: string): Promise<void> {
  const now = windowOf(key);
  const filter = filters.get(key);
  if (!filter || !now.next || now.loadingMore) return;
  lists.put(key, { ...now, loadingMore: true });
  try {
    const page = await ticketsApi.list({ ...filter, sort: sortOf(filter) }, now.next, PAGE);
    keepTickets(page.items);
    const old = windowOf(key);
    const seen = new Set(old.ids);
    const ids = [...old.ids, ...page.items.map((ticket) => ticket.id).filter((id) => !seen.has(id))];
    lists.put(key, { ...old, ids, next: page.next, loadingMore: false });
  } catch (error) {
    lists.put(key, { ...windowOf(key), loadingMore: false, error: sentence(error) });
  }
}

/** Applies the order that was held while the pointer stood over the list. */
export function applyHeld(key: string): void {
  const now = windowOf(key);
  if (now.held) lists.put(key, { ...now, ids: now.held, held: null });
}

/** Takes tickets that are no longer visible out of every list. */
export function dropFromLists(ids: ReadonlySet<string>): void {
  for (const key of lists.ids()) {
    const now = windowOf(key);
    if (now.ids.some((id) => ids.has(id))) lists.put(key, { ...now, ids: now.ids.filter((id) => !ids.has(id)), held: null });
  }
  for (const id of ids) tickets.drop(id);
}

/** Counters are values of the server, never counted up here. */
async function refreshCounts(): Promise<void> {
  try {
    counts.set(await ticketsApi.counts());
  } catch {
    // The chips keep their last values; the connection chip tells the reason.
  }
}

/** After the feed named touched tickets: the list on screen, my own list, and the counters. */
export async function refreshShown(): Promise<void> {
  if (session.get().is !== 'in') return;
  const mine = listKey(MINE);
  filters.set(mine, MINE);
  await Promise.all([refreshCounts(), refreshList(mine), onScreen.key && onScreen.key !== mine ? refreshList(onScreen.key) : null]);
}
