// 003 §3.5, §3.6: what was done is told to the client, and that it is done stands on record: two facts with times of their own.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { makeWorld, type Person, type World } from '../world.js';

const TOKEN = '7000000001:AAExample_token-of-the-test-bot-000000';
const HOUR = 3_600_000;
let telegram: Telegram;
let world: World;
let maria: Person;
let writers = 0;
beforeAll(async () => {
  telegram = await startTelegram({ token: TOKEN, limits: false });
  world = await makeWorld({
    accounts: [{ channel: 'telegram', name: 'priem', settings: { token: TOKEN, apiRoot: telegram.url, mode: 'polling' } }],
    config: { automatic: { acknowledge: false } },
  });
  maria = await world.as('maria');
});
afterAll(async () => {
  await world?.stop();
  await telegram?.close();
});

/** Somebody writes in the messenger; Maria takes it and says what kind it is. */
async function taken(kind = 'request') {
  const writer = telegram.user(5_210_000 + ++writers, `Пишущий${writers}`);
  writer.text(`Здравствуйте, у меня вопрос номер ${writers}`);
  const { id } = await maria.ticket((one) => one.client.name === `Пишущий${writers}`);
  expect((await maria.post(`/api/tickets/${id}/assignment`)).status).toBe(201);
  await maria.patch(`/api/tickets/${id}`, { kind, topic: 'other' });
  return { writer, id };
}
const view = async (id: string) => (await maria.get(`/api/tickets/${id}`)).body;
const resolve = (id: string, body: object) => maria.post(`/api/tickets/${id}/resolution`, body);
const now = () => world.clock.now().toISOString();
/** The clock runs: a moment between then and now. */
const since = (then: string, at: string | undefined) => expect(at !== undefined && at >= then && at <= now()).toBe(true);
const lines = async (id: string) => (await maria.get(`/api/tickets/${id}/journal?limit=200`)).body.items;
/** The ticket as soon as it fits: the outcome of a delivery comes by itself. */
const until = (id: string, fits: Parameters<Person['ticket']>[0]) => maria.ticket((one) => one.id === id && fits(one));

describe('[003-3.5] the measures taken are told', () => {
  it.each(['complaint', 'statement', 'proposal'])('a %s is not resolved before the client was told', async (kind) => {
    const { id, writer } = await taken(kind);
    const refused = await resolve(id, { result: 'solved' });
    expect([refused.status, refused.body.error.facts.field]).toEqual([400, 'told']);
    expect(await view(id)).toMatchObject({ status: 'assigned', told: null, resolution: null });
    const text = `Меры приняты: ${kind}`;
    const then = now();
    expect((await resolve(id, { result: 'solved', told: { channel: 'telegram', text } })).status).toBe(201);
    await writer.waitFor((message) => message.text === text);
    const done = await until(id, (one) => one.told?.delivery === 'sent');
    expect(done).toMatchObject({ status: 'resolved', kind, told: { channel: 'telegram', text, by: maria.id } });
    since(then, done.told?.at);
  });

  it('a request may be resolved without', async () => {
    const { id } = await taken();
    expect((await resolve(id, { result: 'explained' })).body).toMatchObject({ status: 'resolved', told: null });
  });

  it('an answer that was sent before may be named as the notification', async () => {
    const { id } = await taken('complaint');
    const { message } = (await maria.post(`/api/tickets/${id}/replies`, { text: 'Мы поговорили с комендантом, воду дали.' })).body;
    const then = now();
    await world.pass(HOUR);
    const done = await resolve(id, { result: 'solved', told: { channel: 'telegram', messageId: message.id } });
    expect(done.body.told.text).toBe('Мы поговорили с комендантом, воду дали.');
    const apart = Date.parse(done.body.resolution.at) - Date.parse(done.body.told.at);
    expect(Math.abs(apart - HOUR)).toBeLessThan(10_000);
    expect(Math.abs(Date.parse(done.body.told.at) - Date.parse(then))).toBeLessThan(10_000);
  });

  it('with a failed delivery the inquiry is unanswered and back on the desk of the one who told it', async () => {
    const { id, writer } = await taken('complaint');
    await maria.online();
    writer.room.blocked = true; // the bot has not heard of it yet: the provider refuses the send
    await resolve(id, { result: 'solved', told: { channel: 'telegram', text: 'Меры приняты' } });
    const back = await until(id, (one) => one.status === 'assigned');
    expect(back).toMatchObject({ unanswered: true, assignee: { id: maria.id }, told: null, resolution: null });
    const kinds = (await lines(id)).map((line: any) => line.kind);
    expect(kinds.slice(-4)).toEqual(['ticket.told', 'ticket.resolved', 'delivery.failed', 'ticket.reopened']);
    expect((await lines(id)).find((line: any) => line.kind === 'delivery.failed').reason).toMatch(/\S{4}/);
    const message = (await maria.get(`/api/tickets/${id}/messages`)).body.items.at(-1);
    expect(message.delivery.state).toBe('failed');
    // what was not delivered cannot be named as told; the telephone can
    expect((await resolve(id, { result: 'solved', told: { channel: 'telegram', messageId: message.id } })).status).toBe(400);
    const byPhone = { channel: 'hotline', text: 'Позвонили и рассказали о мерах', at: world.clock.now().toISOString() };
    expect((await resolve(id, { result: 'solved', told: byPhone })).body).toMatchObject({
      status: 'resolved',
      told: { channel: 'hotline', delivery: null, text: byPhone.text },
    });
  });

  it('for a call the manager marks "told by phone"', async () => {
    const { body } = await maria.post('/api/tickets', {
      client: { name: 'Звонившая Анна', phone: '+79161112233' },
      topic: 'other',
      kind: 'complaint',
      text: 'Жалуется на шум',
      channel: 'hotline',
      agent: maria.id,
    });
    expect((await resolve(body.id, { result: 'solved' })).status).toBe(400);
    const done = await resolve(body.id, { result: 'solved', told: { channel: 'hotline', text: 'Сообщено по телефону: проведена беседа' } });
    expect(done.body).toMatchObject({ status: 'resolved', told: { channel: 'hotline', by: maria.id, delivery: null } });
  });
});

describe('[partly 003-3.6] [partly 002f-2.10] fulfilment is recorded', () => {
  it.each(['solved', 'explained', 'refused', 'redirected', 'self_service', 'no_contact'])(
    'with who, when and the result %s',
    async (result) => {
      const { id } = await taken();
      const then = now();
      const { resolution } = (await resolve(id, { result })).body;
      expect(resolution).toMatchObject({ result, by: maria.id });
      since(then, resolution.at);
    },
  );

  it('a client’s later word reopens it, and the first record stays in the history', async () => {
    const { id, writer } = await taken();
    await resolve(id, { result: 'explained' });
    writer.text('Нет, всё ещё не получается');
    const again = await until(id, (one) => one.status !== 'resolved');
    expect(again).toMatchObject({ id, resolution: null, unanswered: true });
    await resolve(id, { result: 'solved' });
    const record = (await lines(id)).filter((line: any) => ['ticket.resolved', 'ticket.reopened'].includes(line.kind));
    expect(record.map((line: any) => [line.kind, line.facts.result])).toEqual([
      ['ticket.resolved', 'explained'],
      ['ticket.reopened', 'explained'],
      ['ticket.resolved', 'solved'],
    ]);
    expect(record[0].actor.id).toBe(maria.id);
  });
});
