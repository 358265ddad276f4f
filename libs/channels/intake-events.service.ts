// What is not a new message: edits, deletions, blocked bots, bounces and robots, quiet starts.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { clientActor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { MessagesService } from '#libs/tickets/messages.service.js';
import { DeliveriesService } from './deliveries.service.js';
import type { InboundEvent } from './inbound.js';
import type { Item } from './intake-receipts.js';
import type { ConversationRow } from './senders.service.js';

type Event<K extends InboundEvent['kind']> = Extract<InboundEvent, { kind: K }>;

@Injectable()
export class IntakeEventsService {
  constructor(
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly messages: MessagesService,
    private readonly deliveries: DeliveriesService,
  ) {}

  async store(tx: Tx, items: Item[], conversations: Map<string, ConversationRow>): Promise<void> {
    for (const item of items) {
      const { event } = item.envelope;
      const conversation = 'conversationKey' in event ? conversations.get(`${item.account.id}\n${event.conversationKey}`) : undefined;
      if (event.kind === 'edit') await this.edit(tx, item, event, items);
      else if (event.kind === 'delete') await this.remove(tx, item, event, items);
      else if (event.kind === 'blocked' && conversation) await this.block(tx, item, event, conversation);
      else if (event.kind === 'automatic') await this.automatic(tx, item, event);
      else if (event.kind === 'message' && event.quiet && conversation) await this.quiet(tx, event, conversation);
    }
  }

  /** The earlier wording is kept as a version. An edit of an unknown message changes nothing but stays in the ledger. */
  private async edit(tx: Tx, item: Item, event: Event<'edit'>, batch: Item[]): Promise<void> {
    const message = await this.find(tx, item, event.editedExternalId, batch);
    if (!message) return;
    await tx.query('insert into message_versions (message_id, at, text, files) select id, $2, text, files from messages where id = $1', [
      message.id,
      this.clock.now(),
    ]);
    await tx.query('update messages set text = $2, edited_at = $3 where id = $1', [message.id, event.text, this.clock.now()]);
    await tx.query(
      "update tickets set unanswered = true, last_inbound_at = $2 where id = $1 and status in ('assigned', 'queued', 'waiting')",
      [message.ticket_id, this.clock.now()],
    );
    await this.note(tx, item, message, 'message.edited');
  }

  private async remove(tx: Tx, item: Item, event: Event<'delete'>, batch: Item[]): Promise<void> {
    const message = await this.find(tx, item, event.deletedExternalId, batch);
    if (!message) return;
    await tx.query('update messages set deleted_at = $2 where id = $1', [message.id, this.clock.now()]);
    await this.note(tx, item, message, 'message.deleted');
  }

  private async block(tx: Tx, item: Item, event: Event<'blocked'>, conversation: ConversationRow): Promise<void> {
    await tx.query('update conversations set blocked = $2 where id = $1', [conversation.id, event.blocked]);
    await this.journal.append(tx, [
      {
        kind: event.blocked ? 'conversation.blocked' : 'conversation.unblocked',
        subject: { type: 'client', id: conversation.client_id },
        clientId: conversation.client_id,
        ticketId: conversation.ticket_id,
        actor: clientActor(conversation.client_id),
        facts: { channel: item.account.channel },
      },
    ]);
  }

  /** A bounce fails its delivery; what speaks of a ticket of ours is shown there as a machine's note. Nothing is answered or reopened. */
  private async automatic(tx: Tx, item: Item, event: Event<'automatic'>): Promise<void> {
    const delivery = event.aboutExternalId ? await this.deliveries.byProviderId(tx, item.account.id, event.aboutExternalId) : null;
    if (!delivery) return;
    item.ticketId = delivery.ticket_id;
    if (event.reason === 'bounce' && event.failed?.permanent !== false)
      await this.deliveries.fail(tx, delivery.key, event.failed?.reason ?? 'Письмо вернулось.');
    const [ticket] = await tx.query<{ client_id: string }>('select client_id from tickets where id = $1', [delivery.ticket_id]);
    const [id] = await this.messages.append(tx, [
      {
        ticketId: delivery.ticket_id,
        clientId: ticket!.client_id,
        at: this.clock.now(),
        direction: 'note',
        author: { kind: 'machine', id: null, name: null },
        text: event.text.slice(0, 5000),
        html: null,
        files: [],
        meta: { automatic: event.reason, subject: event.meta?.subject ?? null },
        channel: item.account.channel,
        accountId: item.account.id,
        externalId: item.envelope.externalId || null,
        clientKey: null,
      },
    ]);
    item.messageId = id!;
  }

  /** /start and the like: where the person came from waits in the conversation until a ticket is registered. */
  private async quiet(tx: Tx, event: Event<'message'>, conversation: ConversationRow): Promise<void> {
    const source = event.meta?.source ?? {};
    await tx.query('update conversations set facts = facts || $2::jsonb, blocked = false where id = $1', [
      conversation.id,
      JSON.stringify(Object.keys(source).length ? { source } : {}),
    ]);
  }

  /** The message may have come in the same batch, where the ledger does not know its id yet. */
  private async find(
    tx: Tx,
    { account }: Item,
    externalId: string,
    batch: Item[],
  ): Promise<{ id: string; ticket_id: string; client_id: string } | null> {
    const beside = batch.find((one) => one.account.id === account.id && one.envelope.externalId === externalId && one.messageId);
    const [row] = await tx.query<{ id: string; ticket_id: string; client_id: string }>(
      `select m.id, m.ticket_id, t.client_id from messages m join tickets t on t.id = m.ticket_id
       where m.id = coalesce($3, (select message_id from inbound_receipts where account_id = $1 and external_id = $2 and state = 'accepted' order by id limit 1))`,
      [account.id, externalId, beside?.messageId ?? null],
    );
    return row ?? null;
  }

  private async note(tx: Tx, item: Item, message: { id: string; ticket_id: string; client_id: string }, kind: string): Promise<void> {
    Object.assign(item, { ticketId: message.ticket_id, messageId: message.id });
    await this.journal.append(tx, [
      {
        kind,
        subject: { type: 'ticket', id: message.ticket_id },
        ticketId: message.ticket_id,
        clientId: message.client_id,
        actor: clientActor(message.client_id),
        facts: { message: message.id },
      },
    ]);
  }
}
