// The time by which the telephone network lives: wall time in the demo, a hand-driven clock in tests.

/** Same shape as the product's clock: `after` returns the cancel function. */
export interface TelephoneClock {
  now(): Date;
  after(ms: number, act: () => void): () => void;
}

/** Real time. */
export function wallClock(): TelephoneClock {
  return {
    now: () => new Date(),
    after(ms, act) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  };
}

interface Timer {
  at: number;
  act: () => void;
}

/** A clock that stands still until it is moved; timers fire in the order of their moments. */
export class ManualClock implements TelephoneClock {
  private at: number;
  private readonly timers = new Set<Timer>();

  constructor(start: Date) {
    this.at = start.getTime();
  }

  now(): Date {
    return new Date(this.at);
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.at + Math.max(0, ms), act };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Milliseconds to the next timer, or null when nothing waits. */
  untilNext(): number | null {
    const next = this.next();
    return next ? next.at - this.at : null;
  }

  /** Moves `ms` forward; `settle` runs after every timer so that what it set off is finished before time goes on. */
  async advance(ms: number, settle: () => Promise<void> = async () => {}): Promise<void> {
    const until = this.at + ms;
    await settle();
    for (let timer = this.next(); timer && timer.at <= until; timer = this.next()) {
      this.at = Math.max(this.at, timer.at);
      this.timers.delete(timer);
      timer.act();
      await settle();
    }
    this.at = Math.max(this.at, until);
  }

  private next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) if (!first || timer.at < first.at) first = timer;
    return first;
  }
}
