// A burst of events becomes one refetch, and a slow refetch is never doubled.
import { describe, expect, it } from '@jest/globals';
import { coalesce } from './coalesce.js';

function stage() {
  const timers: (() => void)[] = [];
  const runs: { keys: string[]; end: () => void }[] = [];
  const gather = coalesce(
    (keys) => new Promise<void>((resolve) => runs.push({ keys: [...keys].sort(), end: resolve })),
    80,
    (act) => timers.push(act),
  );
  const tick = async (): Promise<void> => {
    for (const act of timers.splice(0)) act();
    await Promise.resolve();
  };
  return { gather, runs, timers, tick };
}

describe('coalesce', () => {
  it('runs once for a burst', async () => {
    const { gather, runs, timers, tick } = stage();
    gather.add(['a']);
    gather.add(['b', 'a']);
    expect(timers.length).toBe(1);
    await tick();
    expect(runs.map((r) => r.keys)).toEqual([['a', 'b']]);
  });

  it('keeps what came during a run for the next one', async () => {
    const { gather, runs, timers, tick } = stage();
    gather.add(['a']);
    await tick();
    gather.add(['b']);
    expect(timers.length).toBe(0);
    runs[0]!.end();
    await new Promise((resolve) => setImmediate(resolve));
    await tick();
    expect(runs.map((r) => r.keys)).toEqual([['a'], ['b']]);
  });
});
