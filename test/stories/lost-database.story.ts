// RELIABILITY I1, I2, I7, I10: every connection to PostgreSQL dies, again and again, while people write; work goes on without a hand.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import pg from 'pg';
import { makeWorld, type World } from '../world.js';

const TOKEN = '7000000001:AAExample_token-of-the-test-bot-000000';
const PEOPLE = 8;
let telegram: Telegram;
let world: World;
beforeAll(async () => {
  telegram = await startTelegram({ token: TOKEN });
  world = await makeWorld({
    accounts: [{ channel: 'telegram', name: 'priem', settings: { token: TOKEN, apiRoot: telegram.url, mode: 'polling' } }],
    config: { offers: { liveMs: 3_600_000 } },
  });
});
afterAll(async () => {
  await world?.stop();
  await telegram?.close();
});

/** What a killed or restarted server does to us: every session ends, its locks with it. */
async function cutConnections(): Promise<void> {
  await world.services.db
    .query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
    .catch(() => undefined);
}

/** Asks until the answer fits: the only news of a healed program is that it answers. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + 20_000; ; ) {
    const answer = await ask().catch((error: Error) => error as never);
    if (!(answer instanceof Error) && fits(answer)) return answer;
    if (Date.now() > end) throw new Error(`did not come true; last: ${String(JSON.stringify(answer)).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the database goes away and comes back', () => {
  it('loses and doubles nothing: each message is one ticket, and each answer is sent', async () => {
    const maria = await world.as('maria');
    await maria.online();
    const people = Array.from({ length: PEOPLE }, (_, n) => telegram.user(5210001 + n, `Анна${n}`, `anna${n}`, 'ru'));
    for (const [n, person] of people.entries()) {
      await person.text(`Вопрос номер ${n}: до какого числа приём документов?`);
      if (n % 2 === 0) await cutConnections();
    }
    const tickets = await until(
      async () => (await maria.get('/api/tickets?view=all&limit=200')).body.items as { id: string; client: { name: string } }[],
      (items) => items?.length === PEOPLE,
    );
    expect(tickets.map((ticket) => ticket.client.name).sort()).toEqual(people.map((_, n) => `Анна${n}`).sort());
    for (const [n, ticket] of tickets.entries()) {
      await until(
        () => maria.post(`/api/tickets/${ticket.id}/replies`, { text: 'До 25 июля.' }, { 'idempotency-key': `answer-${ticket.id}` }),
        (answer) => answer.status === 201,
      );
      if (n % 3 === 0) await cutConnections();
    }
    await until(
      () => world.services.db.query<{ n: number }>(`select count(*)::int as n from deliveries where not automatic and state = 'sent'`),
      ([row]) => row!.n === PEOPLE,
    );
    const [{ n: receipts }] = await world.services.db.query<{ n: number }>('select count(*)::int as n from inbound_receipts');
    expect(receipts).toBe(PEOPLE);
  });

  it('leaves no job behind in the hands of a worker that is no more', async () => {
    await cutConnections();
    const left = await until(
      () => world.services.db.query<{ name: string }>('select name from jobs where run_at <= $1 and not dead', [world.clock.now()]),
      (rows) => rows.length === 0,
    );
    expect(left).toEqual([]);
  });

  it('[003-2.2] stopped for ten seconds while people write: each accepted message is there once', async () => {
    const [{ database }] = (await world.services.db.query<{ database: string }>('select current_database() as database')) as [
      { database: string },
    ];
    const server = new pg.Client({ connectionString: process.env.TEST_PG_URL });
    await server.connect();
    const before = await count();
    const writers = Array.from({ length: 20 }, (_, n) => telegram.user(5220001 + n, `Пётр${n}`, `petr${n}`, 'ru'));
    try {
      await server.query(`alter database ${database} allow_connections false`);
      await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
      // the ten seconds are the fault itself; a message comes every half a second of it
      for (const [n, writer] of writers.entries()) {
        writer.text(`Сообщение ${n} во время остановки`);
        await pause(500);
      }
      await expect(world.services.db.query('select 1')).rejects.toThrow();
    } finally {
      await server.query(`alter database ${database} allow_connections true`);
      await server.end();
    }
    await until(count, (now) => now === before + writers.length);
    const texts = await world.services.db.query<{ text: string }>(
      `select text from messages where text like 'Сообщение % во время остановки'`,
    );
    expect(texts.map(({ text }) => text).sort()).toEqual(writers.map((_, n) => `Сообщение ${n} во время остановки`).sort());
  }, 60_000);

  const count = async () => (await world.services.db.query<{ n: number }>('select count(*)::int as n from tickets'))[0]!.n;
});
