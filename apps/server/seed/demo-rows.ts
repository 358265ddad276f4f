// A made-up ticket as rows: the ticket, its messages, and why it went where it went.
import type { SeedMessage, SeedTicket } from '#apps/simulator/institute/story.js';
import type { ChannelDescriptor } from '#libs/contract/channels.js';
import type { TraceLine } from '#libs/routing/explain.js';
import { dueTimes, type Pace } from '#libs/tickets/clocks.js';
import { previewOf } from '#libs/tickets/messages.js';
import { isOpen } from '#libs/tickets/status.js';
import type { SeedFacts } from './demo-facts.js';
import { firstQueueOf } from './demo-journal.js';

export const TICKET_COLUMNS = [
  ['number_year', 'int'],
  ['number_seq', 'int'],
  ['status', 'text'],
  ['status_before', 'text'],
  ['waiting_for', 'text'],
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
  ['first_look_at', 'timestamptz'],
  ['first_answer_at', 'timestamptz'],
  ['first_answer_due_at', 'timestamptz'],
  ['resolution_due_at', 'timestamptz'],
  ['legal_due_at', 'timestamptz'],
  ['snoozed_until', 'timestamptz'],
  ['told_at', 'timestamptz'],
  ['told_by', 'bigint'],
  ['told_channel', 'text'],
  ['resolved_at', 'timestamptz'],
  ['resolved_by', 'bigint'],
  ['result', 'text'],
  ['closed_at', 'timestamptz'],
  ['reopened', 'int'],
  ['last_message_at', 'timestamptz'],
  ['last_inbound_at', 'timestamptz'],
] as const;
export const MESSAGE_COLUMNS = [
  ['at', 'timestamptz'],
  ['ticket_id', 'bigint'],
  ['direction', 'text'],
  ['author_kind', 'text'],
  ['author_id', 'bigint'],
  ['author_name', 'text'],
  ['text', 'text'],
  ['meta', 'jsonb'],
  ['channel', 'text'],
  ['account_id', 'bigint'],
] as const;
export const DECISION_COLUMNS = [
  ['ticket_id', 'bigint'],
  ['at', 'timestamptz'],
  ['queue_id', 'bigint'],
  ['agent_id', 'bigint'],
  ['reason', 'text'],
  ['trace', 'jsonb'],
  ['classification', 'jsonb'],
] as const;

/** Ids and the number that a ticket gets from outside its story. */
export interface Place {
  year: number;
  seq: number;
  clientId: string;
  conversationId: string | null;
}

export function ticketRow(story: SeedTicket, { year, seq, clientId, conversationId }: Place, facts: SeedFacts): unknown[] {
  const { descriptor, accountId } = facts.channels.get(story.channel)!;
  const agent = (login: string | null | undefined) => (login ? facts.agents.get(login)! : null);
  const due = dueTimes(story.createdAt, paceOf(descriptor), story.kind, false, facts.workingTime, facts.norms);
  const talk = story.messages.filter((message) => message.direction !== 'note');
  const last = talk.at(-1)!;
  return [
    year,
    seq,
    story.status,
    story.status === 'spam' ? 'queued' : null,
    story.waitingFor,
    story.kind,
    story.topic,
    story.topicConfidence,
    story.topicSure,
    story.topicBy,
    story.priority,
    story.channel,
    accountId,
    conversationId,
    clientId,
    story.clientCategory,
    facts.queues.get(story.queue),
    agent(story.assignee),
    descriptor.weight,
    descriptor.live,
    story.subject,
    previewOf(last.text, []),
    story.collective?.count ?? null,
    story.collective?.contact ?? null,
    JSON.stringify(story.source),
    isOpen(story.status) && last.direction === 'inbound',
    story.createdAt,
    story.createdAt,
    story.queuedAt,
    story.assignedAt,
    story.firstAnswerAt,
    story.firstAnswerDueAt ?? due.firstAnswerDueAt,
    story.resolutionDueAt ?? due.resolutionDueAt,
    story.legalDueAt,
    story.snoozedUntil,
    story.told?.at ?? null,
    agent(story.told?.by),
    story.told?.channel ?? null,
    story.resolvedAt,
    agent(story.resolvedBy),
    story.result,
    story.closedAt,
    story.reopened,
    last.at,
    talk.findLast((message) => message.direction === 'inbound')?.at ?? null,
  ];
}

/** As intake and the reception form count it. */
function paceOf({ turns, marks, identity }: ChannelDescriptor): Pace {
  if (turns === 'letter' || turns === 'visit') return 'letter';
  return marks === 'read' && identity === 'account' ? 'chat' : 'messenger'; // a pace, not the channel
}

export function messageRow(
  message: SeedMessage,
  first: boolean,
  story: SeedTicket,
  ticketId: string,
  clientId: string,
  facts: SeedFacts,
): unknown[] {
  const { accountId } = facts.channels.get(story.channel)!;
  const [kind, id] =
    message.direction === 'inbound'
      ? ['client', clientId]
      : message.author
        ? ['agent', facts.agents.get(message.author)!]
        : ['machine', null];
  const call =
    first && story.call
      ? { call: { menuPath: story.call.menu, waitMs: story.call.waitMs, talkMs: story.call.talkMs, outcome: story.call.outcome } }
      : {};
  const meta = { ...(first && story.subject ? { subject: story.subject } : {}), ...call };
  return [message.at, ticketId, message.direction, kind, id, null, message.text, JSON.stringify(meta), story.channel, accountId];
}

/** Which rule of config/institute.yaml would have led here; the sentence people read comes from that rule. */
export function decisionRow(story: SeedTicket, ticketId: string, ownLogin: string | null, facts: SeedFacts): unknown[] {
  const { desk, typical } = facts.topics.get(story.topic) ?? { desk: '', typical: false };
  const queue = firstQueueOf(story);
  const own = ownLogin !== null && ownLogin === story.assignee && !story.transfers.length;
  const code =
    queue === facts.contactQueue
      ? typical
        ? 'typical'
        : 'unsure'
      : own
        ? 'own-manager'
        : desk.startsWith('department:')
          ? 'department-topic'
          : 'by-topic';
  const said = facts.rules.find((rule) => rule.code === code)?.then.reason ?? { ru: 'по тематике обращения', en: 'by the topic' };
  const agentId = own ? facts.agents.get(ownLogin)! : null;
  const trace: TraceLine[] = [
    {
      rule: 'received',
      outcome: 'read',
      because: {
        topic: story.topic,
        desk,
        kind: story.kind,
        sure: story.topicSure,
        confidence: story.topicConfidence,
        category: story.clientCategory,
      },
    },
    { rule: code, outcome: 'decided', because: agentId ? { agent: agentId } : { queue }, said },
  ];
  const classification = {
    topic: story.topic,
    desk,
    kind: story.kind,
    confidence: story.topicConfidence,
    sure: story.topicSure,
    deskSure: story.topicSure,
    alternatives: [],
    deciding: [],
    language: 'ru',
    risk: [],
  };
  return [ticketId, story.createdAt, facts.queues.get(queue), agentId, said.ru, JSON.stringify(trace), JSON.stringify(classification)];
}
