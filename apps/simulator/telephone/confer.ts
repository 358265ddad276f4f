// The noun Conference of Dial: joining, its waiting and hold music, recording, leaving.
import { callbackOf } from './exchange.js';
import type { Leg } from './leg.js';
import { startRecording, stopRecording } from './recorder.js';
import type { Room, Seat } from './room.js';
import { Interruption, unless, within } from './scope.js';
import { loopPages, type Run } from './step.js';
import { TwimlFault, type Verb } from './twiml.js';

const JOINED_EVENTS = ['start', 'end', 'join', 'leave', 'mute', 'hold', 'modify'];

/** Plays the waiting or hold page while nobody can be heard; cut by the next change. */
function background(run: Run, seat: Seat): (sound: 'wait' | 'hold' | null) => void {
  let playing: string | null = null;
  let scope: AbortController | null = null;
  return (sound) => {
    if (sound === playing) return;
    playing = sound;
    scope?.abort(new Interruption('over'));
    scope = null;
    const url = sound === 'hold' ? seat.holdUrl : seat.waitUrl;
    if (!sound || url === '') return;
    if (!url) return run.leg.hear(run.x.now(), 'music', sound);
    scope = within(run.signal);
    loopPages(run, { url: new URL(url, run.page.base).href, method: 'POST' }, scope.signal).catch((cut) => {
      if (cut instanceof TwimlFault) run.x.warn(cut.message);
    });
  };
}

/** The side whose person hung up, or null when the network or the product ended the leg. */
export function selfEnded(leg: Leg): 'caller' | 'agent' | null {
  return leg.endedBy === leg.origin.role ? leg.origin.role : null;
}

function seatOf(run: Run, room: Room, noun: Verb): Seat {
  const { attrs } = noun;
  const seat = room.sit(run.leg, {
    label: attrs.participantLabel || undefined,
    muted: attrs.muted === 'true',
    coaching: attrs.coach,
    startOnEnter: attrs.startConferenceOnEnter !== 'false',
    endOnExit: attrs.endConferenceOnExit === 'true',
    waitUrl: attrs.waitUrl,
  });
  seat.background = background(run, seat);
  seat.background(seat.hold ? 'hold' : room.talking() ? null : 'wait');
  return seat;
}

/** Sits in the conference until it ends, the participant is removed or the call is cut. */
export async function confer(run: Run, dial: Verb, noun: Verb): Promise<void> {
  const { attrs } = noun;
  const room = run.x.conference(noun.text);
  // the provider heeds the first participant's wishes only
  room.callback ??= callbackOf(
    attrs.statusCallback,
    run.page.base,
    attrs.statusCallbackMethod,
    [attrs.statusCallbackEvent ?? ''],
    JOINED_EVENTS,
  );
  const seat = seatOf(run, room, noun);
  const wanted = attrs.record === 'record-from-start' || dial.attrs.record?.startsWith('record-from');
  const source = { ...dial.attrs, ...attrs };
  const callback = callbackOf(
    source.recordingStatusCallback,
    run.page.base,
    source.recordingStatusCallbackMethod,
    [source.recordingStatusCallbackEvent ?? ''],
    ['completed'],
  );
  const recording = wanted ? startRecording(run.x, run.leg, attrs.record ? 'Conference' : 'DialVerb', callback, room.sid) : null;
  try {
    await unless(run.signal, seat.left.promise);
  } finally {
    seat.background(null);
    room.rise(run.leg, selfEnded(run.leg));
    if (recording) stopRecording(run.x, recording);
  }
}
