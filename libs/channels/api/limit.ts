// How often one key may post: a window of a minute that slides.

const WINDOW_MS = 60_000;

export class Limit {
  private readonly recent = new Map<string, number[]>();

  /** Seconds to wait, or 0 when this one may pass (and is then counted). */
  wait(id: string, perMinute: number, now: number): number {
    const times = (this.recent.get(id) ?? []).filter((at) => at > now - WINDOW_MS && at <= now);
    this.recent.set(id, times);
    if (times.length >= perMinute) return Math.max(1, Math.ceil((times[times.length - perMinute] + WINDOW_MS - now) / 1000));
    times.push(now);
    return 0;
  }
}
