// Offers and decisions as screens see them.
import { Injectable } from '@nestjs/common';
import type { DecisionView, OfferView } from '#libs/contract/tickets.js';
import { Database } from '#libs/kernel/database.service.js';
import { formatNumber } from '#libs/tickets/number.js';
import type { Decision } from './decide.js';
import { RouterService } from './router.service.js';

const OFFER = `
  select o.id, o.ticket_id as "ticketId", t.number_year, t.number_seq, jsonb_build_object('id', a.id::text, 'name', a.name) as agent, t.channel, coalesce(q.name, '') as queue,
    jsonb_build_object('id', c.id::text, 'name', c.name, 'category', c.category) as client, tp.ru as topic, t.preview, t.queued_at, t.created_at, o.made_at, o.expires_at, coalesce(o.reason, '') as reason
  from offers o join tickets t on t.id = o.ticket_id join agents a on a.id = o.agent_id join clients c on c.id = t.client_id left join queues q on q.id = t.queue_id left join topics tp on tp.code = t.topic`;
interface Row extends Omit<OfferView, 'number' | 'waitingSince' | 'madeAt' | 'expiresAt'> {
  number_year: number;
  number_seq: number;
  queued_at: Date | null;
  created_at: Date;
  made_at: Date;
  expires_at: Date;
}
const offerView = ({ number_year, number_seq, queued_at, created_at, made_at, expires_at, ...rest }: Row): OfferView => ({
  ...rest,
  number: formatNumber(number_year, number_seq),
  waitingSince: (queued_at ?? created_at).toISOString(),
  madeAt: made_at.toISOString(),
  expiresAt: expires_at.toISOString(),
});

@Injectable()
export class OffersQuery {
  constructor(
    private readonly db: Database,
    private readonly router: RouterService,
  ) {}

  async openFor(agentId: string): Promise<OfferView[]> {
    return (await this.db.query<Row>(`${OFFER} where o.agent_id = $1 and o.state = 'made' order by o.id`, [agentId])).map(offerView);
  }

  async openOn(ticketIds: string[]): Promise<(OfferView & { agent: { id: string } })[]> {
    return (await this.db.query<Row>(`${OFFER} where o.ticket_id = any($1::bigint[]) and o.state = 'made'`, [ticketIds])).map(offerView);
  }

  /** Offers on these tickets that ended in the last moments: consoles take their cards away. */
  endedOn(
    ticketIds: string[],
  ): Promise<{ id: string; ticketId: string; agentId: string; state: 'accepted' | 'declined' | 'expired' | 'withdrawn' }[]> {
    return this.db.query(
      `select distinct on (ticket_id, agent_id) id, ticket_id as "ticketId", agent_id as "agentId", state from offers where ticket_id = any($1::bigint[]) and state <> 'made' order by ticket_id, agent_id, id desc`,
      [ticketIds],
    );
  }

  /** Why this queue and these people: the last decision with its trace in sentences. */
  async decision(ticketId: string, language: 'ru' | 'en'): Promise<DecisionView | null> {
    const [row] = await this.db.query<{
      at: Date;
      queue: string | null;
      agent_id: string | null;
      agent_name: string | null;
      reason: string;
      trace: Decision['trace'];
      classification: DecisionView['classification'];
    }>(
      `select d.at, q.name as queue, d.agent_id, a.name as agent_name, d.reason, d.trace, d.classification from decisions d left join queues q on q.id = d.queue_id left join agents a on a.id = d.agent_id where d.ticket_id = $1 order by d.id desc limit 1`,
      [ticketId],
    );
    if (!row) return null;
    const offers = await this.db.query<{
      id: string;
      name: string;
      state: string;
      made_at: Date;
      ended_at: Date | null;
      reason: string | null;
    }>(
      'select a.id, a.name, o.state, o.made_at, o.ended_at, o.reason from offers o join agents a on a.id = o.agent_id where o.ticket_id = $1 order by o.id',
      [ticketId],
    );
    const names = await this.names(row.trace);
    const queues = await this.db.query<{ code: string; name: string }>('select code, name from queues');
    const sentences = this.router.explain(row.trace, language, names, new Map(queues.map(({ code, name }) => [code, name])));
    return {
      at: row.at.toISOString(),
      target: { queue: row.queue, agent: row.agent_id ? { id: row.agent_id, name: row.agent_name ?? '' } : null },
      reason: row.reason,
      classification: row.classification,
      trace: row.trace.map((line, i) => ({ rule: line.rule, outcome: line.outcome, because: sentences[i] ?? '' })),
      offers: offers.map((offer) => ({
        agent: { id: offer.id, name: offer.name },
        state: offer.state,
        madeAt: offer.made_at.toISOString(),
        endedAt: offer.ended_at?.toISOString() ?? null,
        reason: offer.reason,
      })),
    };
  }

  /** Everybody the trace speaks of. */
  private async names(trace: Decision['trace']): Promise<Map<string, string>> {
    const ids = trace
      .flatMap(({ because }) => [because.agent, because.standsInFor, because.agents].flat())
      .filter((id) => /^\d+$/.test(String(id)));
    const rows = await this.db.query<{ id: string; name: string }>('select id, name from agents where id = any($1::bigint[])', [ids]);
    return new Map(rows.map((row) => [row.id, row.name]));
  }
}
