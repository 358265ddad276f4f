// Writes the rows of an import set-based, and takes them back.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { nameKey } from './find-text.js';
import type { ClientDraft } from './import-preview.js';

/** A changed card's values before the import. */
export interface Before {
  id: string;
  name: string;
  category: string;
  programme: string | null;
  owner_id: string | null;
  note: string | null;
  /** Identities the import added. */
  added: string[];
}

@Injectable()
export class ImportWriter {
  constructor(
    private readonly clock: Clock,
    private readonly journal: JournalService,
  ) {}

  async create(tx: Tx, drafts: ClientDraft[], importId: string, actor: Actor): Promise<void> {
    const ids = await this.cards(
      tx,
      drafts.map((d) => ({
        name: d.name,
        category: d.category ?? 'other',
        ownerId: d.ownerId ?? null,
        birthDate: d.birthDate ?? null,
        programme: d.programme ?? null,
        language: d.language ?? null,
        note: d.note ?? null,
      })),
      importId,
    );
    await this.addresses(
      tx,
      drafts.map((draft, i) => ({ clientId: ids[i]!, draft })),
    );
    const parents = drafts.flatMap((draft, i) => (draft.parent ? [{ parent: draft.parent, childId: ids[i]! }] : []));
    if (parents.length) await this.parents(tx, parents, importId);
    await this.journal.append(
      tx,
      ids.map((id, i) => ({
        kind: 'client.created',
        subject: { type: 'client' as const, id },
        clientId: id,
        actor,
        facts: { import: importId, category: drafts[i]!.category ?? 'other' },
      })),
    );
  }

  /** Only what the file names changes; returns the values before. */
  async update(tx: Tx, updates: { clientId: string; draft: ClientDraft }[], actor: Actor): Promise<Before[]> {
    const before = await tx.query<Before>(
      'select id, name, category, programme, owner_id, note from clients where id = any($1::bigint[]) order by id for update',
      [updates.map((u) => u.clientId)],
    );
    await tx.query(
      `update clients c set category = coalesce(d.category, c.category), programme = coalesce(d.programme, c.programme), owner_id = coalesce(d.owner, c.owner_id), note = coalesce(d.note, c.note), version = c.version + 1, updated_at = $6
       from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[]) as d(id, category, programme, owner, note) where c.id = d.id`,
      [
        updates.map((u) => u.clientId),
        updates.map((u) => u.draft.category ?? null),
        updates.map((u) => u.draft.programme ?? null),
        updates.map((u) => u.draft.ownerId ?? null),
        updates.map((u) => u.draft.note || null),
        this.clock.now(),
      ],
    );
    const added = await this.addresses(tx, updates);
    await this.journal.append(
      tx,
      updates.map(({ clientId }) => ({
        kind: 'client.changed',
        subject: { type: 'client' as const, id: clientId },
        clientId,
        actor,
        facts: { fields: ['import'] },
      })),
    );
    return before.map((row) => ({ ...row, added: added.filter((a) => a.client_id === row.id).map((a) => a.id) }));
  }

  async undo(tx: Tx, importId: string, before: Before[]): Promise<void> {
    await tx.query('delete from identities where id = any($1::bigint[])', [before.flatMap((b) => b.added)]);
    await tx.query(
      `update clients c set category = d.category, programme = d.programme, owner_id = d.owner, note = d.note, version = c.version + 1, updated_at = $6
       from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[]) as d(id, category, programme, owner, note) where c.id = d.id`,
      [
        before.map((b) => b.id),
        before.map((b) => b.category),
        before.map((b) => b.programme),
        before.map((b) => b.owner_id),
        before.map((b) => b.note),
        this.clock.now(),
      ],
    );
    const gone = `select c.id from clients c where c.import_id = $1 and not exists (select 1 from tickets t where t.client_id = c.id)`;
    for (const [table, column] of [
      ['identities', 'client_id'],
      ['representatives', 'client_id'],
      ['representatives', 'representative_id'],
      ['client_categories', 'client_id'],
      ['clients', 'id'],
    ])
      await tx.query(`delete from ${table} where ${column} in (${gone})`, [importId]);
  }

  private async cards(
    tx: Tx,
    cards: {
      name: string;
      category: string;
      ownerId: string | null;
      birthDate: string | null;
      programme: string | null;
      language: string | null;
      note: string | null;
    }[],
    importId: string,
  ): Promise<string[]> {
    const now = this.clock.now();
    const rows = await tx.query<{ id: string }>(
      `insert into clients (name, name_key, category, owner_id, birth_date, programme, language, note, import_id, created_at, updated_at)
       select d.name, d.key, d.category, d.owner, d.birth, d.programme, d.language, d.note, $9, $10, $10
       from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::date[], $6::text[], $7::text[], $8::text[]) with ordinality as d(name, key, category, owner, birth, programme, language, note, n) order by d.n returning id`,
      [
        cards.map((c) => c.name),
        cards.map((c) => nameKey(c.name)),
        cards.map((c) => c.category),
        cards.map((c) => c.ownerId),
        cards.map((c) => c.birthDate),
        cards.map((c) => c.programme),
        cards.map((c) => c.language),
        cards.map((c) => c.note || null),
        importId,
        now,
      ],
    );
    const ids = rows.map((row) => row.id);
    await tx.query('insert into client_categories (client_id, from_at, category) select unnest($1::bigint[]), $2, unnest($3::text[])', [
      ids,
      now,
      cards.map((c) => c.category),
    ]);
    return ids;
  }

  private addresses(
    tx: Tx,
    rows: { clientId: string; draft: Pick<ClientDraft, 'phones' | 'emails'> }[],
  ): Promise<{ id: string; client_id: string }[]> {
    const all = rows.flatMap(({ clientId, draft }) => [
      ...draft.phones.map((value) => ({ clientId, kind: 'phone', value })),
      ...draft.emails.map((value) => ({ clientId, kind: 'email', value })),
    ]);
    return tx.query(
      `insert into identities (client_id, kind, value, display, created_at) select d.c, d.k, d.v, d.v, $4 from unnest($1::bigint[], $2::text[], $3::text[]) as d(c, k, v) on conflict do nothing returning id, client_id`,
      [all.map((a) => a.clientId), all.map((a) => a.kind), all.map((a) => a.value), this.clock.now()],
    );
  }

  /** A parent known by phone or e-mail is that card; else a card of their own. The relation is unconfirmed (003 §2.1). */
  private async parents(tx: Tx, rows: { parent: NonNullable<ClientDraft['parent']>; childId: string }[], importId: string): Promise<void> {
    const keys = rows.flatMap(({ parent }) => [...parent.phones, ...parent.emails]);
    const known = new Map(
      (
        await tx.query<{ value: string; client_id: string }>(
          `select value, client_id from identities where value = any($1) and kind in ('phone', 'email')`,
          [keys],
        )
      ).map((row) => [row.value, row.client_id]),
    );
    const found = rows.map(
      ({ parent }) => [...parent.phones, ...parent.emails].map((key) => known.get(key)).find((id) => id !== undefined) ?? null,
    );
    const fresh = rows.filter((_, i) => !found[i]);
    const ids = fresh.length
      ? await this.cards(
          tx,
          fresh.map(({ parent }) => ({
            name: parent.name,
            category: 'other',
            ownerId: null,
            birthDate: null,
            programme: null,
            language: null,
            note: null,
          })),
          importId,
        )
      : [];
    await this.addresses(
      tx,
      fresh.map(({ parent }, i) => ({ clientId: ids[i]!, draft: parent })),
    );
    const parentIds = rows.map((row, i) => found[i] ?? ids[fresh.indexOf(row)]!);
    await tx.query(
      `insert into representatives (client_id, representative_id, relation, created_at) select c, p, 'parent', $3 from unnest($1::bigint[], $2::bigint[]) as d(c, p) where c <> p on conflict do nothing`,
      [rows.map((row) => row.childId), parentIds, this.clock.now()],
    );
  }
}
