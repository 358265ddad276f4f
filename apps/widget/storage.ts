// What the visitor's browser keeps between pages: the token, unsent words, a draft. One drawer a chat and person.
import type { Pending } from './thread.js';

export interface Drawer {
  token: string | null;
  outbox: Pending[];
  draft: string;
  name: string;
  lastSeen: string | null;
}
const EMPTY: Drawer = { token: null, outbox: [], draft: '', name: '', lastSeen: null };

export type Shelf = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** Where storage is forbidden the drawer lives as long as the page. */
export class Storage {
  private drawer: Drawer;

  constructor(
    private readonly key: string,
    private readonly store: Shelf | null,
  ) {
    this.drawer = { ...EMPTY, ...this.read() };
  }

  get(): Drawer {
    return this.drawer;
  }

  /** Keeps a word until it is sent (or replaces it); one by one, so that tabs don't overwrite each other's. */
  hold(pending: Pending): void {
    const { outbox = [] } = this.read();
    const others = outbox.filter((one) => one.key !== pending.key);
    this.put({
      outbox: others.length < outbox.length ? outbox.map((one) => (one.key === pending.key ? pending : one)) : [...outbox, pending],
    });
  }

  release(key: string): void {
    this.put({ outbox: (this.read().outbox ?? this.drawer.outbox).filter((one) => one.key !== key) });
  }

  put(change: Partial<Drawer>): void {
    // another tab may have written: what it changed is kept
    this.drawer = { ...this.drawer, ...this.read(), ...change };
    try {
      this.store?.setItem(this.key, JSON.stringify(this.drawer));
    } catch {
      // full or forbidden: the words stay on the screen and are sent from there
    }
  }

  private read(): Partial<Drawer> {
    try {
      return JSON.parse(this.store?.getItem(this.key) ?? '') as Partial<Drawer>;
    } catch {
      // nothing there, nothing readable, or no storage at all: what the page holds
      return this.drawer ?? {};
    }
  }
}

/** The drawer's name: another signed user of the same browser has another one. The signature is the server's to check. */
export function drawerName(account: string | undefined, identity: string | undefined): string {
  return ['otklik.chat', account ?? '', identity ? subjectOf(identity) : ''].join('.');
}

function subjectOf(token: string): string {
  try {
    const body = token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    return String(
      (JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(body), (sign) => sign.charCodeAt(0)))) as { sub?: unknown }).sub ??
        'unknown',
    );
  } catch {
    return 'unknown';
  }
}

/** The shelf of the site that holds the panel: read once, written through the loader, other tabs' writing comes by `set`. */
export class SiteShelf implements Shelf {
  private readonly kept: Map<string, string>;

  constructor(
    kept: unknown,
    private readonly keep: (key: string, value: string) => void,
  ) {
    const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
    this.kept = new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  }

  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.kept.set(key, value);
    this.keep(key, value);
  }

  set(key: unknown, value: unknown): void {
    if (typeof key === 'string' && typeof value === 'string') this.kept.set(key, value);
  }
}

/** Storage of the panel as a page of its own, or null where the browser forbids it. */
export function ownShelf(): Shelf | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
