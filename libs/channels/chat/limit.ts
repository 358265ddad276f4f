// How often one conversation may write: a window of half a minute that slides.

const WINDOW_MS = 30_000;
const MOST = 20;
const KEPT = 10_000;

export class Limit {
  private readonly recent = new Map<string, number[]>();

  /** Seconds to wait, or 0 when this one may pass (and is then counted). */
  wait(id: string, now: number): number {
    const times = (this.recent.get(id) ?? []).filter((at) => at > now - WINDOW_MS && at <= now);
    this.recent.delete(id);
    this.recent.set(id, times);
    // a map keeps the order of insertion: the longest silent go first
    if (this.recent.size > KEPT) this.recent.delete(this.recent.keys().next().value!);
    if (times.length >= MOST) return Math.max(1, Math.ceil((times[0] + WINDOW_MS - now) / 1000));
    times.push(now);
    return 0;
  }
}
