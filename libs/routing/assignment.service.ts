// Taking, assigning and transferring tickets by people; hand-overs that nobody accepts return (D8).
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { NewTransfer } from '#libs/contract/tickets.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid } from '#libs/kernel/errors.js';
import { type Actor, SYSTEM } from '#libs/kernel/journal.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { type LockedTicket, MovesService } from '#libs/tickets/moves.service.js';
import { WorkingTimeService } from '#libs/tickets/working-time.service.js';
import { isOpen, STATUS_RU } from '#libs/tickets/status.js';
import { OffersService } from './offers.service.js';

const NO_TRANSFER = {
  reserved: false,
  preferred_id: null,
  transfer_id: null,
  transfer_from_agent: null,
  transfer_from_queue: null,
} as const;

@Injectable()
export class AssignmentService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
    private readonly moves: MovesService,
    private readonly workingTime: WorkingTimeService,
    private readonly settings: { transferBackMs: number },
  ) {}

  /** Refused hand-overs go back to the sender; called once at start. */
  bind(offers: OffersService): void {
    offers.whenLetGo((tx, ticketId, _agentId, state, reason) => this.handedBack(tx, ticketId, state, reason));
  }

  /** A person's own take, or a head's assignment, may exceed capacity and is journalled `over`. */
  async assign(ticketId: string, agentId: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      if (ticket.assignee_id === agentId && ticket.status === 'assigned') return;
      onlyOpen(ticket);
      if (ticket.status === 'assigned' && ticket.assignee_id && actor.id === agentId && ticket.assignee_id !== agentId) {
        const [holder] = await tx.query<{ name: string }>('select name from agents where id = $1', [ticket.assignee_id]);
        throw conflict(`Обращение уже ведёт ${holder?.name ?? 'коллега'}. Попросите передать его вам.`, { assignee: ticket.assignee_id });
      }
      const [agent] = /^\d+$/.test(agentId)
        ? await tx.query<{ capacity: number; load: number }>(
            `select capacity, coalesce((select sum(weight) from tickets t where t.assignee_id = $1 and t.status = 'assigned'), 0)::real as load from agents where id = $1 and active for update`,
            [agentId],
          )
        : [];
      if (!agent) throw invalid('Такого сотрудника нет или он уволен.', { field: 'agent' });
      const over = agent.load + ticket.weight > agent.capacity + 1e-6;
      await this.moves.move(tx, ticket, {
        status: 'assigned',
        kind: 'ticket.assigned',
        actor,
        facts: { agent: agentId, over },
        reason: actor.id === agentId ? 'taken' : 'assigned',
        set: { assignee_id: agentId, waiting_for: null, snoozed_until: null, ...NO_TRANSFER },
      });
    });
  }

  /** To a person, a queue or a department; the clock of D8 starts, the history goes along. */
  async transfer(ticketId: string, draft: NewTransfer, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      onlyOpen(ticket);
      if (ticket.client_category === '') throw invalid('Сначала укажите категорию клиента.', { field: 'category' });
      const target = await this.target(tx, draft, ticket);
      const transferId = randomUUID();
      const now = this.clock.now();
      const base = { transfer: transferId, queue: target.queueId, agent: target.agentId };
      const set = {
        queue_id: target.queueId,
        assignee_id: null,
        preferred_id: target.agentId,
        reserved: target.agentId !== null,
        transfer_id: transferId,
        transfer_from_agent: ticket.assignee_id ?? actor.id,
        transfer_from_queue: ticket.queue_id,
        queued_at: now,
        waiting_for: null,
        snoozed_until: null,
      };
      if (ticket.status === 'queued') await this.requeue(tx, ticket, set, actor, base, draft.reason);
      else
        await this.moves.move(tx, ticket, { status: 'queued', kind: 'ticket.transferred', actor, facts: base, reason: draft.reason, set });
      await this.jobs.enqueue(tx, [
        {
          name: 'transfer.return',
          payload: { ticketId: ticket.id, transferId },
          runAt: this.workingTime.addWorking(now, this.settings.transferBackMs),
        },
      ]);
    });
  }

  /** D8: still nobody's after 15 working minutes, so it goes back to where it came from. */
  async returnUnaccepted(ticketId: string, transferId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      if (ticket.status === 'queued' && ticket.transfer_id === transferId) await this.back(tx, ticket, 'transfer.returned', null, SYSTEM);
    });
  }

  /** A dismissed person's open tickets return to their queues at once (003 §1.8). */
  async releaseAll(tx: Tx, agentId: string, actor: Actor): Promise<void> {
    const rows = await tx.query<{ id: string }>(
      `select id from tickets where assignee_id = $1 and status in ('assigned', 'waiting') order by id for update`,
      [agentId],
    );
    for (const { id } of rows) {
      const ticket = await this.moves.lock(tx, id);
      await this.moves.move(tx, ticket, {
        status: 'queued',
        kind: 'ticket.released',
        actor,
        reason: 'dismissed',
        set: { assignee_id: null, waiting_for: null, snoozed_until: null },
      });
    }
  }

  private async handedBack(tx: Tx, ticketId: string, state: 'declined' | 'expired', reason: string | null): Promise<void> {
    const ticket = await this.moves.lock(tx, ticketId);
    // a refused hand-over returns with its reason; an expired one waits for D8, a plain offer goes to the next person
    if (ticket.reserved && ticket.transfer_id && state === 'declined') await this.back(tx, ticket, 'transfer.refused', reason, SYSTEM);
    else if (!ticket.reserved && ticket.preferred_id) await tx.query('update tickets set preferred_id = null where id = $1', [ticketId]);
  }

  private async back(tx: Tx, ticket: LockedTicket, kind: string, reason: string | null, actor: Actor): Promise<void> {
    const set = {
      ...NO_TRANSFER,
      queue_id: ticket.transfer_from_queue ?? ticket.queue_id,
      preferred_id: ticket.transfer_from_agent,
      assignee_id: null,
    };
    await this.requeue(
      tx,
      ticket,
      set,
      actor,
      { transfer: ticket.transfer_id, queue: set.queue_id, agent: ticket.transfer_from_agent },
      reason,
      kind,
    );
  }

  /** From one queue to another: the status stays, so the move goes through the same writer as assigned → queued. */
  private async requeue(
    tx: Tx,
    ticket: LockedTicket,
    set: Record<string, unknown>,
    actor: Actor,
    facts: Record<string, unknown>,
    reason: string | null,
    kind = 'ticket.transferred',
  ): Promise<void> {
    await this.moves.move(tx, { ...ticket, queued_at: ticket.queued_at }, { status: 'queued', kind, actor, facts, reason, set });
  }

  private async target(tx: Tx, draft: NewTransfer, ticket: LockedTicket): Promise<{ queueId: string; agentId: string | null }> {
    if ('agent' in draft.to) {
      const [agent] = /^\d+$/.test(draft.to.agent)
        ? await tx.query<{ queue_id: string | null }>(
            `select coalesce((select m.queue_id from queue_members m where m.agent_id = a.id order by (m.queue_id = $2) desc, m.queue_id limit 1),
           (select q.id from queues q where q.department_id = a.department_id order by q.position, q.id limit 1), $2) as queue_id from agents a where a.id = $1 and a.active`,
            [draft.to.agent, ticket.queue_id],
          )
        : [];
      if (!agent?.queue_id) throw invalid('Такого сотрудника нет или он уволен.', { field: 'to.agent' });
      return { queueId: agent.queue_id, agentId: draft.to.agent };
    }
    const [queue] =
      'queue' in draft.to
        ? await tx.query<{ id: string }>('select id from queues where code = $1 and active', [draft.to.queue])
        : await tx.query<{ id: string }>(
            'select q.id from queues q join departments d on d.id = q.department_id where d.code = $1 and q.active order by q.position, q.id limit 1',
            [draft.to.department],
          );
    if (!queue) throw invalid('Такой очереди нет или она выключена.', { field: 'to' });
    return { queueId: queue.id, agentId: null };
  }
}

/** What is resolved, merged or spam goes back by its own undo, which the table of moves alone would not ask for. */
function onlyOpen(ticket: LockedTicket): void {
  if (!isOpen(ticket.status))
    throw conflict(`Обращение ${ticket.number} сейчас «${STATUS_RU[ticket.status]}»: сначала верните его в работу.`, {
      status: ticket.status,
    });
}
