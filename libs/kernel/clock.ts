// The product's only source of time; tests freeze and move it.

/** Milliseconds since the epoch as the product sees them, and timers that obey it. */
export abstract class Clock {
  abstract now(): Date;
  /** Runs `act` once when the clock reaches now + ms; returns the cancel function. */
  abstract after(ms: number, act: () => void): () => void;
}

interface Timer {
  at: number;
  act: () => void;
  handle?: NodeJS.Timeout;
}

/** Real time plus an offset that `PUT /api/test/clock` may set; every pending timer is re-armed on a move. */
export class SystemClock extends Clock {
  private offsetMs = 0;
  private readonly timers = new Set<Timer>();

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  after(ms: number, act: () => void): () => void {
    const timer: Timer = { at: this.now().getTime() + ms, act };
    this.timers.add(timer);
    this.arm(timer);
    return () => {
      clearTimeout(timer.handle);
      this.timers.delete(timer);
    };
  }

  /** Moves the clock to `at`; it goes on running from there. */
  moveTo(at: Date): void {
    this.offsetMs = at.getTime() - Date.now();
    for (const timer of this.timers) this.arm(timer);
  }

  private arm(timer: Timer): void {
    clearTimeout(timer.handle);
    // setTimeout overflows above 2^31-1 ms and would fire at once
    const wait = Math.min(Math.max(0, timer.at - this.now().getTime()), 0x7fffffff);
    timer.handle = setTimeout(() => this.fire(timer), wait);
    timer.handle.unref?.();
  }

  private fire(timer: Timer): void {
    if (timer.at > this.now().getTime()) {
      this.arm(timer);
      return;
    }
    this.timers.delete(timer);
    timer.act();
  }
}
