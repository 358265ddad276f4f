// Appends lines of the past to the journal, in the order of their moments.
import type { Sql } from '#libs/kernel/database.js';
import { insertRows } from './demo-insert.adapter.js';
import type { SeedLine } from './demo-journal.js';

export interface PlacedLine extends SeedLine {
  subject: readonly [type: string, id: string];
  ticketId?: string;
  clientId?: string;
}
const COLUMNS = [
  ['epoch', 'int'],
  ['at', 'timestamptz'],
  ['subject_type', 'text'],
  ['subject_id', 'text'],
  ['ticket_id', 'bigint'],
  ['client_id', 'bigint'],
  ['kind', 'text'],
  ['actor_kind', 'text'],
  ['actor_id', 'bigint'],
  ['facts', 'jsonb'],
  ['reason', 'text'],
] as const;

/** Nobody is woken: readers that begin now do not tell the past. */
export async function storeLines(tx: Sql, lines: PlacedLine[]): Promise<void> {
  const [{ epoch }] = (await tx.query<{ epoch: number }>('select epoch from journal_epoch')) as [{ epoch: number }];
  const ordered = [...lines].sort((a, b) => a.at.getTime() - b.at.getTime());
  await insertRows(
    tx,
    'journal',
    COLUMNS,
    ordered.map(({ at, subject, ticketId, clientId, kind, actor, facts, reason }) => [
      epoch,
      at,
      ...subject,
      ticketId ?? null,
      clientId ?? null,
      kind,
      actor.kind,
      actor.id,
      JSON.stringify(facts),
      reason,
    ]),
  );
}
