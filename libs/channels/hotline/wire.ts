// The provider's forms as events of a call; pure. Our own addresses carry the call's key, so every form finds its call.
import type { CallEvent } from './call.js';
import type { Form } from './signature.js';

/** Pages and notices of the hotline under /channels/hotline/. */
export type HotlinePath =
  | 'voice'
  | 'gather'
  | 'queue'
  | 'left'
  | 'status'
  | 'agent-status'
  | 'conference'
  | 'after'
  | 'voicemail'
  | 'recording';

/** What our own addresses carry: the caller's CallSid and, for a manager's leg, whose. */
export interface Address {
  call?: string;
  agent?: string;
}

/** A form's events and the call they belong to; null when the form tells nothing of a call. */
export interface Told {
  call: string;
  events: CallEvent[];
}

type Stamped = { key: string; at: number; order: number };

/** The provider's stamps are whole seconds: the middle of the second halves the error. */
export function momentOf(timestamp: string | undefined, arrivedAt: number): number {
  const stamp = timestamp ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(stamp) ? arrivedAt : Math.min(stamp + 500, arrivedAt);
}

const FINAL = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
const SEATS = {
  'participant-join': 'joined',
  'participant-leave': 'parted',
  'participant-hold': 'held',
  'participant-unhold': 'released',
} as const;

function progress(form: Form, address: Address, stamped: Stamped): CallEvent[] {
  const agent = address.agent;
  if (!agent) return FINAL.has(form.CallStatus) ? [{ ...stamped, kind: 'ended', status: form.CallStatus }] : [];
  if (FINAL.has(form.CallStatus)) return [{ ...stamped, kind: 'agent-ended', leg: form.CallSid, status: form.CallStatus }];
  return form.CallStatus === 'ringing' || form.CallStatus === 'initiated'
    ? [{ ...stamped, kind: 'agent-ringing', leg: form.CallSid, agent }]
    : [];
}

function seat(form: Form, stamped: Stamped): CallEvent[] {
  const kind = SEATS[form.StatusCallbackEvent as keyof typeof SEATS];
  if (!kind) return [];
  const agent = form.ParticipantLabel?.startsWith('agent-') ? form.ParticipantLabel.slice('agent-'.length) : null;
  return [
    { ...stamped, kind, room: form.ConferenceSid, leg: form.CallSid, side: form.ParticipantLabel === 'client' ? 'client' : 'agent', agent },
  ];
}

function page(path: HotlinePath, call: string, form: Form, stamped: Stamped): CallEvent[] {
  if (path === 'after') return form.CallSid === call ? [{ ...stamped, kind: 'talk-left' }] : [];
  if (path === 'voice') return [{ ...stamped, kind: 'received', from: form.From, to: form.To }];
  if (path === 'gather') return [{ ...stamped, kind: 'pressed', digits: form.Digits ?? '' }];
  if (path === 'queue') return [{ ...stamped, at: stamped.at - Number(form.QueueTime ?? 0) * 1000, kind: 'queued', queue: null }];
  if (path === 'voicemail')
    return [{ ...stamped, kind: 'voicemail', url: form.RecordingUrl, seconds: Number(form.RecordingDuration ?? 0) }];
  if (path === 'left') return left(form, stamped);
  return [];
}

function recording(form: Form, stamped: Stamped, voicemail: boolean): CallEvent[] {
  if (form.RecordingStatus !== 'completed') return [];
  return [{ ...stamped, kind: voicemail ? 'voicemail' : 'recorded', url: form.RecordingUrl, seconds: Number(form.RecordingDuration ?? 0) }];
}

function left(form: Form, stamped: Stamped): CallEvent[] {
  const gone: CallEvent = { ...stamped, kind: 'left-queue', result: form.QueueResult };
  return form.QueueResult === 'leave' ? [gone, { ...stamped, key: `${stamped.key}:callback`, kind: 'callback-asked' }] : [gone];
}

/** Identity of a form (INTEGRATIONS 2): the provider's own where there is one, else what makes the request this one. */
function keyOf(path: HotlinePath, form: Form, query: string): string {
  if (form.ConferenceSid && form.SequenceNumber) return `${form.ConferenceSid}:${form.SequenceNumber}`;
  if (form.CallbackSource) return `${form.CallSid}:${form.SequenceNumber}:${form.CallbackSource}`;
  if (path === 'recording') return `${form.RecordingSid}:${form.RecordingStatus}`;
  const told = [form.Digits, form.QueueSid, form.QueueTime, form.QueueResult, form.RecordingSid].filter((each) => each !== undefined);
  return [form.CallSid, path, query, ...told].join(':');
}

/** Reads one verified form that came to `path?query` at `arrivedAt` (ms). */
export function toldBy(path: HotlinePath, query: string, form: Form, arrivedAt: number): Told | null {
  const parameters = new URLSearchParams(query);
  const address: Address = { call: parameters.get('call') ?? undefined, agent: parameters.get('agent') ?? undefined };
  const call = address.call ?? form.CallSid;
  if (!call) return null;
  const stamped = { key: keyOf(path, form, query), at: momentOf(form.Timestamp, arrivedAt), order: Number(form.SequenceNumber ?? 0) };
  if (path === 'conference') return { call, events: seat(form, stamped) };
  if (path === 'status' || path === 'agent-status') return { call, events: progress(form, address, stamped) };
  if (path === 'recording') return { call, events: recording(form, stamped, parameters.has('voicemail')) };
  return { call, events: page(path, call, form, stamped) };
}
