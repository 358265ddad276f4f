// The seeded demo on a real database: counts, gapless numbers, statuses that agree with moments, and its time.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/kernel/database.service.js';
import { readYaml } from '#libs/kernel/yaml.adapter.js';
import { cloneDatabase, type ClonedDatabase } from '../../../test/setup/database.js';
import { makeDataSource } from '../data-source.js';
import { seedDemo } from './demo.seed.js';
import { parseInstitute, seedStructure } from './structure.seed.js';

const now = new Date('2026-11-24T08:00:00Z');
const OPEN = `status in ('registered', 'queued', 'assigned', 'waiting')`;
let clone: ClonedDatabase;
let db: Database;
let tookMs = 0;
const parts: number[] = [];
const one = async <T>(sql: string, params: unknown[] = []): Promise<T> =>
  Object.values((await db.query<Record<string, T>>(sql, params))[0]!)[0]!;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = new Database(await makeDataSource(clone.url, 4).initialize());
  await seedStructure(db, parseInstitute(readYaml('institute.yaml')), now);
  const began = performance.now();
  await seedDemo({ db, now, passwordHash: 'hash', report: (done, total) => void parts.push(done / total) });
  tookMs = performance.now() - began;
}, 60_000);

afterAll(async () => {
  await db?.close();
  await clone?.drop();
});

describe('the seed', () => {
  it('is quick and says how far it is', () => {
    expect(tookMs).toBeLessThan(20_000);
    expect(parts.at(-1)).toBe(1);
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
  });

  it('has the people of the contract, each in their queues', async () => {
    const rows = await db.query<{ login: string; role: string; department: string | null; order_note: string | null; queues: string[] }>(
      `select a.login, a.role, d.code as department, a.order_note, array(select q.code from queue_members m join queues q on q.id = m.queue_id where m.agent_id = a.id order by 1) as queues
       from agents a left join departments d on d.id = a.department_id`,
    );
    const of = (login: string) => rows.find((row) => row.login === login);
    expect(of('maria')).toMatchObject({ role: 'contact-manager', department: 'contact', queues: ['contact', 'hotline'] });
    expect(of('denis')).toMatchObject({ role: 'department-head', department: 'dormitory', queues: ['dormitory'] });
    expect(of('pavel')).toMatchObject({ role: 'supervisor', order_note: expect.stringContaining('Приказ') });
    for (const login of ['olga', 'irina', 'timur', 'svetlana', 'rector', 'rector2', 'admin']) expect(of(login)).toBeDefined();
  });

  it('has clients with addresses, categories and representatives', async () => {
    expect(await one<number>('select count(*)::int from clients')).toBe(1200);
    expect(
      await one<number>(
        'select count(*)::int from clients c where not exists (select 1 from client_categories k where k.client_id = c.id and k.category = c.category)',
      ),
    ).toBe(0);
    expect(await one<number>('select count(*)::int from representatives')).toBeGreaterThan(30);
    expect(await one<number>(`select count(*)::int from identities`)).toBeGreaterThan(1200);
    expect(
      await one<number>(`select count(*)::int from clients where name_key like 'хасанов руслан%' or name_key = 'руслан'`),
    ).toBeGreaterThan(0);
  });
});

describe('tickets', () => {
  it('are numbered without gaps, year by year, and the counters stand at the last', async () => {
    const rows = await db.query<{ year: number; n: number; first: number; last: number; counter: number; ordered: boolean }>(
      `select number_year as year, count(*)::int as n, min(number_seq) as first, max(number_seq) as last, (select last from ticket_numbers c where c.year = number_year) as counter,
         bool_and(extract(year from created_at at time zone 'Europe/Moscow') = number_year) as ordered from tickets group by 1 order by 1`,
    );
    expect(rows.map((row) => row.year)).toEqual([2025, 2026]);
    for (const row of rows) expect(row).toMatchObject({ first: 1, last: row.n, counter: row.n, ordered: true });
    expect(
      await one<number>(
        `select count(*)::int from (select created_at, lag(created_at) over (order by number_year, number_seq) as before from tickets) x where created_at < before`,
      ),
    ).toBe(0);
    expect(rows.reduce((sum, row) => sum + row.n, 0)).toBeGreaterThanOrEqual(3500);
  });

  it('reach back 400 days and come most of all in summer', async () => {
    const months = await db.query<{ month: number; n: number }>(
      `select extract(month from created_at)::int as month, count(*)::int as n from tickets where created_at >= $1::timestamptz - interval '365 days' group by 1`,
      [now],
    );
    const [summer, others] = [true, false].map((wanted) => months.filter(({ month }) => (month >= 6 && month <= 8) === wanted));
    expect(summer).toHaveLength(3);
    expect(Math.min(...summer!.map(({ n }) => n))).toBeGreaterThan(Math.max(...others!.map(({ n }) => n)));
    expect(await one<number>(`select ($1::date - min(created_at)::date)::int from tickets`, [now])).toBeGreaterThan(390);
  });

  it('fourteen are open and six complaints, one overdue, all of them in a queue and seen by someone', async () => {
    const open = await db.query<{
      kind: string;
      status: string;
      queue_id: string | null;
      assignee_id: string | null;
      account_id: string | null;
      overdue: boolean;
    }>(
      `select kind, status, queue_id, assignee_id, account_id, (unanswered and first_answer_at is null and first_answer_due_at < $1 or resolution_due_at < $1) as overdue from tickets where ${OPEN}`,
      [now],
    );
    const scenes = open.filter((ticket) => ticket.kind !== 'complaint');
    expect(open.length - scenes.length).toBe(6);
    expect([scenes.length, open.filter((ticket) => ticket.overdue).length]).toEqual([14, 1]);
    expect(open.filter((ticket) => !ticket.queue_id || !ticket.account_id)).toEqual([]);
    expect(open.filter((ticket) => ticket.status !== 'queued' && !ticket.assignee_id)).toEqual([]);
    expect(open.filter((ticket) => ticket.status === 'queued' && ticket.assignee_id)).toEqual([]);
  });

  it.each([
    ['an open one that has ended', `${OPEN} and (resolved_at is not null or closed_at is not null or result is not null)`],
    ['a resolved one without its end', `status in ('resolved', 'closed') and (resolved_at is null or result is null or unanswered)`],
    ['a closed one without its closing', `(status = 'closed') <> (closed_at is not null)`],
    [
      'moments out of order',
      'queued_at < created_at or first_answer_at < created_at or resolved_at < created_at or closed_at < resolved_at or told_at > resolved_at or created_at > last_message_at',
    ],
    ['an answer of the future', `greatest(created_at, resolved_at, closed_at, last_message_at) > '${now.toISOString()}'`],
    ['snoozed without waiting', `(snoozed_until is not null) <> (waiting_for is not distinct from 'until')`],
    [
      'an assignee outside the queue',
      `assignee_id is not null and not exists (select 1 from queue_members m where m.agent_id = assignee_id and m.queue_id = tickets.queue_id)`,
    ],
    ['no deadline', 'first_answer_due_at is null or resolution_due_at is null'],
    ['no journal position', 'last_event_id = 0'],
    ['no message', 'not exists (select 1 from messages m where m.ticket_id = tickets.id)'],
    ['no decision', 'not exists (select 1 from decisions d where d.ticket_id = tickets.id)'],
    [
      'a resolved one that nobody will close',
      `status = 'resolved' and not exists (select 1 from jobs j where j.name = 'ticket.close' and (j.payload->>'ticketId')::bigint = tickets.id)`,
    ],
  ])('none with %s', async (_, wrong) => {
    expect(await one<number>(`select count(*)::int from tickets where ${wrong}`)).toBe(0);
  });

  it('has only messages and lines of its own tickets, none outside the monthly partitions', async () => {
    expect(
      await one<number>('select count(*)::int from messages m where not exists (select 1 from tickets t where t.id = m.ticket_id)'),
    ).toBe(0);
    expect(
      await one<number>(
        'select count(*)::int from journal j where ticket_id is not null and not exists (select 1 from tickets t where t.id = j.ticket_id)',
      ),
    ).toBe(0);
    expect(await one<number>('select (select count(*) from messages_rest)::int + (select count(*) from journal_rest)::int')).toBe(0);
    expect(
      await one<number>(
        `select count(*)::int from journal j where kind like 'message.%' and not exists (select 1 from messages m where m.id = (j.facts->>'message')::bigint and m.ticket_id = j.ticket_id)`,
      ),
    ).toBe(0);
  });

  it('tells each ticket in the journal from registration to end, in order', async () => {
    const rows = await db.query<{ kinds: string[]; status: string }>(
      'select array_agg(j.kind order by j.id) as kinds, t.status from tickets t join journal j on j.ticket_id = t.id group by t.id',
    );
    expect(rows.filter((row) => row.kinds[0] !== 'ticket.registered')).toEqual([]);
    for (const [status, last] of [
      ['closed', 'ticket.closed'],
      ['resolved', 'ticket.resolved'],
      ['spam', 'ticket.spam'],
    ])
      expect(rows.filter((row) => row.status === status && row.kinds.at(-1) !== last)).toEqual([]);
    expect(
      await one<number>(
        'select count(*)::int from (select at, lag(at) over (partition by ticket_id order by id) as before from journal where ticket_id is not null) x where at < before',
      ),
    ).toBe(0);
  });

  it('leads a later word of a person to the last ticket of the conversation', async () => {
    expect(await one<number>('select count(*)::int from conversations')).toBeGreaterThan(100);
    expect(
      await one<number>(
        'select count(*)::int from conversations c left join tickets t on t.id = c.ticket_id where t.client_id is distinct from c.client_id',
      ),
    ).toBe(0);
    expect(
      await one<number>('select count(*)::int from tickets t join conversations c on c.id = t.conversation_id where t.id > c.ticket_id'),
    ).toBe(0);
  });
});
