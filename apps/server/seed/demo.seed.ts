// Stores the demonstration Institute after its structure: people, clients, a year of history and what lies open today.
import { ACCOUNT_NAMES, wireAddress } from '#apps/simulator/accounts.js';
import { makeInstitute } from '#apps/simulator/institute/institute.js';
import { DEMO_SIZE } from '#apps/simulator/people.js';
import { discoverChannels } from '#libs/channels/discover.adapter.js';
import { loadConfig } from '#libs/kernel/config.adapter.js';
import type { Database } from '#libs/kernel/database.service.js';
import type { Rule } from '#libs/routing/decide.js';
import { WorkingTimeService } from '#libs/tickets/working-time.service.js';
import type { SeedChannel, SeedFacts } from './demo-facts.js';
import { APPOINTED_DAYS, storeClients, storeStaff } from './demo-people.seed.js';
import { storeTickets } from './demo-tickets.seed.js';

const DAY_MS = 86_400_000;
export interface DemoSeed {
  db: Database;
  now: Date;
  passwordHash: string;
  report: (done: number, total: number) => void;
}

/** Needs the departments, queues, topics and settings of config/institute.yaml. 3,500 tickets take 3-4 s on two cores. */
export async function seedDemo({ db, now, passwordHash, report }: DemoSeed): Promise<void> {
  const institute = makeInstitute(now, DEMO_SIZE);
  await db.query('select make_partitions($1::date, $2)', [
    new Date(now.getTime() - APPOINTED_DAYS * DAY_MS),
    Math.ceil(APPOINTED_DAYS / 30) + 3,
  ]);
  const channels = await storeAccounts(db, now);
  const tickets = institute.tickets.filter((story) => channels.has(story.channel));
  const total = institute.clients.length + tickets.length;
  let done = 0;
  const progress = (stored: number): void => {
    done += stored;
    report(done, total);
  };
  const agents = await storeStaff(db, institute.staff, passwordHash, now);
  const clientIds = await storeClients(db, institute.clients, agents, channels, progress);
  const facts = await gatherFacts(db, { now, agents, channels });
  const clients = new Map(institute.clients.map((client) => [client.key, client]));
  await storeTickets(db, { tickets, clients, clientIds, facts, reopenDays: loadConfig().tickets.reopenDays, report: progress });
  await db.query('analyze');
}

/** The accounts of the stand-ins get their settings when these run; until then they only own the history. */
async function storeAccounts(db: Database, now: Date): Promise<Map<string, SeedChannel>> {
  const found = (await discoverChannels()).filter(({ descriptor }) => ACCOUNT_NAMES[descriptor.id]);
  const entries = await Promise.all(
    found.map(async ({ descriptor }): Promise<[string, SeedChannel]> => {
      const [row] = await db.query<{ id: string }>(
        `insert into channel_accounts (channel, name, origin, intake_from, created_at) values ($1, $2, 'demo', $3, $3)
         on conflict (channel, name) do update set name = excluded.name returning id`,
        [descriptor.id, ACCOUNT_NAMES[descriptor.id], now],
      );
      return [descriptor.id, { descriptor, accountId: row!.id, wire: (address) => wireAddress(descriptor.id, address) }];
    }),
  );
  return new Map(entries);
}

async function gatherFacts(db: Database, { now, agents, channels }: Pick<SeedFacts, 'now' | 'agents' | 'channels'>): Promise<SeedFacts> {
  const queues = await db.query<{ id: string; code: string }>('select id, code from queues');
  const topics = await db.query<{ code: string; desk: string; typical: boolean }>('select code, desk, typical from topics');
  const settings = await db.query<{ key: string; value: unknown }>(`select key, value from settings where key in ('routing', 'calendar')`);
  const value = <T>(key: string): T => settings.find((row) => row.key === key)!.value as T;
  const workingTime = new WorkingTimeService();
  workingTime.replace(value('calendar'));
  const routing = value<{ rules: Rule[]; contactQueue: string }>('routing');
  return {
    now,
    agents,
    channels,
    workingTime,
    queues: new Map(queues.map((row) => [row.code, row.id])),
    topics: new Map(topics.map((row) => [row.code, row])),
    rules: routing.rules,
    contactQueue: routing.contactQueue,
    norms: loadConfig().clocks,
  };
}
