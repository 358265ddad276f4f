// Token buckets of the provider's limits; time is given by the caller.

export interface Rate {
  perSecond: number;
  burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Buckets by key; `take` draws from all named ones or from none. */
export class Limiter {
  #buckets = new Map<string, Bucket>();

  /** Seconds (whole, at least 1) until the call would pass; 0 = it passed now. `at` in ms. */
  take(wanted: Array<{ key: string; rate: Rate }>, at: number): number {
    const drawn = wanted.map(({ key, rate }) => ({ rate, bucket: this.#refilled(key, rate, at) }));
    const waits = drawn.map(({ rate, bucket }) => (bucket.tokens >= 1 ? 0 : (1 - bucket.tokens) / rate.perSecond));
    const wait = Math.max(0, ...waits);
    if (wait > 0) return Math.max(1, Math.ceil(wait));
    for (const { bucket } of drawn) bucket.tokens -= 1;
    return 0;
  }

  #refilled(key: string, rate: Rate, at: number): Bucket {
    const bucket = this.#buckets.get(key) ?? { tokens: rate.burst, at };
    bucket.tokens = Math.min(rate.burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * rate.perSecond);
    bucket.at = at;
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
