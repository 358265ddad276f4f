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
import { previewOf } from './messages.js';
import { PlacesService } from './places.service.js';
import { isOpen } from './status.js';

/** A message as a split needs it. */
interface Part {
  id: string;
  at: Date;
  text: string;
  channel: string;
  account_id: string | null;
  conversation_id: string | null;
}

@Injectable()
export class JoiningService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly moves: MovesService,
    private readonly handling: HandlingService,
    private readonly parts: { registrar: RegistrarService; place: PlacesService },
  ) {}

  /** Messages, drafts and the conversation move to `intoId`; the emptied ticket keeps its number. */
  async merge(ticketId: string, intoId: string, actor: Actor): Promise<void> {
    if (ticketId === intoId) throw invalid('Обращение нельзя объединить с самим собой.', { field: 'into' });
    await this.db.transaction(async (tx) => {
      const { ticket, into } = await this.lockBoth(tx, ticketId, intoId);
      if (!isOpen(into.status)) throw conflict(`Обращение ${into.number} уже не открыто: выберите открытое.`, { field: 'into' });
      const ids = (await tx.query<{ id: string }>('select id from messages where ticket_id = $1 order by id', [ticketId])).map(
        (row) => row.id,
      );
      await this.parts.place.move(tx, ids, intoId);
      await this.parts.place.moveDrafts(tx, ticketId, intoId);
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
        JSON.stringify(ids),
      ]);
      await this.moves.move(tx, ticket, {
        status: 'merged',
        kind: 'ticket.merged',
        actor,
        facts: { into: intoId },
        set: { status_before: ticket.status, merged_into: intoId },
      });
      await this.append(tx, into, 'ticket.absorbed', actor, { merged: ticketId, messages: ids.length });
      await this.parts.place.refresh(tx, [intoId]);
      // who waited in the one must not be forgotten in the other
      if (ticket.unanswered && into.status === 'waiting') await this.handling.resume(tx, into, 'ticket.clientAnswered', actor);
    });
  }

  /** What was said since in the conversations that come back comes with them. */
  async unmerge(ticketId: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [merge] = await tx.query<{ id: string; into_id: string; at: Date; before: { conversations: string[] }; message_ids: string[] }>(
        'select id, into_id, at, before, message_ids from merges where ticket_id = $1 and undone_at is null order by id desc limit 1',
        [ticketId],
      );
      if (!merge) throw conflict('Обращение не объединено.');
      const { ticket, into } = await this.lockBoth(tx, ticketId, merge.into_id);
      if (ticket.status !== 'merged') throw conflict('Обращение не объединено.');
      const later = await tx.query<{ id: string }>(
        'select id from messages where ticket_id = $1 and conversation_id = any($2::bigint[]) and at >= $3',
        [merge.into_id, merge.before.conversations, merge.at],
      );
      await this.parts.place.move(tx, [...new Set([...merge.message_ids, ...later.map((row) => row.id)])], ticketId);
      await tx.query('update conversations set ticket_id = $2 where id = any($1::bigint[]) and ticket_id = $3', [
        merge.before.conversations,
        ticketId,
        merge.into_id,
      ]);
      await tx.query('update merges set undone_at = $2 where id = $1', [merge.id, this.clock.now()]);
      await this.handling.restore(tx, ticket, 'ticket.unmerged', actor);
      await this.append(tx, into, 'ticket.released', actor, { unmerged: ticketId });
      await this.parts.place.refresh(tx, [ticketId, merge.into_id]);
    });
  }

  /** Returns the id of the new ticket, which starts in the same queue with the chosen messages and keeps their age. */
  async split(ticketId: string, chosen: string[], actor: Actor, reason: string | null): Promise<string> {
    const messageIds = [...new Set(chosen)];
    return this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      const messages = await tx.query<Part>(
        'select id, at, text, channel, account_id, conversation_id from messages where ticket_id = $1 and id = any($2::bigint[]) order by id',
        [ticketId, messageIds],
      );
      if (messages.length !== messageIds.length) throw invalid('Некоторые сообщения не из этого обращения.', { field: 'messageIds' });
      const [total] = await tx.query<{ n: number }>('select count(*)::int as n from messages where ticket_id = $1', [ticketId]);
      if (total!.n === messages.length) throw invalid('Хотя бы одно сообщение должно остаться в обращении.', { field: 'messageIds' });
      const [fresh] = await this.parts.registrar.register(tx, [this.offspring(ticket, messages, actor, reason)]);
      await this.parts.place.move(tx, messageIds, fresh!.id);
      // a conversation that is another than the ticket's own goes on in the new one
      const strange = messages.map((one) => one.conversation_id).filter((id) => id !== null && id !== ticket.conversation_id);
      await tx.query('update conversations set ticket_id = $2 where id = any($1::bigint[]) and ticket_id = $3', [
        strange,
        fresh!.id,
        ticketId,
      ]);
      await this.append(tx, ticket, 'ticket.split', actor, { into: fresh!.id, messages: messages.length });
      await this.parts.place.refresh(tx, [ticketId, fresh!.id]);
      return fresh!.id;
    });
  }

  /** The split-off messages go back where they came from; the number stays, as of any merged ticket. */
  async unsplit(ticketId: string, actor: Actor): Promise<string> {
    const [row] = await this.db.query<{ parent: string | null }>(`select source->>'splitFrom' as parent from tickets where id = $1`, [
      ticketId,
    ]);
    if (!row?.parent) throw conflict('Обращение не было выделено из другого.');
    await this.merge(ticketId, row.parent, actor);
    return row.parent;
  }

  /** Always the older first, so that two merges never wait for each other. */
  private async lockBoth(tx: Tx, ticketId: string, intoId: string): Promise<{ ticket: LockedTicket; into: LockedTicket }> {
    const locked = new Map<string, LockedTicket>();
    for (const id of [ticketId, intoId].sort((a, b) => Number(a) - Number(b))) locked.set(id, await this.moves.lock(tx, id));
    return { ticket: locked.get(ticketId)!, into: locked.get(intoId)! };
  }

  private offspring(ticket: LockedTicket, messages: Part[], actor: Actor, reason: string | null) {
    const [first] = messages as [Part];
    const { channel, accountId, conversationId } = first.conversation_id
      ? { channel: first.channel, accountId: first.account_id, conversationId: first.conversation_id }
      : { channel: ticket.channel, accountId: ticket.account_id, conversationId: ticket.conversation_id };
    return {
      channel,
      accountId,
      conversationId,
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
      preview: previewOf(first.text, []),
      collective: null,
      source: { splitFrom: ticket.id },
      unanswered: true,
      receivedAt: first.at,
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
