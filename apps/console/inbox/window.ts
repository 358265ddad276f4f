// A window of a long list: what happens to its order when the server is asked again (UX: nothing moves under the pointer).

/** What a list shows. `held` is a newer order that waits until the pointer leaves the list. */
export interface ListWindow {
  ids: string[];
  next: string | null;
  state: 'loading' | 'ready' | 'failed';
  error: string | null;
  /** Moment of the last answer, ms. */
  at: number;
  held: string[] | null;
  loadingMore: boolean;
}

export const EMPTY: ListWindow = { ids: [], next: null, state: 'loading', error: null, at: 0, held: null, loadingMore: false };

/** Order after a refetch of the first `fresh.length` rows: the rest of the loaded rows follows unless it moved up. */
export function joined(fresh: string[], old: string[], more: boolean): string[] {
  if (!more || old.length <= fresh.length) return fresh;
  const seen = new Set(fresh);
  return [...fresh, ...old.slice(fresh.length).filter((id) => !seen.has(id))];
}

/** Keeps the open ticket at its place when it no longer belongs to the list: it goes when the person moves on. */
export function withKept(fresh: string[], old: string[], kept: string | null): string[] {
  if (!kept || fresh.includes(kept)) return fresh;
  const place = old.indexOf(kept);
  return place < 0 ? fresh : [...fresh.slice(0, place), kept, ...fresh.slice(place)];
}

const same = (a: string[], b: string[]): boolean => a.length === b.length && a.every((id, i) => id === b[i]);

/** How many rows would move, appear or disappear when the held order is applied. */
export function changesOf(window: ListWindow): number {
  if (!window.held) return 0;
  const now = new Set(window.ids);
  const then = new Set(window.held);
  const came = window.held.filter((id) => !now.has(id)).length;
  const went = window.ids.filter((id) => !then.has(id)).length;
  const moved = came + went === 0 ? window.held.filter((id, i) => window.ids[i] !== id).length : 0;
  return came + went || Math.min(moved, 1);
}

/** Takes a refetched order: at once, or held while the list is frozen. An empty list is never frozen. */
export function refreshed(window: ListWindow, order: string[], next: string | null, at: number, frozen: boolean): ListWindow {
  const base: ListWindow = { ...window, next, at, state: 'ready', error: null };
  if (same(window.ids, order)) return { ...base, ids: window.ids, held: null };
  return frozen && window.ids.length > 0 ? { ...base, held: order } : { ...base, ids: order, held: null };
}
