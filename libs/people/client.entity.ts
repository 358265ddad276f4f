// Tables of clients: cards, categories over time, identities, representatives, imports.
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Flag, Id, Json, Maybe, Moment, Reference, Text, Whole } from '#libs/kernel/columns.decorator.js';

@Entity('clients')
@Index('clients_name_trigram', { synchronize: false })
@Index('clients_owner', ['ownerId'])
export class Client {
  @Id() id: string;
  @Text() name: string;
  /** Lower case, ё=е: what the trigram index and the search compare. */
  @Text() nameKey: string;
  @Text({ default: 'other' }) category: string;
  /** Made by intake from what the channel told; a person has not completed it yet. */
  @Flag() provisional: boolean;
  @Reference(Maybe) ownerId: string | null;
  @Column({ type: 'date', nullable: true }) birthDate: string | null;
  @Text(Maybe) language: string | null;
  @Text(Maybe) programme: string | null;
  @Text(Maybe) note: string | null;
  @Whole({ default: 1 }) version: number;
  @Reference(Maybe) mergedInto: string | null;
  @Reference(Maybe) importId: string | null;
  @Moment() createdAt: Date;
  @Moment() updatedAt: Date;
}

/** Which category was valid when (003 §2.1): reports use the one at receipt. */
@Entity('client_categories')
export class ClientCategoryPeriod {
  @PrimaryColumn({ type: 'bigint' }) clientId: string;
  @PrimaryColumn({ type: 'timestamptz' }) fromAt: Date;
  @Text() category: string;
}

@Entity('identities')
@Unique('identities_address', ['kind', 'channel', 'value'])
@Index('identities_client', ['clientId'])
@Index('identities_value_trigram', { synchronize: false })
export class Identity {
  @Id() id: string;
  @Reference() clientId: string;
  @ManyToOne(() => Client) @JoinColumn({ name: 'client_id' }) client: Client;
  /** email, phone, or account (with its channel). */
  @Text() kind: string;
  @Text({ default: '' }) channel: string;
  @Text() value: string;
  @Text() display: string;
  @Flag() verified: boolean;
  @Moment() createdAt: Date;
}

@Entity('representatives')
export class Representative {
  @PrimaryColumn({ type: 'bigint' }) clientId: string;
  @PrimaryColumn({ type: 'bigint' }) representativeId: string;
  /** parent or legal. */
  @Text() relation: string;
  @Flag() confirmed: boolean;
  @Reference(Maybe) confirmedBy: string | null;
  @Text(Maybe) reason: string | null;
  @Moment() createdAt: Date;
}

/** Two cards of one person made one; what undoing needs is kept. */
@Entity('client_merges')
@Index('client_merges_client', ['clientId'])
export class ClientMerge {
  @Id() id: string;
  @Reference() clientId: string;
  @Reference() intoId: string;
  @Reference(Maybe) agentId: string | null;
  @Moment() at: Date;
  @Moment(Maybe) undoneAt: Date | null;
  @Json() before: unknown;
}

@Entity('imports')
export class ImportRun {
  @Id() id: string;
  @Text() kind: string;
  /** previewed, confirmed, undone. */
  @Text() state: string;
  @Text() fileName: string;
  @Json() preview: unknown;
  @Reference() createdBy: string;
  @Moment() createdAt: Date;
  @Moment(Maybe) confirmedAt: Date | null;
}
