// CONTRACT.md section 3, row by row: addresses, shapes and codes that outsiders rely on. Change a name only together with its row here.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import { io } from 'socket.io-client';
import { z } from 'zod';
import { ClientRow, ClientView } from '#libs/contract/clients.js';
import { ErrorAnswer } from '#libs/contract/errors.js';
import { EventsAnswer } from '#libs/contract/events.js';
import { AbsenceView, BoardView, ChannelView, QueueView, SessionView, StaffView, TopicView } from '#libs/contract/staff.js';
import { DecisionView, JournalView, MessageView, OfferView, TicketView } from '#libs/contract/tickets.js';
import { makeWorld, type Person, type World } from './world.js';

/** Method and address of every row; `{}` stands for an id. */
const rows = `
POST /api/session
GET /api/session
DELETE /api/session
PUT /api/presence
GET /api/tickets
GET /api/tickets/{}
GET /api/tickets/{}/messages
GET /api/tickets/{}/journal
GET /api/tickets/{}/decision
POST /api/tickets
PATCH /api/tickets/{}
POST /api/tickets/{}/replies
POST /api/tickets/{}/notes
POST /api/tickets/{}/assignment
POST /api/tickets/{}/transfers
POST /api/tickets/{}/snooze
POST /api/tickets/{}/resolution
DELETE /api/tickets/{}/resolution
POST /api/tickets/{}/merges
POST /api/tickets/{}/spam
GET /api/offers
POST /api/offers/{}/acceptance
POST /api/offers/{}/refusal
GET /api/clients
GET /api/clients/{}
POST /api/clients/merges
GET /api/absences
POST /api/files
GET /api/queues
GET /api/board
GET /api/topics
GET /api/staff
GET /api/channels
POST /api/topics/classify
POST /api/topics/examples
GET /api/events
GET /api/ledger/inbound
GET /api/ledger/outbound
PUT /api/test/clock
GET /health/live
GET /health/ready
GET /metrics`
  .trim()
  .split('\n');

/** Rows of CONTRACT.md that later parts bring: [row, part]. When one appears it must move to `rows` with a test of its shape. */
const laterParts: [string, number][] = [
  ['GET /api/faq', 3],
  ['POST /api/clients/handovers', 4],
  ['GET /api/reports', 4],
];

const TOKEN = 'site-form-key-of-the-contract-test-0001';
const list = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() });
let world: World;
let admin: Person;
let maria: Person;
let topic: string;

beforeAll(async () => {
  world = await makeWorld({
    env: { TEST_CLOCK: '1' },
    config: { files: { maxBytes: 100_000 } },
    accounts: [{ channel: 'api', name: 'site-form', settings: { key: TOKEN } }],
  });
  admin = await world.as('admin');
  maria = await world.as('maria');
  topic = (await maria.get('/api/topics')).body.items[0].code;
});
afterAll(() => world?.stop());

let people = 0;
const draft = (more: object = {}) => ({
  client: { name: 'Иванова Анна Петровна', phone: `8 916 555-${String(1000 + ++people)}` },
  topic,
  kind: 'request',
  text: 'До какого числа принимают документы?',
  ...more,
});
const register = async (person: Person, more: object = {}): Promise<TicketView> => {
  const answer = await person.post<TicketView>('/api/tickets', draft(more));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
let forms = 0;
const postForm = (more: object = {}, headers: Record<string, string> = {}) =>
  fetch(`${world.url}/channels/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}`, ...headers },
    body: JSON.stringify({
      idempotencyKey: `form-${++forms}-of-the-test`,
      name: 'Пётр',
      email: `petr${forms}@example.org`,
      text: 'Нужна справка',
      ...more,
    }),
  });

describe('addresses', () => {
  let described: Set<string>;
  beforeAll(async () => {
    const { paths } = (await (await fetch(`${world.url}/api/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
    described = new Set(
      Object.entries(paths).flatMap(([address, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${address.replace(/\{[^}]+\}/g, '{}')}`),
      ),
    );
  });

  it('are all in /api/openapi.json', () => {
    expect(rows.filter((row) => !described.has(row))).toEqual([]);
  });

  it.each(laterParts)('%s comes with part %i', (row) => {
    expect([...described].filter((one) => one === row || one.startsWith(`${row}/`))).toEqual([]);
  });

  it.each([
    ['GET', '/widget.js', fs.existsSync(path.join(import.meta.dirname, '../dist/widget/widget.js')) ? 200 : 404],
    ['GET', '/api/no-such-thing', 404],
    ['GET', '/channels/none/webhook', 404],
    ['POST', '/channels/api/messages', 401],
    ['POST', '/channels/telegram/webhook', 403],
    ['POST', '/channels/hotline/voice', 403],
    ['POST', '/channels/hotline/gather', 403],
    ['POST', '/channels/hotline/queue', 403],
    ['POST', '/channels/hotline/status', 403],
    ['POST', '/channels/hotline/recording', 403],
  ])('%s %s answers %i to a stranger', async (method, address, status) => {
    const answer = await fetch(world.url + address, { method });
    expect([answer.status, (await answer.text()).slice(0, 200)]).toEqual([status, expect.anything()]);
  });
});

describe('lists and errors', () => {
  it.each([
    ['/api/tickets', TicketView],
    ['/api/offers', OfferView],
    ['/api/clients?q=Иванова', ClientRow],
    ['/api/queues', QueueView],
    ['/api/topics', TopicView],
    ['/api/staff', StaffView],
    ['/api/absences', AbsenceView],
    ['/api/channels', ChannelView],
    ['/api/ledger/inbound', z.record(z.string(), z.unknown())],
    ['/api/ledger/outbound', z.record(z.string(), z.unknown())],
  ] as [string, z.ZodType][])('%s answers {items, next}', async (address, item) => {
    await register(maria);
    const { status, body } = await admin.get(address);
    expect(status).toBe(200);
    list(item).parse(body);
  });

  it('pages a list by handing `next` back as `after`, each ticket once', async () => {
    for (let i = 0; i < 3; i++) await register(maria);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body }: { body: { items: TicketView[]; next: string | null } } = await admin.get(
        `/api/tickets?limit=2${next ? `&after=${next}` : ''}`,
      );
      seen.push(...body.items.map((one: TicketView) => one.id));
      next = body.next;
    }
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    ['invalid', 400, 'a schema', () => maria.post('/api/tickets', { topic })],
    ['invalid', 400, 'broken JSON', () => raw('POST', '/api/tickets', '{"topic":')],
    ['invalid', 400, 'a cursor of another list', () => maria.get('/api/tickets?after=zzz')],
    ['invalid', 400, 'an unknown field', () => maria.put('/api/presence', { state: 'online', mood: 'good' })],
    ['unauthorized', 401, 'nobody signed in', () => raw('GET', '/api/tickets', undefined, { cookie: '' })],
    ['unauthorized', 401, 'a wrong password', () => raw('POST', '/api/session', '{"login":"maria","password":"wrong"}', { cookie: '' })],
    ['forbidden', 403, 'visible but not allowed', () => maria.get('/api/ledger/inbound')],
    ['forbidden', 403, 'a foreign page', () => maria.post('/api/tickets', draft(), { origin: 'https://evil.example' })],
    ['not-found', 404, 'what is not visible', () => maria.get('/api/tickets/999999')],
    ['not-found', 404, 'an address that does not exist', () => maria.get('/api/nothing')],
    ['conflict', 409, 'another department', () => maria.post('/api/tickets', draft({ queue: 'dormitory' }))],
    ['too-large', 413, 'a body over the limit', () => raw('POST', '/api/topics/classify', JSON.stringify({ text: 'я'.repeat(2_000_000) }))],
    ['too-large', 413, 'a file over the limit', () => upload('big.bin', new Uint8Array(200_000))],
  ] as [string, number, string, () => Promise<{ status: number; body: unknown }>][])('%s is %i: %s', async (kind, status, _why, call) => {
    const answer = await call();
    expect([answer.status, ErrorAnswer.parse(answer.body).error.kind]).toEqual([status, kind]);
    expect(ErrorAnswer.parse(answer.body).error.message).toMatch(/[А-Яа-яё]{3}/);
  });

  it('answers 429 to the eleventh sign-in of a minute, with when to come again', async () => {
    const attempts = [];
    for (let i = 0; i < 11; i++) attempts.push(await raw('POST', '/api/session', '{"login":"nobody","password":"wrong"}', { cookie: '' }));
    expect(attempts.map((one) => one.status)).toEqual([...Array(10).fill(401), 429]);
    expect(attempts.at(-1)!.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('repeats nothing under one Idempotency-Key and refuses another body', async () => {
    const headers = { 'idempotency-key': 'contract-key-1' };
    const body = draft();
    const first = await maria.post('/api/tickets', body, headers);
    const again = await maria.post('/api/tickets', body, headers);
    const other = await maria.post('/api/tickets', { ...body, text: 'другое' }, headers);
    expect([first.status, again.status, other.status]).toEqual([201, 201, 409]);
    expect(again.body.id).toBe(first.body.id);
  });

  it.each([
    [undefined, 200],
    [() => world.url, 200],
    [() => world.url.replace('127.0.0.1', 'localhost'), 200],
    [() => world.url.replace('127.0.0.1', '[::1]'), 200],
    [() => 'http://127.0.0.1:1', 403],
    [() => 'null', 403],
    [() => 'https://evil.example', 403],
  ] as [(() => string) | undefined, number][])('accepts our origins only: case %#', async (origin, status) => {
    const answer = await maria.call('PUT', '/api/presence', { state: 'away' }, origin ? { origin: origin() } : {});
    expect(answer.status).toBe(status);
  });
});

describe('session and presence', () => {
  it('sets an HttpOnly SameSite cookie without Secure on http, tells who I am, and ends', async () => {
    const answer = await raw('POST', '/api/session', '{"login":"olga","password":"demo"}', { cookie: '' });
    const cookie = answer.headers.get('set-cookie')!;
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/i);
    expect(cookie).not.toMatch(/Secure/i);
    const mine = { cookie: cookie.split(';')[0]! };
    expect(SessionView.parse((await raw('GET', '/api/session', undefined, mine)).body).agent.login).toBe('olga');
    expect((await raw('DELETE', '/api/session', undefined, mine)).status).toBe(204);
    expect((await raw('GET', '/api/session', undefined, mine)).status).toBe(401);
  });

  it('keeps presence as a lease of 60 s that any request renews', async () => {
    const svetlana = await world.as('svetlana');
    const state = async () => (await admin.get('/api/staff')).body.items.find((one: StaffView) => one.login === 'svetlana').presence;
    await svetlana.put('/api/presence', { state: 'online' });
    for (let i = 0; i < 2; i++) {
      await world.pass(50_000);
      await svetlana.get('/api/queues');
      await world.services.presence.endLapsed();
      expect(await state()).toBe('online');
    }
    await world.pass(61_000);
    await world.services.presence.endLapsed();
    expect(await state()).toBe('offline');
  });
});

describe('tickets', () => {
  it('have the view, the number and the descriptor words of the contract', async () => {
    const ticket = await register(maria, { collective: { count: 5, contact: 'Сидоров' } });
    const view = TicketView.parse((await maria.get(`/api/tickets/${ticket.id}`)).body);
    expect(view.number).toMatch(/^ОБР-2026-\d{6}$/);
    expect(view).toMatchObject({ channel: 'walk-in', collective: { count: 5, contact: 'Сидоров' }, topic: { code: topic, by: 'agent' } });
    for (const text of [view.number, view.number.slice(4), String(Number(view.number.slice(-6)))]) {
      const { body } = await maria.get(`/api/tickets?q=${encodeURIComponent(text)}`);
      expect(body.items.map((one: TicketView) => one.id)).toContain(view.id);
    }
    const channels = (await admin.get('/api/channels')).body.items.map((one: ChannelView) => one.descriptor.id);
    expect(channels).toEqual(expect.arrayContaining(['email', 'telegram', 'chat', 'hotline', 'walk-in', 'api']));
  });

  it.each(['status=queued,assigned', 'queue=contact', 'assignee=none', 'assignee=me', 'channel=walk-in', 'client=1', 'q=документы'])(
    'are filtered by %s',
    async (filter) => {
      const { status, body } = await maria.get(`/api/tickets?${filter}`);
      expect(status).toBe(200);
      list(TicketView).parse(body);
    },
  );

  it('live from registration to reopening through their resources', async () => {
    const ticket = await register(maria);
    const at = `/api/tickets/${ticket.id}`;
    const act = async (method: 'post' | 'delete' | 'patch', name: string, body: unknown, status: number) => {
      const answer = await maria[method](name ? `${at}/${name}` : at, body as never);
      expect([name, answer.status, answer.body?.error]).toEqual([name, status, undefined]);
      return answer.body;
    };
    expect((await act('post', 'assignment', {}, 201)).assignee.id).toBe(maria.id);
    expect((await act('patch', '', { kind: 'statement', priority: 3 }, 200)).kind).toBe('statement');
    MessageView.parse((await act('post', 'notes', { text: 'позвонить завтра' }, 201)).message);
    const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
    expect((await act('post', 'snooze', { until }, 201)).status).toBe('waiting');
    await world.pass(3_601_000);
    const resolved = await act('post', 'resolution', { result: 'explained', told: { channel: 'walk-in', text: 'До 25 июля.' } }, 201);
    expect(resolved).toMatchObject({ status: 'resolved', told: { channel: 'walk-in' }, resolution: { result: 'explained' } });
    expect((await act('delete', 'resolution', undefined, 200)).status).toMatch(/^(assigned|queued)$/);
    await act('post', 'transfers', { to: { queue: 'dormitory' }, reason: 'вопрос об общежитии' }, 201);
    list(MessageView).parse((await admin.get(`${at}/messages`)).body);
    list(JournalView).parse((await admin.get(`${at}/journal`)).body);
    DecisionView.parse((await admin.get(`${at}/decision`)).body);
  });

  it('merge into another and go to spam', async () => {
    const [first, second, third] = [await register(maria), await register(maria), await register(maria)];
    expect((await maria.post(`/api/tickets/${second.id}/merges`, { into: first.id })).body).toMatchObject({
      status: 'merged',
      mergedInto: first.id,
    });
    expect((await maria.post(`/api/tickets/${third.id}/spam`)).body).toMatchObject({ status: 'spam', number: third.number });
  });

  it('refuse a reply in a letter channel when the client wrote meanwhile, with the newer messages', async () => {
    const { ticketId } = (await (await postForm()).json()) as { ticketId: string };
    const { lastSeq: seen, client } = (await admin.get<TicketView>(`/api/tickets/${ticketId}`)).body;
    await world.services.db.transaction((tx) =>
      world.services.messages.append(tx, [
        {
          ticketId,
          clientId: client.id,
          at: world.clock.now(),
          direction: 'inbound',
          author: { kind: 'client', id: null, name: null },
          text: 'и ещё одно',
          html: null,
          files: [],
          meta: {},
          channel: 'api',
          accountId: null,
          externalId: null,
          clientKey: null,
        },
      ]),
    );
    const late = await admin.post(`/api/tickets/${ticketId}/replies`, { text: 'Ответ', seenSeq: seen });
    expect(late.status).toBe(409);
    expect(late.body.error.facts.newer).toHaveLength(1);
  });
});

describe('offers', () => {
  it('are made, listed, accepted and refused with a reason', async () => {
    const olga = await world.as('olga');
    await olga.online();
    await world.services.db.query(`update agents set presence = 'offline' where login <> 'olga'`);
    await postForm({ text: 'Когда приём документов?' });
    await world.settle();
    const [offer] = (await olga.get('/api/offers')).body.items as OfferView[];
    OfferView.parse(offer);
    expect((await olga.post(`/api/offers/${offer!.id}/refusal`, {})).status).toBe(400);
    expect((await olga.post(`/api/offers/${offer!.id}/acceptance`)).body).toMatchObject({ status: 'assigned', assignee: { id: olga.id } });
    expect((await olga.post(`/api/offers/${offer!.id}/acceptance`)).status).toBe(409);
  });
});

describe('files, clients, board', () => {
  it('stores a file and answers {id, name, size, sha256}', async () => {
    const answer = await upload('Справка № 1.txt', Buffer.from('привет'));
    expect(answer.status).toBe(201);
    z.object({ id: z.string(), name: z.literal('Справка № 1.txt'), size: z.literal(12), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
      .strict()
      .parse(answer.body);
  });

  it('shows a card and the board', async () => {
    const { client } = await register(maria);
    ClientView.parse((await maria.get(`/api/clients/${client.id}`)).body);
    BoardView.parse((await admin.get('/api/board')).body);
  });
});

describe('classification', () => {
  const Guess = z.object({
    topic: z.string(),
    desk: z.string(),
    kind: z.string(),
    confidence: z.number(),
    sure: z.boolean(),
    alternatives: z.array(z.object({ topic: z.string(), confidence: z.number() })),
    deciding: z.array(z.string()),
    language: z.string(),
  });

  it('always answers its best guess, stores nothing, and is taught', async () => {
    const count = async () => (await world.services.db.query<{ n: number }>('select count(*)::int as n from journal'))[0]!.n;
    const before = await count();
    for (const text of ['Как получить место в общежитии?', 'asdf qwer', '!']) {
      const answer = await maria.post('/api/topics/classify', { text, channel: 'telegram', clientCategory: 'applicant' });
      expect(answer.status).toBe(200);
      Guess.parse(answer.body);
    }
    expect(await count()).toBe(before);
    expect((await maria.post('/api/topics/examples', { text: 'Где взять ключ от комнаты', topic })).status).toBe(204);
  });

  it('names a desk that is a queue', async () => {
    const queues = (await admin.get('/api/queues')).body.items.map((one: QueueView) => one.code);
    for (const one of (await admin.get('/api/topics')).body.items as TopicView[]) expect(queues).toContain(one.queue);
  });
});

describe('feeds', () => {
  it('start now, deliver every later event once, wait, and answer resync to a cursor of nobody', async () => {
    const { next } = EventsAnswer.parse((await maria.get('/api/events')).body);
    const ticket = await register(maria);
    const page = EventsAnswer.parse((await maria.get(`/api/events?after=${next}&wait=5000`)).body);
    expect(page.items.some((event) => event.kind === 'ticket.registered' && event.ticketId === ticket.id)).toBe(true);
    const begun = performance.now();
    await maria.get(`/api/events?after=${page.next}&wait=300`);
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(EventsAnswer.parse((await maria.get('/api/events?after=9.9.9')).body)).toMatchObject({ resync: true, items: [] });
    expect((await maria.get('/api/events?after=x&wait=25001')).status).toBe(400);
  });

  it('keep the two ledgers in their shapes', async () => {
    await postForm({ idempotencyKey: 'ledger-of-the-contract' });
    await postForm({ idempotencyKey: 'ledger-of-the-contract' });
    const Inbound = z.object({
      channel: z.string(),
      account: z.string(),
      externalId: z.string(),
      contentHash: z.string(),
      state: z.enum(['accepted', 'duplicate', 'quarantined', 'automatic']),
      ticketId: z.string().nullable(),
      messageId: z.string().nullable(),
      acceptedAt: z.string(),
    });
    const inbound = list(Inbound).parse((await admin.get('/api/ledger/inbound?limit=1000')).body);
    expect((inbound.items as z.infer<typeof Inbound>[]).filter((one) => one.externalId === 'ledger-of-the-contract')).toMatchObject([
      { state: 'accepted', channel: 'api', account: 'site-form' },
    ]);
    const Outbound = z.object({
      key: z.string(),
      ticketId: z.string(),
      channel: z.string(),
      attempts: z.number(),
      state: z.enum(['queued', 'sending', 'sent', 'delivered', 'failed']),
      providerId: z.string().nullable(),
      lastError: z.string().nullable(),
    });
    list(Outbound).parse((await admin.get('/api/ledger/outbound')).body);
  });

  it('page a ledger by `after`', async () => {
    await postForm();
    await postForm();
    const first = (await admin.get('/api/ledger/inbound?limit=1')).body;
    const second = (await admin.get(`/api/ledger/inbound?limit=1&after=${first.next}`)).body;
    expect(second.items[0].id).not.toBe(first.items[0].id);
  });
});

describe('sockets', () => {
  it('send events and presence in the namespace /console, with the cookie only', async () => {
    const desk = await maria.console((await maria.get('/api/events')).body.next);
    const ticket = await register(maria);
    await desk.until('events', (body) => body.items.some((event: JournalView) => event.ticketId === ticket.id));
    await maria.put('/api/presence', { state: 'busy' });
    await desk.until('presence');
    desk.socket.close();
    const lost = await maria.console('9.9.9');
    expect(await lost.until('resync')).toMatchObject({ next: expect.any(String) });
    lost.socket.close();
  });

  it.each([
    ['no cookie', {}, 'unauthorized'],
    ['a foreign page', { origin: 'https://evil.example' }, 'forbidden'],
  ])('refuse %s', async (_, extraHeaders, kind) => {
    const headers = kind === 'forbidden' ? { ...extraHeaders, cookie: maria.cookie } : extraHeaders;
    const socket = io(`${world.url}/console`, {
      transports: ['websocket'],
      extraHeaders: headers as Record<string, string>,
      reconnection: false,
    });
    const error = await new Promise<Error & { data?: { error: { kind: string } } }>((resolve) =>
      socket.once('connect_error', resolve as never),
    );
    socket.close();
    expect(error.data?.error.kind ?? error.message).toBe(kind);
  });
});

describe('operations', () => {
  const gauges = 'outbox_pending outbox_failed channel_lag_seconds journal_lag_seconds offers_open tickets_waiting event_loop_lag'.split(
    ' ',
  );
  const counters = 'inbound_accepted_total inbound_duplicates_total quarantined_total'.split(' ');

  it('are alive and ready', async () => {
    expect((await fetch(`${world.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${world.url}/health/ready`)).status).toBe(200);
  });

  it('expose every figure by its name and label', async () => {
    await postForm();
    await world.settle();
    const text = await (await fetch(`${world.url}/metrics`)).text();
    const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)/gm)].map((match) => [match[1]!, match[2]!]));
    expect([...gauges, 'channel_last_inbound_seconds'].filter((name) => types.get(name) !== 'gauge')).toEqual([]);
    expect(counters.filter((name) => types.get(name) !== 'counter')).toEqual([]);
    for (const line of [
      /^channel_lag_seconds\{channel="api"\}/m,
      /^channel_last_inbound_seconds\{channel="api"\}/m,
      /^journal_lag_seconds\{reader="[^"]+"\}/m,
      /^tickets_waiting\{queue="contact"\}/m,
      /^outbox_pending \d/m,
    ])
      expect(text).toMatch(line);
  });

  it('moves the clock where TEST_CLOCK=1 in a demo', async () => {
    const at = new Date(world.clock.now().getTime() + 3_600_000);
    const answer = await raw('PUT', '/api/test/clock', JSON.stringify({ at: at.toISOString() }));
    expect(answer.status).toBe(200);
    expect(Math.abs(world.clock.now().getTime() - at.getTime())).toBeLessThan(5000);
  });
});

async function raw(method: string, address: string, body?: string, headers: Record<string, string> = {}) {
  const answer = await fetch(world.url + address, {
    method,
    headers: { cookie: maria.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body,
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : null };
}

async function upload(name: string, bytes: Uint8Array) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(`${world.url}/api/files`, { method: 'POST', headers: { cookie: maria.cookie }, body: form });
  return { status: answer.status, body: await answer.json() };
}
