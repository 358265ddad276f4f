// Recordings of the network: whose, how long, and what the product is told of them.
import type { Callback } from './leg.js';

export interface Recording {
  sid: string;
  callSid: string;
  conferenceSid: string | null;
  source: 'RecordVerb' | 'DialVerb' | 'Conference' | 'OutboundAPI';
  status: 'in-progress' | 'completed' | 'absent';
  startedAt: Date;
  durationS: number;
  /** Media address without its extension. */
  url: string;
  callback: Callback | null;
}

export function recordingParams(accountSid: string, recording: Recording): Record<string, string> {
  return {
    AccountSid: accountSid,
    CallSid: recording.callSid,
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
    RecordingStatus: recording.status,
    RecordingDuration: String(recording.durationS),
    RecordingChannels: recording.source === 'RecordVerb' ? '1' : '2',
    RecordingStartTime: recording.startedAt.toUTCString().replace('GMT', '+0000'),
    RecordingSource: recording.source,
    ...(recording.conferenceSid ? { ConferenceSid: recording.conferenceSid } : {}),
  };
}
