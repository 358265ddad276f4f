// The one writer of a ticket's status, queue and assignee: checks the table of moves, journals, frees and wakes queues.
import { Injectable } from '@nestjs/common';
import type { TicketStatus } from '#libs/contract/tickets.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { conflict, notFound } from '#libs/kernel/errors.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { formatNumber } from './number.js';
import { isOpen, mayMove, STATUS_RU } from './status.js';

/** A ticket's row as acts need it; locked until the transaction ends. */
export interface LockedTicket {
  id: string;
  number: string;
  number_year: number;
  number_seq: number;
  status: TicketStatus;
  status_before: TicketStatus | null;
  kind: string;
  topic: string | null;
  channel: string;
  account_id: string | null;
  conversation_id: string | null;
  client_id: string;
  client_category: string;
  queue_id: string | null;
  assignee_id: string | null;
  weight: number;
  live: boolean;
  priority: number;
  subject: string | null;
  queued_at: Date | null;
  created_at: Date;
  snoozed_until: Date | null;
  told_at: Date | null;
  told_delivery_key: string | null;
  preferred_id: string | null;
  reserved: boolean;
  transfer_id: string | null;
  transfer_from_agent: string | null;
  transfer_from_queue: string | null;
  result: string | null;
  unanswered: boolean;
}
/** Columns a move may change besides status; undefined stays. */
export interface Move {
  status: TicketStatus;
  kind: string;
  actor: Actor;
  facts?: Record<string, unknown>;
  reason?: string | null;
  set?: Partial<
    Record<
      | 'queue_id'
      | 'assignee_id'
      | 'waiting_for'
      | 'snoozed_until'
      | 'queued_at'
      | 'resolved_at'
      | 'resolved_by'
      | 'result'
      | 'closed_at'
      | 'status_before'
      | 'merged_into'
      | 'told_at'
      | 'told_by'
      | 'told_channel'
      | 'told_text'
      | 'told_delivery_key'
      | 'preferred_id'
      | 'reserved'
      | 'transfer_id'
      | 'transfer_from_agent'
      | 'transfer_from_queue'
      | 'topic'
      | 'kind'
      | 'unanswered'
      | 'client_id'
      | 'priority',
      unknown
    >
  >;
}

@Injectable()
export class MovesService {
  private readonly onLeft: ((tx: Tx, ticketId: string) => Promise<void>)[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly jobs: JobsService,
  ) {}

  /** Routing registers how open offers end when a ticket stops waiting for a person. */
  whenLeftQueue(act: (tx: Tx, ticketId: string) => Promise<void>): void {
    this.onLeft.push(act);
  }

  async lock(tx: Tx, ticketId: string): Promise<LockedTicket> {
    const [row] = /^\d{1,19}$/.test(ticketId)
      ? await tx.query<LockedTicket>('select * from tickets where id = $1 for update', [ticketId])
      : [];
    if (!row) throw notFound('Обращение не найдено.');
    return { ...row, number: formatNumber(row.number_year, row.number_seq) };
  }

  /** Refuses moves that the table does not allow with a sentence a manager understands. */
  async move(tx: Tx, ticket: LockedTicket, move: Move): Promise<void> {
    if (!mayMove(ticket.status, move.status))
      throw conflict(`Обращение ${ticket.number} сейчас «${STATUS_RU[ticket.status]}», так его изменить нельзя.`, {
        status: ticket.status,
      });
    const set: Record<string, unknown> = { status: move.status, ...move.set };
    if (move.status === 'queued') set.queued_at = move.set?.queued_at ?? ticket.queued_at ?? this.clock.now();
    const columns = Object.keys(set);
    await tx.query(`update tickets set ${columns.map((column, i) => `${column} = $${i + 2}`).join(', ')} where id = $1`, [
      ticket.id,
      ...Object.values(set),
    ]);
    await this.journal.append(tx, [
      {
        kind: move.kind,
        subject: { type: 'ticket', id: ticket.id },
        ticketId: ticket.id,
        clientId: ticket.client_id,
        actor: move.actor,
        facts: {
          from: ticket.status,
          fromQueue: ticket.queue_id,
          fromAgent: ticket.assignee_id,
          // a hand-over is seen by its sender until somebody takes it
          ...(ticket.transfer_from_agent && { fromSender: ticket.transfer_from_agent }),
          ...move.facts,
        },
        reason: move.reason ?? null,
      },
    ]);
    if (ticket.status === 'queued' || move.status === 'queued') for (const act of this.onLeft) await act(tx, ticket.id);
    await this.wakeQueues(tx, ticket, set);
  }

  /** A freed person drains all their queues; a ticket that entered a queue drains that one. */
  private async wakeQueues(tx: Tx, ticket: LockedTicket, set: Record<string, unknown>): Promise<void> {
    const wake = new Set<string>();
    const queueId = (set.queue_id ?? ticket.queue_id) as string | null;
    if (set.status === 'queued' && queueId) wake.add(queueId);
    const stillMine = set.status === 'assigned' && (set.assignee_id ?? ticket.assignee_id) === ticket.assignee_id;
    if (ticket.assignee_id && isOpen(ticket.status) && !stillMine)
      for (const row of await tx.query<{ queue_id: string }>('select queue_id from queue_members where agent_id = $1', [
        ticket.assignee_id,
      ]))
        wake.add(row.queue_id);
    await this.jobs.enqueue(
      tx,
      [...wake].map((id) => ({ name: 'queue.dispatch', payload: { queueId: id }, key: `dispatch:${id}` })),
    );
  }
}
