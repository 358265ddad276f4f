// Merging tickets, undoing it, and splitting messages off into a ticket of their own.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid } from '#libs/kernel/errors.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { HandlingService } from './handling.service.js';
import { type LockedTicket, MovesService } from './moves.service.js';
import { RegistrarService } from './registrar.service.js';
import { isOpen } from './status.js';

@Injectable()
export class JoiningService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly moves: MovesService,
    private readonly handling: HandlingService,
    private readonly registrar: RegistrarService,
  ) {}

  /** Messages and the conversation move to `intoId`; the emptied ticket keeps its number. */
  async merge(ticketId: string, intoId: string, actor: Actor): Promise<void> {
    if (ticketId === intoId) throw invalid('Обращение нельзя объединить с самим собой.', { field: 'into' });
    await this.db.transaction(async (tx) => {
      const [first, second] = [ticketId, intoId].sort((a, b) => Number(a) - Number(b)) as [string, string];
      const locked = new Map([
        [first, await this.moves.lock(tx, first)],
        [second, await this.moves.lock(tx, second)],
      ]);
      const ticket = locked.get(ticketId)!;
      const into = locked.get(intoId)!;
      if (!isOpen(into.status)) throw conflict(`Обращение ${into.number} уже не открыто: выберите открытое.`, { field: 'into' });
      const moved = await tx.query<{ id: string }>('update messages set ticket_id = $2 where ticket_id = $1 returning id', [
        ticketId,
        intoId,
      ]);
      await tx.query('update attachments set ticket_id = $2 where ticket_id = $1', [ticketId, intoId]);
      const conversations = await tx.query<{ id: string }>('update conversations set ticket_id = $2 where ticket_id = $1 returning id', [
        ticketId,
        intoId,
      ]);
      await tx.query('insert into merges (ticket_id, into_id, agent_id, at, before, message_ids) values ($1, $2, $3, $4, $5, $6)', [
        ticketId,
        intoId,
        actor.id,
        this.clock.now(),
        JSON.stringify({ status: ticket.status, conversations: conversations.map((row) => row.id) }),
        JSON.stringify(moved.map((row) => row.id)),
      ]);
      await this.moves.move(tx, ticket, {
        status: 'merged',
        kind: 'ticket.merged',
        actor,
        facts: { into: intoId },
        set: { status_before: ticket.status, merged_into: intoId },
      });
      await this.append(tx, into, 'ticket.absorbed', actor, { merged: ticketId, messages: moved.length });
    });
  }

  async unmerge(ticketId: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      const [merge] = await tx.query<{ id: string; into_id: string; before: { conversations: string[] }; message_ids: string[] }>(
        'select id, into_id, before, message_ids from merges where ticket_id = $1 and undone_at is null order by id desc limit 1',
        [ticketId],
      );
      if (ticket.status !== 'merged' || !merge) throw conflict('Обращение не объединено.');
      const into = await this.moves.lock(tx, merge.into_id);
      await tx.query('update messages set ticket_id = $2 where id = any($1::bigint[])', [merge.message_ids, ticketId]);
      await tx.query('update attachments set ticket_id = $2 where message_id = any($1::bigint[])', [merge.message_ids, ticketId]);
      await tx.query('update conversations set ticket_id = $2 where id = any($1::bigint[])', [merge.before.conversations, ticketId]);
      await tx.query('update merges set undone_at = $2 where id = $1', [merge.id, this.clock.now()]);
      await this.handling.restore(tx, ticket, 'ticket.unmerged', actor);
      await this.append(tx, into, 'ticket.released', actor, { unmerged: ticketId });
    });
  }

  /** Returns the id of the new ticket, which starts in the same queue with the chosen messages. */
  async split(ticketId: string, messageIds: string[], actor: Actor, reason: string | null): Promise<string> {
    return this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      const messages = await tx.query<{ id: string; text: string }>(
        'select id, text from messages where ticket_id = $1 and id = any($2::bigint[]) order by id',
        [ticketId, messageIds],
      );
      if (messages.length !== messageIds.length) throw invalid('Некоторые сообщения не из этого обращения.', { field: 'messageIds' });
      const [total] = await tx.query<{ n: number }>('select count(*)::int as n from messages where ticket_id = $1', [ticketId]);
      if (total!.n === messages.length) throw invalid('Хотя бы одно сообщение должно остаться в обращении.', { field: 'messageIds' });
      const [fresh] = await this.registrar.register(tx, [this.offspring(ticket, messages[0]!.text, actor, reason)]);
      await tx.query('update messages set ticket_id = $2 where id = any($1::bigint[])', [messageIds, fresh!.id]);
      await tx.query('update attachments set ticket_id = $2 where message_id = any($1::bigint[])', [messageIds, fresh!.id]);
      await this.append(tx, ticket, 'ticket.split', actor, { into: fresh!.id, messages: messages.length });
      return fresh!.id;
    });
  }

  private offspring(ticket: LockedTicket, preview: string, actor: Actor, reason: string | null) {
    return {
      channel: ticket.channel,
      accountId: ticket.account_id,
      conversationId: ticket.conversation_id,
      clientId: ticket.client_id,
      clientCategory: ticket.client_category,
      kind: ticket.kind as 'request',
      topic: ticket.topic,
      topicConfidence: 1,
      topicSure: true,
      topicBy: 'agent' as const,
      priority: ticket.priority,
      queueId: ticket.queue_id,
      assigneeId: actor.id,
      status: 'assigned' as const,
      weight: ticket.weight,
      live: ticket.live,
      pace: 'letter' as const,
      formal: false,
      subject: ticket.subject,
      preview: preview.slice(0, 200),
      collective: null,
      source: { splitFrom: ticket.id },
      unanswered: true,
      receivedAt: this.clock.now(),
      linkedTo: ticket.id,
      actor,
      reason: reason ?? 'split',
    };
  }

  private append(tx: Tx, ticket: LockedTicket, kind: string, actor: Actor, facts: Record<string, unknown>): Promise<void> {
    return this.journal.append(tx, [
      { kind, subject: { type: 'ticket', id: ticket.id }, ticketId: ticket.id, clientId: ticket.client_id, actor, facts },
    ]);
  }
}
