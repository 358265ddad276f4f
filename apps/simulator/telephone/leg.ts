// One leg: one person's connection to the network, with its number, state, what was heard and its time sheet.
import { Interruption, type Target } from './scope.js';
import { type EndedBy, type LedgerRow, type Stage, Timesheet } from './timesheet.js';

export type CallStatus = 'queued' | 'initiated' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';
export type ProgressEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

export interface Callback {
  url: string;
  method: 'GET' | 'POST';
  events: Set<string>;
}

/** What reached the person's ear. */
export interface Heard {
  at: Date;
  kind: 'say' | 'play' | 'music' | 'beep' | 'error';
  text: string;
  language?: string;
}

/** Something that happened to the leg; tests and the demo wait for these. */
export interface LegEvent {
  at: Date;
  kind:
    | 'ringing'
    | 'answered'
    | 'heard'
    | 'gather'
    | 'queued'
    | 'left-queue'
    | 'joined'
    | 'bridged'
    | 'held'
    | 'unheld'
    | 'parted'
    | 'recording'
    | 'ended';
  detail: string;
}

export type Input = { key: string } | { speech: string };

/** How ringing a phone came out. */
export type RingResult = 'answered' | 'busy' | 'no-answer' | 'failed';

/** A phone the network can ring. */
export interface Ringable {
  role: 'caller' | 'agent';
  alert(leg: Leg, signal: AbortSignal): Promise<RingResult>;
}

export interface LegOrigin {
  sid: string;
  direction: LedgerRow['direction'];
  from: string;
  to: string;
  parentSid?: string;
  /** The person's side: who is named when they hang up. */
  role: 'caller' | 'agent';
}

export class Leg {
  status: CallStatus;
  answeredAt: Date | null = null;
  endedAt: Date | null = null;
  endedBy: EndedBy | null = null;
  endedIn: Stage | null = null;
  sipCode = 200;
  sequence = 0;
  callback: Callback | null = null;
  answeredBy: string | null = null;
  /** Side that left the talk first, once the talk is over. */
  partedBy: 'caller' | 'agent' | null = null;
  queueSid: string | null = null;
  readonly heard: Heard[] = [];
  readonly events: LegEvent[] = [];
  readonly menuPath: string[] = [];
  readonly waitKeys: string[] = [];
  readonly sheet: Timesheet;
  readonly watchers = new Set<(event: LegEvent) => void>();
  /** Who wants the next key; keys pressed when nobody listens are lost, as on a real line. */
  keypad: ((input: Input) => void) | null = null;
  speakingUntil = 0;
  private control = new AbortController();
  private target: Target | null = null;

  constructor(
    readonly origin: LegOrigin,
    readonly createdAt: Date,
  ) {
    this.status = origin.direction === 'inbound' ? 'ringing' : 'queued';
    this.sheet = new Timesheet(createdAt.getTime());
  }

  get sid(): string {
    return this.origin.sid;
  }

  /** The number or client of the person on this leg. */
  get address(): string {
    return this.origin.direction === 'inbound' ? this.origin.from : this.origin.to;
  }

  get signal(): AbortSignal {
    return this.control.signal;
  }

  /** Cuts what the leg is doing and sends it to `target`. */
  redirect(target: Target): void {
    this.target = target;
    this.control.abort(new Interruption('redirect', target));
  }

  /** Takes the pending target (the newest wins) and opens a fresh scope. */
  redirected(): Target | null {
    const target = this.target;
    this.target = null;
    if (!this.endedAt) this.control = new AbortController();
    return target;
  }

  /** Cuts the leg for good. */
  cut(): void {
    this.control.abort(new Interruption('hung-up'));
  }

  emit(at: Date, kind: LegEvent['kind'], detail = ''): void {
    const event = { at, kind, detail };
    this.events.push(event);
    for (const watcher of [...this.watchers]) watcher(event);
  }

  hear(at: Date, kind: Heard['kind'], text: string, language?: string): void {
    this.heard.push({ at, kind, text, language });
    this.emit(at, 'heard', text);
  }

  enter(stage: Stage, at: Date): void {
    this.sheet.enter(stage, at.getTime());
  }

  ledger(now: Date): LedgerRow {
    const at = (this.endedAt ?? now).getTime();
    const moment = (ms: number | null) => (ms === null ? null : new Date(ms));
    const { sid, direction, from, to } = this.origin;
    const ms = (stage: Stage) => this.sheet.total(stage, at);
    return {
      callSid: sid,
      direction,
      from,
      to,
      answeredBy: this.answeredBy,
      waitMs: ms('waiting'),
      talkMs: ms('talking'),
      holdMs: ms('held'),
      voicemailMs: ms('voicemail'),
      menuPath: [...this.menuPath],
      waitKeys: [...this.waitKeys],
      startedAt: this.createdAt,
      talkedAt: moment(this.sheet.talkedAt),
      talkEndedAt: moment(this.sheet.talkEndedAt),
      endedAt: this.endedAt,
      ended: this.endedBy,
      endedIn: this.endedIn,
    };
  }
}
