// Lives a leg through its pages of TwiML until somebody hangs up: the outer loop of the state machine.
import { dial } from './dial.js';
import { enqueue } from './enqueue.js';
import type { Exchange, Page } from './exchange.js';
import { gather } from './gather.js';
import type { Leg } from './leg.js';
import { record } from './record.js';
import { Interruption } from './scope.js';
import { play, say, silence } from './speak.js';
import { followPages, go, NEXT, type Run, type Step, targetOf } from './step.js';
import { TwimlFault, type Verb } from './twiml.js';

type Act = (run: Run, verb: Verb) => Promise<Step>;

const VERBS: Record<string, Act> = {
  Say: say,
  Play: play,
  Pause: silence,
  Gather: gather,
  Record: record,
  Enqueue: enqueue,
  Dial: dial,
  Leave: async () => ({ kind: 'leave' }),
  Hangup: async () => ({ kind: 'end' }),
  Reject: async (_, verb) => ({ kind: 'reject', busy: verb.attrs.reason === 'busy' }),
  Redirect: async (run, verb) =>
    go(run, targetOf({ ...verb, attrs: { ...verb.attrs, url: verb.text } }, 'url', 'method') ?? { url: run.page.base, method: 'POST' }),
};

/** Verbs that do not pick up a ringing call by themselves. */
function leavesRinging(verb: Verb): boolean {
  return ['Reject', 'Pause', 'Redirect'].includes(verb.name) || (verb.name === 'Dial' && verb.attrs.answerOnBridge === 'true');
}

async function playVerbs(run: Run, verbs: Verb[]): Promise<Step> {
  for (const verb of verbs) {
    run.signal.throwIfAborted();
    if (!leavesRinging(verb)) run.x.answer(run.leg);
    const step = await VERBS[verb.name](run, verb);
    if (step !== NEXT) return step;
  }
  return NEXT;
}

async function once(x: Exchange, leg: Leg, load: () => Promise<Page>): Promise<void> {
  const run: Run = {
    x,
    leg,
    signal: leg.signal,
    page: { verbs: [], base: '' },
    place: 'call',
    extra: () => ({}),
    play: playVerbs,
    lead: (other, talk) => void liveBridged(x, other, talk),
  };
  const step = await followPages(run, { kind: 'go', load });
  if (step.kind === 'reject') leg.sipCode = step.busy ? 486 : 603;
  x.hangUp(leg, step.kind === 'reject' ? 'rejected' : 'product');
}

/** What to do after a script was cut: the next page's loader, or null when the call is over. */
function after(x: Exchange, leg: Leg, cut: unknown): (() => Promise<Page>) | null {
  const target = leg.redirected();
  if (leg.endedAt) return null;
  if (cut instanceof Interruption && target) return () => x.page(leg, target, [...x.numbers.values()][0].voiceUrl());
  x.warn(`${leg.sid}: ${cut instanceof TwimlFault ? cut.message : `simulator: ${String((cut as Error).stack ?? cut)}`}`);
  x.answer(leg);
  leg.hear(x.now(), 'error', 'We are sorry, an application error has occurred. Goodbye.');
  x.hangUp(leg, 'fault');
  return null;
}

/** Runs pages from the first one until the call ends; never rejects. */
export async function live(x: Exchange, leg: Leg, first: () => Promise<Page>): Promise<void> {
  let load: (() => Promise<Page>) | null = first;
  while (load && !leg.endedAt) {
    try {
      await once(x, leg, load);
      load = null;
    } catch (cut) {
      load = after(x, leg, cut);
    }
  }
}

/** A leg without pages of its own (rung by Dial): `talk`, then the end unless the product sends it elsewhere. */
async function liveBridged(x: Exchange, leg: Leg, talk: () => Promise<void>): Promise<void> {
  try {
    await talk();
    x.hangUp(leg, 'product');
  } catch (cut) {
    const load = after(x, leg, cut);
    if (load) await live(x, leg, load);
  }
}
