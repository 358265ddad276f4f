// Waiting that can be cut short: a caller hangs up, the product redirects a call, a place in the line is taken.
import type { TelephoneClock } from './clock.js';

/** Where a call goes next: an address to ask, or TwiML given in words. */
export type Target = { url: string; method: 'GET' | 'POST' } | { twiml: string };

/** Why a script was cut: the person hung up (or the network cut the call), the product sent the call elsewhere, or the stretch is over. */
export class Interruption extends Error {
  constructor(
    readonly kind: 'hung-up' | 'redirect' | 'over',
    readonly target: Target | null = null,
  ) {
    super(kind);
  }
}

/** Settles like `work` unless the scope is cut first; then rejects with the interruption. */
export function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cut = () => reject(signal.reason);
    if (signal.aborted) return cut();
    signal.addEventListener('abort', cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
  });
}

/** Waits `ms` of the network's clock; the timer goes when the scope is cut. */
export async function pause(clock: TelephoneClock, signal: AbortSignal, ms: number): Promise<void> {
  let cancel = () => {};
  try {
    await unless(
      signal,
      new Promise<void>((resolve) => {
        if (!signal.aborted) cancel = clock.after(ms, resolve);
      }),
    );
  } finally {
    cancel();
  }
}

/** A scope inside another: cut with it, or alone. */
export function within(outer: AbortSignal): AbortController {
  const inner = new AbortController();
  if (outer.aborted) inner.abort(outer.reason);
  const cut = () => inner.abort(outer.reason);
  outer.addEventListener('abort', cut, { once: true });
  inner.signal.addEventListener('abort', () => outer.removeEventListener('abort', cut), { once: true });
  return inner;
}

export interface Deferred<T> {
  promise: Promise<T>;
  resolve(value: T): void;
}

export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
