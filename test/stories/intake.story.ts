// 003 §2.1, §2.2, §3.2: what comes in is stored once, registered under one sequence, and joins what it belongs to.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Inbound } from '#libs/channels/inbound.js';
import { makeWorld, type Person, type World } from '../world.js';
import { ACCOUNTS, Clients, envelope, wrap } from './envelopes.js';

const DAY = 86_400_000;
const DATA = process.env.TEST_DATA || path.join(import.meta.dirname, '../../../shared/data');
let world: World;
let clients: Clients;
let pavel: Person;
let admin: Person;

beforeAll(async () => {
  world = await makeWorld({
    accounts: [
      ...ACCOUNTS,
      { channel: 'chat', name: 'second-site', settings: {} },
      { channel: 'chat', name: 'old-site', settings: {}, mode: 'redirect' },
      { channel: 'chat', name: 'fresh-site', settings: {}, intakeFrom: new Date('2026-10-14T00:00:00Z') },
      ...Array.from({ length: 5 }, (_, i) => ({ channel: 'chat', name: `site-${i}`, settings: {} })),
    ],
  });
  clients = await Clients.of(world);
  [pavel, admin] = await Promise.all([world.as('pavel'), world.as('admin')]);
});
afterAll(() => world?.stop());

const now = () => world.clock.now();
const ticket = async (id: string | null) => (await pavel.get(`/api/tickets/${id}`)).body;
const messages = async (id: string | null) => (await pavel.get(`/api/tickets/${id}/messages?limit=200`)).body.items as any[];
const numberOf = async (id: string | null) => Number((await ticket(id)).number.slice(-6));
const shuffled = <T>(items: T[]): T[] =>
  items
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
async function resolve(id: string | null): Promise<void> {
  expect((await pavel.post(`/api/tickets/${id}/resolution`, { result: 'explained', topic: 'other' })).status).toBe(201);
}

describe('the same event again', () => {
  it('[003-2.2] three times, shuffled and at once, over two accounts and lanes, gives one message', async () => {
    const events = (from: string) => Array.from({ length: 10 }, (_, i) => envelope(now(), from, `слово ${i}`));
    const [first, second] = [events('repeater-1'), events('repeater-2')];
    const thrice = (all: Inbound[], account: string) => shuffled([...all, ...all, ...all]).map((one) => clients.receive(account, one));
    const receipts = (await Promise.all([...thrice(first, 'site'), ...thrice(second, 'second-site')])).flat();
    expect(receipts.filter((r) => r.state === 'accepted')).toHaveLength(20);
    expect(receipts.filter((r) => r.state === 'duplicate')).toHaveLength(40);
    for (const r of receipts.filter((one) => one.state === 'duplicate')) {
      const original = receipts.find((one) => one.state === 'accepted' && one.providerKey === r.providerKey)!;
      expect([r.ticketId, r.messageId]).toEqual([original.ticketId, original.messageId]);
    }
    for (const id of new Set(receipts.map((r) => r.ticketId)))
      expect((await messages(id)).filter((m) => m.direction === 'inbound')).toHaveLength(10);
    const ledger = await world.services.db.query(
      `select state, count(*)::int as n from inbound_receipts where provider_key = any($1) group by 1`,
      [[...first, ...second].map((e) => e.providerKey)],
    );
    expect(ledger).toEqual([{ state: 'accepted', n: 20 }]);
  });

  it('in two processes at the same moment gives one message, and both may tell the provider "accepted"', async () => {
    const twin = envelope(now(), 'two-processes', 'одно и то же');
    // two lanes stand for two processes: nothing but PostgreSQL is between them
    const account = clients.account('site');
    const elsewhere = { ...account, id: String(BigInt(account.id)) };
    const { IntakeService } = await import('#libs/channels/intake.service.js');
    const parts = world.services.intake as unknown as Record<'db' | 'ledger' | 'senders' | 'events' | 'talks' | 'metrics', never>;
    const other = new IntakeService(parts.db, parts.ledger, parts.senders, parts.events, parts.talks, parts.metrics);
    other.open({ lanes: 1, batch: 10 });
    for (let i = 0; i < 10; i++) {
      const one = { ...twin, providerKey: `twin-${i}`, externalId: `twin-${i}`, contentHash: `twin-${i}` };
      const both = (await Promise.all([clients.receive('site', one), other.receive(elsewhere, [one])])).flat();
      expect(both.map((r) => r.state).sort()).toEqual(['accepted', 'duplicate']);
      expect(both[0]!.messageId).toBe(both[1]!.messageId);
    }
  });

  it('two different letters with one Message-ID are two; identical letters are one accepted and one duplicate', async () => {
    const id = '<same@example.org>';
    const letter = (text: string, uid: number) =>
      envelope(now(), 'forger@example.org', text, { externalId: id, providerKey: `1:${uid}`, contentHash: text });
    const [a, b, c] = await clients.receive('letters', letter('первое', 1), letter('второе', 2), letter('первое', 3));
    expect([a!.state, b!.state, c!.state]).toEqual(['accepted', 'accepted', 'duplicate']);
    expect(c!.messageId).toBe(a!.messageId);
    expect(b!.messageId).not.toBe(a!.messageId);
    const rows = (await admin.get('/api/ledger/inbound?limit=1000')).body.items.filter((row: any) => row.externalId === id);
    expect(rows.map((row: any) => row.state)).toEqual(['accepted', 'accepted', 'duplicate']);
  });
});

describe('what a message is', () => {
  const photo = (name: string) => ({ name, mime: 'image/jpeg', size: 3, kind: 'photo' as const, sha256: 'a'.repeat(64) });

  it('an album is one message, whether its parts come together or apart, and consoles are told of each part', async () => {
    const part = (i: number, text = '') => envelope(now(), 'album', text, { group: 'g1', files: [photo(`${i}.jpg`)] });
    const receipts = [...(await clients.receive('site', part(1, 'три фото'), part(2)))];
    await world.settle();
    const before = (await pavel.get('/api/events')).body.next;
    receipts.push(...(await clients.receive('site', part(3))));
    expect(new Set(receipts.map((r) => r.messageId)).size).toBe(1);
    const [message] = (await messages(receipts[0]!.ticketId)).filter((m) => m.direction === 'inbound');
    expect([message.text, message.files.map((f: any) => f.name)]).toEqual(['три фото', ['1.jpg', '2.jpg', '3.jpg']]);
    const news = await pavel.get(`/api/events?after=${before}&wait=3000`);
    expect(news.body.items.filter((e: any) => e.facts.message === receipts[0]!.messageId)).not.toEqual([]);
  });

  it('an edit keeps every earlier version; a deletion is shown, not obeyed', async () => {
    const first = await clients.write('site', 'editor', 'первая версия', { externalId: 'e:1' });
    const sender = { address: 'editor', name: 'editor' };
    for (const text of ['вторая', 'третья'])
      await clients.receive(
        'site',
        wrap(now(), { kind: 'edit', conversationKey: 'editor', sender, editedExternalId: 'e:1', text, files: [] }),
      );
    expect((await messages(first.ticketId))[0]).toMatchObject({ text: 'третья', edited: true });
    const versions = await world.services.db.query<{ text: string }>(
      'select text from message_versions where message_id = $1 order by id',
      [first.messageId],
    );
    expect(versions.map((v) => v.text)).toEqual(['первая версия', 'вторая']);
    await clients.receive('site', wrap(now(), { kind: 'delete', conversationKey: 'editor', sender, deletedExternalId: 'e:1' }));
    expect((await messages(first.ticketId))[0]).toMatchObject({ text: '', deleted: true });
    expect((await world.services.db.query<{ text: string }>('select text from messages where id = $1', [first.messageId]))[0]!.text).toBe(
      'третья',
    );
  });

  it('an edit that comes in one batch with its message is not lost', async () => {
    const sender = { address: 'quick', name: 'quick' };
    const [first] = await clients.receive(
      'site',
      envelope(now(), 'quick', 'опечтка', { externalId: 'q:1' }),
      wrap(now(), { kind: 'edit', conversationKey: 'quick', sender, editedExternalId: 'q:1', text: 'опечатка', files: [] }),
    );
    expect((await messages(first!.ticketId))[0]).toMatchObject({ text: 'опечатка', edited: true });
  });

  it('what cannot be read is put aside, seen by the head with its bytes, and opens no ticket', async () => {
    const [r] = await clients.receive('site', wrap(now(), { kind: 'quarantine', reason: 'не разобрано' }, { providerKey: 'poison-1' }));
    expect(r).toMatchObject({ state: 'quarantined', ticketId: null });
    const row = (await pavel.get('/api/quarantine')).body.items.find((one: any) => one.reason === 'не разобрано');
    expect(row).toMatchObject({ channel: 'chat', account: 'site' });
    expect((await fetch(`${world.url}/api/quarantine/${row.id}/raw`, { headers: { cookie: admin.cookie } })).status).toBe(200);
  });

  it('what the provider dates before the account’s beginning makes no ticket and no acknowledgement', async () => {
    const [old] = await clients.receive(
      'fresh-site',
      envelope(now(), 'from-the-past', 'вопрос прошлого года', { providerAt: new Date('2025-01-01T00:00:00Z') }),
    );
    expect(old).toMatchObject({ state: 'skipped', ticketId: null, messageId: null });
    const fresh = await clients.write('fresh-site', 'from-the-past', 'вопрос', { providerAt: new Date('2026-10-14T08:00:00Z') });
    expect(fresh.state).toBe('accepted');
    const sent = await world.services.db.query(`select key from deliveries where account_id = $1`, [clients.account('fresh-site').id]);
    expect(sent).toHaveLength(1);
  });
});

describe('which ticket a message joins', () => {
  it('in a chat its conversation’s open ticket, whatever the topic', async () => {
    const first = await clients.write('site', 'joiner', 'До какого числа приём документов?');
    const second = await clients.write('site', 'joiner', 'И сколько стоит общежитие?');
    expect(second.ticketId).toBe(first.ticketId);
  });

  it('a letter only by our own token: a stranger who quotes a number does not enter', async () => {
    const first = await clients.write('letters', 'writer@example.org', 'Вопрос об обучении');
    const number = (await ticket(first.ticketId)).number;
    const stranger = await clients.write('letters', 'stranger@example.org', `Re: [${number}] покажите переписку`, {
      meta: { subject: `Re: ${number}` },
    });
    const again = await clients.write('letters', 'writer@example.org', 'Ещё один вопрос');
    const keyed = await clients.write('letters', 'writer@example.org', 'Ответ', { ticketId: first.ticketId! });
    expect(stranger.ticketId).not.toBe(first.ticketId);
    expect(again.ticketId).not.toBe(first.ticketId);
    expect(keyed.ticketId).toBe(first.ticketId);
  });

  it('reopens it within seven days after it was resolved, keeping the first record; later it opens a linked one', async () => {
    const first = await clients.write('site', 'returner', 'вопрос');
    await resolve(first.ticketId);
    await world.pass(6 * DAY);
    expect((await clients.write('site', 'returner', 'всё ещё не работает')).ticketId).toBe(first.ticketId);
    expect(await ticket(first.ticketId)).toMatchObject({ status: 'queued', resolution: null, unanswered: true });
    const kinds = (await pavel.get(`/api/tickets/${first.ticketId}/journal`)).body.items.map((line: any) => [line.kind, line.facts.result]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['ticket.resolved', 'explained'],
        ['ticket.reopened', 'explained'],
      ]),
    );
    await resolve(first.ticketId);
    await world.pass(7 * DAY + 1000);
    expect((await ticket(first.ticketId)).status).toBe('closed');
    const later = await clients.write('site', 'returner', 'новый вопрос');
    expect(later.ticketId).not.toBe(first.ticketId);
    expect(await ticket(later.ticketId)).toMatchObject({ linkedTo: first.ticketId, status: 'queued' });
  });

  it('follows a chain of merges to the ticket that is left', async () => {
    const ids = [];
    for (const name of ['chain-1', 'chain-2', 'chain-3']) ids.push((await clients.write('site', name, 'вопрос')).ticketId!);
    expect((await pavel.post(`/api/tickets/${ids[0]}/merges`, { into: ids[1] })).status).toBe(201);
    expect((await pavel.post(`/api/tickets/${ids[1]}/merges`, { into: ids[2] })).status).toBe(201);
    expect((await clients.write('site', 'chain-1', 'а что теперь?')).ticketId).toBe(ids[2]);
    expect((await clients.write('letters', 'x@example.org', 'по номеру', { ticketId: ids[0]! })).ticketId).toBe(ids[2]);
  });
});

describe('numbers', () => {
  // proves: 003-2.1a
  it('of ten inquiries, one from each account, are ten consecutive ones in one list', async () => {
    const names = ['site', 'form', 'letters', 'second-site', 'old-site', 'site-0', 'site-1', 'site-2', 'site-3'];
    const ids: string[] = [];
    for (const name of names) ids.push((await clients.write(name, `ten-${name}@example.org`, 'Вопрос')).ticketId!);
    ids.push((await pavel.post('/api/tickets', { client: { name: 'Посетитель' }, topic: 'other', text: 'Вопрос у стойки' })).body.id);
    const numbers = await Promise.all(ids.map(numberOf));
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i));
    const list = (await pavel.get('/api/tickets?limit=10')).body.items;
    expect(list.map((t: any) => t.id)).toEqual([...ids].reverse());
  });

  it('have no gap after parallel batches with poison in between', async () => {
    const [{ last: before }] = (await world.services.db.query<{ last: number }>('select last from ticket_numbers')) as [{ last: number }];
    const poison = () => wrap(now(), { kind: 'message', conversationKey: 'x', sender: null as never, text: 'x', files: [] });
    const calls = Array.from({ length: 20 }, (_, batch) =>
      clients.receive(
        `site-${batch % 5}`,
        ...Array.from({ length: 5 }, (_, i) => envelope(now(), `gap-${batch}-${i}`, 'вопрос')),
        ...(batch % 4 === 3 ? [poison()] : []),
      ),
    );
    const receipts = (await Promise.all(calls)).flat();
    expect(receipts.filter((one) => one.state === 'quarantined')).toHaveLength(5);
    const rows = await world.services.db.query<{ n: number }>('select number_seq as n from tickets where number_seq > $1 order by 1', [
      before,
    ]);
    expect(rows.map((r) => r.n)).toEqual(Array.from({ length: 100 }, (_, i) => before + 1 + i));
    // poison harms nobody else: the next call of the same lane is stored
    expect((await clients.write('site-3', 'after-poison', 'вопрос')).state).toBe('accepted');
  });

  it('begin anew with the year in Moscow, not in Greenwich', async () => {
    const other = await makeWorld({ accounts: ACCOUNTS, at: new Date('2026-12-31T20:30:00Z') });
    try {
      const there = await Clients.of(other);
      const head = await other.as('pavel');
      const number = async (id: string | null) => (await head.get(`/api/tickets/${id}`)).body.number;
      expect(await number((await there.write('site', 'a', 'вопрос')).ticketId)).toBe('ОБР-2026-000001');
      await other.pass(45 * 60_000);
      expect(await number((await there.write('site', 'b', 'вопрос')).ticketId)).toBe('ОБР-2027-000001');
    } finally {
      await other.stop();
    }
  });
});

describe('hostile text', () => {
  const nasty = [
    'a\0b',
    'x\ud800y',
    '\udfff',
    '\\u0000',
    `'; drop table tickets; --`,
    '<script>alert(1)</script>',
    '%s%n',
    '\u202Eтекст',
    '👩‍👩‍👧‍👦',
    'é vs é',
    '{{7*7}}',
    '__proto__',
    `${'ы'.repeat(3000)}`,
  ];
  const file = path.join(DATA, 'text/naughty-strings.json');
  const strings = [
    ...nasty,
    ...(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).filter((s): s is string => typeof s === 'string') : []),
  ];
  const stored = (text: string) => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
  if (!existsSync(file)) console.warn(`naughty-strings.json is not in ${DATA}: only ${nasty.length} strings of our own are tried`);

  it('comes back identical from message, subject, name, note and everything kept beside them', async () => {
    const envelopes = strings.map((text, i) =>
      envelope(now(), { address: `naughty-${i}@example.org`, name: text }, text, {
        meta: { subject: text, quoted: text, source: { utm_source: text, [text.slice(0, 40)]: 'x' } },
        contentHash: String(i),
      }),
    );
    const receipts: any[] = [];
    for (let i = 0; i < envelopes.length; i += 100) receipts.push(...(await clients.receive('letters', ...envelopes.slice(i, i + 100))));
    expect(receipts.filter((r) => r.state !== 'accepted')).toEqual([]);
    const rows = await world.services.db.query<{ text: string; subject: string | null; name: string; quoted: string; utm: string }>(
      `select m.text, m.meta->>'subject' as subject, c.name, m.meta->>'quoted' as quoted, t.source->>'utm_source' as utm
       from unnest($1::bigint[]) with ordinality as u(id, n) join messages m on m.id = u.id join tickets t on t.id = m.ticket_id join clients c on c.id = t.client_id order by u.n`,
      [receipts.map((r) => r.messageId)],
    );
    const raw = await world.services.db.query<{ raw: Buffer }>(
      'select e.raw from unnest($1::bigint[]) with ordinality as u(id, n) join inbound_receipts r on r.message_id = u.id join envelopes e on e.id = r.envelope_id order by u.n',
      [receipts.map((r) => r.messageId)],
    );
    expect(raw.every((row, i) => row.raw.equals(envelopes[i]!.raw))).toBe(true);
    for (const [i, text] of strings.entries()) {
      const clean = stored(text);
      expect([rows[i]!.text, rows[i]!.subject, rows[i]!.quoted, rows[i]!.utm]).toEqual([clean, clean, clean, clean]);
      if (text.trim()) expect(rows[i]!.name).toBe(stored(text.trim()).slice(0, 300));
    }
  }, 60_000);

  it('of staff comes back identical from notes, cards and registration', async () => {
    const { ticketId } = await clients.write('site', 'noted', 'вопрос');
    for (const text of strings.filter((s) => s.trim() === s && s).slice(0, 60)) {
      const note = await pavel.post(`/api/tickets/${ticketId}/notes`, { text });
      expect([note.status, note.body.message?.text]).toEqual([201, stored(text)]);
      const card = await pavel.post('/api/clients', { name: text.slice(0, 300), note: text, programme: text.slice(0, 300) });
      expect([card.status, card.body.name, card.body.note]).toEqual([201, stored(text.slice(0, 300)), stored(text)]);
      const found = await pavel.get(`/api/tickets?q=${encodeURIComponent(text.toWellFormed().slice(0, 100))}`);
      expect(found.status).toBe(200);
    }
    const made = await pavel.post('/api/tickets', { client: { name: 'Имя\0\ud800' }, topic: 'other', text: 'текст\0', subject: 'тема\0' });
    expect([made.status, made.body.client.name, made.body.subject]).toEqual([201, 'Имя\uFFFD\uFFFD', 'тема\uFFFD']);
  }, 60_000);

  it('in keys and addresses of any length is stored, not refused', async () => {
    // random text: PostgreSQL would press a repeated letter until it fits an index
    const noise = (length: number) => Array.from({ length }, () => String.fromCodePoint(0x430 + Math.floor(Math.random() * 32))).join('');
    const long = `<${noise(4000)}\0@example.org>`;
    const [address, providerKey, conversationKey] = [`${noise(5000)}@example.org`, `key\0${noise(5000)}`, noise(5000)];
    const letter = () => envelope(now(), { address, name: null }, 'письмо', { externalId: long, providerKey, conversationKey });
    const [r] = await clients.receive('letters', letter());
    expect([r!.state, r!.providerKey]).toEqual(['accepted', providerKey]);
    const [again] = await clients.receive('letters', letter());
    expect([again!.state, again!.ticketId]).toEqual(['duplicate', r!.ticketId]);
  });
});

describe('automatic words', () => {
  // two weeks have passed by the frozen clock: sessions are over
  beforeAll(async () => {
    [pavel, admin] = await Promise.all([world.as('pavel'), world.as('admin')]);
  });
  const sentTo = (address: string) =>
    world.services.db.query<{ text: string }>(
      `select m.text from deliveries d join messages m on m.id = d.message_id where d.address = $1 and d.automatic order by d.id`,
      [address],
    );

  it('go once a day to an address, even when two letters come at once, with the number in them', async () => {
    const two = await clients.receive('letters', envelope(now(), 'daily@example.org', 'раз'), envelope(now(), 'daily@example.org', 'два'));
    await clients.write('letters', 'daily@example.org', 'три');
    expect(await sentTo('daily@example.org')).toHaveLength(1);
    expect((await sentTo('daily@example.org'))[0]!.text).toContain((await ticket(two[0]!.ticketId)).number);
    await world.pass(DAY + 1000);
    await clients.write('letters', 'daily@example.org', 'четыре');
    expect(await sentTo('daily@example.org')).toHaveLength(2);
  });

  it('are silenced by one switch, which is on record', async () => {
    expect((await pavel.put('/api/channels/silence', { silenced: true })).status).toBe(403);
    expect((await admin.put('/api/channels/silence', { silenced: true })).body).toEqual({ silenced: true });
    await clients.write('letters', 'silent@example.org', 'раз');
    expect(await sentTo('silent@example.org')).toHaveLength(0);
    await admin.put('/api/channels/silence', { silenced: false });
    await clients.write('letters', 'silent@example.org', 'два');
    expect(await sentTo('silent@example.org')).toHaveLength(1);
    expect(
      await world.services.db.query(`select facts->>'silenced' as s from journal where kind = 'settings.changed' order by id`),
    ).toEqual([{ s: 'true' }, { s: 'false' }]);
  });

  it('name the permitted channels where an account only redirects', async () => {
    const { ticketId } = await clients.write('old-site', 'redirected', 'вопрос');
    const [said] = await sentTo('redirected');
    expect(said!.text).toMatch(/почту|горячую линию/);
    expect(said!.text).toContain((await ticket(ticketId)).number);
  });
});

describe('Idempotency-Key', () => {
  it('answers a repeated write as the first time; the same key with another body is a conflict', async () => {
    const { ticketId } = await clients.write('site', 'idempotent', 'вопрос');
    const key = { 'idempotency-key': randomUUID() };
    const [first, second] = [
      await pavel.post(`/api/tickets/${ticketId}/notes`, { text: 'одна заметка' }, key),
      await pavel.post(`/api/tickets/${ticketId}/notes`, { text: 'одна заметка' }, key),
    ];
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect((await messages(ticketId)).filter((m) => m.direction === 'note')).toHaveLength(1);
    const other = await pavel.post(`/api/tickets/${ticketId}/notes`, { text: 'другая' }, key);
    expect([other.status, other.body.error.kind]).toEqual([409, 'conflict']);
    expect((await pavel.post(`/api/tickets/${ticketId}/notes`, { text: 'x' }, { 'idempotency-key': 'short' })).status).toBe(400);
  });
});
