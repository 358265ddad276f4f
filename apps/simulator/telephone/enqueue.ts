// The verb Enqueue: a place in a line, the waiting loop, and what is told when the caller leaves it.
import type { Params } from './exchange.js';
import type { Line, Place, Taken } from './line.js';
import { Interruption, unless, within } from './scope.js';
import { followPages, go, loopPages, NEXT, type Run, type Step, targetOf } from './step.js';
import type { Verb } from './twiml.js';

function lineParams(run: Run, line: Line, place: Place): Params {
  return {
    QueueSid: line.sid,
    QueuePosition: String(line.position(place)),
    QueueTime: waitedS(run, place),
    AvgQueueTime: String(line.averageWaitS()),
    CurrentQueueSize: String(line.places.length),
    MaxQueueSize: String(line.maxSize),
  };
}

function waitedS(run: Run, place: Place): string {
  return String(Math.floor((run.x.now().getTime() - place.since.getTime()) / 1000));
}

/** Waits with the product's music until taken by an agent, or until the music's page says Leave or Hangup. */
async function wait(run: Run, verb: Verb, line: Line, place: Place): Promise<Taken | 'leave' | 'hangup'> {
  const scope = within(run.signal);
  const waitUrl = targetOf(verb, 'waitUrl', 'waitUrlMethod');
  const waiting = { ...run, extra: () => lineParams(run, line, place) };
  const music = waitUrl ? loopPages(waiting, waitUrl, scope.signal) : new Promise<never>(() => {});
  if (!waitUrl) run.leg.hear(run.x.now(), 'music', 'default');
  try {
    return await Promise.race([unless(run.signal, place.taken.promise), music]);
  } finally {
    scope.abort(new Interruption('over'));
    music.catch(() => {});
  }
}

/** Talks to whoever took the caller out of the line, after the whisper; `queueTime` as at that moment. */
async function bridge(run: Run, line: Line, taken: Taken, queueTime: string): Promise<void> {
  if (taken.whisper) {
    const params = { QueueSid: line.sid, QueueTime: queueTime, DequeingCallSid: taken.by.sid };
    await followPages(run, go(run, taken.whisper, params));
  }
  if (taken.room.status === 'completed') return;
  const seat = taken.room.sit(run.leg, { startOnEnter: true, endOnExit: true });
  try {
    await unless(run.signal, seat.left.promise);
  } finally {
    taken.room.rise(run.leg, run.leg.endedBy === run.leg.origin.role ? run.leg.origin.role : null);
  }
}

function resultOfCut(run: Run, bridged: boolean): string {
  if (!run.leg.endedAt) return bridged ? 'redirected-from-bridged' : 'redirected';
  return bridged ? 'bridged' : 'hangup';
}

export async function enqueue(run: Run, verb: Verb): Promise<Step> {
  const { x, leg } = run;
  const line = x.line(verb.text);
  const action = targetOf(verb, 'action', 'method');
  if (line.places.length >= line.maxSize)
    return action ? go(run, action, { QueueResult: 'queue-full', QueueSid: line.sid, QueueTime: '0' }) : NEXT;
  const place = line.join(leg, x.now());
  leg.enter('waiting', x.now());
  leg.emit(x.now(), 'queued', line.name);
  let bridged = false;
  let queueTime = '0';
  const left = (result: string) => ({ QueueResult: result, QueueSid: line.sid, QueueTime: queueTime });
  try {
    const outcome = await wait(run, verb, line, place);
    queueTime = waitedS(run, place);
    line.leave(place, x.now());
    leg.emit(x.now(), 'left-queue', typeof outcome === 'string' ? outcome : 'bridged');
    if (outcome === 'hangup') {
      x.hangUp(leg, 'product');
      if (action) x.inform(leg, action, run.page.base, left('hangup'));
      return { kind: 'end' };
    }
    if (outcome === 'leave') {
      leg.enter('menu', x.now());
      return action ? go(run, action, left('leave')) : NEXT;
    }
    bridged = true;
    await bridge(run, line, outcome, queueTime);
    return action ? go(run, action, left('bridged')) : NEXT;
  } catch (cut) {
    if (!bridged) queueTime = waitedS(run, place);
    line.leave(place, x.now());
    if (!leg.endedAt && !bridged) leg.enter('moving', x.now());
    if (!bridged) leg.emit(x.now(), 'left-queue', resultOfCut(run, bridged));
    if (action) x.inform(leg, action, run.page.base, left(resultOfCut(run, bridged)));
    throw cut;
  }
}
