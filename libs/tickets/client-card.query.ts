// A client's card with identities, relations and the history of tickets, in three statements.
import { Injectable } from '@nestjs/common';
import type { ClientView } from '#libs/contract/clients.js';
import { Database } from '#libs/kernel/database.service.js';
import { notFound } from '#libs/kernel/errors.js';
import { ticketRights } from '#libs/people/rights.js';
import type { Viewer } from '#libs/people/viewer.js';
import { formatNumber } from './number.js';

const CARD = `
  select c.id, c.version, c.name, c.category, c.provisional, c.birth_date::text as "birthDate", c.language, c.programme, c.note,
    case when a.id is null then null else jsonb_build_object('id', a.id::text, 'name', a.name) end as owner,
    coalesce((select jsonb_agg(jsonb_build_object('id', i.id::text, 'kind', i.kind, 'value', i.value, 'display', i.display, 'channel', nullif(i.channel, ''), 'verified', i.verified) order by i.id) from identities i where i.client_id = c.id), '[]') as identities,
    coalesce((select jsonb_agg(jsonb_build_object('client', jsonb_build_object('id', p.id::text, 'name', p.name), 'relation', r.relation, 'confirmed', r.confirmed)) from representatives r join clients p on p.id = r.representative_id where r.client_id = c.id), '[]') as representatives,
    coalesce((select jsonb_agg(jsonb_build_object('client', jsonb_build_object('id', p.id::text, 'name', p.name), 'relation', r.relation, 'confirmed', r.confirmed)) from representatives r join clients p on p.id = r.client_id where r.representative_id = c.id), '[]') as represents
  from clients c left join agents a on a.id = c.owner_id where c.id = (
    with recursive chain (id, next) as (
      select id, merged_into from clients where id = $1 union all select c.id, c.merged_into from chain join clients c on c.id = chain.next)
    select id from chain where next is null)`;

@Injectable()
export class ClientCardQuery {
  constructor(private readonly db: Database) {}

  /** A merged card answers with the one it became; history shows only tickets the viewer may see. */
  async card(viewer: Viewer, clientId: string): Promise<ClientView> {
    const [card] = /^\d{1,19}$/.test(clientId) ? await this.db.query<Omit<ClientView, 'history'>>(CARD, [clientId]) : [];
    if (!card) throw notFound('Карточка не найдена.');
    const params: unknown[] = [card.id];
    const rights = ticketRights(viewer, params);
    const [sums] = await this.db.query<{ tickets: number; open: number; topics: { topic: string; count: number }[] }>(
      `with mine as (select t.topic, t.status from tickets t where t.client_id = $1 and ${rights})
       select (select count(*)::int from mine) as tickets, (select count(*)::int from mine where status in ('registered', 'queued', 'assigned', 'waiting')) as open,
         coalesce((select jsonb_agg(x) from (select coalesce(tp.ru, m.topic) as topic, count(*)::int as count from mine m left join topics tp on tp.code = m.topic where m.topic is not null group by 1 order by 2 desc limit 5) x), '[]') as topics`,
      params,
    );
    const recent = await this.db.query<{
      id: string;
      number_year: number;
      number_seq: number;
      status: string;
      topic: string | null;
      channel: string;
      created_at: Date;
    }>(
      `select t.id, t.number_year, t.number_seq, t.status, coalesce(tp.ru, t.topic) as topic, t.channel, t.created_at
       from tickets t left join topics tp on tp.code = t.topic where t.client_id = $1 and ${rights} order by t.id desc limit 10`,
      params,
    );
    return {
      ...card,
      history: {
        ...sums!,
        lastChannel: recent[0]?.channel ?? null,
        recent: recent.map((row) => ({
          id: row.id,
          number: formatNumber(row.number_year, row.number_seq),
          status: row.status,
          topic: row.topic,
          channel: row.channel,
          createdAt: row.created_at.toISOString(),
        })),
      },
    };
  }
}
