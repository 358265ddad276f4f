// A seeded source of chance: the same seed tells the same story.

/** Mulberry32; every draw moves it on. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)]!;
  }

  /** One key by its share. */
  weighted<T>(shares: readonly (readonly [T, number])[]): T {
    const total = shares.reduce((sum, [, share]) => sum + share, 0);
    let left = this.next() * total;
    for (const [item, share] of shares) {
      left -= share;
      if (left < 0) return item;
    }
    return shares.at(-1)![0];
  }

  /** Skewed to the small side, as waiting times are: the median is `median`. */
  around(median: number): number {
    return median * Math.exp((this.next() + this.next() + this.next() - 1.5) * 1.2);
  }
}
