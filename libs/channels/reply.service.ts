// Staff answer: a reply or a note, guarded against answering what one has not read; resolution with what the client was told.
import { Injectable } from '@nestjs/common';
import type { MessageView, NewNote, NewReply, NewResolution } from '#libs/contract/tickets.js';
import type { z } from 'zod';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid } from '#libs/kernel/errors.js';
import { parsePosition } from '#libs/kernel/journal.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { ConversationQuery } from '#libs/tickets/conversation.query.js';
import { HandlingService, type Told } from '#libs/tickets/handling.service.js';
import type { StoredAttachment } from '#libs/tickets/messages.js';
import { MessagesService } from '#libs/tickets/messages.service.js';
import { type LockedTicket, MovesService } from '#libs/tickets/moves.service.js';
import { isOpen, STATUS_RU } from '#libs/tickets/status.js';
import { AccountsService } from './accounts.service.js';
import { DestinationService } from './destination.service.js';
import { OutboundService, type Sending } from './outbound.service.js';

type Reply = z.infer<typeof NewReply>;
export interface Replied {
  messageId: string;
  newer: MessageView[];
}

@Injectable()
export class ReplyService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tickets: {
      moves: MovesService;
      handling: HandlingService;
      messages: MessagesService;
      conversation: ConversationQuery;
    },
    private readonly accounts: AccountsService,
    private readonly destinations: DestinationService,
    private readonly outbound: OutboundService,
  ) {}

  /** The same client key twice answers the first message. A stale reply is refused with the newer messages in `facts.newer`. */
  reply(viewer: Viewer, ticketId: string, draft: Reply): Promise<Replied> {
    return this.db.transaction(async (tx) => {
      const ticket = await this.tickets.moves.lock(tx, ticketId);
      const known = draft.clientKey ? await this.known(tx, ticketId, draft.clientKey) : null;
      if (known) return { messageId: known, newer: [] };
      const newer = await this.guardStale(tx, ticket, draft, viewer);
      const sending = await this.send(tx, ticket, viewer, draft.text, draft.files, draft.channel, draft.clientKey ?? null);
      await this.settle(tx, ticket, viewer);
      return { messageId: sending.messageId, newer };
    });
  }

  note(viewer: Viewer, ticketId: string, draft: z.infer<typeof NewNote>): Promise<string> {
    return this.db.transaction(async (tx) => {
      const ticket = await this.tickets.moves.lock(tx, ticketId);
      const known = draft.clientKey ? await this.known(tx, ticketId, draft.clientKey) : null;
      if (known) return known;
      const files = await this.files(tx, viewer, draft.files);
      const [id] = await this.tickets.messages.append(tx, [
        {
          ticketId,
          clientId: ticket.client_id,
          at: this.clock.now(),
          direction: 'note',
          author: { kind: 'agent', id: viewer.agentId, name: viewer.name, actingFor: actorOf(viewer).actingFor },
          text: draft.text,
          html: null,
          files,
          meta: {},
          channel: ticket.channel,
          accountId: null,
          externalId: null,
          clientKey: draft.clientKey ?? null,
        },
      ]);
      return id!;
    });
  }

  /** Result and what the client was told: sent now through a channel, pointed to as a sent message, or said by word of mouth. */
  async resolve(viewer: Viewer, ticketId: string, draft: z.infer<typeof NewResolution>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.tickets.moves.lock(tx, ticketId);
      if (ticket.status === 'queued' || ticket.status === 'registered') await this.take(tx, ticket, viewer);
      const told = draft.told ? await this.tell(tx, ticket, viewer, draft.told) : null;
      await this.tickets.handling.resolve(tx, await this.tickets.moves.lock(tx, ticketId), draft, told, actorOf(viewer));
    });
  }

  async reopen(viewer: Viewer, ticketId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ticket = await this.tickets.moves.lock(tx, ticketId);
      if (ticket.status !== 'resolved')
        throw conflict(`Обращение ${ticket.number} сейчас «${STATUS_RU[ticket.status]}»: возобновить можно только исполненное.`, {
          status: ticket.status,
        });
      await this.tickets.handling.reopen(tx, ticket, actorOf(viewer), 'by staff');
    });
  }

  /** Writes the message and puts it on its way; also the first word of a ticket that staff begin. */
  async send(
    tx: Tx,
    ticket: LockedTicket,
    viewer: Viewer,
    text: string,
    fileIds: string[],
    channelId: string | undefined,
    clientKey: string | null,
    accountName?: string,
  ): Promise<Sending> {
    if (!isOpen(ticket.status) && ticket.status !== 'resolved')
      throw conflict(`Обращение ${ticket.number} сейчас «${STATUS_RU[ticket.status]}»: отвечать в нём нельзя.`, { status: ticket.status });
    const destination = await this.destinations.find(tx, ticket, channelId, accountName);
    const files = await this.files(tx, viewer, fileIds);
    this.destinations.check(destination.channel, text, files.length);
    const [sending] = await this.outbound.send(tx, [
      {
        accountId: destination.accountId,
        conversationKey: destination.conversationKey,
        to: destination.to,
        automatic: false,
        message: {
          ticketId: ticket.id,
          clientId: ticket.client_id,
          at: this.clock.now(),
          direction: 'outbound',
          author: { kind: 'agent', id: viewer.agentId, name: viewer.name, actingFor: actorOf(viewer).actingFor },
          text: text,
          html: null,
          files,
          meta: {},
          channel: destination.channel.id,
          accountId: destination.accountId,
          conversationId: destination.conversationId,
          externalId: null,
          clientKey,
        },
      },
    ]);
    return sending!;
  }

  private async tell(
    tx: Tx,
    ticket: LockedTicket,
    viewer: Viewer,
    told: NonNullable<z.infer<typeof NewResolution>['told']>,
  ): Promise<Told> {
    const base = { at: told.at ? new Date(told.at) : this.clock.now(), by: viewer.agentId, channel: told.channel, text: told.text ?? null };
    if (told.messageId) {
      const [row] = await tx.query<{ key: string; at: Date; text: string; state: string }>(
        'select d.key, d.state, m.at, m.text from messages m join deliveries d on d.message_id = m.id where m.id = $1 and m.ticket_id = $2',
        [told.messageId, ticket.id],
      );
      if (!row) throw invalid('Такого отправленного сообщения в обращении нет.', { field: 'told.messageId' });
      if (row.state === 'failed')
        throw invalid('Это сообщение клиенту не доставлено: отправьте его ещё раз или сообщите о мерах другим каналом.', {
          field: 'told.messageId',
        });
      return { ...base, at: row.at, text: told.text ?? row.text, deliveryKey: row.key };
    }
    if (!told.text?.trim()) throw invalid('Напишите, что сообщено клиенту.', { field: 'told.text' });
    const descriptor = this.accounts.channel(told.channel).descriptor;
    // a call or a visit is told by word of mouth: the manager's mark is the record (003 §3.5)
    if (descriptor.turns === 'call' || descriptor.turns === 'visit' || told.at) return { ...base, deliveryKey: null };
    const sending = await this.send(tx, ticket, viewer, told.text, [], told.channel, null);
    return { ...base, deliveryKey: sending.key };
  }

  /** An answer takes a waiting ticket; a letter answered waits for the client and frees its person. */
  private async settle(tx: Tx, ticket: LockedTicket, viewer: Viewer): Promise<void> {
    if (ticket.status === 'queued' || ticket.status === 'registered') await this.take(tx, ticket, viewer);
    const letter = this.accounts.channel(ticket.channel).descriptor.turns === 'letter';
    const fresh = await this.tickets.moves.lock(tx, ticket.id);
    if (letter && fresh.status === 'assigned')
      await this.tickets.moves.move(tx, fresh, {
        status: 'waiting',
        kind: 'ticket.waiting',
        actor: actorOf(viewer),
        facts: { for: 'client' },
        set: { waiting_for: 'client' },
      });
  }

  private take(tx: Tx, ticket: LockedTicket, viewer: Viewer): Promise<void> {
    return this.tickets.moves.move(tx, ticket, {
      status: 'assigned',
      kind: 'ticket.assigned',
      actor: actorOf(viewer),
      facts: { agent: viewer.agentId },
      reason: 'answered',
      set: {
        assignee_id: viewer.agentId,
        reserved: false,
        preferred_id: null,
        transfer_id: null,
        transfer_from_agent: null,
        transfer_from_queue: null,
      },
    });
  }

  /** Refuses when a colleague answered meanwhile and, where people exchange letters, when the client wrote. */
  private async guardStale(tx: Tx, ticket: LockedTicket, draft: Reply, viewer: Viewer): Promise<MessageView[]> {
    if (!draft.seenSeq) return [];
    const position = parsePosition(draft.seenSeq);
    if (!position) throw invalid('Поле seenSeq не из ответа этого обращения.', { field: 'seenSeq' });
    const newer = await this.tickets.conversation.newerThan(ticket.id, position, tx);
    const letter = this.accounts.channel(ticket.channel).descriptor.turns === 'letter';
    const stale = newer.some(
      (m) =>
        (m.direction === 'outbound' && m.author.kind === 'agent' && m.author.id !== viewer.agentId) ||
        (letter && m.direction === 'inbound'),
    );
    if (stale && !draft.force)
      throw conflict('Пока вы писали, в обращении появились новые сообщения. Прочитайте их и отправьте ещё раз.', { newer });
    return newer;
  }

  private async known(tx: Tx, ticketId: string, clientKey: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>('select id from messages where ticket_id = $1 and client_key = $2', [ticketId, clientKey]);
    return row?.id ?? null;
  }

  /** Only files the agent uploaded may be sent. */
  private async files(tx: Tx, viewer: Viewer, ids: string[]): Promise<StoredAttachment[]> {
    if (!ids.length) return [];
    if (ids.some((id) => !/^[0-9a-f-]{36}$/.test(id))) throw invalid('Файл не найден: загрузите его ещё раз.', { field: 'files' });
    const rows = await tx.query<{ id: string; name: string; mime: string; size: string; sha256: string }>(
      'select id, name, mime, size, sha256 from files where id = any($1::uuid[]) and created_by = $2',
      [ids, viewer.agentId],
    );
    if (rows.length !== new Set(ids).size) throw invalid('Файл не найден: загрузите его ещё раз.', { field: 'files' });
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      mime: row.mime,
      size: Number(row.size),
      sha256: row.sha256,
      kind: 'document',
      missing: null,
    }));
  }
}
