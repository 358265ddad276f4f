// Inquiries of the past: how many on which day, by which channel, on what and from whom.
import { addressIn, type Bearer } from './clients.js';
import { DAY_MS, isWorking, loadOf, MINUTE_MS, midnight, type Season, seasonOf } from './moscow.js';
import type { Chance } from './random.js';
import type { SeedTicket } from './story.js';
import type { Talk } from './talk.js';
import { asSpam, bareTicket, IN_PERSON, tell, type World } from './telling.js';
import { hours } from './words.js';

/** Shares of an ordinary and of a campaign day (REQUIREMENTS 10.3). */
const CHANNELS: readonly (readonly [string, number, number])[] = [
  ['hotline', 60, 400],
  ['telegram', 16, 190],
  ['max', 14, 170],
  ['chat', 10, 140],
  ['email', 42, 240],
  ['api', 8, 60],
  ['walk-in', 10, 120],
];
const SEASONAL: Record<Talk['season'], Record<Season, number>> = {
  admission: { campaign: 6, autumn: 0.4, session: 0.8, term: 1 },
  autumn: { campaign: 0.8, autumn: 3, session: 0.6, term: 0.8 },
  session: { campaign: 0.5, autumn: 0.8, session: 3, term: 0.9 },
  term: { campaign: 0.3, autumn: 1.2, session: 0.9, term: 1.4 },
  even: { campaign: 1, autumn: 1, session: 1, term: 1 },
};

/** `count` closed or resolved tickets over `days`, oldest first. */
export function makeHistory(world: World, count: number, days: number): SeedTicket[] {
  const moments = momentsOf(world, days);
  const pools = new Pools(world);
  const tickets: SeedTicket[] = [];
  for (let tries = 0; tickets.length < count && tries < count * 20; tries++) {
    const ticket = makeTicket(world, moments(), pools);
    const last = ticket.resolvedAt ?? ticket.createdAt;
    // what would not be over by now is left to the scripted day
    if (last.getTime() < world.now.getTime() - 5 * MINUTE_MS) tickets.push(ticket);
  }
  return tickets.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

/** Draws moments: days by their load, hours by habit. */
function momentsOf({ chance, now }: World, days: number): () => Date {
  const today = midnight(now).getTime();
  const shares = Array.from({ length: days + 1 }, (_, i) => new Date(today - i * DAY_MS)).map((day) => [day, loadOf(day)] as const);
  return () => {
    const day = chance.weighted(shares);
    const hour = chance.happens(0.78) ? 9 + (chance.next() + chance.next()) * 4.5 : 7 + chance.next() * 16.5;
    return new Date(Math.min(day.getTime() + Math.round(hours(hour)), now.getTime() - MINUTE_MS));
  };
}

/** Who may ask what; a third of the tickets come from people who already wrote. */
class Pools {
  private readonly byCategory = new Map<string, Bearer[]>();
  private readonly returning = new Map<string, Bearer[]>();

  constructor(private readonly world: World) {
    for (const bearer of world.bearers) push(this.byCategory, bearer.card.category, bearer);
    for (const bearer of world.bearers) if (bearer.enrolledAt) push(this.byCategory, 'freshman', bearer);
  }

  pick(category: string, at: Date): Bearer {
    const { chance } = this.world;
    const known = this.returning.get(category);
    if (known && chance.happens(0.33)) return chance.pick(known);
    const freshmen = this.byCategory.get('freshman');
    // a student of today was an applicant in summer
    const pool =
      category === 'applicant' && freshmen && at < freshmen[0]!.enrolledAt! && chance.happens(0.5)
        ? freshmen
        : (this.byCategory.get(category) ?? this.world.bearers);
    const bearer = chance.pick(pool);
    push(this.returning, category, bearer);
    return bearer;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function makeTicket(world: World, at: Date, pools: Pools): SeedTicket {
  const { chance } = world;
  const season = seasonOf(at);
  const talk = chance.weighted(world.talks.map((one) => [one, one.weight * SEASONAL[one.season][season]] as const));
  const channel = channelAt(chance, at, season);
  const who = talk.who[chance.happens(0.7) ? 0 : chance.whole(0, talk.who.length - 1)]!;
  const bearer = pools.pick(who, at);
  addressIn(bearer.card, channel);
  const ticket = bareTicket(chance, talk, channel, bearer, at);
  if (channel === 'email' && chance.happens(0.012)) return asSpam(chance, ticket);
  tell(world, ticket, talk, bearer);
  return ticket;
}

function channelAt(chance: Chance, at: Date, season: Season): string {
  const open = isWorking(at);
  return chance.weighted(
    CHANNELS.map(
      ([channel, ordinary, campaign]) =>
        [channel, !open && IN_PERSON.includes(channel) ? 0 : season === 'campaign' ? campaign : ordinary] as const,
    ),
  );
}
