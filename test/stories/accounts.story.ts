// 003 §3.1.4, 000 §3.3: what an account does: begins from now, is switched off and on, only redirects; a form becomes a statement with its source.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Max, startMax } from '#apps/simulator/max/max-api.server.js';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { makeWorld, type Person, type World } from '../world.js';

const TOKEN = '7000000001:AAExample_token-of-the-test-bot-000000';
const FORM_KEY = 'a-key-of-the-application-form';
let world: World;
let telegram: Telegram;
let max: Max;
let admin: Person;
let pavel: Person;
beforeAll(async () => {
  world = await makeWorld({ accounts: [{ channel: 'api', name: 'bachelor', settings: { key: FORM_KEY, source: 'bachelor-form' } }] });
  const now = () => world.clock.now().getTime();
  [telegram, max] = await Promise.all([startTelegram({ token: TOKEN, now, limits: false }), startMax({ now, limits: false })]);
  [admin, pavel] = await Promise.all([world.as('admin'), world.as('pavel')]);
}, 60_000);
afterAll(async () => {
  await world?.stop();
  await Promise.all([telegram?.close(), max?.close()]);
});

const tickets = async (channel: string) => (await pavel.get(`/api/tickets?limit=200&channel=${channel}`)).body.items as any[];
const deliveries = async (channel: string) =>
  (await world.services.db.query<{ n: number }>('select count(*)::int as n from deliveries where channel = $1', [channel]))[0]!.n;

describe.each(['telegram', 'max'])('a bot of %s', (channel) => {
  let id: string;
  const write = (person: number, text: string) =>
    channel === 'telegram' ? telegram.user(7_000_000_000 + person, 'Анна').text(text) : max.user(5_000_000_000 + person, 'Анна').text(text);
  const hears = (person: number, part: string) =>
    channel === 'telegram'
      ? telegram.user(7_000_000_000 + person).waitFor((message) => message.text?.includes(part) ?? false)
      : max.user(5_000_000_000 + person).waitFor((message) => message.body.text?.includes(part) ?? false);
  const settings = () =>
    channel === 'telegram'
      ? { token: TOKEN, apiRoot: telegram.url, mode: 'polling' }
      : { token: max.token, apiRoot: max.url, mode: 'polling' };

  it('begins from now: what waited at the provider makes no ticket and no acknowledgement', async () => {
    for (let i = 0; i < 20; i++) write(i, `старое ${i}`);
    await world.pass(3_600_000);
    const made = await admin.post(`/api/channels/${channel}/accounts`, { name: 'bot', settings: settings() });
    expect(made.status).toBe(201);
    id = made.body.id;
    await world.pass(5_000);
    write(100, 'новое слово');
    await pavel.ticket((one) => one.channel === channel && one.preview === 'новое слово');
    await hears(100, 'ОБР-');
    await world.settle();
    expect(await tickets(channel)).toHaveLength(1);
    expect(await deliveries(channel)).toBe(1);
    const skipped = await world.services.db.query<{ n: number }>(
      `select count(*)::int as n from inbound_receipts where channel = $1 and reason = 'before intake'`,
      [channel],
    );
    expect(skipped[0]!.n).toBe(20);
  });

  it('switched off takes nothing; on again it takes what came meanwhile, once', async () => {
    expect((await admin.patch(`/api/channels/${channel}/accounts/${id}`, { mode: 'off' })).status).toBe(204);
    write(101, 'пока выключено');
    await world.settle();
    expect(await tickets(channel)).toHaveLength(1);
    expect((await admin.patch(`/api/channels/${channel}/accounts/${id}`, { mode: 'on' })).status).toBe(204);
    await pavel.ticket((one) => one.channel === channel && one.preview === 'пока выключено');
    expect(await tickets(channel)).toHaveLength(2);
  });

  it('says "sent" of a reply only after the provider took it, and tries again by itself', async () => {
    const ticket = (await tickets(channel)).find((one) => one.preview === 'пока выключено');
    const refusals = { times: 1, answer: { status: 500, description: 'Internal Server Error' } } as const;
    if (channel === 'telegram') telegram.faults.push({ method: 'sendMessage', ...refusals });
    else max.faults.push({ method: 'POST /messages', ...refusals });
    const reply = await pavel.post(`/api/tickets/${ticket.id}/replies`, { text: 'ответ со второго раза' });
    const stands = async () =>
      (await pavel.get(`/api/tickets/${ticket.id}/messages`)).body.items.find((one: any) => one.id === reply.body.message.id).delivery;
    await world.settle();
    expect(await stands()).toMatchObject({ state: 'queued', attempts: 1, error: expect.stringMatching(/./) });
    await world.pass(10_000);
    await hears(101, 'ответ со второго раза');
    await world.settle();
    expect(await stands()).toMatchObject({ state: expect.stringMatching(/sent|delivered/), attempts: 2, error: null });
  });

  it('that only redirects still registers and names the permitted channels', async () => {
    await admin.patch(`/api/channels/${channel}/accounts/${id}`, { mode: 'redirect' });
    write(102, 'вопрос не туда');
    await hears(102, 'горячую линию');
    await pavel.ticket((one) => one.channel === channel && one.preview === 'вопрос не туда');
  });
});

describe('000 §3.3 an application form of the site', () => {
  const post = (body: Record<string, unknown>, key = randomUUID()) =>
    fetch(`${world.url}/channels/api/messages`, {
      method: 'POST',
      headers: { 'x-api-key': FORM_KEY, 'idempotency-key': key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('becomes one statement with programme, page and advertising marks, and the applicant’s two addresses', async () => {
    const key = randomUUID();
    const form = {
      name: 'Анна Ковалёва',
      phone: '8 (916) 123-45-67',
      email: 'Anna@Mail.example',
      category: 'applicant',
      programme: 'Прикладная информатика',
      page: 'https://institute.example/apply?x=1',
      utm: { source: 'yandex', campaign: 'лето-2026' },
      text: 'Хочу поступить',
    };
    const answers = await Promise.all([post(form, key), post(form, key), post(form, key)]);
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201]);
    const ids = await Promise.all(answers.map(async (one) => ((await one.json()) as { ticketId: string }).ticketId));
    expect(new Set(ids).size).toBe(1);
    const ticket = (await pavel.get(`/api/tickets/${ids[0]}`)).body;
    expect(ticket).toMatchObject({
      kind: 'statement',
      channel: 'api',
      account: 'bachelor',
      client: { name: 'Анна Ковалёва', category: 'applicant' },
    });
    const [row] = await world.services.db.query<{ source: unknown }>('select source from tickets where id = $1', [ids[0]]);
    expect(row!.source).toEqual({
      form: 'bachelor-form',
      programme: 'Прикладная информатика',
      page: 'https://institute.example/apply?x=1',
      utm_source: 'yandex',
      utm_campaign: 'лето-2026',
    });
    const card = (await pavel.get(`/api/clients/${ticket.client.id}`)).body;
    expect(card.identities.map((one: any) => [one.kind, one.value])).toEqual(
      expect.arrayContaining([
        ['phone', '+79161234567'],
        ['email', 'anna@mail.example'],
      ]),
    );
    expect((await post({ ...form, text: 'другое' }, key)).status).toBe(409);
    expect((await post({ ...form, name: '' })).status).toBe(400);
  });
});

describe('an account with hours of its own', () => {
  it('promises an answer by them, not by the Institute’s calendar, and refuses hours nobody can read', async () => {
    const telegramAccount = (await admin.get('/api/channels')).body.items.find((one: any) => one.descriptor.id === 'telegram').accounts[0];
    const route = `/api/channels/telegram/accounts/${telegramAccount.id}`;
    const refused = await admin.patch(route, { hours: 'по настроению' });
    expect([refused.status, refused.body.error.facts.field]).toEqual([400, 'hours']);
    const said = async (person: number, text: string) => {
      telegram.user(7_000_000_000 + person, 'Анна').text(text);
      return (await telegram.user(7_000_000_000 + person).waitFor((message) => message.text?.includes('ОБР-') ?? false)).text!;
    };
    // Wednesday noon in Moscow: the Institute is open, this bot only on Saturdays
    expect((await admin.patch(route, { mode: 'on', hours: 'сб 10:00-14:00' })).status).toBe(204);
    expect(await said(200, 'среда')).toContain('17 октября в 10:00');
    expect((await admin.patch(route, { hours: 'круглосуточно' })).status).toBe(204);
    await world.pass(10 * 3_600_000);
    expect(await said(201, 'ночь')).not.toMatch(/\d+ октября в 10:00/);
    expect((await admin.get('/api/channels')).body.items.find((one: any) => one.descriptor.id === 'telegram').accounts[0].hours).toBe(
      'круглосуточно',
    );
  });
});
