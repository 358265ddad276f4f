// Offers: one person is asked to take a ticket for a limited time (D7); accepted, declined, expired or withdrawn.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, notFound } from '#libs/kernel/errors.js';
import { type Actor, agentActor, MACHINE, SYSTEM } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import { MovesService } from '#libs/tickets/moves.service.js';
import type { Match } from './match.js';

interface OfferRow {
  id: string;
  ticket_id: string;
  agent_id: string;
  state: string;
  expires_at: Date;
}
export interface OfferDraft extends Match {
  weight: number;
  live: boolean;
}

@Injectable()
export class OffersService {
  private readonly onLetGo: ((
    tx: Tx,
    ticketId: string,
    agentId: string,
    state: 'declined' | 'expired',
    reason: string | null,
  ) => Promise<void>)[] = [];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly jobs: JobsService,
    private readonly moves: MovesService,
    private readonly settings: { live: LiveEvents; liveMs: number; otherMs: number },
  ) {
    moves.whenLeftQueue((tx, ticketId) => this.withdraw(tx, 'ticket_id = $2', ticketId, 'ticket'));
  }

  /** Transfers register what a refused hand-over does. */
  whenLetGo(act: (typeof this.onLetGo)[number]): void {
    this.onLetGo.push(act);
  }

  /** Set-based; the caller holds the tickets and the agents locked. */
  async make(tx: Tx, drafts: OfferDraft[]): Promise<void> {
    if (!drafts.length) return;
    const now = this.clock.now();
    const expires = drafts.map((d) => new Date(now.getTime() + (d.live ? this.settings.liveMs : this.settings.otherMs)));
    const rows = await tx.query<{ id: string; ticket_id: string; agent_id: string; expires_at: Date; client_id: string; reason: string }>(
      `with made as (
         insert into offers (ticket_id, agent_id, state, weight, made_at, expires_at, reason)
         select *  from (select unnest($1::bigint[]), unnest($2::bigint[]), 'made', unnest($3::real[]), $4::timestamptz, unnest($5::timestamptz[]), unnest($6::text[])) d
         returning id, ticket_id, agent_id, expires_at, reason),
       touched as (update agents set last_offer_at = $4 where id = any($2::bigint[]))
       select m.*, t.client_id from made m join tickets t on t.id = m.ticket_id`,
      [drafts.map((d) => d.ticketId), drafts.map((d) => d.agentId), drafts.map((d) => d.weight), now, expires, drafts.map((d) => d.reason)],
    );
    await this.journal.append(
      tx,
      rows.map((row) => ({
        kind: 'offer.made',
        subject: { type: 'ticket' as const, id: row.ticket_id },
        ticketId: row.ticket_id,
        clientId: row.client_id,
        actor: MACHINE,
        facts: { offer: row.id, agent: row.agent_id, expiresAt: row.expires_at.toISOString() },
        reason: row.reason,
      })),
    );
    this.announce(
      tx,
      rows.map((row) => row.ticket_id),
    );
    await this.jobs.enqueue(
      tx,
      rows.map((row) => ({ name: 'offer.expire', payload: { offerId: row.id }, runAt: row.expires_at })),
    );
  }

  /** The ticket becomes the agent's; a late or foreign acceptance is refused with what happened instead. */
  async accept(offerId: string, agentId: string, actor: Actor = agentActor(agentId)): Promise<string> {
    return this.db.transaction(async (tx) => {
      const offer = await this.own(tx, offerId, agentId);
      const ticket = await this.moves.lock(tx, offer.ticket_id);
      const [fresh] = await tx.query<OfferRow>('select * from offers where id = $1 for update', [offerId]);
      if (fresh!.state !== 'made' || fresh!.expires_at <= this.clock.now())
        throw conflict('Предложение уже закончилось: обращение предложено другому.', { state: fresh!.state });
      await this.end(tx, fresh!, 'accepted', null, actor);
      await this.moves.move(tx, ticket, {
        status: 'assigned',
        kind: 'ticket.assigned',
        actor,
        facts: { agent: agentId, offer: offerId, transfer: ticket.transfer_id },
        reason: 'accepted',
        set: {
          assignee_id: agentId,
          reserved: false,
          preferred_id: null,
          transfer_id: null,
          transfer_from_agent: null,
          transfer_from_queue: null,
        },
      });
      return ticket.id;
    });
  }

  async decline(offerId: string, agentId: string, reason: string, actor: Actor = agentActor(agentId)): Promise<void> {
    await this.db.transaction(async (tx) => {
      const offer = await this.own(tx, offerId, agentId);
      await this.moves.lock(tx, offer.ticket_id);
      await this.letGo(tx, offerId, 'declined', reason, actor);
    });
  }

  /** The job at the offer's end; an offer that ended meanwhile is left alone. */
  async expire(offerId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [offer] = await tx.query<OfferRow>('select * from offers where id = $1', [offerId]);
      if (offer?.state !== 'made' || offer.expires_at > this.clock.now()) return;
      await this.moves.lock(tx, offer.ticket_id);
      await this.letGo(tx, offerId, 'expired', null, SYSTEM);
    });
  }

  /** People who left give their open offers back at once. */
  async withdrawFor(tx: Tx, agentIds: string[]): Promise<void> {
    for (const agentId of agentIds) await this.withdraw(tx, 'agent_id = $2', agentId, 'presence');
  }

  private async letGo(tx: Tx, offerId: string, state: 'declined' | 'expired', reason: string | null, actor: Actor): Promise<void> {
    const [offer] = await tx.query<OfferRow>('select * from offers where id = $1 for update', [offerId]);
    if (offer!.state !== 'made') throw conflict('Предложение уже закончилось.', { state: offer!.state });
    await this.end(tx, offer!, state, reason, actor);
    for (const act of this.onLetGo) await act(tx, offer!.ticket_id, offer!.agent_id, state, reason);
    await this.redispatch(tx, [offer!.ticket_id]);
  }

  private async own(tx: Tx, offerId: string, agentId: string): Promise<OfferRow> {
    const [offer] = /^\d{1,19}$/.test(offerId)
      ? await tx.query<OfferRow>('select * from offers where id = $1 and agent_id = $2', [offerId, agentId])
      : [];
    if (!offer) throw notFound('Такого предложения у вас нет.');
    return offer;
  }

  private async end(tx: Tx, offer: OfferRow, state: string, reason: string | null, actor: Actor): Promise<void> {
    await tx.query('update offers set state = $2, ended_at = $3, reason = coalesce($4, reason) where id = $1', [
      offer.id,
      state,
      this.clock.now(),
      reason,
    ]);
    await this.note(tx, [offer], state, reason, actor);
  }

  private async withdraw(tx: Tx, which: string, value: string, reason: string): Promise<void> {
    const rows = await tx.query<OfferRow>(
      `update offers set state = 'withdrawn', ended_at = $1 where ${which} and state = 'made' returning *`,
      [this.clock.now(), value],
    );
    if (!rows.length) return;
    await this.note(tx, rows, 'withdrawn', reason, SYSTEM);
    await this.redispatch(
      tx,
      rows.map((row) => row.ticket_id),
    );
  }

  private announce(tx: Tx, ticketIds: string[]): void {
    tx.afterCommit(() => this.settings.live.emit('offers', { ticketIds }));
  }

  private note(tx: Tx, rows: OfferRow[], state: string, reason: string | null, actor: Actor): Promise<void> {
    this.announce(
      tx,
      rows.map((row) => row.ticket_id),
    );
    return this.journal.append(
      tx,
      rows.map((row) => ({
        kind: `offer.${state}`,
        subject: { type: 'ticket' as const, id: row.ticket_id },
        ticketId: row.ticket_id,
        actor,
        facts: { offer: row.id, agent: row.agent_id, fromAgent: row.agent_id },
        reason,
      })),
    );
  }

  private async redispatch(tx: Tx, ticketIds: string[]): Promise<void> {
    const queues = await tx.query<{ queue_id: string }>(
      `select distinct queue_id from tickets where id = any($1::bigint[]) and status = 'queued' and queue_id is not null`,
      [ticketIds],
    );
    await this.jobs.enqueue(
      tx,
      queues.map(({ queue_id }) => ({ name: 'queue.dispatch', payload: { queueId: queue_id }, key: `dispatch:${queue_id}` })),
    );
  }
}
