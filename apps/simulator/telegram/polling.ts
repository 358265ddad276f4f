// getUpdates: confirmation by offset, the long poll, and the conflict of two consumers.
import { BotApiError, type TgUpdate } from './objects.js';
import type { Params } from './params.js';
import type { UpdateQueue } from './updates.js';

const MINE = 'make sure that only one bot instance is running';

/** One bot's polling; at most one request waits at a time, the older one loses. */
export class Polling {
  #wake: () => void = () => {};
  #expel: (by: string) => void = () => {};

  constructor(private readonly queue: UpdateQueue) {}

  arrived(): void {
    this.#wake();
  }

  /** Ends a waiting request with 409, as setWebhook and a second consumer do. */
  terminate(by: string): void {
    this.#expel(by);
  }

  /** `gone` is aborted when the client hangs up. */
  async receive(params: Params, gone: AbortSignal): Promise<TgUpdate[]> {
    this.terminate(`getUpdates request; ${MINE}`);
    const allowed = params.object<string[]>('allowed_updates');
    if (allowed) this.queue.allowed = allowed;
    const offset = params.number('offset') ?? 0;
    if (offset !== 0) this.queue.confirm(offset);
    const limit = Math.min(100, Math.max(1, params.number('limit') ?? 100));
    const present = this.queue.batch(limit);
    const seconds = Math.min(50, params.number('timeout') ?? 0);
    if (present.length > 0 || seconds <= 0) return present;
    await this.#wait(seconds * 1000, gone);
    // A client that hung up must not be counted as one who got them.
    return gone.aborted ? [] : this.queue.batch(limit);
  }

  async #wait(ms: number, gone: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
      this.#expel = (by) => {
        clearTimeout(timer);
        reject(new BotApiError(409, `Conflict: terminated by other ${by}`));
      };
      gone.addEventListener('abort', done, { once: true });
    });
  }
}
