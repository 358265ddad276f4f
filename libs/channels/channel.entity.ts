// Tables of channels: accounts, receivers' cursors, and the inbound ledger. Raw envelopes are partitioned, hand-written.
import { Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { Flag, Id, Json, Maybe, Moment, Reference, Text } from '#libs/kernel/columns.decorator.js';

@Entity('channel_accounts')
@Unique('channel_accounts_name', ['channel', 'name'])
export class ChannelAccountRow {
  @Id() id: string;
  @Text() channel: string;
  @Text() name: string;
  @Text({ default: 'on' }) mode: string;
  /** environment, screen or demo. */
  @Text() origin: string;
  /** Open settings; the secret ones stand sealed in `sealed`. */
  @Json() settings: Record<string, unknown>;
  @Text(Maybe) sealed: string | null;
  @Text(Maybe) queueCode: string | null;
  @Text({ default: '' }) signature: string;
  @Text({ default: 'ru' }) language: string;
  /** As typed; empty for the Institute's calendar. */
  @Text({ default: '' }) hours: string;
  @Moment() intakeFrom: Date;
  @Flag() deleted: boolean;
  @Moment() createdAt: Date;
  @Moment(Maybe) lastInboundAt: Date | null;
}

@Entity('channel_cursors')
export class ChannelCursor {
  @PrimaryColumn({ type: 'bigint' }) accountId: string;
  @PrimaryColumn({ type: 'text' }) key: string;
  @Json() value: unknown;
  @Moment() updatedAt: Date;
}

/** The inbound ledger: one row per provider delivery key; accepted content is unique. */
@Entity('inbound_receipts')
@Unique('inbound_receipts_provider', ['accountId', 'providerKey'])
@Index('inbound_receipts_content', { synchronize: false })
@Index('inbound_receipts_external', ['accountId', 'externalId'])
export class InboundReceipt {
  @Id() id: string;
  @Text() channel: string;
  @Reference() accountId: string;
  @Text() providerKey: string;
  @Text() externalId: string;
  @Text() contentHash: string;
  @Text() state: string;
  @Reference(Maybe) envelopeId: string | null;
  @Reference(Maybe) ticketId: string | null;
  @Reference(Maybe) messageId: string | null;
  @Text(Maybe) reason: string | null;
  @Moment() acceptedAt: Date;
}
