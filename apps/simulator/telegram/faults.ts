// Faults that a test orders in advance: the next fitting call is refused, hung or cut.

export interface Fault {
  /** Name of the method, or a path of the API; absent = any call. */
  method?: string;
  /** How many calls it hits; default 1. */
  times?: number;
  /** `true` = the work is done first and only the answer is lost or spoilt. */
  after?: boolean;
  answer: 'hang' | 'cut' | { status: number; description?: string; retryAfter?: number };
}

/** A queue of faults, tried in the order given. */
export class Faults {
  #queue: Fault[] = [];

  push(...faults: Fault[]): void {
    this.#queue.push(...faults.map((fault) => ({ ...fault })));
  }

  clear(): void {
    this.#queue = [];
  }

  /** The fault for this call, counted down; undefined when the call may pass. */
  take(method: string): Fault | undefined {
    const index = this.#queue.findIndex((fault) => !fault.method || fault.method.toLowerCase() === method.toLowerCase());
    const fault = this.#queue[index];
    if (!fault) return undefined;
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) this.#queue.splice(index, 1);
    return fault;
  }
}
