// The outbox as a value: what is sent next, what waits for whom, what is too old to go silently (UX 2.7).

export type Mode = 'reply' | 'note';
export interface OutFile {
  id: string;
  name: string;
  size: number;
}
/** A message on its way to the server. `key` is its id, its idempotency key and its bubble's key. */
export interface Outgoing {
  key: string;
  ticketId: string;
  mode: Mode;
  text: string;
  files: OutFile[];
  seenSeq: string | null;
  /** Named when the reply leaves the ticket's own channel. */
  channel?: string;
  force: boolean;
  /** The key was used for a refused request: another try needs another key. */
  spent?: boolean;
  writtenAt: number;
  /** waiting: for the link or its turn; held: older than ten minutes, asks first; failed: refused; stale: a colleague answered. */
  state: 'waiting' | 'sending' | 'held' | 'failed' | 'stale';
  reason: string | null;
  /** The colleague's newer words, when stale. */
  newer: { author: string; text: string } | null;
}

export const SILENT_MS = 10 * 60_000;

/** The heads of each ticket's line that may go now: a failed or held head blocks its followers. */
export function nextToSend(outbox: Outgoing[]): Outgoing[] {
  const seen = new Set<string>();
  return outbox.filter((out) => {
    if (seen.has(out.ticketId)) return false;
    seen.add(out.ticketId);
    return out.state === 'waiting';
  });
}

/** After a reload nothing is under way any more, and what waited too long asks before it goes. */
export function restored(outbox: Outgoing[], now: number): Outgoing[] {
  return outbox.map((out) => {
    const state = out.state === 'sending' ? 'waiting' : out.state;
    return { ...out, state: state === 'waiting' && now - out.writtenAt > SILENT_MS ? 'held' : state };
  });
}

/** The newest words of a refusal's facts, for "while you were writing". */
export function newerOf(facts: Record<string, unknown>): Outgoing['newer'] {
  const newer = facts.newer as { author?: { name?: string }; text?: string }[] | undefined;
  const last = newer?.at(-1);
  return last ? { author: last.author?.name ?? '', text: last.text ?? '' } : null;
}
