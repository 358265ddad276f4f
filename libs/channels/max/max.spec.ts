// The channel against the MAX stand-in: every kind of message, repeats, refusals, outages, polling and webhook.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Max, startMax } from '#apps/simulator/max/max-api.server.js';
import type { ChannelAccount, ChannelLink, TestStep } from '../channel.js';
import type { InboundEvent } from '../inbound.js';
import { accountOf, Recorder, replyOf } from './fixtures/recorder.js';
import { channel } from './max.channel.js';
import type { MaxSettings } from './settings.js';
import { texts } from './texts.js';

let server: Max;
let recorder: Recorder;
let account: ChannelAccount<MaxSettings>;
let links: ChannelLink[];

beforeEach(async () => {
  recorder = new Recorder(texts);
  server = await startMax({ webhookRetryMs: 5, now: () => recorder.clock.now().getTime() });
  account = accountOf('max', channel.settings.parse({ token: server.token, apiRoot: server.url }));
  links = [];
});
afterEach(async () => {
  await Promise.all(links.map((link) => link.close()));
  await server.close();
});

async function open(change: Partial<ChannelAccount<MaxSettings>> = {}): Promise<ChannelLink> {
  Object.assign(account, change);
  const link = await channel.open(account, recorder.host);
  links.push(link);
  return link;
}
const events = () => recorder.received.map((one) => one.event);
const messages = () => events().filter((event): event is Extract<InboundEvent, { kind: 'message' }> => event.kind === 'message');
const got = (count: number) => recorder.until(() => recorder.received.length >= count);
async function subscribe(url: string): Promise<void> {
  await fetch(`${server.url}/subscriptions`, { method: 'POST', headers: { authorization: server.token }, body: JSON.stringify({ url }) });
}

describe('receiving', () => {
  it('takes every kind of message with its files, and reads letters cut between packets', async () => {
    await open();
    const anna = server.user(5_000_000_001, 'Анна Петрова');
    const first = anna.text('Какие документы нужны?');
    anna.album([Buffer.from('1'), Buffer.from('2'), Buffer.from('3')], 'Аттестат');
    anna.document({ name: 'Заявление.pdf', bytes: Buffer.from('%PDF-1.4') });
    anna.voice();
    anna.location();
    anna.shareContact('own');
    anna.shareContact('other');
    recorder.clock.move(5);
    anna.edit(first.body.mid, 'Какие документы нужны на магистратуру?');
    anna.remove(first.body.mid);
    await got(9);
    expect(events()).toMatchObject([
      { kind: 'message', text: 'Какие документы нужны?', sender: { address: '5000000001', name: 'Анна Петрова', language: 'ru' } },
      { text: 'Аттестат', files: [{ sha256: expect.any(String), size: 1 }, { size: 1 }, { size: 1 }] },
      { files: [{ kind: 'document', name: 'Заявление.pdf', size: 8 }] },
      { files: [{ kind: 'voice', size: 4 }] },
      { meta: { location: { lat: 55.7558, lon: 37.6173 } } },
      { sender: { phone: { value: '+79161234567', verified: true } } },
      { meta: { contact: { own: false } } },
      { kind: 'edit', editedExternalId: first.body.mid, text: 'Какие документы нужны на магистратуру?' },
      { kind: 'delete', deletedExternalId: first.body.mid },
    ]);
    expect(messages()[6]!.sender.phone).toBeUndefined();
    expect(String(recorder.received[0]!.raw)).toMatch(/"seq":"1160432705746503\d\d"/);
    await recorder.until(() => recorder.healths.join() === 'up');
  });

  it('stores an update before the marker confirms it, in order, and keeps the place', async () => {
    const anna = server.user();
    anna.text('раз');
    anna.text('два');
    recorder.refuse = () => {
      expect(server.updates.entries.some((record) => record.confirmed && record.handedOut === 0)).toBe(false);
      if (recorder.calls.length < 3) throw new Error('database is starting');
    };
    await open();
    await got(2);
    anna.text('три');
    await got(3);
    expect(messages().map((event) => event.text)).toEqual(['раз', 'два', 'три']);
    expect(recorder.cursors.get('marker')).toEqual({ marker: '3' });
    expect(recorder.healths.join(' ')).toContain('degraded: Принятые сообщения не удаётся сохранить: database is starting');
  });

  it('sets a poison update apart and goes on, but quarantines nothing because of an outage', async () => {
    const anna = server.user();
    for (const text of ['до', 'яд', 'после']) anna.text(text);
    recorder.outage = 12;
    recorder.refuse = (envelopes) => {
      if (envelopes.some(({ event }) => event.kind === 'message' && event.text === 'яд')) throw new Error('cannot be stored');
    };
    await open();
    await got(3);
    expect(events()).toMatchObject([
      { text: 'до' },
      { kind: 'quarantine', reason: 'could not be stored: cannot be stored' },
      { text: 'после' },
    ]);
  });

  it('takes an update delivered three times and shuffled as one', async () => {
    await open();
    const anna = server.user();
    for (const text of ['раз', 'два', 'три']) anna.text(text);
    await got(3);
    server.redeliver([0, 1, 2], 3, true);
    await recorder.until(() => recorder.calls.flat().length >= 12);
    expect(messages().map((event) => event.text)).toEqual(['раз', 'два', 'три']);
  });

  it('stores the words when the file stands at a foreign address', async () => {
    await open();
    const anna = server.user();
    const message = anna.dialog;
    server.world.push('message_created', {
      message: {
        sender: anna.person,
        recipient: { chat_id: message.chatId, chat_type: 'dialog', user_id: 1 },
        timestamp: server.world.now(),
        body: {
          mid: 'mid.x',
          seq: 1,
          text: 'вот',
          attachments: [{ type: 'image', payload: { token: 't', url: 'http://169.254.169.254/latest' } }],
        },
      },
    });
    await got(1);
    expect(events()).toMatchObject([{ text: 'вот', files: [{ missing: 'refused' }] }]);
  });

  it('greets a start once, with consent and the phone button; tells a stop', async () => {
    await open();
    const anna = server.user();
    anna.start('site_apply');
    const greeting = await anna.waitFor(() => true);
    server.redeliver([0], 2);
    anna.stop();
    await got(2);
    expect(greeting.body.text).toBe(`${texts.ru!.greeting}\n\nАвтоответ`);
    expect(greeting.body.attachments).toMatchObject([{ type: 'inline_keyboard', payload: { buttons: [[{ type: 'request_contact' }]] } }]);
    expect(events()).toMatchObject([
      { quiet: true, meta: { source: { start: 'site_apply' } } },
      { kind: 'blocked', blocked: true },
    ]);
    expect(anna.inbox).toHaveLength(1);
  });

  it('answers a pressed button and takes its words', async () => {
    const link = await open();
    const anna = server.user();
    anna.text('помогите');
    await got(1);
    await link.send(replyOf(String(anna.chatId), 'О чём вопрос?', { buttons: [{ id: 'topic:dorm', label: 'Общежитие' }] }));
    anna.press('Общежитие');
    await anna.notices.waitFor((notice) => notice.kind === 'callback' && notice.text === 'Принято');
    expect(events()[1]).toMatchObject({ kind: 'message', text: 'Общежитие', meta: { button: 'topic:dorm' } });
  });

  it('closes at once in the middle of a long poll', async () => {
    const link = await open();
    await recorder.until(() => recorder.healths.includes('up'));
    const began = Date.now();
    await link.close();
    expect(Date.now() - began).toBeLessThan(1000);
  });
});

describe('trouble', () => {
  it.each([
    ['a wrong token', { status: 401, description: 'verify.token' }, 'down: MAX не принял токен бота'],
    ['too many requests', { status: 429, description: 'too.many.requests', retryAfter: 7 }, 'degraded: MAX просит подождать 7 с'],
    ['a broken server', { status: 503 }, 'degraded: Нет связи с сервером MAX'],
  ])('says what %s means and comes back', async (_, answer, sentence) => {
    server.faults.push({ method: 'GET /updates', answer });
    await open();
    server.user().text('вопрос');
    await got(1);
    expect(recorder.healths[0]).toContain(sentence);
    await recorder.until(() => recorder.healths.at(-1) === 'up');
  });

  it('names a subscription of another program and leaves it alone, but removes its own', async () => {
    await subscribe('https://other.example.org/hook');
    await open();
    await recorder.until(() =>
      recorder.healths.some((health) => health.startsWith('down: У бота есть подписка другой программы (https://other.example.org/hook)')),
    );
    await subscribe(`${recorder.publicUrl}/channels/max/webhook`);
    await recorder.until(() => recorder.healths.at(-1) === 'up');
    expect(server.calls.entries.map((call) => call.route)).toContain('DELETE /subscriptions');
  });

  it('goes on after an outage with what came meanwhile', async () => {
    await open();
    await recorder.until(() => recorder.healths.includes('up'));
    await server.down();
    server.user().text('есть кто-нибудь?');
    await recorder.until(() => recorder.healths.some((health) => health.startsWith('down: Нет связи')));
    await server.up();
    await got(1);
  });
});

describe('sending', () => {
  let link: ChannelLink;
  let chat: string;
  beforeEach(async () => {
    recorder.receives = false;
    link = await open();
    chat = String(server.user(5_000_000_001).chatId);
  });
  const inbox = () => server.user(5_000_000_001).inbox;

  it('sends text with markup, files that are not ready at once, and buttons', async () => {
    const pdf = await recorder.host.putFile({ name: 'Бланк.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF') });
    const jpg = await recorder.host.putFile({ name: 'схема.jpg', mime: 'image/jpeg', bytes: Buffer.from('jpg') });
    const out = replyOf(chat, 'Заполните **бланк** & пришлите', { files: [pdf, jpg], buttons: [{ id: 'ok', label: 'Готово' }] });
    const outcome = await link.send(out);
    expect(inbox().map((message) => message.body)).toMatchObject([
      { text: 'Заполните бланк & пришлите', markup: [{ from: 10, length: 5 }], attachments: [{ type: 'inline_keyboard' }] },
      { attachments: [{ type: 'file', filename: 'Бланк.pdf', size: 4 }] },
      { attachments: [{ type: 'image', size: 3 }] },
    ]);
    expect(outcome).toEqual({ state: 'sent', parts: inbox().map((message) => message.body.mid) });
    expect(recorder.clock.waits).toEqual(expect.arrayContaining([1000, 2000]));
  });

  it('splits at 4,000, paces itself, and sends no part twice', async () => {
    const out = replyOf(chat, Array.from({ length: 8 }, (_, i) => `${i}`.repeat(3000)).join('\n\n'));
    const sent = await link.send(out);
    expect(inbox()).toHaveLength(8);
    expect(server.calls.entries.filter((call) => call.status === 429)).toEqual([]);
    await link.send({ ...out, sentParts: sent.parts.slice(0, 7) });
    expect(inbox().at(-1)!.body.text).toBe(`${'7'.repeat(3000)}\n\n8/8`);
    expect(inbox()).toHaveLength(9);
  });

  it.each([
    ['429', { status: 429, description: 'too.many.requests', retryAfter: 7 }, { state: 'retry', afterMs: 7000 }],
    ['503', { status: 503 }, { state: 'retry', afterMs: null }],
    ['a cut connection', 'cut' as const, { state: 'retry', afterMs: null, reason: expect.stringContaining('Нет связи') }],
    ['a wrong token', { status: 401, description: 'verify.token' }, { state: 'retry', reason: expect.stringContaining('токен') }],
    [
      '400',
      { status: 400, description: 'proto.payload' },
      { state: 'failed', reason: expect.stringContaining('MAX не принял сообщение: proto.payload') },
    ],
  ])('after %s', async (_, answer, outcome) => {
    server.faults.push({ method: 'POST /messages', answer });
    expect(await link.send(replyOf(chat, 'ответ'))).toMatchObject(outcome);
    expect(await link.send(replyOf(chat, 'ответ', { attempt: 2 }))).toMatchObject({ state: 'sent' });
    expect(inbox()).toHaveLength(1);
  });

  it('fails in words when the person stopped the bot, never wrote, or the file is lost', async () => {
    expect(await link.send(replyOf('1', 'ответ'))).toMatchObject({ state: 'failed', reason: texts.ru!['send.no-chat'] });
    const files = [{ sha256: 'gone', name: 'а.pdf', mime: 'application/pdf', size: 1 }];
    expect(await link.send(replyOf(chat, '', { files }))).toMatchObject({ state: 'failed', reason: expect.stringContaining('«а.pdf»') });
    server.user(5_000_000_001).stop();
    expect(await link.send(replyOf(chat, 'ответ'))).toMatchObject({ state: 'failed', reason: texts.ru!['send.blocked'] });
  });

  it('shows typing, and never throws', async () => {
    await link.typing!(chat);
    await link.typing!('1');
    expect(server.user(5_000_000_001).notices.last).toEqual({ kind: 'action', text: 'typing_on' });
  });
});

describe('webhook', () => {
  const route = channel.routes![0]!;
  const secret = 'tajna_1';
  let door: Server;

  beforeEach(async () => {
    door = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const answer = await route.answer(
        {
          method: 'POST',
          path: request.url!,
          query: {},
          headers: request.headers as Record<string, string>,
          rawBody: Buffer.concat(chunks),
          url: '',
        },
        [account],
        recorder.host,
      );
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    recorder.publicUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
    account.settings = channel.settings.parse({ ...account.settings, mode: 'webhook', webhookSecret: secret });
  });
  afterEach(() => {
    door.closeAllConnections();
    door.close();
  });
  const post = (body: string, headers: Record<string, string> = { 'x-max-bot-api-secret': secret }) =>
    route.answer({ method: 'POST', path: '', query: {}, headers, rawBody: Buffer.from(body), url: '' }, [account], recorder.host);

  it('subscribes, receives in order with the bytes unchanged, greets, and takes repeats as one', async () => {
    await open();
    await recorder.until(() => recorder.healths.includes('up'));
    const anna = server.user();
    anna.start();
    anna.text('вопрос');
    await got(2);
    await anna.waitFor((message) => message.body.text!.startsWith('Здравствуйте'));
    server.redeliver([0, 1], 3, true);
    await recorder.until(() => recorder.calls.length >= 8);
    expect(recorder.received).toHaveLength(2);
    expect(String(recorder.received[1]!.raw)).toMatch(/"seq":1160432705746503\d\d,/);
    expect(anna.inbox).toHaveLength(1);
  });

  it('answers 503 until the update is stored, and is asked again', async () => {
    recorder.outage = 2;
    await open();
    server.user().text('вопрос');
    await got(1);
    expect(server.updates.entries[0]!.handedOut).toBe(3);
  });

  it.each<[string, string, Record<string, string> | undefined, number]>([
    ['no secret', '{}', {}, 403],
    ['a wrong secret', '{}', { 'x-max-bot-api-secret': 'tajna_2' }, 403],
    ['no JSON', 'что-то', undefined, 400],
    ['no update', '{"hello":1}', undefined, 400],
  ])('refuses a request with %s', async (_, body, headers, status) => {
    expect(await post(body, headers)).toMatchObject({ status, body: expect.stringContaining('отклонён') });
    expect(recorder.calls).toEqual([]);
  });

  it('keeps what it cannot read in quarantine', async () => {
    expect(await post('{"update_type":"message_created","timestamp":1}')).toMatchObject({ status: 200 });
    expect(events()).toMatchObject([{ kind: 'quarantine' }]);
  });
});

describe('settings', () => {
  it('reads the environment', () => {
    expect(channel.fromEnvironment({})).toEqual([]);
    const [found] = channel.fromEnvironment({ MAX_BOT_TOKEN: 'f9LHodD0cOL-token', MAX_API_ROOT: 'http://127.0.0.1:8082/' });
    expect(found).toMatchObject({ name: 'bot', endpoints: ['127.0.0.1'] });
    expect(channel.settings.parse(found!.settings)).toMatchObject({
      token: 'f9LHodD0cOL-token',
      apiRoot: 'http://127.0.0.1:8082',
      mode: 'polling',
    });
    expect(channel.fromEnvironment({ MAX_BOT_TOKEN: 'f9LHodD0cOL-token' })[0]!.endpoints).toEqual(['platform-api2.max.ru']);
  });

  it('refuses a webhook without a secret', () => {
    const [issue] = channel.settings.safeParse({ token: 'f9LHodD0cOL-token', mode: 'webhook' }).error!.issues;
    expect(issue).toMatchObject({ path: ['webhookSecret'], message: expect.stringContaining('секрет') });
  });

  it('has the same sentences in both languages', () => {
    expect(Object.keys(texts.en!)).toEqual(Object.keys(texts.ru!));
    const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const key of Object.keys(texts.ru!)) expect([key, holes(texts.en![key]!)]).toEqual([key, holes(texts.ru![key]!)]);
  });
});

describe('connection test', () => {
  async function run(change: Partial<MaxSettings> = {}): Promise<TestStep[]> {
    const steps: TestStep[] = [];
    for await (const step of channel.test!({ ...account.settings, ...change }, recorder.host, 'ru')) steps.push(step);
    return steps;
  }

  it('passes step by step', async () => {
    expect(await run()).toMatchObject([
      { step: 'token', ok: true, message: 'Токен верен: @otklik_bot «Отклик»' },
      { step: 'intake', ok: true, message: 'Подписка не мешает опросу' },
      { step: 'send', ok: true },
    ]);
  });

  it('stops at a wrong token, a foreign subscription, a server out of reach', async () => {
    expect(await run({ token: 'wrong-token' })).toMatchObject([
      { step: 'token', ok: false, message: expect.stringContaining('business.max.ru') },
    ]);
    await subscribe('https://other.example.org/hook');
    expect((await run()).at(-1)).toMatchObject({ step: 'intake', ok: false, message: expect.stringContaining('other.example.org') });
    await server.down();
    expect(await run()).toMatchObject([{ step: 'token', ok: false, message: expect.stringContaining('Нет связи') }]);
  });
});
