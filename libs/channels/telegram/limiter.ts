// Paces what an account sends: in all, and to each chat; time is given by the caller.

/** So many a second on average; `burst` of them at once. */
export interface Pace {
  perSecond: number;
  burst: number;
}
interface Bucket {
  /** Negative = promised ahead of time. */
  tokens: number;
  at: number;
}

const MOST_BUCKETS = 5000;

/** Callers are served in the order they ask. */
export class Limiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly overall: Pace,
    private readonly paceOf: (chatId: string) => Pace,
  ) {}

  /** Takes a turn and tells in how many milliseconds it comes; 0 = now. `at` in ms. */
  reserve(chatId: string, at: number): number {
    return Math.max(this.draw('all', this.overall, at), this.draw(chatId, this.paceOf(chatId), at));
  }

  /** The server asked for silence in this chat. */
  hold(chatId: string, ms: number, at: number): void {
    this.buckets.set(chatId, { tokens: -(ms / 1000) * this.paceOf(chatId).perSecond, at });
  }

  private draw(key: string, { perSecond, burst }: Pace, at: number): number {
    const bucket = this.buckets.get(key) ?? { tokens: burst, at };
    const tokens = Math.min(burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * perSecond) - 1;
    this.buckets.delete(key);
    this.buckets.set(key, { tokens, at });
    if (this.buckets.size > MOST_BUCKETS) this.forgetOldest();
    return tokens >= 0 ? 0 : Math.ceil((-tokens / perSecond) * 1000);
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys();
    this.buckets.delete(oldest!);
  }
}
