// Tables of offers and decisions: who was asked to take a ticket, and why.
import { Column, Entity, Index } from 'typeorm';
import { Id, Json, Maybe, Moment, Reference, Text } from '#libs/kernel/columns.decorator.js';

@Entity('offers')
@Index('offers_one_open', { synchronize: false })
@Index('offers_open_by_agent', { synchronize: false })
@Index('offers_ticket', ['ticketId'])
export class Offer {
  @Id() id: string;
  @Reference() ticketId: string;
  @Reference() agentId: string;
  /** made, accepted, declined, expired, withdrawn. */
  @Text() state: string;
  @Column({ type: 'real' }) weight: number;
  @Moment() madeAt: Date;
  @Moment() expiresAt: Date;
  @Moment(Maybe) endedAt: Date | null;
  @Text(Maybe) reason: string | null;
}

@Entity('decisions')
@Index('decisions_ticket', ['ticketId', 'id'])
export class DecisionRow {
  @Id() id: string;
  @Reference() ticketId: string;
  @Moment() at: Date;
  @Reference(Maybe) queueId: string | null;
  @Reference(Maybe) agentId: string | null;
  @Text() reason: string;
  @Json({ default: [] }) trace: unknown;
  @Json(Maybe) classification: unknown;
}
