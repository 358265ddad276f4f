// Changes to clients' cards: created, edited under optimistic locking, identities and representatives (003 §2.4).
import { Injectable } from '@nestjs/common';
import type { ClientPatch, NewClient } from '#libs/contract/clients.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid, notFound } from '#libs/kernel/errors.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { normaliseEmail } from './email.js';
import { nameKey } from './find-text.js';
import { formatPhone, normalisePhone } from './phone.js';

export interface IdentityDraft {
  kind: 'email' | 'phone' | 'account';
  channel: string;
  value: string;
  display: string;
  verified: boolean;
}
const COLUMNS = {
  name: 'name',
  category: 'category',
  birthDate: 'birth_date',
  language: 'language',
  programme: 'programme',
  note: 'note',
  owner: 'owner_id',
} as const;
type Field = keyof typeof COLUMNS;

/** A phone as an identity; throws invalid naming the field. */
function phoneIdentity(text: string, verified = false): IdentityDraft {
  const phone = normalisePhone(text);
  if (!phone.ok)
    throw invalid(`Телефон «${text.slice(0, 40)}» не распознан: укажите 10 цифр или номер с кодом страны.`, { field: 'phone' });
  return { kind: 'phone', channel: '', value: phone.e164, display: formatPhone(phone.e164), verified };
}

/** An e-mail as an identity; throws invalid naming the field. */
function emailIdentity(text: string, verified = false): IdentityDraft {
  const email = normaliseEmail(text);
  if (!email.ok)
    throw invalid(`Адрес «${text.slice(0, 60)}» не похож на e-mail: проверьте, нет ли пробелов и есть ли @.`, { field: 'email' });
  return { kind: 'email', channel: '', value: email.email, display: email.email, verified };
}

@Injectable()
export class ClientsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
  ) {}

  create(draft: NewClient, actor: Actor): Promise<string> {
    return this.db.transaction((tx) => this.createIn(tx, draft, actor));
  }

  /** Registration may create the card in its own transaction. */
  async createIn(tx: Tx, draft: NewClient, actor: Actor, importId: string | null = null): Promise<string> {
    const identities = [...(draft.phone ? [phoneIdentity(draft.phone)] : []), ...(draft.email ? [emailIdentity(draft.email)] : [])];
    const { name } = draft;
    const now = this.clock.now();
    const [row] = await tx.query<{ id: string }>(
      `insert into clients (name, name_key, category, provisional, owner_id, birth_date, language, programme, note, import_id, created_at, updated_at)
       values ($1, $2, $3, false, $4, $5, $6, $7, $8, $9, $10, $10) returning id`,
      [
        name,
        nameKey(name),
        draft.category ?? 'other',
        draft.owner ?? null,
        draft.birthDate ?? null,
        draft.language ?? null,
        draft.programme ?? null,
        draft.note ?? null,
        importId,
        now,
      ],
    );
    const id = row!.id;
    await tx.query('insert into client_categories (client_id, from_at, category) values ($1, $2, $3)', [
      id,
      now,
      draft.category ?? 'other',
    ]);
    for (const identity of identities) await this.addIdentity(tx, id, identity);
    await this.journal.append(tx, [
      { kind: 'client.created', subject: { type: 'client', id }, clientId: id, actor, facts: { category: draft.category ?? 'other' } },
    ]);
    return id;
  }

  /** A newer card answers conflict with the fields that differ: {field: {yours, theirs}}. */
  async change(clientId: string, patch: ClientPatch, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [before] = await tx.query<Record<string, unknown> & { version: number }>(
        `select version, name, category, birth_date as "birthDate", language, programme, note, owner_id as owner from clients where id = $1 and merged_into is null for update`,
        [clientId],
      );
      if (!before) throw notFound('Карточка не найдена.');
      const fields = (Object.keys(COLUMNS) as Field[]).filter((field) => patch[field] !== undefined && patch[field] !== before[field]);
      if (patch.version !== before.version) await this.refuseStale(tx, clientId, patch, before, fields);
      for (const field of fields) await tx.query(`update clients set ${COLUMNS[field]} = $2 where id = $1`, [clientId, patch[field]]);
      if (fields.includes('name')) await tx.query('update clients set name_key = $2 where id = $1', [clientId, nameKey(patch.name!)]);
      if (fields.includes('category'))
        await tx.query('insert into client_categories (client_id, from_at, category) values ($1, $2, $3) on conflict do nothing', [
          clientId,
          this.clock.now(),
          patch.category,
        ]);
      if (patch.addPhone) await this.addIdentity(tx, clientId, phoneIdentity(patch.addPhone));
      if (patch.addEmail) await this.addIdentity(tx, clientId, emailIdentity(patch.addEmail));
      if (patch.removeIdentity) await tx.query('delete from identities where id = $1 and client_id = $2', [patch.removeIdentity, clientId]);
      await tx.query('update clients set version = version + 1, provisional = false, updated_at = $2 where id = $1', [
        clientId,
        this.clock.now(),
      ]);
      const addresses = [patch.addPhone && 'phone', patch.addEmail && 'email', patch.removeIdentity && 'identity'].filter(Boolean);
      const values = Object.fromEntries(fields.map((field) => [field, { old: before[field], new: patch[field] }]));
      await this.journal.append(tx, [
        {
          kind: 'client.changed',
          subject: { type: 'client', id: clientId },
          clientId,
          actor,
          facts: { fields: [...fields, ...addresses], version: before.version + 1 },
          values,
        },
      ]);
    });
  }

  /** The address of another card is refused with that card's name: link or merge them instead. */
  async addIdentity(tx: Tx, clientId: string, identity: IdentityDraft): Promise<void> {
    const [row] = await tx.query<{ client_id: string; name: string }>(
      `with added as (
         insert into identities (client_id, kind, channel, value, display, verified, created_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (kind, channel, value) do update set verified = identities.verified or excluded.verified returning client_id)
       select a.client_id, c.name from added a join clients c on c.id = a.client_id`,
      [clientId, identity.kind, identity.channel, identity.value, identity.display, identity.verified, this.clock.now()],
    );
    if (row && row.client_id !== clientId)
      throw conflict(`Контакт ${identity.display} уже есть в карточке «${row.name}». Откройте её или объедините карточки.`, {
        client: row.client_id,
        field: identity.kind,
      });
  }

  /** A relation confirmed by a manager with a reason, never by the caller's word (003 §2.1). */
  async represent(
    clientId: string,
    representative: { client: string; relation: string; confirmed: boolean; reason?: string },
    actor: Actor,
  ): Promise<void> {
    if (clientId === representative.client) throw invalid('Человек не может представлять сам себя.', { field: 'client' });
    if (representative.confirmed && !representative.reason?.trim())
      throw invalid('Укажите, чем подтверждено представительство.', { field: 'reason' });
    await this.db.transaction(async (tx) => {
      const [pair] = await tx.query<{ n: number }>('select count(*)::int as n from clients where id = any($1::bigint[])', [
        [clientId, representative.client],
      ]);
      if (pair!.n !== 2) throw notFound('Карточка не найдена.');
      await tx.query(
        `insert into representatives (client_id, representative_id, relation, confirmed, confirmed_by, reason, created_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (client_id, representative_id) do update set relation = excluded.relation, confirmed = excluded.confirmed, confirmed_by = excluded.confirmed_by, reason = excluded.reason`,
        [
          clientId,
          representative.client,
          representative.relation,
          representative.confirmed,
          representative.confirmed ? actor.id : null,
          representative.reason ?? null,
          this.clock.now(),
        ],
      );
      await this.journal.append(tx, [
        {
          kind: 'client.represented',
          subject: { type: 'client', id: clientId },
          clientId,
          actor,
          facts: { representative: representative.client, relation: representative.relation, confirmed: representative.confirmed },
          reason: representative.reason ?? null,
        },
      ]);
    });
  }

  /** The editor saw an old card: those of his fields that someone else changed meanwhile come back with both values. */
  private async refuseStale(tx: Tx, clientId: string, patch: ClientPatch, before: Record<string, unknown>, fields: Field[]): Promise<void> {
    const changed = await tx.query<{ field: string }>(
      `select distinct jsonb_array_elements_text(facts->'fields') as field from journal
       where subject_type = 'client' and subject_id = $1 and kind = 'client.changed' and (facts->>'version')::int > $2`,
      [clientId, patch.version],
    );
    const touched = new Set(changed.map((row) => row.field));
    const differing = fields.filter((field) => touched.has(field));
    if (!differing.length) return;
    throw conflict('Карточку только что изменил коллега. Сравните значения и сохраните ещё раз.', {
      version: before.version,
      fields: Object.fromEntries(differing.map((field) => [field, { yours: patch[field], theirs: before[field] }])),
    });
  }
}
