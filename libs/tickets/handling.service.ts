// What staff do with a ticket besides answering and passing on: note, correct, snooze, resolve, reopen, spam.
import { Injectable } from '@nestjs/common';
import type { NewResolution, TicketPatch } from '#libs/contract/tickets.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid } from '#libs/kernel/errors.js';
import { type Actor, SYSTEM } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import type { z } from 'zod';
import { type LockedTicket, MovesService } from './moves.service.js';
import { isOpen } from './status.js';

const DAY_MS = 86_400_000;
/** Kinds whose resolution must tell the client what was done (003 §3.5). */
const MUST_TELL = new Set(['complaint', 'statement', 'proposal']);
export interface Told {
  at: Date;
  by: string | null;
  channel: string;
  text: string | null;
  deliveryKey: string | null;
}

@Injectable()
export class HandlingService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly jobs: JobsService,
    private readonly moves: MovesService,
    private readonly settings: { reopenDays: number },
  ) {}

  /** Corrects topic, kind, priority, client or the collective facts; each change is one journal line with old and new. */
  async correct(ticketId: string, patch: z.infer<typeof TicketPatch>, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      const about = { subject: { type: 'ticket' as const, id: ticket.id }, ticketId: ticket.id, clientId: ticket.client_id, actor };
      if (patch.topic !== undefined && patch.topic !== ticket.topic) {
        const [topic] = await tx.query('select code from topics where code = $1 and active', [patch.topic]);
        if (!topic) throw invalid(`Тематики «${patch.topic}» нет.`, { field: 'topic' });
        await tx.query(`update tickets set topic = $2, topic_by = 'agent', topic_sure = true, topic_confidence = 1 where id = $1`, [
          ticket.id,
          patch.topic,
        ]);
        await this.journal.append(tx, [{ ...about, kind: 'ticket.reclassified', facts: { old: ticket.topic, new: patch.topic } }]);
      }
      for (const field of ['kind', 'priority'] as const) {
        const value = patch[field];
        if (value === undefined || value === ticket[field]) continue;
        await tx.query(`update tickets set ${field} = $2 where id = $1`, [ticket.id, value]);
        await this.journal.append(tx, [{ ...about, kind: `ticket.${field}Changed`, facts: { old: ticket[field], new: value } }]);
      }
      if (patch.collective !== undefined) {
        await tx.query('update tickets set collective_count = $2, collective_contact = $3 where id = $1', [
          ticket.id,
          patch.collective?.count ?? null,
          patch.collective?.contact ?? null,
        ]);
        await this.journal.append(tx, [{ ...about, kind: 'ticket.collectiveChanged', facts: { count: patch.collective?.count ?? null } }]);
      }
      if (patch.client !== undefined && patch.client !== ticket.client_id) await this.relink(tx, ticket, patch.client, actor);
    });
  }

  async snooze(ticketId: string, until: Date, actor: Actor): Promise<void> {
    if (until <= this.clock.now()) throw invalid('Время возврата уже прошло: выберите будущее.', { field: 'until' });
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      await this.moves.move(tx, ticket, {
        status: 'waiting',
        kind: 'ticket.snoozed',
        actor,
        facts: { until: until.toISOString() },
        set: { waiting_for: 'until', snoozed_until: until, assignee_id: ticket.assignee_id ?? actor.id },
      });
      await this.jobs.enqueue(tx, [
        { name: 'ticket.wake', payload: { ticketId: ticket.id }, runAt: until, key: `wake:${ticket.id}:${until.getTime()}` },
      ]);
    });
  }

  /** The end of a snooze, by its job or by a person; a ticket that went on meanwhile is left alone. */
  async wake(ticketId: string, actor: Actor = SYSTEM): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      const early = actor.kind === 'system' && ticket.snoozed_until !== null && ticket.snoozed_until > this.clock.now();
      if (ticket.status !== 'waiting' || !ticket.snoozed_until || early) return;
      await this.resume(tx, ticket, 'ticket.woken', actor);
    });
  }

  /** Back to its assignee, or to its queue when the assignee is no longer there. */
  async resume(tx: Tx, ticket: LockedTicket, kind: string, actor: Actor): Promise<void> {
    const [holder] = ticket.assignee_id ? await tx.query('select id from agents where id = $1 and active', [ticket.assignee_id]) : [];
    const status = holder ? 'assigned' : 'queued';
    await this.moves.move(tx, ticket, {
      status,
      kind,
      actor,
      set: { waiting_for: null, snoozed_until: null, assignee_id: holder ? ticket.assignee_id : null },
    });
  }

  /** Resolution and "told" are two facts with their own times (003 §3.5, §3.6). `told` was already recorded or sent by the caller. */
  async resolve(tx: Tx, ticket: LockedTicket, draft: z.infer<typeof NewResolution>, told: Told | null, actor: Actor): Promise<void> {
    const kind = draft.kind ?? ticket.kind;
    const topic = draft.topic ?? ticket.topic;
    if (!topic) throw invalid('Выберите тематику: без неё обращение не исполнить.', { field: 'topic' });
    if (MUST_TELL.has(kind) && !told && !ticket.told_at)
      throw invalid('Для жалобы, заявления и предложения укажите, что сообщено клиенту о принятых мерах.', { field: 'told' });
    const now = this.clock.now();
    const saidNow = told
      ? { told_at: told.at, told_by: told.by, told_channel: told.channel, told_text: told.text, told_delivery_key: told.deliveryKey }
      : {};
    if (told)
      await this.journal.append(tx, [
        {
          kind: 'ticket.told',
          subject: { type: 'ticket', id: ticket.id },
          ticketId: ticket.id,
          clientId: ticket.client_id,
          actor,
          facts: { channel: told.channel, at: told.at.toISOString(), delivery: told.deliveryKey },
        },
      ]);
    await this.moves.move(tx, ticket, {
      status: 'resolved',
      kind: 'ticket.resolved',
      actor,
      facts: { result: draft.result, topic, kind },
      set: {
        resolved_at: now,
        resolved_by: actor.id,
        result: draft.result,
        topic,
        kind,
        waiting_for: null,
        snoozed_until: null,
        unanswered: false,
        ...saidNow,
      },
    });
    await this.jobs.enqueue(tx, [
      {
        name: 'ticket.close',
        payload: { ticketId: ticket.id },
        runAt: new Date(now.getTime() + this.settings.reopenDays * DAY_MS),
        key: `close:${ticket.id}:${now.getTime()}`,
      },
    ]);
  }

  /** By a person (the undo of resolve) or by the client's later word within D10. The first record stays in the journal. */
  async reopen(tx: Tx, ticket: LockedTicket, actor: Actor, reason: string): Promise<void> {
    const [holder] = ticket.assignee_id
      ? await tx.query(`select id from agents where id = $1 and active and presence <> 'offline'`, [ticket.assignee_id])
      : [];
    await this.moves.move(tx, ticket, {
      status: holder ? 'assigned' : 'queued',
      kind: 'ticket.reopened',
      actor,
      reason,
      facts: { result: ticket.result },
      set: {
        resolved_at: null,
        resolved_by: null,
        result: null,
        assignee_id: holder ? ticket.assignee_id : null,
        queued_at: this.clock.now(),
        told_at: null,
        told_by: null,
        told_channel: null,
        told_text: null,
        told_delivery_key: null,
      },
    });
    await tx.query('update tickets set reopened = reopened + 1 where id = $1', [ticket.id]);
  }

  async close(ticketId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      const [row] = await tx.query<{ due: boolean }>('select resolved_at <= $2 as due from tickets where id = $1', [
        ticketId,
        new Date(this.clock.now().getTime() - this.settings.reopenDays * DAY_MS),
      ]);
      if (ticket.status === 'resolved' && row?.due)
        await this.moves.move(tx, ticket, { status: 'closed', kind: 'ticket.closed', actor: SYSTEM, set: { closed_at: this.clock.now() } });
    });
  }

  async markSpam(ticketId: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      await this.moves.move(tx, ticket, { status: 'spam', kind: 'ticket.spam', actor, set: { status_before: ticket.status } });
    });
  }

  /** Back to the status before spam or merge. */
  async restore(tx: Tx, ticket: LockedTicket, kind: string, actor: Actor): Promise<void> {
    if (!ticket.status_before || !isOpen(ticket.status_before)) throw conflict('Вернуть нечего: обращение не было открыто.');
    await this.moves.move(tx, ticket, { status: ticket.status_before, kind, actor, set: { status_before: null, merged_into: null } });
  }

  async unmarkSpam(ticketId: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      if (ticket.status !== 'spam') throw conflict('Обращение не отмечено как спам.');
      await this.restore(tx, ticket, 'ticket.notSpam', actor);
    });
  }

  /** First opening by a person: its own timestamp (REQUIREMENTS section 2). */
  async looked(ticketId: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const rows = await tx.query<{ client_id: string }>(
        'update tickets set first_look_at = $2 where id = $1 and first_look_at is null returning client_id',
        [ticketId, this.clock.now()],
      );
      if (rows.length)
        await this.journal.append(tx, [
          {
            kind: 'ticket.looked',
            subject: { type: 'ticket', id: ticketId },
            ticketId,
            clientId: rows[0]!.client_id,
            actor,
          },
        ]);
    });
  }

  private async relink(tx: Tx, ticket: LockedTicket, clientId: string, actor: Actor): Promise<void> {
    const [client] = /^\d+$/.test(clientId)
      ? await tx.query<{ category: string }>('select category from clients where id = $1 and merged_into is null', [clientId])
      : [];
    if (!client) throw invalid('Такой карточки нет.', { field: 'client' });
    await tx.query('update tickets set client_id = $2, client_category = $3 where id = $1', [ticket.id, clientId, client.category]);
    await tx.query('update conversations set client_id = $2 where ticket_id = $1', [ticket.id, clientId]);
    await this.journal.append(tx, [
      {
        kind: 'ticket.relinked',
        subject: { type: 'ticket', id: ticket.id },
        ticketId: ticket.id,
        clientId,
        actor,
        facts: { old: ticket.client_id, new: clientId },
      },
    ]);
  }
}
