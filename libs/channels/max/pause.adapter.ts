// Waiting that obeys the product's clock and ends at once when the link closes.
import type { Clock } from '#libs/kernel/clock.js';

/** Resolves after `ms` of the clock or when the signal is aborted, whichever comes first. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal.addEventListener('abort', end);
  });
}

/** Repeats `turn` until it is closed; each turn or failure tells how many milliseconds to wait before the next. */
export class Loop {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly turn: () => Promise<number>,
    private readonly failed: (error: unknown, times: number) => number,
  ) {}

  get closed(): boolean {
    return this.stopping.signal.aborted;
  }

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the turn in hand has ended. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.closed; ) {
      const wait = await this.turn().then(
        (ms) => {
          failures = 0;
          return ms;
        },
        (error) => (this.closed ? 0 : this.failed(error, ++failures)),
      );
      if (wait > 0) await pause(this.clock, wait, this.stopping.signal);
    }
  }
}
