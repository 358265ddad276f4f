// What a verb is given and what it says about what comes next.
import type { Exchange, Page, Params } from './exchange.js';
import type { Leg } from './leg.js';
import { pause, type Target } from './scope.js';
import type { Verb } from './twiml.js';

export type Step =
  | { kind: 'next' }
  | { kind: 'go'; load: () => Promise<Page> }
  | { kind: 'leave' }
  | { kind: 'end' }
  | { kind: 'reject'; busy: boolean };

export const NEXT: Step = { kind: 'next' };

/** One page being followed by one leg. */
export interface Run {
  x: Exchange;
  leg: Leg;
  signal: AbortSignal;
  page: Page;
  /** A waiting caller may be told less, and every request for them carries the line's parameters. */
  place: 'call' | 'waiting';
  extra(): Params;
  play(run: Run, verbs: Verb[]): Promise<Step>;
  /** Lives a leg that this one rang: `talk`, then its end. */
  lead(leg: Leg, talk: () => Promise<void>): void;
}

export function targetOf(verb: Verb, name: 'action' | 'url' | 'waitUrl', method: string): { url: string; method: 'GET' | 'POST' } | null {
  const url = verb.attrs[name];
  return url ? { url, method: verb.attrs[method] === 'GET' ? 'GET' : 'POST' } : null;
}

/** The step of asking `target` for the next page. */
export function go(run: Run, target: Target, params: Params = {}): Step {
  return { kind: 'go', load: () => run.x.page(run.leg, target, run.page.base, { ...run.extra(), ...params }, run.place) };
}

const LONGEST_SPIN_MS = 1000;

/** Follows pages from `target` again and again, as the provider does for waiting and held callers, until told to leave or hang up. */
export async function loopPages(run: Run, target: Target, signal: AbortSignal): Promise<'leave' | 'hangup'> {
  for (;;) {
    const startedAt = run.x.now().getTime();
    const step = await followPages({ ...run, signal, place: 'waiting' }, go({ ...run, place: 'waiting' }, target));
    if (step.kind === 'leave') return 'leave';
    if (step.kind === 'end') return 'hangup';
    // a page without sound would otherwise be fetched in a tight circle
    if (run.x.now().getTime() - startedAt < LONGEST_SPIN_MS) await pause(run.x.clock, signal, LONGEST_SPIN_MS);
  }
}

/** Plays a chain of pages to its end. */
export async function followPages(run: Run, first: Step): Promise<Step> {
  let step = first;
  while (step.kind === 'go') {
    const page = await step.load();
    const here = { ...run, page };
    run.signal.throwIfAborted();
    step = await run.play(here, page.verbs);
  }
  return step;
}
