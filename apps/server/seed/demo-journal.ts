// A made-up ticket told as journal lines, the same kinds and facts that the services write.
import type { SeedTicket } from '#apps/simulator/institute/story.js';
import { type Actor, agentActor, clientActor, MACHINE, SYSTEM } from '#libs/kernel/journal.js';
import type { SeedFacts } from './demo-facts.js';

export interface SeedLine {
  at: Date;
  kind: string;
  actor: Actor;
  facts: Record<string, unknown>;
  reason: string | null;
}

/** A stored ticket with the ids that its lines name. */
export interface StoredTicket {
  story: SeedTicket;
  number: string;
  clientId: string;
  messageIds: string[];
}
const MESSAGE = { inbound: 'message.received', outbound: 'message.written', note: 'note.written' } as const;

/** Oldest first. */
export function linesOf(ticket: StoredTicket, facts: SeedFacts): SeedLine[] {
  const lines = [...arrival(ticket, facts), ...said(ticket, facts), ...work(ticket, facts), ...end(ticket, facts)];
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Who first had the ticket in a queue; later queues came by transfers. */
export const firstQueueOf = (story: SeedTicket): string => story.transfers[0]?.fromQueue ?? story.queue;

const line = (at: Date, kind: string, actor: Actor, facts: Record<string, unknown>, reason: string | null = null): SeedLine => ({
  at,
  kind,
  actor,
  facts,
  reason,
});
const person = (login: string | null, { agents }: SeedFacts): Actor => (login ? agentActor(agents.get(login)!) : MACHINE);

function arrival({ story, number, clientId }: StoredTicket, facts: SeedFacts): SeedLine[] {
  const { createdAt, channel, kind, topic, queuedAt } = story;
  const classifier = story.topicBy === 'agent' && story.assignee ? person(story.assignee, facts) : MACHINE;
  return [
    line(createdAt, 'ticket.registered', clientActor(clientId), {
      number,
      channel,
      kind,
      status: queuedAt ? 'queued' : 'registered',
      linkedTo: null,
    }),
    line(createdAt, 'ticket.classified', classifier, { topic, confidence: story.topicConfidence, sure: story.topicSure, kind }),
    ...(queuedAt
      ? [line(queuedAt, 'ticket.queued', MACHINE, { queue: facts.queues.get(firstQueueOf(story)), priority: story.priority })]
      : []),
  ];
}

function said({ story, clientId, messageIds }: StoredTicket, facts: SeedFacts): SeedLine[] {
  return story.messages.map(({ at, direction, author }, i) =>
    line(at, MESSAGE[direction], direction === 'inbound' ? clientActor(clientId) : person(author, facts), {
      message: messageIds[i],
      channel: story.channel,
      files: 0,
      clientKey: null,
    }),
  );
}

function work({ story }: StoredTicket, facts: SeedFacts): SeedLine[] {
  if (!story.assignedAt || !story.assignee) return [];
  const { agents, queues } = facts;
  const [moved] = story.transfers;
  const taken = (login: string, at: Date, queue: string): SeedLine =>
    line(
      at,
      'ticket.assigned',
      person(login, facts),
      { from: 'queued', fromQueue: queues.get(queue), fromAgent: null, agent: agents.get(login) },
      'accepted',
    );
  if (!moved) return [taken(story.assignee, story.assignedAt, story.queue), ...pause(story, facts)];
  const passed = {
    from: 'assigned',
    fromQueue: queues.get(moved.fromQueue),
    fromAgent: agents.get(moved.by),
    queue: queues.get(moved.toQueue),
    agent: null,
  };
  return [
    taken(moved.by, story.assignedAt, moved.fromQueue),
    line(moved.at, 'ticket.transferred', person(moved.by, facts), passed, moved.reason),
    taken(story.assignee, new Date(moved.at.getTime() + 60_000), moved.toQueue),
    ...pause(story, facts),
  ];
}

/** What an open ticket waits for now. */
function pause(story: SeedTicket, facts: SeedFacts): SeedLine[] {
  if (story.status !== 'waiting') return [];
  const at = new Date(story.messages.at(-1)!.at.getTime() + 1000);
  const from = { from: 'assigned', fromQueue: facts.queues.get(story.queue), fromAgent: facts.agents.get(story.assignee!) };
  const actor = person(story.assignee, facts);
  if (story.snoozedUntil) return [line(at, 'ticket.snoozed', actor, { ...from, until: story.snoozedUntil.toISOString() })];
  return [line(at, 'ticket.waiting', actor, { ...from, for: story.waitingFor })];
}

function end({ story, clientId }: StoredTicket, facts: SeedFacts): SeedLine[] {
  const { told, resolvedAt, closedAt, result, topic, kind } = story;
  const from = {
    from: story.assignee ? 'assigned' : 'registered',
    fromQueue: facts.queues.get(story.queue),
    fromAgent: facts.agents.get(story.assignee ?? '') ?? null,
  };
  if (story.status === 'spam')
    return [line(new Date(story.createdAt.getTime() + 600_000), 'ticket.spam', person('maria', facts), { ...from, from: 'queued' })];
  if (!resolvedAt) return [];
  const solver = person(story.resolvedBy, facts);
  const again = story.reopened && told ? third(told.at, resolvedAt) : null;
  return [
    ...(told
      ? [line(told.at, 'ticket.told', person(told.by, facts), { channel: told.channel, at: told.at.toISOString(), delivery: null })]
      : []),
    ...(again
      ? [
          line(again[0], 'ticket.resolved', solver, { ...from, result, topic, kind }),
          line(again[1], 'ticket.reopened', clientActor(clientId), { from: 'resolved', result }, 'client wrote'),
        ]
      : []),
    line(resolvedAt, 'ticket.resolved', solver, { ...from, result, topic, kind }),
    ...(closedAt
      ? [
          line(closedAt, 'ticket.closed', SYSTEM, {
            from: 'resolved',
            fromQueue: facts.queues.get(story.queue),
            fromAgent: facts.agents.get(story.assignee ?? '') ?? null,
          }),
        ]
      : []),
  ];
}

/** Two moments that cut the stretch in three. */
function third(from: Date, to: Date): [Date, Date] {
  const step = (to.getTime() - from.getTime()) / 3;
  return [new Date(from.getTime() + step), new Date(from.getTime() + 2 * step)];
}
