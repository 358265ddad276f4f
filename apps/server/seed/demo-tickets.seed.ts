// Stores the demo's tickets with conversations, messages, decisions and journal lines, some hundred in a transaction.
import type { SeedClient, SeedTicket } from '#apps/simulator/institute/story.js';
import type { Tx } from '#libs/kernel/database.js';
import type { Database } from '#libs/kernel/database.service.js';
import { formatNumber, numberYear } from '#libs/tickets/number.js';
import type { SeedFacts } from './demo-facts.js';
import { insertRows } from './demo-insert.adapter.js';
import { linesOf } from './demo-journal.js';
import { storeLines } from './demo-journal.adapter.js';
import { DECISION_COLUMNS, decisionRow, MESSAGE_COLUMNS, messageRow, type Place, TICKET_COLUMNS, ticketRow } from './demo-rows.js';

const DAY_MS = 86_400_000;
const PART = 250;
const CONVERSATION = [
  ['account_id', 'bigint'],
  ['key', 'text'],
  ['channel', 'text'],
  ['address', 'text'],
  ['client_id', 'bigint'],
  ['created_at', 'timestamptz'],
] as const;
const JOB = [
  ['name', 'text'],
  ['payload', 'jsonb'],
  ['run_at', 'timestamptz'],
  ['key', 'text'],
  ['created_at', 'timestamptz'],
] as const;

export interface Past {
  tickets: SeedTicket[];
  clients: Map<number, SeedClient>;
  clientIds: Map<number, string>;
  facts: SeedFacts;
  reopenDays: number;
  report: (stored: number) => void;
}

/** Numbers follow the order of registration and have no gaps; the counters are left right. */
export async function storeTickets(db: Database, past: Past): Promise<void> {
  const talks = await db.transaction((tx) => storeConversations(tx, past));
  const numbers = numbersOf(past.tickets);
  const latest = new Map<string, string>();
  for (let from = 0; from < past.tickets.length; from += PART) {
    const part = past.tickets.slice(from, from + PART);
    const places = part.map(
      (story, i): Place => ({
        ...numbers[from + i]!,
        clientId: past.clientIds.get(story.client)!,
        conversationId: talks.get(talkOf(story)) ?? null,
      }),
    );
    const ids = await db.transaction((tx) => storePart(tx, part, places, past));
    ids.forEach((id, i) => void (places[i]!.conversationId && latest.set(places[i]!.conversationId, id)));
    past.report(part.length);
  }
  await db.transaction(async (tx) => {
    await tx.query(
      'update conversations c set ticket_id = d.ticket from unnest($1::bigint[], $2::bigint[]) as d(id, ticket) where c.id = d.id',
      [[...latest.keys()], [...latest.values()]],
    );
    const last = new Map(numbers.map(({ year, seq }) => [year, seq]));
    await insertRows(
      tx,
      'ticket_numbers',
      [
        ['year', 'int'],
        ['last', 'int'],
      ],
      [...last],
    );
  });
}

function numbersOf(tickets: SeedTicket[]): { year: number; seq: number }[] {
  const last = new Map<number, number>();
  return tickets.map(({ createdAt }) => {
    const year = numberYear(createdAt);
    const seq = (last.get(year) ?? 0) + 1;
    last.set(year, seq);
    return { year, seq };
  });
}

const talkOf = (story: SeedTicket): string => `${story.channel} ${story.client}`;

/** One conversation of a person in a channel where people can be written to: a later word joins its last ticket. */
async function storeConversations(tx: Tx, { tickets, clients, clientIds, facts }: Past): Promise<Map<string, string>> {
  const firsts = new Map<string, { story: SeedTicket; row: unknown[] }>();
  for (const story of tickets) {
    const { descriptor, accountId, wire } = facts.channels.get(story.channel)!;
    const client = clients.get(story.client)!;
    const address =
      descriptor.identity === 'account' ? client.accounts.find((one) => one.channel === story.channel)?.address : client.emails[0];
    const written = descriptor.turns === 'chat' || descriptor.starts === 'message'; // a kind of turns, not the channel
    if (!written || !address || firsts.has(talkOf(story))) continue;
    const at = wire(address);
    firsts.set(talkOf(story), { story, row: [accountId, at.key, story.channel, at.address, clientIds.get(story.client), story.createdAt] });
  }
  const ids = await insertRows<{ id: string }>(
    tx,
    'conversations',
    CONVERSATION,
    [...firsts.values()].map(({ row }) => row),
    'id',
  );
  return new Map([...firsts.keys()].map((key, i) => [key, ids[i]!.id]));
}

async function storePart(tx: Tx, stories: SeedTicket[], places: Place[], { clients, facts, reopenDays }: Past): Promise<string[]> {
  const ids = (
    await insertRows<{ id: string }>(
      tx,
      'tickets',
      TICKET_COLUMNS,
      stories.map((story, i) => ticketRow(story, places[i]!, facts)),
      'id',
    )
  ).map((row) => row.id);
  const said = stories.flatMap((story, i) =>
    story.messages.map((message, n) => ({ i, row: messageRow(message, n === 0, story, ids[i]!, places[i]!.clientId, facts) })),
  );
  const messageIds = (
    await insertRows<{ id: string }>(
      tx,
      'messages',
      MESSAGE_COLUMNS,
      said.map(({ row }) => row),
      'id',
    )
  ).map((row) => row.id);
  await insertRows(
    tx,
    'decisions',
    DECISION_COLUMNS,
    stories.map((story, i) => decisionRow(story, ids[i]!, clients.get(story.client)!.owner, facts)),
  );
  const ofTicket: string[][] = stories.map(() => []);
  said.forEach(({ i }, n) => void ofTicket[i]!.push(messageIds[n]!));
  const lines = stories.flatMap((story, i) => {
    const { year, seq, clientId } = places[i]!;
    const stored = { story, number: formatNumber(year, seq), clientId, messageIds: ofTicket[i]! };
    return linesOf(stored, facts).map((line) => ({ ...line, subject: ['ticket', ids[i]!] as const, ticketId: ids[i]!, clientId }));
  });
  await storeLines(tx, lines);
  await insertRows(
    tx,
    'jobs',
    JOB,
    stories.flatMap((story, i) => jobsOf(story, ids[i]!, reopenDays, facts.now)),
  );
  return ids;
}

/** What is still to come of a ticket: its closing, its waking. */
function jobsOf(story: SeedTicket, ticketId: string, reopenDays: number, now: Date): unknown[][] {
  const payload = JSON.stringify({ ticketId });
  const { resolvedAt, snoozedUntil } = story;
  if (story.status === 'resolved' && resolvedAt)
    return [
      ['ticket.close', payload, new Date(resolvedAt.getTime() + reopenDays * DAY_MS), `close:${ticketId}:${resolvedAt.getTime()}`, now],
    ];
  if (snoozedUntil) return [['ticket.wake', payload, snoozedUntil, `wake:${ticketId}:${snoozedUntil.getTime()}`, now]];
  return [];
}
