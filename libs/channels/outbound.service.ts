// Puts words on their way: the message, its row in the outbound ledger and the sending job, in the caller's transaction.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import type { MessageDraft } from '#libs/tickets/messages.js';
import { MessagesService } from '#libs/tickets/messages.service.js';

export interface OutboundDraft {
  message: MessageDraft;
  accountId: string;
  conversationKey: string;
  to: { address: string; name: string | null };
  automatic: boolean;
}
export interface Sending {
  messageId: string;
  key: string;
}

/** One conversation's deliveries leave in the order they were written. */
export const deliveryLane = (accountId: string, conversationKey: string): string => `delivery:${accountId}:${conversationKey}`;

@Injectable()
export class OutboundService {
  constructor(
    private readonly clock: Clock,
    private readonly messages: MessagesService,
    private readonly jobs: JobsService,
  ) {}

  async send(tx: Tx, drafts: OutboundDraft[]): Promise<Sending[]> {
    if (!drafts.length) return [];
    const ids = await this.messages.append(
      tx,
      drafts.map((draft) => draft.message),
    );
    const sendings = ids.map((id) => ({ messageId: id, key: `m${id}` }));
    const column = <T>(read: (draft: OutboundDraft) => T) => drafts.map(read);
    await tx.query(
      `insert into deliveries (key, ticket_id, message_id, channel, account_id, conversation_key, address, address_name, automatic, state, created_at, updated_at)
       select d.*, 'queued', $10::timestamptz, $10::timestamptz from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bool[]) d`,
      [
        sendings.map((s) => s.key),
        column((d) => d.message.ticketId),
        ids,
        column((d) => d.message.channel),
        column((d) => d.accountId),
        column((d) => d.conversationKey),
        column((d) => d.to.address),
        column((d) => d.to.name),
        column((d) => d.automatic),
        this.clock.now(),
      ],
    );
    await this.jobs.enqueue(
      tx,
      drafts.map((draft, i) => ({
        name: 'delivery.send',
        payload: { key: sendings[i]!.key },
        lane: deliveryLane(draft.accountId, draft.conversationKey),
      })),
    );
    return sendings;
  }
}
