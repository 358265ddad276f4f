// Tickets begun by staff: a visitor at the desk, a caller's word written down, or a first message to a client.
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { NewTicket } from '#libs/contract/tickets.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid } from '#libs/kernel/errors.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { ClientsService } from '#libs/people/clients.service.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { RouterService } from '#libs/routing/router.service.js';
import { previewOf } from '#libs/tickets/messages.js';
import { MessagesService } from '#libs/tickets/messages.service.js';
import { MovesService } from '#libs/tickets/moves.service.js';
import { RegistrarService } from '#libs/tickets/registrar.service.js';
import { AccountsService } from './accounts.service.js';
import { ReplyService } from './reply.service.js';

type Draft = z.infer<typeof NewTicket>;
interface Card {
  id: string;
  category: string;
}

@Injectable()
export class OutgoingService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly clients: ClientsService,
    private readonly tickets: { registrar: RegistrarService; moves: MovesService; messages: MessagesService; jobs: JobsService },
    private readonly router: RouterService,
    private readonly channels: { accounts: AccountsService; replies: ReplyService },
  ) {}

  /** Returns the new ticket's id. A queue of another department is refused: transfer there instead (003 §1.1). */
  begin(viewer: Viewer, draft: Draft): Promise<string> {
    return this.db.transaction(async (tx) => {
      const channel = draft.channel ? this.channels.accounts.channel(draft.channel) : this.channels.accounts.desk();
      const card = await this.card(tx, viewer, draft);
      await this.checkNames(tx, draft);
      const chosen = draft.queue ? await this.allowedQueue(tx, viewer, draft.queue) : null;
      const [route] = await this.router.route(tx, [
        {
          text: draft.text,
          clientId: card.id,
          clientCategory: card.category as 'other',
          categoryKnown: true,
          turns: channel.descriptor.turns,
          topic: draft.topic,
          kind: draft.kind,
        },
      ]);
      const mine = draft.outgoing || draft.agent === viewer.agentId || (!chosen && !draft.agent && channel.descriptor.turns !== 'visit');
      const assignee = draft.agent ?? (mine ? viewer.agentId : null);
      const [ticket] = await this.tickets.registrar.register(tx, [
        {
          channel: channel.descriptor.id,
          accountId: null,
          conversationId: null,
          clientId: card.id,
          clientCategory: card.category,
          kind: draft.kind,
          topic: draft.topic,
          topicConfidence: 1,
          topicSure: true,
          topicBy: 'agent',
          priority: route!.priority,
          queueId: chosen ?? route!.queueId,
          assigneeId: assignee,
          status: assignee ? 'assigned' : 'queued',
          weight: channel.descriptor.weight,
          live: channel.descriptor.live,
          pace: 'letter',
          formal: false,
          subject: draft.subject ?? null,
          preview: previewOf(draft.text, []),
          collective: draft.collective ?? null,
          source: draft.outgoing ? { outgoing: true } : {},
          unanswered: !draft.outgoing,
          receivedAt: this.clock.now(),
          linkedTo: null,
          actor: actorOf(viewer),
          reason: chosen ? 'chosen by staff' : route!.reason,
        },
      ]);
      await this.router.keep(tx, [{ ticketId: ticket!.id, route: route! }]);
      if (!assignee) await tx.query('update tickets set preferred_id = $2 where id = $1', [ticket!.id, route!.preferredId]);
      await this.firstWord(tx, viewer, { ticketId: ticket!.id, clientId: card.id, channel: channel.descriptor.id }, draft);
      const queueId = chosen ?? route!.queueId;
      await this.tickets.jobs.enqueue(tx, [{ name: 'queue.dispatch', payload: { queueId }, key: `dispatch:${queueId}` }]);
      return ticket!.id;
    });
  }

  private async card(tx: Tx, viewer: Viewer, draft: Draft): Promise<Card> {
    if ('id' in draft.client) {
      const [row] = /^\d+$/.test(draft.client.id)
        ? await tx.query<Card>('select id, category from clients where id = $1 and merged_into is null', [draft.client.id])
        : [];
      if (!row) throw invalid('Карточка клиента не найдена: выберите её из списка или заполните новую.', { field: 'client' });
      return row;
    }
    const id = await this.clients.createIn(tx, draft.client, actorOf(viewer));
    return { id, category: draft.client.category };
  }

  /** The topic and the person named in the form must be there: else nobody would ever answer. */
  private async checkNames(tx: Tx, { agent, topic }: Draft): Promise<void> {
    const [known] = await tx.query<{ topic: boolean; agent: boolean }>(
      `select exists (select from topics where code = $1 and active) as topic,
              $2::text is null or exists (select from agents where id::text = $2 and active) as agent`,
      [topic, agent ?? null],
    );
    if (!known!.topic) throw invalid(`Тематики «${topic}» нет: выберите её из списка.`, { field: 'topic' });
    if (!known!.agent) throw invalid('Такого сотрудника нет или он уволен: выберите другого.', { field: 'agent' });
  }

  private async allowedQueue(tx: Tx, viewer: Viewer, code: string): Promise<string> {
    const [queue] = await tx.query<{ id: string; contact: boolean; department_id: string }>(
      'select q.id, d.contact, q.department_id from queues q join departments d on d.id = q.department_id where q.code = $1 and q.active',
      [code],
    );
    if (!queue) throw invalid(`Очереди «${code}» нет или она выключена.`, { field: 'queue' });
    if (!queue.contact && queue.department_id !== viewer.departmentId)
      throw conflict('В очередь другого подразделения обращение передают, а не создают: зарегистрируйте его у себя и передайте.', {
        field: 'queue',
      });
    return queue.id;
  }

  /** What the client said is inbound; what we write first goes out by the chosen channel. */
  private async firstWord(
    tx: Tx,
    viewer: Viewer,
    { ticketId, clientId, channel }: { ticketId: string; clientId: string; channel: string },
    draft: Draft,
  ): Promise<void> {
    if (draft.outgoing) {
      const ticket = await this.tickets.moves.lock(tx, ticketId);
      await this.channels.replies.send(tx, ticket, viewer, draft.text, draft.files, draft.channel, null, draft.account);
      return;
    }
    await this.tickets.messages.append(tx, [
      {
        ticketId,
        clientId,
        at: this.clock.now(),
        direction: 'inbound',
        author: { kind: 'client', id: clientId, name: null },
        text: draft.text,
        html: null,
        files: [],
        meta: { writtenBy: viewer.agentId },
        channel,
        accountId: null,
        externalId: null,
        clientKey: null,
      },
    ]);
  }
}
