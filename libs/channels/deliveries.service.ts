// The outbound ledger's states: queued → sending → sent → delivered | read, or failed with a reason people see; never in between for ever.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Sql, Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, notFound } from '#libs/kernel/errors.js';
import { type Actor, MACHINE } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { HandlingService } from '#libs/tickets/handling.service.js';
import { MovesService } from '#libs/tickets/moves.service.js';
import { deliveryLane } from './outbound.service.js';

export interface DeliveryRow {
  key: string;
  ticket_id: string;
  message_id: string;
  channel: string;
  account_id: string;
  conversation_key: string;
  address: string;
  address_name: string | null;
  automatic: boolean;
  state: string;
  attempts: number;
  parts: string[];
  created_at: Date;
}
/** Later states never fall back to earlier ones. */
const ORDER = ['queued', 'sending', 'sent', 'delivered', 'read'];

@Injectable()
export class DeliveriesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly jobs: JobsService,
    private readonly moves: MovesService,
    private readonly handling: HandlingService,
  ) {}

  /** Commits `sending` with its attempt number before the provider is called; null when there is nothing left to send. */
  async begin(key: string): Promise<DeliveryRow | null> {
    const [row] = await this.db.query<DeliveryRow>(
      `update deliveries set state = 'sending', attempts = attempts + 1, updated_at = $2 where key = $1 and state in ('queued', 'sending') returning *`,
      [key, this.clock.now()],
    );
    return row ?? null;
  }

  /** Each result is written only for the attempt that it belongs to. */
  async sent(row: DeliveryRow, parts: string[], delivered: boolean): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const rows = await tx.query(
        `update deliveries set state = $3, parts = $4, provider_id = $5, sent_at = $6, delivered_at = case when $3 = 'delivered' then $6::timestamptz end, last_error = null, updated_at = $6 where key = $1 and attempts = $2 and state = 'sending' returning key`,
        [row.key, row.attempts, delivered ? 'delivered' : 'sent', JSON.stringify(parts), parts.at(-1) ?? null, now],
      );
      if (rows.length) await this.note(tx, row, delivered ? 'delivery.delivered' : 'delivery.sent', null);
    });
  }

  async postponed(row: DeliveryRow, reason: string, parts: string[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query(
        `update deliveries set state = 'queued', last_error = $3, parts = $4, updated_at = $5 where key = $1 and attempts = $2`,
        [row.key, row.attempts, reason, JSON.stringify(parts), this.clock.now()],
      );
      if (row.attempts === 1) await this.note(tx, row, 'delivery.postponed', reason);
    });
  }

  /** The manager sees it and the ticket is unanswered again. */
  async fail(tx: Tx, key: string, reason: string, parts: string[] | null = null): Promise<void> {
    const [row] = await tx.query<DeliveryRow>(
      `update deliveries set state = 'failed', last_error = $2, parts = coalesce($4, parts), updated_at = $3 where key = $1 and state <> 'failed' returning *`,
      [key, reason, this.clock.now(), parts && JSON.stringify(parts)],
    );
    if (!row) return;
    await this.note(tx, row, 'delivery.failed', reason);
    if (!row.automatic) await this.backToWork(tx, row);
  }

  /** A later word of the provider: delivered, read, bounced. Unknown ids and steps back are ignored. */
  async mark(accountId: string, providerId: string, state: 'delivered' | 'read' | 'failed', reason: string | null): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await this.byProviderId(tx, accountId, providerId);
      if (!row) return;
      if (state === 'failed') return this.fail(tx, row.key, reason ?? 'Не доставлено.');
      if (ORDER.indexOf(state) <= ORDER.indexOf(row.state)) return;
      await tx.query(`update deliveries set state = $2, delivered_at = coalesce(delivered_at, $3), updated_at = $3 where key = $1`, [
        row.key,
        state,
        this.clock.now(),
      ]);
      await this.note(tx, row, `delivery.${state}`, null);
    });
  }

  async byProviderId(sql: Sql, accountId: string, providerId: string): Promise<DeliveryRow | null> {
    const [row] = await sql.query<DeliveryRow>(
      'select * from deliveries where account_id = $1 and (provider_id = $2 or parts ? $2) order by id desc limit 1',
      [accountId, providerId],
    );
    return row ?? null;
  }

  /** A person asks for another try of what failed. */
  async retry(ticketId: string, messageId: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [row] = await tx.query<DeliveryRow>('select * from deliveries where ticket_id = $1 and message_id = $2 for update', [
        ticketId,
        messageId,
      ]);
      if (!row) throw notFound('У этого сообщения нет отправки.');
      if (row.state !== 'failed') throw conflict('Сообщение не в состоянии «не доставлено».', { state: row.state });
      await tx.query(`update deliveries set state = 'queued', last_error = null, created_at = $2, updated_at = $2 where key = $1`, [
        row.key,
        this.clock.now(),
      ]);
      await this.jobs.enqueue(tx, [
        { name: 'delivery.send', payload: { key: row.key }, lane: deliveryLane(row.account_id, row.conversation_key) },
      ]);
      await this.note(tx, row, 'delivery.retried', null, actor);
    });
  }

  /** What was not told is not done: a resolved ticket returns to the person who told it, or to its queue (003 §3.5). */
  private async backToWork(tx: Tx, row: DeliveryRow): Promise<void> {
    const ticket = await this.moves.lock(tx, row.ticket_id);
    if (ticket.status === 'resolved' && ticket.told_delivery_key === row.key)
      await this.handling.reopen(tx, ticket, MACHINE, 'not delivered');
    await tx.query(`update tickets set unanswered = true where id = $1 and status in ('registered', 'queued', 'assigned', 'waiting')`, [
      row.ticket_id,
    ]);
  }

  private note(tx: Tx, row: DeliveryRow, kind: string, reason: string | null, actor: Actor = MACHINE): Promise<void> {
    return this.journal.append(tx, [
      {
        kind,
        subject: { type: 'ticket', id: row.ticket_id },
        ticketId: row.ticket_id,
        actor,
        facts: { message: row.message_id, delivery: row.key, attempt: row.attempts },
        reason,
      },
    ]);
  }
}
