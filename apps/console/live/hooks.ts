// React's door to the stores: components re-render only when the part they read changed.
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Cell, Keyed } from './cell.js';
import { serverNow } from './server-clock.store.js';

/** The cell's value. */
export function useCell<T>(source: Cell<T>): T {
  return useSyncExternalStore(source.subscribe, source.get);
}

/** One value by id; undefined while unknown. */
export function useKeyed<T>(source: Keyed<T>, id: string | null): T | undefined {
  const subscribe = useCallback((listener: () => void) => (id ? source.subscribe(id, listener) : () => undefined), [source, id]);
  return useSyncExternalStore(subscribe, () => (id ? source.get(id) : undefined));
}

/** The server's time in ms, renewed every `everyMs` while the component is shown. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** The newest value of a callback without re-subscribing its users. */
export function useLatest<T>(value: T): { readonly current: T } {
  const box = useRef(value);
  box.current = value;
  return box;
}
