// Tables of staff: departments, agents with presence, sessions, queues and their members.
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Flag, Id, Maybe, Moment, Reference, Text, Whole } from '#libs/kernel/columns.decorator.js';

@Entity('departments')
@Index('departments_one_contact', { synchronize: false })
export class Department {
  @Id() id: string;
  @Text({ unique: true }) code: string;
  @Text() name: string;
  /** Exactly one is the contact department (003 §1.1). */
  @Flag() contact: boolean;
  @Flag({ default: true }) active: boolean;
}

@Entity('agents')
@Unique('agents_login', ['login'])
@Index('agents_one_supervisor', { synchronize: false })
@Index('agents_one_head', { synchronize: false })
@Index('agents_presence_lease', { synchronize: false })
export class Agent {
  @Id() id: string;
  @Text() login: string;
  @Text() name: string;
  @Text() role: string;
  @Reference(Maybe) departmentId: string | null;
  @ManyToOne(() => Department, Maybe) @JoinColumn({ name: 'department_id' }) department: Department | null;
  @Text(Maybe) passwordHash: string | null;
  @Text(Maybe) phone: string | null;
  @Text(Maybe) email: string | null;
  @Text({ default: 'ru' }) language: string;
  /** Units of attention; one call takes 1. */
  @Column({ type: 'real', default: 1 }) capacity: number;
  @Flag({ default: true }) active: boolean;
  @Moment(Maybe) dismissedAt: Date | null;
  /** Number and date of the order that appointed a head (003 §1.5). */
  @Text(Maybe) orderNote: string | null;
  @Text({ default: 'offline' }) presence: string;
  @Text(Maybe) presenceReason: string | null;
  @Moment(Maybe) presenceSince: Date | null;
  /** Presence is a lease: past this moment the person counts as offline. */
  @Moment(Maybe) presenceUntil: Date | null;
  @Moment(Maybe) lastOfferAt: Date | null;
  @Moment() createdAt: Date;
}

/** A long absence and who does the duties meanwhile, by an order (003 §1.7). */
@Entity('absences')
@Index('absences_deputy', ['deputyId', 'untilAt'])
@Index('absences_agent', ['agentId', 'untilAt'])
export class Absence {
  @Id() id: string;
  @Reference() agentId: string;
  @Reference() deputyId: string;
  /** 00:00 of the first day and of the day after the last, Institute's time. */
  @Moment() fromAt: Date;
  @Moment() untilAt: Date;
  @Text(Maybe) orderNote: string | null;
  @Text(Maybe) reason: string | null;
  @Reference(Maybe) createdBy: string | null;
  @Moment() createdAt: Date;
  @Moment(Maybe) cancelledAt: Date | null;
}

@Entity('sessions')
@Index('sessions_agent', ['agentId'])
export class Session {
  /** sha256 of the cookie's token. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Reference() agentId: string;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent;
  @Moment() createdAt: Date;
  @Moment() seenAt: Date;
  @Moment() expiresAt: Date;
  @Text(Maybe) userAgent: string | null;
}

@Entity('queues')
export class Queue {
  @Id() id: string;
  @Text({ unique: true }) code: string;
  @Text() name: string;
  @Reference() departmentId: string;
  @ManyToOne(() => Department) @JoinColumn({ name: 'department_id' }) department: Department;
  @Flag({ default: true }) active: boolean;
  @Whole({ default: 0 }) position: number;
}

@Entity('queue_members')
@Index('queue_members_agent', ['agentId'])
export class QueueMember {
  @PrimaryColumn({ type: 'bigint' }) queueId: string;
  @PrimaryColumn({ type: 'bigint' }) agentId: string;
  @ManyToOne(() => Queue) @JoinColumn({ name: 'queue_id' }) queue: Queue;
  @ManyToOne(() => Agent) @JoinColumn({ name: 'agent_id' }) agent: Agent;
}
