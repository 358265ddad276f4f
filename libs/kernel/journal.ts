// Shapes of the journal: entries, actors and positions (epoch, transaction, id) as one opaque string.

/** Who acts: a person, the client, the machine; `name` is looked up at reading. */
export interface Actor {
  kind: 'agent' | 'client' | 'machine' | 'system';
  id: string | null;
  /** The absent person whose duties the actor does at this moment (003 §1.7). */
  actingFor?: string | null;
}
export const MACHINE: Actor = { kind: 'machine', id: null };
export const SYSTEM: Actor = { kind: 'system', id: null };
export const agentActor = (id: string): Actor => ({ kind: 'agent', id });
export const clientActor = (id: string): Actor => ({ kind: 'client', id });

/** One fact that happened. No personal values in `facts`: name the field, keep the values in `values` (erasable). */
export interface JournalEntry {
  kind: string;
  subject: { type: 'ticket' | 'client' | 'agent' | 'queue' | 'topic' | 'channel' | 'settings' | 'session' | 'import'; id: string };
  ticketId?: string | null;
  clientId?: string | null;
  actor: Actor;
  actingFor?: string | null;
  facts?: Record<string, unknown>;
  values?: Record<string, unknown>;
  reason?: string | null;
}

/** A place in the journal; readers take rows after it. */
export interface Position {
  epoch: number;
  tx: string;
  id: string;
}

/** "1.748.9213": opaque to everybody outside; compare only for equality. */
export const formatPosition = (p: Position): string => Buffer.from(`${p.epoch}.${p.tx}.${p.id}`).toString('base64url');

/** Null when the text is no position of ours. */
export function parsePosition(text: string): Position | null {
  const match = /^(\d{1,9})\.(\d{1,20})\.(\d{1,19})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  return match ? { epoch: Number(match[1]), tx: match[2]!, id: match[3]! } : null;
}

/** Order of positions: negative when a stands before b. */
export function comparePositions(a: Position, b: Position): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch;
  const tx = BigInt(a.tx) - BigInt(b.tx);
  if (tx !== 0n) return tx < 0n ? -1 : 1;
  const id = BigInt(a.id) - BigInt(b.id);
  return id < 0n ? -1 : id > 0n ? 1 : 0;
}
