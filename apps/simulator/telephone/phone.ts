// A person's ordinary phone (or browser softphone): calls out, rings, and behaves as it was told.
import type { Exchange } from './exchange.js';
import type { Heard, Input, Leg, LegEvent, Ringable, RingResult } from './leg.js';
import { deferred, pause, unless } from './scope.js';
import { live } from './script.js';
import type { LedgerRow } from './timesheet.js';

type Behaviour =
  | { kind: 'by-hand' }
  | { kind: 'answers'; afterMs: number; keys: string }
  | { kind: 'declines'; afterMs: number }
  | { kind: 'busy' }
  | { kind: 'no-answer' }
  | { kind: 'dead'; silent: boolean };

const THINKING_MS = 700;

/** One call as the person at this end lives it. */
export class PersonCall {
  private cursor = 0;
  private readonly picked = deferred<RingResult>();

  constructor(
    private readonly x: Exchange,
    readonly leg: Leg,
  ) {}

  get sid(): string {
    return this.leg.sid;
  }

  /** What was said and played to the person, oldest first. */
  get heard(): Heard[] {
    return this.leg.heard;
  }

  get over(): boolean {
    return this.leg.endedAt !== null;
  }

  /** Presses keys one after another at this moment; lost when nothing listens. */
  press(keys: string): void {
    for (const key of keys) this.input({ key });
  }

  /** Says words: speech for a Gather that listens, sound for a recording. Length as a human speaks unless given. */
  say(text: string, ms = Math.max(1000, text.length * 70)): void {
    this.leg.speakingUntil = this.x.now().getTime() + ms;
    this.input({ speech: text });
  }

  hangUp(): void {
    if (!this.leg.answeredAt && this.leg.origin.direction !== 'inbound') this.picked.resolve('busy');
    else this.x.hangUp(this.leg, this.leg.origin.role);
  }

  answer(): void {
    this.picked.resolve('answered');
  }

  decline(): void {
    this.picked.resolve('busy');
  }

  /** The first event of that kind after the last one waited for; text narrows by a part of its detail. */
  waitFor(kind: LegEvent['kind'], text = ''): Promise<LegEvent> {
    const fits = (event: LegEvent) => event.kind === kind && event.detail.includes(text);
    const seen = this.leg.events.findIndex((event, index) => index >= this.cursor && fits(event));
    if (seen >= 0) {
      this.cursor = seen + 1;
      return Promise.resolve(this.leg.events[seen]);
    }
    return new Promise((resolve) => {
      const watcher = (event: LegEvent) => {
        if (!fits(event)) return;
        this.leg.watchers.delete(watcher);
        this.cursor = this.leg.events.length;
        resolve(event);
      };
      this.leg.watchers.add(watcher);
    });
  }

  ledger(): LedgerRow {
    return this.leg.ledger(this.x.now());
  }

  /** Settles when the person picks up or refuses by hand. */
  decision(): Promise<RingResult> {
    return this.picked.promise;
  }

  private input(input: Input): void {
    this.leg.keypad?.(input);
  }
}

export class Phone implements Ringable {
  readonly calls: PersonCall[] = [];
  private behaviour: Behaviour = { kind: 'by-hand' };
  private readonly expecting: ((call: PersonCall) => void)[] = [];

  constructor(
    private readonly x: Exchange,
    readonly address: string,
    readonly role: 'caller' | 'agent',
  ) {}

  /** The call in progress or ringing, if any. */
  get call(): PersonCall | null {
    return this.calls.find((call) => !call.over) ?? null;
  }

  /** Calls one of the account's own numbers (the only one when not named). */
  dial(number?: string): PersonCall {
    const own = number ? this.x.numbers.get(number) : [...this.x.numbers.values()][0];
    if (!own) throw new Error(`No number ${number ?? ''} in this account`);
    const leg = this.x.open({ direction: 'inbound', from: this.address, to: own.number, role: this.role });
    leg.callback = { url: own.statusUrl(), method: 'POST', events: new Set(['completed']) };
    const call = this.add(leg);
    const base = own.voiceUrl();
    void live(this.x, leg, () => this.x.page(leg, { url: base, method: 'POST' }, base));
    return call;
  }

  /** Picks up every call after ringing so long; `keys` are pressed when first asked for some. */
  answers(afterMs = 1000, keys = ''): this {
    return this.behave({ kind: 'answers', afterMs, keys });
  }

  declines(afterMs = 1000): this {
    return this.behave({ kind: 'declines', afterMs });
  }

  busy(): this {
    return this.behave({ kind: 'busy' });
  }

  noAnswer(): this {
    return this.behave({ kind: 'no-answer' });
  }

  /** Out of reach: refused by the network at once, or (silent) nothing at all until the product's time is over. */
  dead(silent = false): this {
    return this.behave({ kind: 'dead', silent });
  }

  /** Rings until answered or declined through the call: what the demo page shows. */
  byHand(): this {
    return this.behave({ kind: 'by-hand' });
  }

  /** The next call that rings here. */
  nextRing(): Promise<PersonCall> {
    return new Promise((resolve) => this.expecting.push(resolve));
  }

  /** Rings for an outgoing leg of the network. */
  async alert(leg: Leg, signal: AbortSignal): Promise<RingResult> {
    const { behaviour } = this;
    if (behaviour.kind === 'dead' && behaviour.silent) return unless(signal, new Promise<never>(() => {}));
    const occupied = this.call !== null;
    await pause(this.x.clock, signal, this.x.pace.ringMs);
    if (behaviour.kind === 'dead') return 'failed';
    if (behaviour.kind === 'busy' || occupied) return 'busy';
    return this.ringing(leg, behaviour, signal);
  }

  private async ringing(leg: Leg, behaviour: Behaviour, signal: AbortSignal): Promise<RingResult> {
    leg.status = 'ringing';
    const call = this.add(leg);
    leg.emit(this.x.now(), 'ringing', leg.origin.from);
    this.x.progress(leg, 'ringing');
    for (const expect of this.expecting.splice(0)) expect(call);
    if (behaviour.kind === 'answers' && behaviour.keys) void this.pressWhenAsked(call, behaviour.keys);
    const choices = [unless(signal, call.decision())];
    if (behaviour.kind === 'answers') choices.push(pause(this.x.clock, signal, behaviour.afterMs).then(() => 'answered'));
    if (behaviour.kind === 'declines') choices.push(pause(this.x.clock, signal, behaviour.afterMs).then(() => 'busy'));
    return Promise.race(choices);
  }

  private async pressWhenAsked(call: PersonCall, keys: string): Promise<void> {
    await call.waitFor('gather');
    this.x.clock.after(THINKING_MS, () => call.press(keys));
  }

  private behave(behaviour: Behaviour): this {
    this.behaviour = behaviour;
    return this;
  }

  private add(leg: Leg): PersonCall {
    const call = new PersonCall(this.x, leg);
    this.calls.push(call);
    return call;
  }
}
