// The tables of tickets and what hangs on them, but for messages and journal, which are partitioned and hand-written.
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Flag, Id, Json, Maybe, Moment, Reference, Text, Whole } from '#libs/kernel/columns.decorator.js';
import { Client } from '#libs/people/client.entity.js';

@Entity('tickets')
@Unique('tickets_number', ['numberYear', 'numberSeq'])
@Index('tickets_waiting_lane', { synchronize: false })
@Index('tickets_open_by_assignee', { synchronize: false })
@Index('tickets_open_by_queue', { synchronize: false })
@Index('tickets_recent', { synchronize: false })
@Index('tickets_newest', ['createdAt', 'id'])
@Index('tickets_by_client', ['clientId', 'id'])
export class Ticket {
  @Id() id: string;
  @Whole() numberYear: number;
  @Whole() numberSeq: number;
  @Text() status: string;
  @Text(Maybe) statusBefore: string | null;
  @Text(Maybe) waitingFor: string | null;
  @Text({ default: 'request' }) kind: string;
  @Text(Maybe) topic: string | null;
  @Column({ type: 'real', default: 0 }) topicConfidence: number;
  @Flag() topicSure: boolean;
  @Text({ default: 'machine' }) topicBy: string;
  @Whole({ default: 5 }) priority: number;
  @Text() channel: string;
  @Reference(Maybe) accountId: string | null;
  @Reference(Maybe) conversationId: string | null;
  @Reference() clientId: string;
  @ManyToOne(() => Client) @JoinColumn({ name: 'client_id' }) client: Client;
  /** The category valid at receipt: what reports count (003 §2.1). */
  @Text() clientCategory: string;
  @Reference(Maybe) queueId: string | null;
  @Reference(Maybe) assigneeId: string | null;
  /** Share of attention this ticket takes, from its channel's descriptor. */
  @Column({ type: 'real', default: 0.25 }) weight: number;
  @Flag() live: boolean;
  @Text(Maybe) subject: string | null;
  @Text({ default: '' }) preview: string;
  @Whole(Maybe) collectiveCount: number | null;
  @Text(Maybe) collectiveContact: string | null;
  @Json() source: Record<string, unknown>;
  /** The client waits for our answer. */
  @Flag() unanswered: boolean;
  @Moment() receivedAt: Date;
  @Moment() createdAt: Date;
  @Moment(Maybe) queuedAt: Date | null;
  @Moment(Maybe) firstLookAt: Date | null;
  @Moment(Maybe) firstAnswerAt: Date | null;
  @Moment(Maybe) firstAnswerDueAt: Date | null;
  @Moment(Maybe) resolutionDueAt: Date | null;
  @Moment(Maybe) legalDueAt: Date | null;
  @Moment(Maybe) snoozedUntil: Date | null;
  @Moment(Maybe) toldAt: Date | null;
  @Reference(Maybe) toldBy: string | null;
  @Text(Maybe) toldChannel: string | null;
  @Text(Maybe) toldText: string | null;
  @Text(Maybe) toldDeliveryKey: string | null;
  @Moment(Maybe) resolvedAt: Date | null;
  @Reference(Maybe) resolvedBy: string | null;
  @Text(Maybe) result: string | null;
  @Moment(Maybe) closedAt: Date | null;
  @Whole({ default: 0 }) reopened: number;
  @Reference(Maybe) mergedInto: string | null;
  @Reference(Maybe) linkedTo: string | null;
  /** Whom the router offers first; `reserved`: nobody else until the transfer returns (D8). */
  @Reference(Maybe) preferredId: string | null;
  @Flag() reserved: boolean;
  @Text(Maybe) transferId: string | null;
  @Reference(Maybe) transferFromAgent: string | null;
  @Reference(Maybe) transferFromQueue: string | null;
  @Moment() lastMessageAt: Date;
  @Moment(Maybe) lastInboundAt: Date | null;
  /** Position of the ticket's last journal entry, kept by a trigger. */
  @Reference({ default: 0 }) lastEventTx: string;
  @Reference({ default: 0 }) lastEventId: string;
}

@Entity('ticket_numbers')
export class TicketNumber {
  @PrimaryColumn({ type: 'integer' }) year: number;
  @Whole() last: number;
}

/** One line of talk with one address in one account: its current ticket is what a new message joins. */
@Entity('conversations')
@Unique('conversations_key', ['accountId', 'key'])
export class Conversation {
  @Id() id: string;
  @Reference() accountId: string;
  @Text() key: string;
  @Text() channel: string;
  @Text() address: string;
  @Reference() clientId: string;
  @Reference(Maybe) ticketId: string | null;
  @Flag() blocked: boolean;
  /** The last album seen and the message it became. */
  @Text(Maybe) groupKey: string | null;
  @Reference(Maybe) groupMessageId: string | null;
  @Json() facts: Record<string, unknown>;
  @Moment() createdAt: Date;
}

@Entity('message_versions')
@Index('message_versions_message', ['messageId'])
export class MessageVersion {
  @Id() id: string;
  @Reference() messageId: string;
  @Moment() at: Date;
  @Text() text: string;
  @Json({ default: [] }) files: unknown;
}

/** Which ticket a stored file belongs to: what the download right is checked against. */
@Entity('attachments')
@Index('attachments_ticket', ['ticketId'])
export class Attachment {
  @PrimaryColumn({ type: 'uuid' }) fileId: string;
  @Reference() ticketId: string;
  @Reference() messageId: string;
}

@Entity('drafts')
export class Draft {
  @PrimaryColumn({ type: 'bigint' }) agentId: string;
  @PrimaryColumn({ type: 'bigint' }) ticketId: string;
  @Text() text: string;
  @Text() mode: string;
  @Moment() updatedAt: Date;
}

@Entity('merges')
@Index('merges_ticket', ['ticketId'])
export class Merge {
  @Id() id: string;
  @Reference() ticketId: string;
  @Reference() intoId: string;
  @Reference(Maybe) agentId: string | null;
  @Moment() at: Date;
  @Moment(Maybe) undoneAt: Date | null;
  @Json() before: unknown;
  @Json({ default: [] }) messageIds: string[];
}
