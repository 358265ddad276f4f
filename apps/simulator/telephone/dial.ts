// The verb Dial: numbers and clients rung together, a caller taken from a line, or a conference.
import { confer, selfEnded } from './confer.js';
import { callbackOf, type Params } from './exchange.js';
import type { Leg, ProgressEvent, RingResult } from './leg.js';
import type { Place } from './line.js';
import { startRecording, stopRecording } from './recorder.js';
import { ring } from './ring.js';
import type { Room } from './room.js';
import { deferred, Interruption, pause, unless, within } from './scope.js';
import { followPages, go, NEXT, type Run, type Step, targetOf } from './step.js';
import type { Verb } from './twiml.js';

interface Dialled {
  status: 'completed' | 'answered' | Exclude<RingResult, 'answered'>;
  sid: string;
  talkedFrom: number | null;
}

const BRIDGED = { startOnEnter: true, endOnExit: true };
const ALL_EVENTS: ProgressEvent[] = ['completed'];

/** Sits in a plain bridge until one of the two leaves. */
async function sit(leg: Leg, room: Room, signal: AbortSignal): Promise<void> {
  if (room.status === 'completed') return;
  const seat = room.sit(leg, BRIDGED);
  try {
    await unless(signal, seat.left.promise);
  } finally {
    room.rise(leg, selfEnded(leg));
  }
}

function open(run: Run, noun: Verb): Leg {
  const client = noun.name === 'Client';
  const to = client ? `client:${noun.text || noun.children.find((child) => child.name === 'Identity')?.text}` : noun.text;
  const role = run.x.phones.get(to)?.role ?? 'agent';
  const leg = run.x.open({ direction: 'outbound-dial', from: run.leg.origin.from, to, parentSid: run.leg.sid, role });
  const { attrs } = noun;
  leg.callback = callbackOf(attrs.statusCallback, run.page.base, attrs.statusCallbackMethod, [attrs.statusCallbackEvent ?? ''], ALL_EVENTS);
  return leg;
}

/** Rings one number; its own page (`url`) is played to the person who answered, before the talk. */
async function ringOne(run: Run, dial: Verb, noun: Verb, leg: Leg): Promise<RingResult> {
  const result = await ring(run.x, leg, Number(dial.attrs.timeout ?? 30) * 1000, run.signal);
  const whisper = result === 'answered' ? targetOf(noun, 'url', 'method') : null;
  if (whisper) {
    const step = await followPages({ ...run, leg, signal: leg.signal }, go({ ...run, leg }, whisper));
    if (step.kind === 'end') {
      run.x.hangUp(leg, 'product');
      return 'no-answer';
    }
  }
  return result;
}

/** Settles with the first leg that answered, or the last refusal when nobody did. */
async function race(run: Run, dial: Verb, nouns: Verb[]): Promise<{ leg: Leg; result: RingResult }> {
  const legs = nouns.map((noun) => open(run, noun));
  const first = deferred<{ leg: Leg; result: RingResult }>();
  let open_ = legs.length;
  legs.forEach((leg, index) => {
    ringOne(run, dial, nouns[index], leg)
      .catch((): RingResult => 'no-answer')
      .then((result) => {
        open_ -= 1;
        if (result === 'answered' || open_ === 0) first.resolve({ leg, result });
      });
  });
  try {
    return await unless(run.signal, first.promise);
  } finally {
    const winner = run.signal.aborted ? null : await first.promise;
    for (const leg of legs) if (leg !== winner?.leg) run.x.hangUp(leg, leg.answeredAt ? 'product' : 'canceled');
  }
}

async function dialNumbers(run: Run, dial: Verb, nouns: Verb[], done: Dialled): Promise<void> {
  const { leg, result } = await race(run, dial, nouns);
  done.sid = leg.sid;
  done.status = result === 'answered' ? 'completed' : result;
  if (result !== 'answered') return;
  run.x.answer(run.leg);
  done.talkedFrom = run.x.now().getTime();
  const room = run.x.bridge(leg.origin.to);
  run.lead(leg, () => sit(leg, room, leg.signal));
  await sit(run.leg, room, run.signal);
}

async function front(run: Run, noun: Verb, timeoutMs: number): Promise<Place | null> {
  const line = run.x.line(noun.text);
  const scope = within(run.signal);
  const late = pause(run.x.clock, scope.signal, timeoutMs).then(
    () => true,
    () => true,
  );
  try {
    while (line.places.length === 0) if (await Promise.race([unless(run.signal, line.next()).then(() => false), late])) return null;
    return line.places[0];
  } finally {
    scope.abort(new Interruption('over'));
  }
}

async function dialLine(run: Run, dial: Verb, noun: Verb, done: Dialled): Promise<void> {
  const place = await front(run, noun, Number(dial.attrs.timeout ?? 30) * 1000);
  if (!place) {
    done.status = 'no-answer';
    return;
  }
  done.sid = place.leg.sid;
  done.talkedFrom = run.x.now().getTime();
  const room = run.x.bridge(noun.text);
  const whisper = targetOf(noun, 'url', 'method');
  run.x.line(noun.text).leave(place, run.x.now());
  place.taken.resolve({ room, by: run.leg, whisper: whisper && { ...whisper, url: new URL(whisper.url, run.page.base).href } });
  await sit(run.leg, room, run.signal);
}

function nounsOf(verb: Verb): Verb[] {
  if (verb.children.length > 0) return verb.children;
  return [{ name: 'Number', attrs: {}, children: [], text: verb.text }];
}

async function connect(run: Run, dial: Verb, done: Dialled): Promise<void> {
  const nouns = nounsOf(dial);
  if (nouns[0].name === 'Conference') {
    done.talkedFrom = run.x.now().getTime();
    done.status = 'answered';
    return confer(run, dial, nouns[0]);
  }
  if (nouns[0].name === 'Queue') return dialLine(run, dial, nouns[0], done);
  return dialNumbers(run, dial, nouns, done);
}

function report(run: Run, done: Dialled): Params {
  const seconds = done.talkedFrom === null ? 0 : Math.floor((run.x.now().getTime() - done.talkedFrom) / 1000);
  return {
    DialCallStatus: done.status,
    DialBridged: String(done.talkedFrom !== null),
    ...(done.sid ? { DialCallSid: done.sid, DialCallDuration: String(seconds) } : {}),
  };
}

function recordingOf(run: Run, dial: Verb) {
  const { attrs } = dial;
  if (!attrs.record?.startsWith('record-from') || nounsOf(dial)[0].name === 'Conference') return null;
  const callback = callbackOf(
    attrs.recordingStatusCallback,
    run.page.base,
    attrs.recordingStatusCallbackMethod,
    [attrs.recordingStatusCallbackEvent ?? ''],
    ['completed'],
  );
  return startRecording(run.x, run.leg, 'DialVerb', callback);
}

export async function dial(run: Run, verb: Verb): Promise<Step> {
  const { x, leg } = run;
  const action = targetOf(verb, 'action', 'method');
  const done: Dialled = { status: 'completed', sid: '', talkedFrom: null };
  const recording = recordingOf(run, verb);
  const finish = () => {
    if (recording) stopRecording(x, recording, done.talkedFrom === null ? 0 : x.now().getTime() - done.talkedFrom);
    return { ...report(run, done), ...(recording ? { RecordingUrl: recording.url, RecordingDuration: String(recording.durationS) } : {}) };
  };
  if (leg.sheet.talkedAt === null && leg.origin.role === 'caller') leg.enter('waiting', x.now());
  try {
    await connect(run, verb, done);
  } catch (cut) {
    const params = finish();
    if (leg.endedAt && action) x.inform(leg, action, run.page.base, params);
    throw cut;
  }
  if (leg.sheet.stage === 'waiting') leg.enter('menu', x.now());
  const params = finish();
  return action ? go(run, action, params) : NEXT;
}
