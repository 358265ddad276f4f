// Drains a queue: offers its waiting tickets, oldest-urgent first, to whoever is free; one transaction a pass, atomic under many workers.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { COOL_DOWN_MS, type FreeAgent, type Match, match, type WaitingTicket } from './match.js';
import { OffersService } from './offers.service.js';

const LANE_CLASS = 7702;
const PASS = 100;

// A ticket reserved for somebody who is away is passed over, or a hundred of them would hide the rest of the queue.
const WAITING = `
  select t.id, t.weight, t.live, t.preferred_id as "preferredId", t.reserved,
    coalesce((select jsonb_agg(jsonb_build_object('agentId', o.agent_id::text, 'state', o.state, 'at', extract(epoch from o.ended_at) * 1000))
      from offers o where o.ticket_id = t.id and o.state in ('declined', 'expired') and o.ended_at > $3), '[]') as past
  from tickets t
  where t.queue_id = $1 and t.status = 'queued' and not exists (select 1 from offers o where o.ticket_id = t.id and o.state = 'made')
    and (not t.reserved or exists (select 1 from agents p where p.id = t.preferred_id and p.active and p.presence = 'online' and p.presence_until > $4))
  order by t.priority, t.queued_at, t.id limit $2 for update of t`;
const LOCK_AGENTS = `
  select a.id from agents a
  where a.active and a.presence = 'online' and a.presence_until > $2
    and (exists (select 1 from queue_members m where m.agent_id = a.id and m.queue_id = $1) or a.id = any($3::bigint[]))
  order by a.id for update`;
// A second statement, so that its snapshot is younger than the locks: loads committed by others while we waited are seen.
const LOADS = `
  select a.id, a.capacity, coalesce(extract(epoch from a.last_offer_at) * 1000, 0)::float8 as "lastOfferAt",
    exists (select 1 from queue_members m where m.agent_id = a.id and m.queue_id = $2) as member,
    coalesce((select sum(t.weight) from tickets t where t.assignee_id = a.id and t.status = 'assigned'), 0)
      + coalesce((select sum(o.weight) from offers o where o.agent_id = a.id and o.state = 'made'), 0) as load
  from agents a where a.id = any($1::bigint[])`;

@Injectable()
export class DispatchService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
    private readonly offers: OffersService,
  ) {}

  /** Returns how many offers were made. Passes follow each other while full passes find takers. */
  async drain(queueId: string): Promise<number> {
    let made = 0;
    for (;;) {
      const pass = await this.db.transaction((tx) => this.pass(tx, queueId));
      made += pass.made;
      if (pass.waiting < PASS || pass.made === 0) return made;
    }
  }

  /** Finds queues that have both waiting tickets and people at work: nothing is forgotten (I7). */
  async sweep(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const queues = await tx.query<{ id: string }>(
        `select q.id from queues q where exists (select 1 from tickets t where t.queue_id = q.id and t.status = 'queued'
           and not exists (select 1 from offers o where o.ticket_id = t.id and o.state = 'made'))`,
      );
      await this.jobs.enqueue(
        tx,
        queues.map(({ id }) => ({ name: 'queue.dispatch', payload: { queueId: id }, key: `dispatch:${id}` })),
      );
      return queues.length;
    });
  }

  private async pass(tx: Tx, queueId: string): Promise<{ waiting: number; made: number }> {
    const now = this.clock.now();
    await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [LANE_CLASS, queueId]);
    const waiting = await tx.query<WaitingTicket>(WAITING, [
      queueId,
      PASS,
      new Date(now.getTime() - Math.max(...Object.values(COOL_DOWN_MS))),
      now,
    ]);
    if (!waiting.length) return { waiting: 0, made: 0 };
    const preferred = waiting.map((ticket) => ticket.preferredId).filter((id): id is string => id !== null);
    const locked = await tx.query<{ id: string }>(LOCK_AGENTS, [queueId, now, preferred]);
    const agents = locked.length ? await tx.query<FreeAgent>(LOADS, [locked.map((row) => row.id), queueId]) : [];
    const matches = match(waiting, agents, now.getTime());
    await this.offers.make(
      tx,
      matches.map((m) => ({ ...m, ...weightOf(waiting, m) })),
    );
    await this.askAgain(tx, queueId, waiting, matches, now.getTime());
    return { waiting: waiting.length, made: matches.length };
  }

  /** Tickets left only because people cool down are offered again when the shortest wait is over. */
  private async askAgain(tx: Tx, queueId: string, waiting: WaitingTicket[], matches: Match[], now: number): Promise<void> {
    const offered = new Set(matches.map((m) => m.ticketId));
    const times = waiting
      .filter((t) => !offered.has(t.id))
      .flatMap((t) => t.past.map((p) => p.at + COOL_DOWN_MS[p.state]))
      .filter((at) => at >= now);
    if (times.length)
      await this.jobs.enqueue(tx, [
        { name: 'queue.dispatch', payload: { queueId }, runAt: new Date(Math.min(...times) + 1), key: `dispatch-again:${queueId}` },
      ]);
  }
}

function weightOf(waiting: WaitingTicket[], m: Match): { weight: number; live: boolean } {
  const ticket = waiting.find((t) => t.id === m.ticketId)!;
  return { weight: ticket.weight, live: ticket.live };
}
