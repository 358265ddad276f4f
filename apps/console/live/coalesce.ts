// Many hints, one run: gathers keys for a moment and never lets two runs overlap.

export interface Coalescer {
  add(keys: Iterable<string>): void;
}

/**
 * Gathers keys for `waitMs` after the first, then runs once with all of them. Keys that come during a run wait
 * for its end: a slow server is asked less often, not in parallel.
 */
export function coalesce(
  run: (keys: Set<string>) => Promise<void>,
  waitMs: number,
  later: (act: () => void, ms: number) => unknown = setTimeout,
): Coalescer {
  let waiting = new Set<string>();
  let busy = false;
  let armed = false;
  const arm = (): void => {
    if (armed || busy || waiting.size === 0) return;
    armed = true;
    later(() => void fire(), waitMs);
  };
  const fire = async (): Promise<void> => {
    armed = false;
    busy = true;
    const keys = waiting;
    waiting = new Set();
    try {
      await run(keys);
    } finally {
      busy = false;
      arm();
    }
  };
  return {
    add(keys) {
      for (const key of keys) waiting.add(key);
      arm();
    },
  };
}
