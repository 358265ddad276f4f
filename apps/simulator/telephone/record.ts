// The verb Record (voicemail): beep, then the caller's words until a key, silence, the limit or hanging up.
import { callbackOf } from './exchange.js';
import { startRecording, stopRecording } from './recorder.js';
import { deferred, Interruption, pause, unless, within } from './scope.js';
import { go, NEXT, type Run, type Step, targetOf } from './step.js';
import type { Verb } from './twiml.js';

const TICK_MS = 500;

/** Settles when the caller has been quiet for `timeoutMs`, counted from the start or the last word. */
async function quiet(run: Run, signal: AbortSignal, startedAt: number, timeoutMs: number): Promise<'silence'> {
  for (;;) {
    const since = Math.max(startedAt, Math.min(run.leg.speakingUntil, run.x.now().getTime()));
    const left = since + timeoutMs - run.x.now().getTime();
    if (left <= 0) return 'silence';
    await pause(run.x.clock, signal, Math.min(left, TICK_MS));
  }
}

/** Milliseconds worth keeping: up to the last word; 0 when nothing was said. */
function spokenMs(run: Run, startedAt: number): number {
  const until = Math.min(run.leg.speakingUntil, run.x.now().getTime());
  return Math.max(0, until - startedAt);
}

async function listen(run: Run, verb: Verb, startedAt: number): Promise<string> {
  const key = deferred<string>();
  const finish = verb.attrs.finishOnKey ?? '1234567890*#';
  run.leg.keypad = (input) => {
    if ('key' in input && finish.includes(input.key)) key.resolve(input.key);
  };
  const scope = within(run.signal);
  try {
    const silence = quiet(run, scope.signal, startedAt, Number(verb.attrs.timeout ?? 5) * 1000);
    const limit = pause(run.x.clock, scope.signal, Number(verb.attrs.maxLength ?? 3600) * 1000).then(() => 'limit');
    return await Promise.race([unless(run.signal, key.promise), silence, limit]);
  } finally {
    scope.abort(new Interruption('over'));
    run.leg.keypad = null;
  }
}

export async function record(run: Run, verb: Verb): Promise<Step> {
  const { x, leg } = run;
  if (verb.attrs.playBeep !== 'false') leg.hear(x.now(), 'beep', '');
  leg.enter('voicemail', x.now());
  const startedAt = x.now().getTime();
  const events = (verb.attrs.recordingStatusCallbackEvent ?? '').split(' ');
  const recording = startRecording(
    x,
    leg,
    'RecordVerb',
    callbackOf(verb.attrs.recordingStatusCallback, run.page.base, verb.attrs.recordingStatusCallbackMethod, events, ['completed']),
  );
  const finished = (digits: string) => {
    stopRecording(x, recording, spokenMs(run, startedAt));
    return { RecordingUrl: recording.url, RecordingSid: recording.sid, RecordingDuration: String(recording.durationS), Digits: digits };
  };
  const action = targetOf(verb, 'action', 'method') ?? { url: run.page.base, method: 'POST' as const };
  try {
    const how = await listen(run, verb, startedAt);
    const params = finished(how.length === 1 ? how : '');
    leg.enter('menu', x.now());
    // nothing was said: the provider goes on with the next verb
    return recording.durationS === 0 ? NEXT : go(run, action, params);
  } catch (cut) {
    const params = finished('hangup');
    if (recording.durationS > 0 && leg.endedAt) x.inform(leg, action, run.page.base, params);
    throw cut;
  }
}
