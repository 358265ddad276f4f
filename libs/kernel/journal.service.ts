// The spine: appends to the journal in the caller's transaction and wakes readers after its commit.
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import type { Sql, Tx } from './database.js';
import type { JournalEntry, Position } from './journal.js';
import { LiveEvents } from './live-events.service.js';

const INSERT = `
  insert into journal (epoch, at, subject_type, subject_id, ticket_id, client_id, kind, actor_kind, actor_id, acting_for, facts, values_id, reason)
  select (select epoch from journal_epoch), $1, * from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::jsonb[], $11::uuid[], $12::text[])`;
const VALUES = `
  insert into journal_values (id, client_id, at, "values")
  select id, client_id, $1, "values" from unnest($2::uuid[], $3::bigint[], $4::jsonb[]) as v(id, client_id, "values")`;

/** Writers call `append`; every later module reads through a cursor of its own. */
@Injectable()
export class JournalService {
  constructor(
    private readonly clock: Clock,
    private readonly live: LiveEvents,
  ) {}

  /** One statement for all entries (two when some carry personal values). */
  async append(tx: Tx, entries: JournalEntry[]): Promise<void> {
    if (!entries.length) return;
    const ids = entries.map((entry) => (entry.values ? randomUUID() : null));
    const kept = entries.map((entry, i) => ({ entry, id: ids[i] })).filter((x) => x.id);
    if (kept.length)
      await tx.query(VALUES, [
        this.clock.now(),
        kept.map((x) => x.id),
        kept.map((x) => x.entry.clientId ?? null),
        kept.map((x) => JSON.stringify(x.entry.values)),
      ]);
    await tx.query(INSERT, [
      this.clock.now(),
      entries.map((e) => e.subject.type),
      entries.map((e) => e.subject.id),
      entries.map((e) => e.ticketId ?? null),
      entries.map((e) => e.clientId ?? null),
      entries.map((e) => e.kind),
      entries.map((e) => e.actor.kind),
      entries.map((e) => e.actor.id),
      entries.map((e) => e.actingFor ?? e.actor.actingFor ?? null),
      entries.map((e) => JSON.stringify(e.facts ?? {})),
      ids,
      entries.map((e) => e.reason ?? null),
    ]);
    tx.afterCommit(() => this.live.journalGrew());
  }

  /** The place after everything that is visible now: where a reader that starts "now" begins. */
  async present(db: Sql): Promise<Position> {
    const rows = await db.query<Position>(
      `select (select epoch from journal_epoch) as epoch, (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text as tx, '9223372036854775807' as id`,
    );
    return rows[0]!;
  }
}
