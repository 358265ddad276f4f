// Two cards of one person made one, and undone: identities, relations, conversations and tickets go along (003 §2.2, §2.4).
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid, notFound } from '#libs/kernel/errors.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';

/** Taken over where the remaining card has nothing. */
const FILLED = ['owner_id', 'birth_date', 'language', 'programme', 'note'] as const;
interface Card extends Record<(typeof FILLED)[number], unknown> {
  id: string;
  name: string;
  merged_into: string | null;
}
/** What moved, so that undoing moves back exactly that. */
interface Moved {
  identities: string[];
  tickets: string[];
  conversations: string[];
  represented: string[];
  represents: string[];
  filled: Record<string, unknown>;
}

@Injectable()
export class ClientJoiningService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
  ) {}

  /** Returns the merge's id: the handle of its undo. */
  async merge(clientId: string, intoId: string, actor: Actor): Promise<string> {
    if (clientId === intoId) throw invalid('Карточку нельзя объединить с самой собой.', { field: 'into' });
    return this.db.transaction(async (tx) => {
      const [card, into] = await this.both(tx, clientId, intoId);
      const moved = await this.move(tx, card, into);
      await tx.query('update clients set merged_into = $2, version = version + 1, updated_at = $3 where id = $1', [
        clientId,
        intoId,
        this.clock.now(),
      ]);
      const [row] = await tx.query<{ id: string }>(
        'insert into client_merges (client_id, into_id, agent_id, at, before) values ($1, $2, $3, $4, $5) returning id',
        [clientId, intoId, actor.id, this.clock.now(), JSON.stringify(moved)],
      );
      const facts = { merge: row!.id, merged: clientId, tickets: moved.tickets.length, identities: moved.identities.length };
      await this.tell(tx, 'client.merged', clientId, actor, { ...facts, into: intoId });
      await this.tell(tx, 'client.absorbed', intoId, actor, facts);
      return row!.id;
    });
  }

  /** Gives back what is still where the merge put it. Returns the card that is on its own again. */
  async undo(mergeId: string, actor: Actor): Promise<string> {
    return this.db.transaction(async (tx) => {
      const [merge] = /^\d{1,19}$/.test(mergeId)
        ? await tx.query<{ client_id: string; into_id: string; undone_at: Date | null; before: Moved }>(
            'select client_id, into_id, undone_at, before from client_merges where id = $1 for update',
            [mergeId],
          )
        : [];
      if (!merge) throw notFound('Такого объединения карточек нет.');
      if (merge.undone_at) throw conflict('Это объединение уже отменено.');
      const { client_id: clientId, into_id: intoId, before } = merge;
      const cards = await tx.query<{ merged_into: string | null; id: string }>(
        'select id, merged_into from clients where id = any($1::bigint[]) order by id for update',
        [[clientId, intoId]],
      );
      if (cards.find((card) => card.id === intoId)?.merged_into)
        throw conflict('Оставшаяся карточка сама объединена с другой: сначала отмените то объединение.');
      for (const table of ['identities', 'conversations', 'tickets'] as const)
        await tx.query(`update ${table} set client_id = $1 where id = any($3::bigint[]) and client_id = $2`, [
          clientId,
          intoId,
          before[table],
        ]);
      await this.relate(tx, before, intoId, clientId);
      for (const [field, value] of Object.entries(before.filled))
        await tx.query(`update clients set ${field} = null where id = $1 and ${field}::text = $2`, [intoId, String(value)]);
      await tx.query('update clients set merged_into = null, version = version + 1, updated_at = $2 where id = $1', [
        clientId,
        this.clock.now(),
      ]);
      await tx.query('update clients set version = version + 1, updated_at = $2 where id = $1', [intoId, this.clock.now()]);
      await tx.query('update client_merges set undone_at = $2 where id = $1', [mergeId, this.clock.now()]);
      await this.tell(tx, 'client.unmerged', clientId, actor, { merge: mergeId, from: intoId });
      return clientId;
    });
  }

  private async both(tx: Tx, clientId: string, intoId: string): Promise<[Card, Card]> {
    const valid = [clientId, intoId].every((id) => /^\d{1,19}$/.test(id));
    const rows = valid
      ? await tx.query<Card>(
          `select id, name, merged_into, owner_id, birth_date::text as birth_date, language, programme, note from clients where id = any($1::bigint[]) order by id for update`,
          [[clientId, intoId]],
        )
      : [];
    const card = rows.find((row) => row.id === clientId);
    const into = rows.find((row) => row.id === intoId);
    if (!card || !into) throw notFound('Карточка не найдена.');
    const gone = [card, into].find((one) => one.merged_into);
    if (gone) throw conflict(`Карточка «${gone.name}» уже объединена с другой: откройте ту.`, { into: gone.merged_into });
    return [card, into];
  }

  private async move(tx: Tx, card: Card, into: Card): Promise<Moved> {
    const ids = async (table: 'identities' | 'conversations' | 'tickets') =>
      (await tx.query<{ id: string }>(`update ${table} set client_id = $2 where client_id = $1 returning id`, [card.id, into.id])).map(
        (row) => row.id,
      );
    const identities = await ids('identities');
    const conversations = await ids('conversations');
    const tickets = await ids('tickets');
    const relations = await this.relations(tx, card.id, into.id);
    const filled: Record<string, unknown> = {};
    for (const field of FILLED)
      if (into[field] === null && card[field] !== null) {
        filled[field] = card[field];
        await tx.query(`update clients set ${field} = $2 where id = $1`, [into.id, card[field]]);
      }
    await tx.query('update clients set version = version + 1, updated_at = $2 where id = $1', [into.id, this.clock.now()]);
    return { identities, conversations, tickets, ...relations, filled };
  }

  /** Relations that the remaining card does not have yet, in both directions, and none with itself. */
  private async relations(tx: Tx, from: string, to: string): Promise<Pick<Moved, 'represented' | 'represents'>> {
    const represented = await tx.query<{ id: string }>(
      `update representatives r set client_id = $2 where client_id = $1 and representative_id <> $2
         and not exists (select 1 from representatives x where x.client_id = $2 and x.representative_id = r.representative_id) returning representative_id as id`,
      [from, to],
    );
    const represents = await tx.query<{ id: string }>(
      `update representatives r set representative_id = $2 where representative_id = $1 and client_id <> $2
         and not exists (select 1 from representatives x where x.representative_id = $2 and x.client_id = r.client_id) returning client_id as id`,
      [from, to],
    );
    return { represented: represented.map((row) => row.id), represents: represents.map((row) => row.id) };
  }

  private async relate(tx: Tx, { represented, represents }: Moved, from: string, to: string): Promise<void> {
    await tx.query('update representatives set client_id = $2 where client_id = $1 and representative_id = any($3::bigint[])', [
      from,
      to,
      represented,
    ]);
    await tx.query('update representatives set representative_id = $2 where representative_id = $1 and client_id = any($3::bigint[])', [
      from,
      to,
      represents,
    ]);
  }

  private tell(tx: Tx, kind: string, clientId: string, actor: Actor, facts: Record<string, unknown>): Promise<void> {
    return this.journal.append(tx, [{ kind, subject: { type: 'client', id: clientId }, clientId, actor, facts }]);
  }
}
