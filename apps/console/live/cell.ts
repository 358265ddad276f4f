// The smallest stores the console needs: one value, and values by id; both tell their listeners at once.

export interface Cell<T> {
  get(): T;
  /** Replaces the value; listeners run only when it is another value. */
  set(next: T): void;
  change(step: (now: T) => T): void;
  subscribe(listener: () => void): () => void;
}

/** A single observable value. */
export function cell<T>(first: T): Cell<T> {
  let value = first;
  const listeners = new Set<() => void>();
  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set,
    change: (step) => set(step(value)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export interface Keyed<T> {
  get(id: string): T | undefined;
  put(id: string, value: T): void;
  drop(id: string): void;
  clear(): void;
  ids(): string[];
  subscribe(id: string, listener: () => void): () => void;
}

/** Values by id, each with its own listeners: a change of one row wakes one row. */
export function keyed<T>(): Keyed<T> {
  const values = new Map<string, T>();
  const listeners = new Map<string, Set<() => void>>();
  const wake = (id: string): void => {
    for (const listener of [...(listeners.get(id) ?? [])]) listener();
  };
  return {
    get: (id) => values.get(id),
    ids: () => [...values.keys()],
    put: (id, value) => {
      if (values.get(id) === value) return;
      values.set(id, value);
      wake(id);
    },
    drop: (id) => {
      if (values.delete(id)) wake(id);
    },
    clear: () => {
      const ids = [...values.keys()];
      values.clear();
      for (const id of ids) wake(id);
    },
    subscribe: (id, listener) => {
      const own = listeners.get(id) ?? new Set();
      listeners.set(id, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0) listeners.delete(id);
      };
    },
  };
}
