// A list of what passed through a stand-in, on which tests and the demo can wait without polling.

interface Waiter<T> {
  matches: (entry: T) => boolean;
  resolve: (entry: T) => void;
}

/** Append-only record; an entry may be changed in place (an edited message) when `changed` is called after it. */
export class Ledger<T> {
  readonly entries: T[] = [];
  #waiters: Waiter<T>[] = [];
  #watchers = new Set<(entry: T) => void>();

  constructor(readonly title: string) {}

  get last(): T | undefined {
    return this.entries.at(-1);
  }

  append(entry: T): T {
    this.entries.push(entry);
    this.changed(entry);
    return entry;
  }

  changed(entry: T): void {
    const woken = this.#waiters.filter((waiter) => waiter.matches(entry));
    this.#waiters = this.#waiters.filter((waiter) => !woken.includes(waiter));
    for (const waiter of woken) waiter.resolve(entry);
    for (const watcher of this.#watchers) watcher(entry);
  }

  /** Tells of every later entry and change; answers the way to stop. */
  watch(watcher: (entry: T) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** The first entry at or after index `from` that matches, now or within `ms`; rejects with what was seen instead. */
  waitFor(matches: (entry: T) => boolean, ms = 5_000, from = 0): Promise<T> {
    const present = this.entries.slice(from).find(matches);
    if (present) return Promise.resolve(present);
    return new Promise((resolve, reject) => {
      const later = (entry: T): boolean => matches(entry) && (from === 0 || this.entries.lastIndexOf(entry) >= from);
      const found = (entry: T): void => {
        clearTimeout(timer);
        resolve(entry);
      };
      const waiter: Waiter<T> = { matches: later, resolve: found };
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        reject(new Error(`${this.title}: nothing fitting within ${ms} ms; last seen: ${this.#tail()}`));
      }, ms);
      this.#waiters.push(waiter);
    });
  }

  #tail(): string {
    return JSON.stringify(this.entries.slice(-3), shorten) ?? 'nothing';
  }
}

function shorten(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.length > 200 ? `${value.slice(0, 200)}…` : value;
}
