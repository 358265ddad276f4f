// «Наплыв»: who writes what and when, drawn from the Institute's history.
import type { Institute, SeedClient, SeedTicket } from './institute/story.js';
import { addressIn } from './people.js';

/** One inquiry of the surge. */
export interface Wave {
  atMs: number;
  channel: string;
  /** Address in the channel; for the site's chat and form the person's name is enough. */
  address: string;
  client: SeedClient;
  subject: string;
  text: string;
}
/** Forty in two minutes. */
const SHARES: readonly (readonly [channel: string, count: number])[] = [
  ['telegram', 12],
  ['max', 10],
  ['email', 8],
  ['api', 4],
  ['chat', 4],
  ['hotline', 2],
];
const SPAN_MS = 120_000;

/** `turn` makes the next surge another one. */
export function planSurge({ clients, tickets }: Institute, turn: number): Wave[] {
  const cards = new Map(clients.map((client) => [client.key, client]));
  const waves = SHARES.flatMap(([channel, count]) =>
    pick(tickets, channel, count, turn).map((story) => waveOf(story, cards.get(story.client)!)),
  );
  // channels alternate as they do in life
  const mixed = waves.map((wave, i) => ({ wave, order: (i * 17) % waves.length })).sort((a, b) => a.order - b.order);
  return mixed.map(({ wave }, i) => ({ ...wave, atMs: Math.round((i * SPAN_MS) / mixed.length) }));
}

/** The newest of the past, one a client. */
function pick(tickets: SeedTicket[], channel: string, count: number, turn: number): SeedTicket[] {
  const seen = new Set<number>();
  const past = tickets.filter((story) => story.channel === channel && ['resolved', 'closed'].includes(story.status)).reverse();
  const single = past.filter((story) => !seen.has(story.client) && seen.add(story.client));
  const from = single.length > count ? (turn * count) % (single.length - count) : 0;
  return single.slice(from, from + count);
}

function waveOf(story: SeedTicket, client: SeedClient): Wave {
  const { channel, subject, messages } = story;
  const address = addressIn(client, channel) ?? client.name;
  return { atMs: 0, channel, address, client, subject: subject ?? 'Вопрос', text: messages[0]!.text };
}
