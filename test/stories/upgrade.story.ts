// Issue 2, must hold 10: a second version on the data of the first keeps everything and goes on with it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { Birth1795500000000 } from '#apps/server/migrations/1795500000000-birth.migration.js';
import { ChildProgram } from '../faults/child-program.js';
import { Person, seedWorld } from '../world.js';

const TOKEN = '7000000001:AAExample_token-of-the-test-bot-000000';
const ANNA = 5_210_001;
const NAME = `upgrade_${process.pid}`;
const url = process.env.TEST_PG_URL!.replace(/\/postgres$/, `/${NAME}`);
let telegram: Telegram;
let program: ChildProgram;

/** Three inquiries of one person as the first version wrote them: two fulfilled last month, one being worked at. */
const OLD_DATA = `
  insert into channel_accounts (channel, name, origin, settings, intake_from, created_at)
    values ('telegram', 'bot7000000001', 'environment', '{}', now() - interval '90 days', now() - interval '90 days');
  insert into clients (name, name_key, category, created_at, updated_at) values ('Анна', 'анна', 'applicant', now(), now());
  insert into identities (client_id, kind, channel, value, display, verified, created_at)
    values (1, 'account', 'telegram', '${ANNA}', 'Анна', true, now());
  insert into tickets (number_year, number_seq, status, channel, account_id, client_id, client_category, topic, received_at, created_at, last_message_at, assignee_id, queue_id, resolved_at, result)
    select extract(year from now())::int, n, case when n < 3 then 'closed' else 'assigned' end, 'telegram', 1, 1, 'applicant', 'adm_deadlines',
      now() - (40 - n) * interval '1 day', now() - (40 - n) * interval '1 day', now() - (40 - n) * interval '1 day',
      (select id from agents where login = 'maria'), (select id from queues where code = 'contact'), case when n < 3 then now() end, case when n < 3 then 'explained' end
    from generate_series(1, 3) n;
  insert into ticket_numbers (year, last) values (extract(year from now())::int, 3);
  insert into conversations (account_id, key, channel, address, client_id, ticket_id, created_at) values (1, '${ANNA}', 'telegram', '${ANNA}', 1, 3, now());
  insert into messages (at, ticket_id, direction, author_kind, author_id, author_name, text, channel, account_id, external_id)
    select t.created_at, t.id, 'inbound', 'client', 1, 'Анна', 'Вопрос номер ' || t.number_seq, 'telegram', 1, '${ANNA}:' || t.number_seq from tickets t order by t.id;
  insert into inbound_receipts (channel, account_id, provider_key, external_id, content_hash, state, ticket_id, message_id, accepted_at)
    select 'telegram', 1, m.id::text, m.external_id, md5(m.text), 'accepted', m.ticket_id, m.id, m.at from messages m;
  insert into journal (at, epoch, subject_type, subject_id, ticket_id, client_id, kind, actor_kind, facts)
    select t.created_at, 1, 'ticket', t.id::text, t.id, 1, 'ticket.registered', 'machine', '{}' from tickets t order by t.id`;

beforeAll(async () => {
  const server = new pg.Client({ connectionString: process.env.TEST_PG_URL });
  await server.connect();
  await server.query(`create database ${NAME} template template0`);
  await server.end();
  const source = await new DataSource({ type: 'postgres', driver: pg, url, migrations: [Birth1795500000000], entities: [] }).initialize();
  await source.runMigrations();
  await seedWorld(url, new Date());
  await source.query(OLD_DATA);
  await source.destroy();
  telegram = await startTelegram({ token: TOKEN, limits: false, firstId: 1000 });
  program = new ChildProgram({ DATABASE_URL: url, TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url });
  await program.start();
}, 90_000);
afterAll(async () => {
  await program?.stop();
  await telegram?.close();
  const server = new pg.Client({ connectionString: process.env.TEST_PG_URL });
  await server.connect();
  await server.query(`drop database if exists ${NAME} with (force)`);
  await server.end();
});

async function maria(): Promise<Person> {
  const answer = await fetch(`${program.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'maria', password: 'demo' }),
  });
  return new Person(program.url, answer.headers.get('set-cookie')!.split(';')[0]!, '');
}

describe('a second version', () => {
  it('shows what the first one stored, answers in its conversations and goes on with its numbers', async () => {
    const person = await maria();
    const { items } = (await person.get('/api/tickets?status=assigned,closed&client=1')).body;
    expect(items.map((one: any) => [Number(one.number.slice(-6)), one.status])).toEqual([
      [3, 'assigned'],
      [2, 'closed'],
      [1, 'closed'],
    ]);
    const [open] = items;
    const texts = (await person.get(`/api/tickets/${open.id}/messages`)).body.items.map((one: any) => one.text);
    expect(texts).toEqual(['Вопрос номер 3']);
    const kinds = (await person.get(`/api/tickets/${open.id}/journal`)).body.items.map((one: any) => one.kind);
    expect(kinds).toContain('ticket.registered');

    // her next word joins the inquiry of the old conversation
    const anna = telegram.user(ANNA, 'Анна', 'anna', 'ru');
    const after = (await person.get('/api/events')).body.next;
    anna.text('И ещё вопрос');
    await person.get(`/api/events?after=${after}&wait=10000`);
    const all = (await person.get(`/api/tickets/${open.id}/messages`)).body.items.map((one: any) => one.text);
    expect(all).toEqual(['Вопрос номер 3', 'И ещё вопрос']);
    expect((await person.post(`/api/tickets/${open.id}/replies`, { text: 'Ответ новой версии' })).status).toBe(201);
    await anna.waitFor((message) => message.text?.includes('Ответ новой версии') ?? false, 10_000);
    const boris = telegram.user(ANNA + 1, 'Борис', 'boris', 'ru');
    boris.text('До какого числа приём документов?');
    await boris.waitFor((message) => message.text?.includes('000004') ?? false, 10_000);
  });

  it('starts again on its own schema', async () => {
    await program.kill();
    await program.start();
    expect((await (await maria()).get('/api/tickets?status=assigned&client=1')).body.items).toHaveLength(1);
  });
});
