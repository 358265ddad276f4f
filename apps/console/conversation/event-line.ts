// Which journal lines people see in a conversation, and the sentence each becomes (UX 11.2).
import type { JournalView } from '#libs/contract/tickets.js';
import type { TextKey } from '../texts/language.store.js';

/** Kinds shown as thin centred lines; every other kind (messages, deliveries, reads) has its own place or none. */
const KINDS: Record<string, TextKey> = {
  'ticket.registered': 'event.registered',
  'ticket.classified': 'event.classified',
  'ticket.queued': 'event.queued',
  'ticket.assigned': 'event.assigned',
  'ticket.taken': 'event.assigned',
  'ticket.transferred': 'event.transferred',
  'ticket.returned': 'event.returned',
  'ticket.released': 'event.returned',
  'transfer.returned': 'event.returned',
  'ticket.snoozed': 'event.snoozed',
  'ticket.woken': 'event.woken',
  'ticket.waiting': 'event.waiting',
  'ticket.told': 'event.told',
  'ticket.resolved': 'event.resolved',
  'ticket.reopened': 'event.reopened',
  'ticket.closed': 'event.closed',
  'ticket.merged': 'event.merged',
  'ticket.unmerged': 'event.unmerged',
  'ticket.split': 'event.split',
  'ticket.spam': 'event.spam',
  'ticket.unspam': 'event.unspam',
  'ticket.reclassified': 'event.topic',
  'ticket.priorityChanged': 'event.changed',
  'ticket.kindChanged': 'event.changed',
  'ticket.collectiveChanged': 'event.changed',
  'ticket.relinked': 'event.relinked',
  'ticket.overdue': 'event.overdue',
  'offer.accepted': 'event.offerAccepted',
  'offer.declined': 'event.offerDeclined',
  'offer.expired': 'event.offerExpired',
  'rating.given': 'event.rated',
  'call.ended': 'event.callEnded',
  'call.missed': 'event.callMissed',
};

/** Names the console knows for ids that stand in facts. */
export interface Names {
  agent(id: string): string | null;
  queue(idOrCode: string): string | null;
  topic(code: string): string | null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);

/** What the line is about: a person, a queue, a topic, a moment, in that order of interest; empty when nothing is named. */
function objectOf(facts: Record<string, unknown>, names: Names): string {
  const agent = textOf(facts.agent ?? facts.toAgent ?? facts.assignee);
  const queue = textOf(facts.queue ?? facts.toQueue);
  const topic = textOf(facts.topic ?? facts.new);
  return (
    (agent && names.agent(agent)) ||
    (queue && names.queue(queue)) ||
    (topic && names.topic(topic)) ||
    textOf(facts.number) ||
    textOf(facts.result) ||
    ''
  );
}

export interface EventLine {
  text: TextKey;
  values: { who: string; what: string };
  /** ISO moment the line speaks of (snoozed until). */
  until: string | null;
}

/** Null when the line is not shown. */
export function eventLine(event: JournalView, names: Names): EventLine | null {
  const text = KINDS[event.kind];
  if (!text) return null;
  // a resolution speaks of its result, whatever else it names
  const what = event.kind === 'ticket.resolved' ? (textOf(event.facts.result) ?? '') : objectOf(event.facts, names);
  return { text, values: { who: event.actor.name, what }, until: textOf(event.facts.until) };
}

export const isShown = (event: JournalView): boolean => event.kind in KINDS;
