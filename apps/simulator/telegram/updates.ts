// The queue of updates of one bot: made, handed out, confirmed by offset, and on demand handed out again.
import { Ledger } from './ledger.js';
import type { TgUpdate } from './objects.js';

export interface UpdateRecord {
  update: TgUpdate;
  kind: string;
  /** How often it was put into an answer or a webhook request. */
  handedOut: number;
  /** Offset moved past it, or the webhook answered 2xx. */
  confirmed: boolean;
}

const ONLY_ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** Holds what is not confirmed; `onArrival` is told of each new one. */
export class UpdateQueue {
  readonly records = new Ledger<UpdateRecord>('updates');
  allowed: string[] = [];
  onArrival: () => void = () => {};
  #pending: UpdateRecord[] = [];
  #again: UpdateRecord[] = [];

  constructor(private nextId: number) {}

  get pendingCount(): number {
    return this.#pending.length;
  }

  /** Undefined when the bot did not ask for this kind: such an update is never made. */
  push(kind: string, body: unknown): TgUpdate | undefined {
    if (!this.#wanted(kind)) return undefined;
    const update: TgUpdate = { update_id: this.nextId++, [kind]: body };
    const record = { update, kind, handedOut: 0, confirmed: false };
    this.#pending.push(record);
    this.records.append(record);
    this.onArrival();
    return update;
  }

  /** `offset` n confirms everything below n; a negative one keeps only the last -n. */
  confirm(offset: number): void {
    const kept = offset < 0 ? this.#pending.slice(offset) : this.#pending.filter((r) => r.update.update_id >= offset);
    for (const record of this.#pending) if (!kept.includes(record)) this.#settle(record);
    this.#pending = kept;
  }

  /** What the next answer holds; ordered repeats stand first and need no confirmation. */
  batch(limit: number): TgUpdate[] {
    const records = [...this.#again.splice(0, limit), ...this.#pending].slice(0, limit);
    for (const record of records) record.handedOut += 1;
    return records.map((record) => record.update);
  }

  /** The one a webhook gets next; `settled` says that it was accepted. */
  head(): { update: TgUpdate; settled: () => void } | undefined {
    const repeated = this.#again.length > 0;
    const record = this.#again[0] ?? this.#pending[0];
    if (!record) return undefined;
    record.handedOut += 1;
    return { update: record.update, settled: () => (repeated ? void this.#again.shift() : this.#drop(record)) };
  }

  /** Hands old updates out once more, each `times` times, whatever was confirmed. */
  again(updateIds: number[], times: number, shuffled: boolean): void {
    const chosen = this.records.entries.filter((record) => updateIds.includes(record.update.update_id));
    const copies = Array.from({ length: times }, () => chosen).flat();
    if (shuffled) for (let i = copies.length - 1; i > 0; i--) swap(copies, i, Math.floor(Math.random() * (i + 1)));
    this.#again.push(...copies);
    this.onArrival();
  }

  clear(): void {
    this.#pending = [];
  }

  #wanted(kind: string): boolean {
    return this.allowed.length > 0 ? this.allowed.includes(kind) : !ONLY_ON_REQUEST.has(kind);
  }

  #drop(record: UpdateRecord): void {
    this.#pending = this.#pending.filter((other) => other !== record);
    this.#settle(record);
  }

  #settle(record: UpdateRecord): void {
    record.confirmed = true;
    this.records.changed(record);
  }
}

function swap<T>(list: T[], a: number, b: number): void {
  [list[a], list[b]] = [list[b], list[a]];
}
