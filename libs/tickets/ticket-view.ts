// How a row of the tickets list becomes the wire's TicketView.
import type { TicketView } from '#libs/contract/tickets.js';
import { formatPosition } from '#libs/kernel/journal.js';
import { formatNumber } from './number.js';

/** Columns of VIEW_SQL in tickets.query.ts. */
export interface TicketRow {
  id: string;
  number_year: number;
  number_seq: number;
  status: TicketView['status'];
  waiting_for: TicketView['waitingFor'];
  kind: TicketView['kind'];
  topic: string | null;
  topic_name: string | null;
  topic_confidence: number;
  topic_sure: boolean;
  topic_by: 'machine' | 'agent' | 'client';
  channel: string;
  account: string | null;
  subject: string | null;
  preview: string;
  client_id: string;
  client_name: string;
  client_category: TicketView['client']['category'];
  provisional: boolean;
  queue_code: string | null;
  queue_name: string | null;
  assignee_id: string | null;
  assignee_name: string | null;
  offer: { id: string; agent: { id: string; name: string }; expiresAt: string } | null;
  priority: number;
  unanswered: boolean;
  first_answer_at: Date | null;
  first_answer_due_at: Date | null;
  resolution_due_at: Date | null;
  legal_due_at: Date | null;
  snoozed_until: Date | null;
  collective_count: number | null;
  collective_contact: string | null;
  told_at: Date | null;
  told_by: string | null;
  told_channel: string | null;
  told_text: string | null;
  told_delivery: string | null;
  result: NonNullable<TicketView['resolution']>['result'] | null;
  resolved_at: Date | null;
  resolved_by: string | null;
  source: Record<string, unknown>;
  merged_into: string | null;
  linked_to: string | null;
  created_at: Date;
  last_message_at: Date;
  epoch: number;
  last_event_tx: string;
  last_event_id: string;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function ticketView(row: TicketRow): TicketView {
  return {
    id: row.id,
    number: formatNumber(row.number_year, row.number_seq),
    status: row.status,
    waitingFor: row.status === 'waiting' ? row.waiting_for : null,
    kind: row.kind,
    topic: row.topic
      ? { code: row.topic, name: row.topic_name ?? row.topic, confidence: row.topic_confidence, sure: row.topic_sure, by: row.topic_by }
      : null,
    channel: row.channel,
    account: row.account ?? '',
    subject: row.subject,
    preview: row.preview,
    client: { id: row.client_id, name: row.client_name, category: row.client_category, provisional: row.provisional },
    queue: row.queue_code ? { code: row.queue_code, name: row.queue_name! } : null,
    assignee: row.assignee_id ? { id: row.assignee_id, name: row.assignee_name! } : null,
    offer: row.offer,
    priority: row.priority,
    unanswered: row.unanswered,
    ...facts(row),
    source: row.source,
    mergedInto: row.merged_into,
    linkedTo: row.linked_to,
    createdAt: row.created_at.toISOString(),
    lastMessageAt: row.last_message_at.toISOString(),
    lastSeq: formatPosition({ epoch: row.epoch, tx: row.last_event_tx, id: row.last_event_id }),
  };
}

function facts(row: TicketRow): Pick<TicketView, 'clocks' | 'collective' | 'told' | 'resolution'> {
  return {
    clocks: {
      firstAnswerDueAt: row.first_answer_at ? null : iso(row.first_answer_due_at),
      resolutionDueAt: iso(row.resolution_due_at),
      legalDueAt: iso(row.legal_due_at),
      snoozedUntil: iso(row.snoozed_until),
    },
    collective: row.collective_count ? { count: row.collective_count, contact: row.collective_contact ?? '' } : null,
    told: row.told_at
      ? { at: row.told_at.toISOString(), channel: row.told_channel!, by: row.told_by, text: row.told_text, delivery: row.told_delivery }
      : null,
    resolution: row.resolved_at && row.result ? { result: row.result, at: row.resolved_at.toISOString(), by: row.resolved_by } : null,
  };
}
