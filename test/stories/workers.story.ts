// Issue 2, must hold 6: fifty workers over 1,000 waiting tickets; nothing assigned twice, nobody overloaded, nothing forgotten.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '#libs/kernel/config.adapter.js';
import { Database } from '#libs/kernel/database.service.js';
import { SYSTEM } from '#libs/kernel/journal.js';
import { makeLogger } from '#libs/kernel/logger.js';
import { makeDataSource } from '#apps/server/data-source.js';
import { makeServices, type Services } from '#apps/server/services.js';
import { makeWorld, type World } from '../world.js';
import { ACCOUNTS, Clients, envelope } from './envelopes.js';

const QUEUES = ['contact', 'hotline', 'admission', 'study', 'dormitory'];
const TICKETS = 1000;
const WORKERS = 50;
const AGENTS = 60;
const POOLS = 5;
let world: World;
let pools: Services[];

beforeAll(async () => {
  world = await makeWorld({ accounts: ACCOUNTS });
  pools = await Promise.all(Array.from({ length: POOLS }, () => anotherProcess()));
});
afterAll(async () => {
  await Promise.all(pools.map((services) => services.db.close()));
  await world?.stop();
});

/** The services of one more process on the same database, with its own connections. */
async function anotherProcess(): Promise<Services> {
  const { url } = world.services.db.dataSource.options as { url: string };
  const db = new Database(await makeDataSource(url, 10).initialize());
  return makeServices({
    db,
    config: loadConfig({}),
    clock: world.clock,
    log: makeLogger('silent'),
    channels: world.services.accounts.all(),
    texts: world.services.texts,
    key: Buffer.alloc(32),
    dataDir: '/nonexistent',
    publicUrl: 'http://localhost',
    surroundings: {
      resolve: () => {
        throw new Error('no program here');
      },
    },
  });
}

/** People of three sizes, each serving two or three of the queues. */
async function hire(): Promise<void> {
  await world.services.db.query(
    `with new as (insert into agents (login, name, role, capacity, presence, presence_since, presence_until, created_at)
       select 'w' || n, 'Работник ' || n, 'contact-manager', (array[0.5, 1, 1.5])[1 + n % 3], 'online', $1, $1::timestamptz + interval '1 day', $1 from generate_series(1, $2) n returning id, substr(login, 2)::int as n)
     insert into queue_members (queue_id, agent_id) select q.id, new.id from new, queues q
     where q.code = any($3) and (array_position($3, q.code) in (1 + new.n % 5, 1 + (new.n + 1) % 5) or (new.n % 7 = 0 and q.code = 'contact'))`,
    [world.clock.now(), AGENTS, QUEUES],
  );
}

/** At every commit PostgreSQL itself counts: one open offer or assignee a ticket, nobody above capacity. */
const JUDGE = `
  create function judge_offer() returns trigger language plpgsql as $$
  declare load real; room real;
  begin
    select coalesce((select sum(weight) from tickets where assignee_id = new.agent_id and status = 'assigned'), 0)
         + coalesce((select sum(weight) from offers where agent_id = new.agent_id and state = 'made'), 0), a.capacity into load, room from agents a where a.id = new.agent_id;
    if load > room + 0.00001 then raise exception 'agent % carries % of %', new.agent_id, load, room; end if;
    if (select count(*) from offers where ticket_id = new.ticket_id and state = 'made') > 1 then raise exception 'ticket % offered twice', new.ticket_id; end if;
    if new.state = 'made' and (select status from tickets where id = new.ticket_id) <> 'queued' then raise exception 'ticket % offered while not waiting', new.ticket_id; end if;
    return null;
  end $$;
  create constraint trigger judge_offer after insert or update on offers deferrable initially deferred for each row execute function judge_offer();`;
const OVERRUNS = `
  select a.id from agents a where a.capacity + 0.00001 <
    coalesce((select sum(t.weight) from tickets t where t.assignee_id = a.id and t.status = 'assigned'), 0) + coalesce((select sum(o.weight) from offers o where o.agent_id = a.id and o.state = 'made'), 0)`;

const inParallel = async <T>(items: T[], work: (item: T, services: Services) => Promise<unknown>): Promise<void> => {
  let next = 0;
  const worker = async (services: Services) => {
    while (next < items.length) await work(items[next++]!, services);
  };
  await Promise.all(Array.from({ length: WORKERS }, (_, i) => worker(pools[i % POOLS]!)));
};

describe('fifty workers over a thousand waiting tickets', () => {
  it('assign each once, overload nobody, forget nothing', async () => {
    const { db } = world.services;
    const clients = await Clients.of(world);
    const now = world.clock.now();
    const letters = Array.from({ length: TICKETS }, (_, i) => envelope(now, `writer-${i}`, 'Вопрос', { queueCode: QUEUES[i % 5] }));
    await clients.receive('site', ...letters);
    await world.settle();
    await hire();
    await db.query(JUDGE);
    const queues = await db.query<{ id: string }>('select id from queues where code = any($1)', [QUEUES]);
    const started = performance.now();

    let rounds = 0;
    for (let left = TICKETS; left > 0; rounds++) {
      expect(rounds).toBeLessThan(60);
      const drains = Array.from({ length: WORKERS }, (_, i) => queues[i % queues.length]!.id);
      await inParallel(drains, (queueId, services) => services.dispatch.drain(queueId));
      expect(await db.query(OVERRUNS)).toEqual([]);
      const open = await db.query<{ id: string; agent_id: string; ticket_id: string }>(
        `select id, agent_id, ticket_id from offers where state = 'made'`,
      );
      // a pass that offers nothing while tickets wait would be a ticket forgotten
      expect(open.length).toBeGreaterThan(0);
      // each is taken and finished while other workers go on draining: capacity frees and is given out in the same moment
      await inParallel(open, async (offer, services) => {
        await services.offers.accept(offer.id, offer.agent_id);
        await services.db.transaction(async (tx) =>
          services.handling.resolve(
            tx,
            await services.moves.lock(tx, offer.ticket_id),
            { result: 'explained', topic: 'other' },
            null,
            SYSTEM,
          ),
        );
        await services.dispatch.drain(queues[Number(offer.id) % queues.length]!.id);
      });
      [{ left }] = (await db.query<{ left: number }>(`select count(*)::int as left from tickets where status = 'queued'`)) as [
        { left: number },
      ];
    }

    const seconds = (performance.now() - started) / 1000;
    console.info(`fifty workers: ${TICKETS} tickets offered, taken and resolved in ${seconds.toFixed(1)} s, ${rounds} rounds`);
    expect(seconds).toBeLessThan(30);
    const [sums] = await db.query<Record<string, number>>(
      `select (select count(*)::int from tickets where status = 'resolved') as resolved, (select count(distinct ticket_id)::int from offers where state = 'accepted') as accepted,
         (select count(*)::int from (select ticket_id from journal where kind = 'ticket.assigned' group by 1 having count(*) <> 1) twice) as twice`,
    );
    expect(sums).toEqual({ resolved: TICKETS, accepted: TICKETS, twice: 0 });
    expect(
      await db.query(
        `select agent_id from offers o where not exists (select 1 from queue_members m join tickets t on t.queue_id = m.queue_id where m.agent_id = o.agent_id and t.id = o.ticket_id)`,
      ),
    ).toEqual([]);
  }, 90_000);
});
