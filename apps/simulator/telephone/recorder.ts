// Starts and stops recordings; the provider tells of a finished one a little later.
import type { Exchange } from './exchange.js';
import type { Callback, Leg } from './leg.js';
import type { Recording } from './recording.js';

const READY_AFTER_MS = 500;

export function startRecording(
  x: Exchange,
  leg: Leg,
  source: Recording['source'],
  callback: Callback | null,
  conferenceSid: string | null = null,
): Recording {
  const sid = x.sid('RE');
  const url = `${x.mediaBase()}/2010-04-01/Accounts/${x.accountSid}/Recordings/${sid}`;
  const recording: Recording = {
    sid,
    callSid: leg.sid,
    conferenceSid,
    source,
    status: 'in-progress',
    startedAt: x.now(),
    durationS: 0,
    url,
    callback,
  };
  x.recordings.set(sid, recording);
  leg.emit(x.now(), 'recording', source);
  x.tellRecording(recording);
  return recording;
}

/** `ms` null = from its start until now; nothing recorded makes it absent. */
export function stopRecording(x: Exchange, recording: Recording, ms: number | null = null): void {
  if (recording.status !== 'in-progress') return;
  const length = ms ?? x.now().getTime() - recording.startedAt.getTime();
  recording.durationS = Math.max(length > 0 ? 1 : 0, Math.round(length / 1000));
  recording.status = recording.durationS > 0 ? 'completed' : 'absent';
  x.clock.after(READY_AFTER_MS, () => x.tellRecording(recording));
}
