// GET /updates of MAX: the marker, the long poll, ordered repeats.
import type { MaxUpdate } from './objects.js';
import type { MaxWorld } from './world.js';

export class MaxPolling {
  /** Ordered repeats, handed out with the next answer whatever its marker. */
  readonly again: MaxUpdate[] = [];
  #waiting = new Set<() => void>();

  constructor(private readonly world: MaxWorld) {}

  arrived(): void {
    for (const wake of this.#waiting) wake();
  }

  /** `marker` n confirms everything below n; without one, what was never asked past. Nothing while a webhook exists. */
  async receive(query: URLSearchParams, gone: AbortSignal, hooked: boolean): Promise<object> {
    const entries = this.world.updates.entries;
    const from = this.#start(query.get('marker'));
    for (const record of entries.slice(0, from)) this.world.confirm(record);
    const ready = (): boolean => !hooked && (this.again.length > 0 || entries.length > from);
    if (!ready()) await this.#wait(Math.min(90, Number(query.get('timeout') ?? 30)) * 1000, gone);
    if (!ready() || gone.aborted) return { updates: [], marker: this.world.firstId + from };
    const limit = Math.min(1000, Number(query.get('limit') ?? 100));
    const again = this.again.splice(0, limit);
    const fresh = entries.slice(from, from + limit - again.length);
    for (const record of fresh) record.handedOut += 1;
    const types = query.get('types')?.split(',');
    const updates = [...again, ...fresh.map((record) => record.update)].filter((update) => !types || types.includes(update.update_type));
    return { updates, marker: this.world.firstId + from + fresh.length };
  }

  #start(marker: string | null): number {
    if (marker) return Math.max(0, Number(marker) - this.world.firstId);
    const unconfirmed = this.world.updates.entries.findIndex((record) => !record.confirmed);
    return unconfirmed < 0 ? this.world.updates.entries.length : unconfirmed;
  }

  #wait(ms: number, gone: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
      gone.addEventListener('abort', done, { once: true });
    });
  }
}
