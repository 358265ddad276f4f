// The outbound ledger: what was said to the client and how far it came.
import { Entity, Index } from 'typeorm';
import { Flag, Id, Json, Maybe, Moment, Reference, Text, Whole } from '#libs/kernel/columns.decorator.js';

/** The outbound ledger: one row per message on its way out. */
@Entity('deliveries')
@Index('deliveries_provider', ['accountId', 'providerId'])
@Index('deliveries_ticket', ['ticketId', 'id'])
@Index('deliveries_message', ['messageId'])
@Index('deliveries_unfinished', { synchronize: false })
export class Delivery {
  @Id() id: string;
  @Text({ unique: true }) key: string;
  @Reference() ticketId: string;
  @Reference() messageId: string;
  @Text() channel: string;
  @Reference(Maybe) accountId: string | null;
  @Text() conversationKey: string;
  @Text() address: string;
  @Text(Maybe) addressName: string | null;
  @Flag() automatic: boolean;
  @Text() state: string;
  @Whole({ default: 0 }) attempts: number;
  @Text(Maybe) providerId: string | null;
  @Json({ default: [] }) parts: string[];
  @Text(Maybe) lastError: string | null;
  @Moment() createdAt: Date;
  @Moment() updatedAt: Date;
  @Moment(Maybe) sentAt: Date | null;
  @Moment(Maybe) deliveredAt: Date | null;
}
