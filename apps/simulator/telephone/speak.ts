// Verbs that only sound: Say, Play, Pause.
import { pause } from './scope.js';
import { NEXT, type Run, type Step } from './step.js';
import type { Verb } from './twiml.js';

/** loop="0" repeats for as long as the caller stays. */
function times(verb: Verb): number {
  const loop = Number(verb.attrs.loop ?? 1);
  return loop === 0 ? Number.POSITIVE_INFINITY : loop;
}

export async function say(run: Run, verb: Verb): Promise<Step> {
  for (let i = 0; i < times(verb); i++) {
    run.leg.hear(run.x.now(), 'say', verb.text, verb.attrs.language);
    await pause(run.x.clock, run.signal, run.x.pace.sayMs(verb.text));
  }
  return NEXT;
}

export async function play(run: Run, verb: Verb): Promise<Step> {
  const url = new URL(verb.text, run.page.base).href;
  const ms = await run.x.webhooks.mediaMs(url);
  run.signal.throwIfAborted();
  for (let i = 0; i < times(verb); i++) {
    run.leg.hear(run.x.now(), run.place === 'waiting' ? 'music' : 'play', url);
    await pause(run.x.clock, run.signal, ms);
  }
  return NEXT;
}

export async function silence(run: Run, verb: Verb): Promise<Step> {
  await pause(run.x.clock, run.signal, Number(verb.attrs.length ?? 1) * 1000);
  return NEXT;
}
