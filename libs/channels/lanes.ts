// Lanes of intake: calls of one lane run one batch after another; what waits meanwhile becomes the next batch, without a timer.

interface Waiting<C, R> {
  call: C;
  size: number;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/** `ship` stores a batch and answers one result per call; when it throws, the batch is split, and what fails alone goes to `rescue`. */
export class Lane<C, R> {
  private waiting: Waiting<C, R>[] = [];
  private shipping = false;

  constructor(
    private readonly ship: (calls: C[]) => Promise<R[]>,
    private readonly most: number,
    private readonly rescue: (call: C, error: unknown) => Promise<R>,
  ) {}

  push(call: C, size: number): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ call, size, resolve, reject });
      if (!this.shipping) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.shipping = true;
    while (this.waiting.length) await this.attempt(this.next());
    this.shipping = false;
  }

  private next(): Waiting<C, R>[] {
    let size = 0;
    let count = 0;
    for (const one of this.waiting) {
      if (count > 0 && size + one.size > this.most) break;
      size += one.size;
      count++;
    }
    return this.waiting.splice(0, count);
  }

  private async attempt(batch: Waiting<C, R>[]): Promise<void> {
    try {
      const results = await this.ship(batch.map((one) => one.call));
      for (const [i, one] of batch.entries()) one.resolve(results[i]!);
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1) return this.rescue(only!.call, error).then(only!.resolve, only!.reject);
      const half = Math.ceil(batch.length / 2);
      await this.attempt(batch.slice(0, half));
      await this.attempt(batch.slice(half));
    }
  }
}
