// The exchange: everything the network knows at this moment (legs, lines, rooms, recordings, phones) and its ways to the product.
import { randomBytes } from 'node:crypto';
import type { TelephoneClock } from './clock.js';
import { type CallStatus, type Callback, Leg, type LegOrigin, type ProgressEvent, type Ringable } from './leg.js';
import { Line } from './line.js';
import { type Recording, recordingParams } from './recording.js';
import { Room, type Seat } from './room.js';
import type { Target } from './scope.js';
import type { EndedBy } from './timesheet.js';
import { parseTwiml, type Verb } from './twiml.js';

export type Params = Record<string, string>;

/** The way to the product: signed requests, in the adapter. */
export interface Webhooks {
  /** Fetches TwiML; rejects with TwimlFault when the answer is unusable. */
  ask(url: string, method: 'GET' | 'POST', params: Params): Promise<string>;
  /** Sends a notification whose answer does not matter; subject to repeats, shuffling and delay. */
  tell(callback: { url: string; method: 'GET' | 'POST' }, params: Params): void;
  /** Length of an audio file that is played. */
  mediaMs(url: string): Promise<number>;
}

export interface OwnNumber {
  sid: string;
  number: string;
  voiceUrl: () => string;
  statusUrl: () => string;
}

/** One page of instructions and where it came from: relative addresses count from there. */
export interface Page {
  verbs: Verb[];
  base: string;
}

const END_STATUS: Partial<Record<EndedBy, CallStatus>> = {
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'canceled',
  rejected: 'busy',
};

/** RFC 2822 with whole seconds, as the provider writes moments. */
export function rfc2822(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}

export class Exchange {
  readonly legs = new Map<string, Leg>();
  readonly lines = new Map<string, Line>();
  readonly rooms = new Map<string, Room>();
  readonly recordings = new Map<string, Recording>();
  readonly phones = new Map<string, Ringable>();
  readonly numbers = new Map<string, OwnNumber>();
  /** Everything the provider's debugger would complain about. */
  readonly warnings: string[] = [];
  readonly newcomers = new Set<(leg: Leg) => void>();

  constructor(
    readonly clock: TelephoneClock,
    readonly accountSid: string,
    readonly webhooks: Webhooks,
    readonly pace: { sayMs(text: string): number; ringMs: number },
    /** Where recordings are fetched: this server's own address. */
    readonly mediaBase: () => string,
  ) {}

  sid(prefix: string): string {
    return prefix + randomBytes(16).toString('hex');
  }

  now(): Date {
    return this.clock.now();
  }

  open(origin: Omit<LegOrigin, 'sid'>): Leg {
    const leg = new Leg({ ...origin, sid: this.sid('CA') }, this.now());
    this.legs.set(leg.sid, leg);
    for (const newcomer of this.newcomers) newcomer(leg);
    return leg;
  }

  /** Parameters of every voice request about a leg (INTEGRATIONS 8.2). */
  params(leg: Leg): Params {
    const { direction, from, to, parentSid } = leg.origin;
    return {
      CallSid: leg.sid,
      AccountSid: this.accountSid,
      From: from,
      To: to,
      Caller: from,
      Called: to,
      CallStatus: leg.status,
      ApiVersion: '2010-04-01',
      Direction: direction,
      ...(parentSid ? { ParentCallSid: parentSid } : {}),
    };
  }

  async page(leg: Leg, target: Target, base: string, extra: Params = {}, place: 'call' | 'waiting' = 'call'): Promise<Page> {
    if ('twiml' in target) return { verbs: parseTwiml(target.twiml, place), base };
    const url = new URL(target.url, base).href;
    const xml = await this.webhooks.ask(url, target.method, { ...this.params(leg), ...extra });
    return { verbs: parseTwiml(xml, place), base: url };
  }

  /** A request whose answer changes nothing: the call it speaks of has gone on. */
  inform(leg: Leg, target: { url: string; method: 'GET' | 'POST' }, base: string, extra: Params): void {
    const url = new URL(target.url, base).href;
    this.webhooks.ask(url, target.method, { ...this.params(leg), ...extra }).catch((fault: Error) => this.warn(fault.message));
  }

  answer(leg: Leg): void {
    if (leg.answeredAt || leg.endedAt) return;
    leg.answeredAt = this.now();
    leg.status = 'in-progress';
    leg.enter('menu', leg.answeredAt);
    leg.emit(leg.answeredAt, 'answered');
    this.progress(leg, 'answered');
  }

  progress(leg: Leg, event: ProgressEvent): void {
    if (!leg.callback?.events.has(event)) return;
    const seconds = leg.answeredAt && leg.endedAt ? Math.floor((leg.endedAt.getTime() - leg.answeredAt.getTime()) / 1000) : 0;
    const ended: Params =
      event === 'completed'
        ? { CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)), SipResponseCode: String(leg.sipCode) }
        : {};
    this.webhooks.tell(leg.callback, {
      ...this.params(leg),
      ...ended,
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(leg.sequence++),
      Timestamp: rfc2822(this.now()),
    });
  }

  /** Ends the leg for good; later calls change nothing. */
  hangUp(leg: Leg, by: EndedBy): void {
    if (leg.endedAt) return;
    leg.endedAt = this.now();
    leg.endedIn = leg.sheet.stage;
    leg.endedBy = by === 'product' ? (leg.partedBy ?? by) : by;
    leg.status = END_STATUS[by] ?? 'completed';
    leg.sheet.close(leg.endedAt.getTime());
    leg.cut();
    leg.emit(leg.endedAt, 'ended', leg.endedBy);
    this.progress(leg, 'completed');
  }

  line(name: string): Line {
    const known = [...this.lines.values()].find((line) => line.name === name);
    return known ?? this.addLine(name);
  }

  addLine(name: string): Line {
    const line = new Line(this.sid('QU'), name, this.now());
    this.lines.set(line.sid, line);
    return line;
  }

  /** The running conference of that name, or a new one. */
  conference(name: string): Room {
    for (const room of this.rooms.values()) if (room.name === name && room.status !== 'completed') return room;
    const room = this.room('conference', this.sid('CF'), name);
    this.rooms.set(room.sid, room);
    return room;
  }

  bridge(name: string): Room {
    return this.room('bridge', '', name);
  }

  warn(text: string): void {
    this.warnings.push(text);
  }

  tellRecording(recording: Recording): void {
    if (recording.callback?.events.has(recording.status))
      this.webhooks.tell(recording.callback, recordingParams(this.accountSid, recording));
  }

  private room(kind: Room['kind'], sid: string, name: string): Room {
    const ports = {
      now: () => this.now(),
      tell: (room: Room, event: string, seat: Seat | null, extra: Params) => this.tellRoom(room, event, seat, extra),
    };
    return new Room(ports, kind, sid, name, this.now());
  }

  private tellRoom(room: Room, event: string, seat: Seat | null, extra: Params): void {
    const topic = event.replace(/^(participant|conference)-/, '').replace(/^un/, '');
    if (!room.callback?.events.has(topic)) return;
    this.webhooks.tell(room.callback, {
      ConferenceSid: room.sid,
      FriendlyName: room.name,
      AccountSid: this.accountSid,
      StatusCallbackEvent: event,
      SequenceNumber: String(++room.sequence),
      Timestamp: rfc2822(this.now()),
      ...(seat ? seatParams(seat) : {}),
      ...extra,
    });
  }
}

function seatParams(seat: Seat): Params {
  return {
    CallSid: seat.leg.sid,
    Muted: String(Boolean(seat.muted)),
    Hold: String(Boolean(seat.hold)),
    Coaching: String(Boolean(seat.coaching)),
    EndConferenceOnExit: String(seat.endOnExit),
    StartConferenceOnEnter: String(seat.startOnEnter),
    ...(seat.label ? { ParticipantLabel: seat.label } : {}),
  };
}

/** Reads `statusCallback…` attributes or `StatusCallback…` parameters; null without an address. */
export function callbackOf(
  url: string | undefined,
  base: string,
  method: string | undefined,
  events: string[],
  fallback: string[],
): Callback | null {
  if (!url) return null;
  const wanted = events.flatMap((each) => each.split(/\s+/)).filter(Boolean);
  return { url: new URL(url, base).href, method: method === 'GET' ? 'GET' : 'POST', events: new Set(wanted.length ? wanted : fallback) };
}
