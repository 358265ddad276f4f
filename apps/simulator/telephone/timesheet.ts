// How long a call spent in each state, measured by the network's own clock: the ledger the product's facts are compared with.

/** `moving`: sent out of a line by the product; it counts as waiting when a talk or more waiting follows, else as menu. */
export type Stage = 'ringing' | 'menu' | 'waiting' | 'moving' | 'talking' | 'held' | 'voicemail' | 'after';

export type EndedBy = 'caller' | 'agent' | 'product' | 'fault' | 'busy' | 'no-answer' | 'failed' | 'canceled' | 'rejected';

/** One call as the network saw it. Times in ms; `ended` null while it goes on. */
export interface LedgerRow {
  callSid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  from: string;
  to: string;
  answeredBy: string | null;
  waitMs: number;
  talkMs: number;
  holdMs: number;
  voicemailMs: number;
  menuPath: string[];
  waitKeys: string[];
  startedAt: Date;
  talkedAt: Date | null;
  talkEndedAt: Date | null;
  endedAt: Date | null;
  ended: EndedBy | null;
  endedIn: Stage | null;
}

/** Adds up time per stage; entering the same stage again changes nothing. */
export class Timesheet {
  stage: Stage = 'ringing';
  talkedAt: number | null = null;
  talkEndedAt: number | null = null;
  private since: number;
  private readonly spent: Partial<Record<Stage, number>> = {};

  constructor(startedAt: number) {
    this.since = startedAt;
  }

  enter(stage: Stage, at: number): void {
    if (stage === this.stage) return;
    const counted = this.stage === 'moving' ? (WAITED.includes(stage) ? 'waiting' : 'menu') : this.stage;
    this.spent[counted] = (this.spent[counted] ?? 0) + at - this.since;
    if (connected(this.stage) && !connected(stage)) this.talkEndedAt = at;
    if (connected(stage)) this.talkedAt ??= at;
    this.stage = stage;
    this.since = at;
  }

  /** Milliseconds in `stage` up to `at`, the running stretch included. */
  total(stage: Stage, at: number): number {
    return (this.spent[stage] ?? 0) + (stage === this.stage ? at - this.since : 0);
  }

  /** Stops adding; talking ends with the call. */
  close(at: number): void {
    if (connected(this.stage)) this.talkEndedAt = at;
  }
}

const WAITED: Stage[] = ['waiting', 'talking', 'held'];

function connected(stage: Stage): boolean {
  return stage === 'talking' || stage === 'held';
}
