// Registration: gapless numbers, tickets, and the first journal lines, set-based for any count in one transaction.
import { Injectable } from '@nestjs/common';
import type { TicketKind, TicketStatus } from '#libs/contract/tickets.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { type Actor, MACHINE } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { type ClockNorms, dueTimes, type Pace } from './clocks.js';
import { formatNumber, numberYear } from './number.js';
import { WorkingTimeService } from './working-time.service.js';

/** What registration must be told; everything else has a default. */
export interface TicketDraft {
  channel: string;
  accountId: string | null;
  conversationId: string | null;
  clientId: string;
  clientCategory: string;
  kind: TicketKind;
  topic: string | null;
  topicConfidence: number;
  topicSure: boolean;
  topicBy: 'machine' | 'agent' | 'client';
  priority: number;
  queueId: string | null;
  assigneeId: string | null;
  status: TicketStatus;
  weight: number;
  live: boolean;
  pace: Pace;
  formal: boolean;
  subject: string | null;
  preview: string;
  collective: { count: number; contact: string } | null;
  source: Record<string, unknown>;
  unanswered: boolean;
  receivedAt: Date;
  linkedTo: string | null;
  actor: Actor;
  reason: string;
  /** Keeps the queue age of a lost call (003 §3.1.1). */
  queuedAt?: Date;
}
export interface RegisteredTicket {
  id: string;
  number: string;
}

const COLUMNS = [
  ['number_year', 'int'],
  ['number_seq', 'int'],
  ['status', 'text'],
  ['kind', 'text'],
  ['topic', 'text'],
  ['topic_confidence', 'real'],
  ['topic_sure', 'bool'],
  ['topic_by', 'text'],
  ['priority', 'int'],
  ['channel', 'text'],
  ['account_id', 'bigint'],
  ['conversation_id', 'bigint'],
  ['client_id', 'bigint'],
  ['client_category', 'text'],
  ['queue_id', 'bigint'],
  ['assignee_id', 'bigint'],
  ['weight', 'real'],
  ['live', 'bool'],
  ['subject', 'text'],
  ['preview', 'text'],
  ['collective_count', 'int'],
  ['collective_contact', 'text'],
  ['source', 'jsonb'],
  ['unanswered', 'bool'],
  ['received_at', 'timestamptz'],
  ['created_at', 'timestamptz'],
  ['queued_at', 'timestamptz'],
  ['first_answer_due_at', 'timestamptz'],
  ['resolution_due_at', 'timestamptz'],
  ['legal_due_at', 'timestamptz'],
  ['linked_to', 'bigint'],
  ['last_message_at', 'timestamptz'],
  ['last_inbound_at', 'timestamptz'],
] as const;
const INSERT = `insert into tickets (${COLUMNS.map(([name]) => name).join(', ')})
  select * from unnest(${COLUMNS.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')}) returning id, number_seq`;

@Injectable()
export class RegistrarService {
  constructor(
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly workingTime: WorkingTimeService,
    private readonly norms: ClockNorms,
  ) {}

  /** Returns ids and numbers in the order of the drafts. Draws the counter last: its row stays locked until commit. */
  async register(tx: Tx, drafts: TicketDraft[]): Promise<RegisteredTicket[]> {
    if (!drafts.length) return [];
    const now = this.clock.now();
    const year = numberYear(now);
    const [counter] = await tx.query<{ last: number }>(
      'insert into ticket_numbers (year, last) values ($1, $2) on conflict (year) do update set last = ticket_numbers.last + $2 returning last',
      [year, drafts.length],
    );
    const first = counter!.last - drafts.length + 1;
    const rows = drafts.map((draft, i) => this.row(draft, year, first + i, now));
    const inserted = await tx.query<{ id: string; number_seq: number }>(
      INSERT,
      COLUMNS.map((_, column) => rows.map((row) => row[column])),
    );
    const ids = new Map(inserted.map((row) => [row.number_seq, row.id]));
    const tickets = drafts.map((_, i) => ({ id: ids.get(first + i)!, number: formatNumber(year, first + i) }));
    await this.journal.append(
      tx,
      tickets.flatMap((ticket, i) => this.lines(ticket, drafts[i]!)),
    );
    return tickets;
  }

  private row(d: TicketDraft, year: number, seq: number, now: Date): unknown[] {
    const due = dueTimes(d.receivedAt, d.pace, d.kind, d.formal, this.workingTime, this.norms);
    const queuedAt = d.status === 'queued' ? (d.queuedAt ?? now) : null;
    return [
      year,
      seq,
      d.status,
      d.kind,
      d.topic,
      d.topicConfidence,
      d.topicSure,
      d.topicBy,
      d.priority,
      d.channel,
      d.accountId,
      d.conversationId,
      d.clientId,
      d.clientCategory,
      d.queueId,
      d.assigneeId,
      d.weight,
      d.live,
      d.subject,
      d.preview,
      d.collective?.count ?? null,
      d.collective?.contact ?? null,
      JSON.stringify(d.source),
      d.unanswered,
      d.receivedAt,
      now,
      queuedAt,
      due.firstAnswerDueAt,
      due.resolutionDueAt,
      due.legalDueAt,
      d.linkedTo,
      now,
      d.unanswered ? now : null,
    ];
  }

  private lines(ticket: RegisteredTicket, d: TicketDraft) {
    const about = { subject: { type: 'ticket' as const, id: ticket.id }, ticketId: ticket.id, clientId: d.clientId };
    const facts = { number: ticket.number, channel: d.channel, kind: d.kind, status: d.status, linkedTo: d.linkedTo };
    const placed =
      d.status === 'queued'
        ? [{ ...about, kind: 'ticket.queued', actor: MACHINE, facts: { queue: d.queueId, priority: d.priority }, reason: d.reason }]
        : [];
    const taken =
      d.status === 'assigned'
        ? [{ ...about, kind: 'ticket.assigned', actor: d.actor, facts: { agent: d.assigneeId, queue: d.queueId }, reason: d.reason }]
        : [];
    const classified = d.topic
      ? [
          {
            ...about,
            kind: 'ticket.classified',
            actor: d.topicBy === 'machine' ? MACHINE : d.actor,
            facts: { topic: d.topic, confidence: d.topicConfidence, sure: d.topicSure, kind: d.kind },
          },
        ]
      : [];
    return [{ ...about, kind: 'ticket.registered', actor: d.actor, facts }, ...classified, ...placed, ...taken];
  }
}
