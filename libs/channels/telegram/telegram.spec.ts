// The channel against the Bot API stand-in: every kind of message, repeats, refusals, outages, polling and webhook.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import type { ChannelAccount, ChannelLink, TestStep } from '../channel.js';
import type { InboundEvent } from '../inbound.js';
import { accountOf, Recorder, replyOf } from './fixtures/recorder.js';
import type { TelegramSettings } from './settings.js';
import { channel } from './telegram.channel.js';
import { texts } from './texts.js';

let server: Telegram;
let recorder: Recorder;
let account: ChannelAccount<TelegramSettings>;
let links: ChannelLink[];

beforeEach(async () => {
  recorder = new Recorder(texts);
  server = await startTelegram({ webhookRetryMs: 5, now: () => recorder.clock.now().getTime() });
  account = accountOf('telegram', channel.settings.parse({ token: server.token, apiRoot: server.url }));
  links = [];
});
afterEach(async () => {
  await Promise.all(links.map((link) => link.close()));
  await server.close();
});

async function open(change: Partial<ChannelAccount<TelegramSettings>> = {}): Promise<ChannelLink> {
  Object.assign(account, change);
  const link = await channel.open(account, recorder.host);
  links.push(link);
  return link;
}
const events = () => recorder.received.map((one) => one.event);
const messages = () => events().filter((event): event is Extract<InboundEvent, { kind: 'message' }> => event.kind === 'message');
const got = (count: number) => recorder.until(() => recorder.received.length >= count);

describe('receiving', () => {
  it('takes every kind of message with its files', async () => {
    await open();
    const anna = server.user(7_210_000_001, 'Анна Петрова', 'anna_p');
    const first = anna.text('Какие документы нужны?');
    anna.photo({ bytes: Buffer.from('picture') }, 'Аттестат');
    anna.document({ name: 'Заявление.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.4') });
    anna.voice(4, Buffer.from('OggS voice'));
    anna.video({ size: 21 * 1024 * 1024 }, 'комната');
    anna.location();
    anna.shareContact('own');
    anna.shareContact('other');
    anna.edit(first.message_id, 'Какие документы нужны на магистратуру?');
    anna.inGroup(-1_002_000_000_001).text('когда заезд?', { mention: true });
    await got(10);
    expect(events()).toMatchObject([
      { kind: 'message', text: 'Какие документы нужны?', sender: { address: '7210000001', name: 'Анна Петрова', language: 'ru' } },
      { text: 'Аттестат', files: [{ kind: 'photo', size: 7, sha256: expect.any(String) }] },
      { files: [{ kind: 'document', name: 'Заявление.pdf', size: 8 }] },
      { files: [{ kind: 'voice', mime: 'audio/ogg', size: 10 }] },
      { text: 'комната', files: [{ kind: 'video', missing: 'too-large', size: 21 * 1024 * 1024 }] },
      { meta: { location: { lat: 55.7558, lon: 37.6173 } } },
      { sender: { phone: { value: '+79160000001', verified: true } }, meta: { contact: { own: true } } },
      { meta: { contact: { own: false, phone: '+79031112233' } } },
      { kind: 'edit', editedExternalId: `7210000001:${first.message_id}`, text: 'Какие документы нужны на магистратуру?' },
      { kind: 'message', conversationKey: '-1002000000001', text: '@otklik_bot когда заезд?' },
    ]);
    expect([...recorder.files.values()].map(String)).toEqual(['picture', '%PDF-1.4', 'OggS voice']);
    expect(messages()[7]!.sender.phone).toBeUndefined();
    await recorder.until(() => recorder.healths.join() === 'up');
  });

  it('groups an album', async () => {
    await open();
    server.user().album([{ bytes: Buffer.from('1') }, { bytes: Buffer.from('2') }, { bytes: Buffer.from('3') }], 'Аттестат');
    await got(3);
    expect(new Set(messages().map((event) => event.group)).size).toBe(1);
    expect(messages().map((event) => event.text)).toEqual(['Аттестат', '', '']);
  });

  it('stores an update before the offset confirms it, in order, and keeps the place', async () => {
    const anna = server.user();
    anna.text('раз');
    anna.text('два');
    recorder.refuse = (envelopes) => {
      for (const { providerKey } of envelopes) {
        expect(server.updates.entries.find((record) => String(record.update.update_id) === providerKey)!.confirmed).toBe(false);
      }
      if (recorder.calls.length < 3) throw new Error('database is starting');
    };
    await open();
    await got(2);
    anna.text('три');
    await got(3);
    await server.updates.waitFor((record) => record.confirmed && record.update.update_id === 918_273_646);
    expect(messages().map((event) => event.text)).toEqual(['раз', 'два', 'три']);
    expect(recorder.healths.join(' ')).toContain('degraded: Принятые сообщения не удаётся сохранить: database is starting');
    expect(recorder.healths.at(-1)).toBe('up');
    expect(recorder.cursors.get('offset')).toMatchObject({ offset: 918_273_648 });
  });

  it('sets a poison update apart and goes on', async () => {
    const anna = server.user();
    for (const text of ['до', 'яд', 'после']) anna.text(text);
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
    expect(JSON.parse(String(recorder.received[1]!.raw))).toMatchObject({ message: { text: 'яд' } });
  });

  it('quarantines nothing because of an outage of the database', async () => {
    server.user().text('вопрос');
    recorder.outage = 12;
    await open();
    await got(1);
    expect(events()).toMatchObject([{ kind: 'message', text: 'вопрос' }]);
  });

  it('takes an update delivered three times and shuffled as one', async () => {
    await open();
    const anna = server.user();
    for (const text of ['раз', 'два', 'три']) anna.text(text);
    await got(3);
    server.redeliver([918_273_645, 918_273_646, 918_273_647], 3, true);
    await recorder.until(() => recorder.calls.flat().length >= 12);
    expect(recorder.received.map((one) => one.providerKey)).toEqual(['918273645', '918273646', '918273647']);
    expect(recorder.cursors.get('offset')).toMatchObject({ offset: 918_273_648 });
  });

  it('stores the words when the file cannot be had', async () => {
    server.faults.push({ method: 'getFile', times: 3, answer: { status: 502 } });
    await open();
    server.user().document({ name: 'а.pdf', mime: 'application/pdf', bytes: Buffer.from('1') }, 'вот');
    await got(1);
    expect(events()).toMatchObject([{ text: 'вот', files: [{ missing: 'unavailable' }] }]);
  });

  it('tells that a person stopped the bot and came back', async () => {
    await open();
    const anna = server.user();
    anna.start();
    anna.block();
    anna.unblock();
    await got(3);
    expect(events()).toMatchObject([{ quiet: true }, { kind: 'blocked', blocked: true }, { kind: 'blocked', blocked: false }]);
  });

  it('greets a start once, with consent and the phone button, and takes the payload', async () => {
    await open();
    const anna = server.user();
    anna.start('site_apply');
    const greeting = await anna.waitFor(() => true);
    server.redeliver([918_273_645], 2);
    anna.text('вопрос');
    await got(2);
    expect(greeting.text).toBe(`${texts.ru!.greeting}\n\nАвтоответ`);
    expect(greeting.reply_markup).toMatchObject({ keyboard: [[{ text: 'Отправить мой номер', request_contact: true }]] });
    expect(messages()[0]).toMatchObject({ quiet: true, meta: { source: { start: 'site_apply' } } });
    expect(anna.inbox).toHaveLength(1);
  });

  it.each([
    ['redirects: the product answers by itself', { mode: 'redirect' as const }],
    ['was connected later than the start', { intakeFrom: new Date('2030-01-01') }],
  ])('greets nobody when the account %s', async (_, change) => {
    const anna = server.user();
    await open(change);
    anna.start();
    anna.text('вопрос');
    await got(2);
    expect(server.calls.entries.filter((call) => call.method === 'sendMessage')).toEqual([]);
  });

  it('answers a pressed button and takes its words', async () => {
    const link = await open();
    const anna = server.user();
    anna.text('помогите');
    await got(1);
    await link.send(replyOf(String(anna.id), 'О чём вопрос?', { buttons: [{ id: 'topic:dorm', label: 'Общежитие' }] }));
    anna.press('Общежитие');
    await got(2);
    await anna.notices.waitFor((notice) => notice.kind === 'callback');
    expect(events()[1]).toMatchObject({ kind: 'message', text: 'Общежитие', meta: { button: 'topic:dorm' } });
  });

  it('only sends where another process receives', async () => {
    recorder.receives = false;
    const link = await open();
    const anna = server.user();
    anna.text('вопрос');
    expect(await link.send(replyOf(String(anna.id), 'ответ'))).toMatchObject({ state: 'sent' });
    expect(server.calls.entries.map((call) => call.method)).toEqual(['sendMessage']);
  });

  it('forgets the offset after a week of silence: numbers begin anew', async () => {
    recorder.cursors.set('offset', { offset: 999_999_999, at: '2026-06-20T00:00:00.000Z' });
    server.user().text('вопрос');
    await open();
    await got(1);
    expect(recorder.cursors.get('offset')).toMatchObject({ offset: 918_273_646 });
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
    ['a wrong token', { status: 401, description: 'Unauthorized' }, 'down: Telegram не принял токен бота'],
    [
      'a second consumer',
      { status: 409, description: 'Conflict: terminated by other getUpdates request' },
      'degraded: Сообщения этого бота забирает ещё одна программа',
    ],
    [
      'too many requests',
      { status: 429, description: 'Too Many Requests: retry after 7', retryAfter: 7 },
      'degraded: Telegram просит подождать 7 с',
    ],
    ['a broken server', { status: 502, description: 'Bad Gateway' }, 'degraded: Нет связи с сервером Telegram'],
  ])('says what %s means and comes back', async (_, answer, sentence) => {
    server.faults.push({ method: 'getUpdates', answer });
    await open();
    server.user().text('вопрос');
    await got(1);
    expect(recorder.healths[0]).toContain(sentence);
    await recorder.until(() => recorder.healths.at(-1) === 'up');
  });

  it('names a webhook of another program and leaves it alone, but removes its own', async () => {
    const { Telegram: Client } = await import('telegraf');
    const client = new Client(server.token, { apiRoot: server.url });
    await client.setWebhook('https://other.example.org/hook');
    await open();
    await recorder.until(() => recorder.healths.some((health) => health.includes('вебхук другой программы')));
    expect((await client.getWebhookInfo()).url).toBe('https://other.example.org/hook');
    await client.setWebhook(`${recorder.publicUrl}/channels/telegram/webhook?bot=7000000001`);
    await recorder.until(() => recorder.healths.at(-1) === 'up');
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
    chat = String(server.user().id);
    server.user(Number(chat)).text('вопрос');
  });
  const inbox = () => server.user(Number(chat)).inbox;
  const count = (method: string) => server.calls.entries.filter((call) => call.method === method).length;

  it('sends text with markup, files and buttons, each part with its id', async () => {
    const { host } = recorder;
    const pdf = await host.putFile({ name: 'Бланк заявления.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF') });
    const jpg = await host.putFile({ name: 'схема.jpg', mime: 'image/jpeg', bytes: Buffer.from('jpg') });
    const outcome = await link.send(
      replyOf(chat, 'Заполните **бланк** & пришлите', { files: [pdf, jpg], buttons: [{ id: 'ok', label: 'Готово' }] }),
    );
    expect(inbox()).toMatchObject([
      {
        text: 'Заполните бланк & пришлите',
        entities: [{ type: 'bold', offset: 10, length: 5 }],
        reply_markup: { inline_keyboard: [[{ callback_data: 'ok' }]] },
      },
      { document: { file_name: 'Бланк заявления.pdf', file_size: 4 } },
      { photo: [{}, {}] },
    ]);
    expect(outcome).toEqual({ state: 'sent', parts: inbox().map((message) => `${chat}:${message.message_id}`) });
  });

  it('shows typing, and never throws', async () => {
    await link.typing!(chat);
    await link.typing!('1');
    expect(server.user(Number(chat)).notices.last).toEqual({ kind: 'action', text: 'typing' });
  });

  it('paces a long answer by the chat limit instead of running into it', async () => {
    const outcome = await link.send(replyOf(chat, Array.from({ length: 6 }, (_, i) => `${i}`.repeat(3000)).join('\n\n')));
    expect(outcome.state).toBe('sent');
    expect(inbox()).toHaveLength(6);
    expect(server.calls.entries.filter((call) => call.status === 429)).toEqual([]);
    expect(recorder.clock.waits.length).toBeGreaterThan(0);
  });

  it('after 429 sends the rest later, once', async () => {
    const out = replyOf(chat, `${'а'.repeat(3000)}\n\n${'б'.repeat(3000)}`);
    server.faults.push({ method: 'sendMessage', answer: { status: 429, description: 'Too Many Requests: retry after 7', retryAfter: 7 } });
    expect(await link.send(out)).toMatchObject({ state: 'retry', afterMs: 7000, parts: [] });
    server.faults.push({ method: 'sendMessage', answer: { status: 502, description: 'Bad Gateway' } });
    const [first] = [await link.send(out)];
    expect(first).toMatchObject({ state: 'retry', afterMs: null, parts: [] });
    expect(await link.send({ ...out, attempt: 3 })).toMatchObject({ state: 'sent' });
    expect(inbox().map((message) => message.text!.slice(-3))).toEqual(['1/2', '2/2']);
  });

  it('sends no part twice', async () => {
    const out = replyOf(chat, `${'а'.repeat(3000)}\n\n${'б'.repeat(3000)}`);
    const sent = await link.send(out);
    const again = await link.send({ ...out, attempt: 2, sentParts: sent.parts.slice(0, 1) });
    expect(again.parts[0]).toBe(sent.parts[0]);
    expect(inbox().map((message) => message.text!.slice(-3))).toEqual(['1/2', '2/2', '2/2']);
  });

  it('falls back to plain text once when the markup is refused', async () => {
    server.faults.push({
      method: 'sendMessage',
      answer: { status: 400, description: "Bad Request: can't parse entities: Unclosed start tag" },
    });
    expect(await link.send(replyOf(chat, 'a **b** < c'))).toMatchObject({ state: 'sent' });
    expect(inbox()).toMatchObject([{ text: 'a b < c' }]);
    expect(count('sendMessage')).toBe(2);
  });

  it('falls back to a document when the picture is refused', async () => {
    const jpg = await recorder.host.putFile({ name: 'длинная.jpg', mime: 'image/jpeg', bytes: Buffer.from('jpg') });
    server.faults.push({ method: 'sendPhoto', answer: { status: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' } });
    expect(await link.send(replyOf(chat, '', { files: [jpg] }))).toMatchObject({ state: 'sent' });
    expect(inbox()).toMatchObject([{ document: { file_name: 'длинная.jpg' } }]);
  });

  it('fails in words when the person stopped the bot', async () => {
    server.user(Number(chat)).block();
    expect(await link.send(replyOf(chat, 'ответ'))).toEqual({ state: 'failed', reason: texts.ru!['send.blocked'], parts: [] });
  });

  it.each([
    ['a chat that never was', '1', {}, 'Чат не найден'],
    ['nothing to say', '7210000001', { text: ' ' }, 'Сообщение пустое'],
    [
      'a lost file',
      '7210000001',
      { files: [{ sha256: 'gone', name: 'а.pdf', mime: 'application/pdf', size: 1 }] },
      'Вложение «а.pdf» не найдено',
    ],
  ])('fails on %s', async (_, key, change, sentence) => {
    expect(await link.send(replyOf(key, 'ответ', change))).toMatchObject({ state: 'failed', reason: expect.stringContaining(sentence) });
  });

  it.each([
    ['a cut connection', 'cut' as const, 'Нет связи'],
    ['a wrong token', { status: 401, description: 'Unauthorized' }, 'не принял токен'],
  ])('tries again after %s', async (_, answer, sentence) => {
    server.faults.push({ method: 'sendMessage', answer });
    expect(await link.send(replyOf(chat, 'ответ'))).toMatchObject({
      state: 'retry',
      afterMs: null,
      reason: expect.stringContaining(sentence),
    });
  });

  it('answers in a group under the question', async () => {
    const group = server.user(Number(chat)).inGroup(-1_002_000_000_001);
    const { message_id } = group.text('когда заезд?', { mention: true });
    const pdf = await recorder.host.putFile({ name: 'план.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF') });
    const replyTo = { externalId: `-1002000000001:${message_id}`, meta: {} };
    await link.send(replyOf('-1002000000001', '', { files: [pdf], replyTo }));
    await link.send(replyOf('-1002000000001', '30 августа', { replyTo }));
    expect(group.room.inbox.entries.map((shown) => shown.message.reply_to_message?.message_id)).toEqual([message_id, message_id]);
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
      const url = new URL(request.url!, recorder.publicUrl);
      const answer = await route.answer(
        {
          method: request.method!,
          path: url.pathname,
          query: Object.fromEntries(url.searchParams),
          headers: request.headers as Record<string, string>,
          rawBody: Buffer.concat(chunks),
          url: url.href,
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

  const post = (
    body: string,
    headers: Record<string, string> = { 'x-telegram-bot-api-secret-token': secret },
    query: Record<string, string> = {},
  ) =>
    route.answer(
      { method: 'POST', path: '/channels/telegram/webhook', query, headers, rawBody: Buffer.from(body), url: '' },
      [account],
      recorder.host,
    );
  const update = JSON.stringify({
    update_id: 5,
    message: { message_id: 1, from: { id: 9, first_name: 'Анна' }, chat: { id: 9, type: 'private' }, date: 1782980109, text: 'вопрос' },
  });

  it('sets itself, receives in order, greets, and says so when the server cannot get through', async () => {
    await open();
    await recorder.until(() => recorder.healths.includes('up'));
    const anna = server.user();
    anna.start();
    anna.text('вопрос');
    await got(2);
    await anna.waitFor((message) => message.text!.startsWith('Здравствуйте'));
    server.redeliver([918_273_645, 918_273_646], 3, true);
    await recorder.until(() => recorder.calls.length >= 8);
    expect(recorder.received.map((one) => one.providerKey)).toEqual(['918273645', '918273646']);
    expect(anna.inbox).toHaveLength(1);
  });

  it('answers 503 with a time until the update is stored, and is asked again', async () => {
    recorder.refuse = () => {
      if (recorder.calls.length < 3) throw new Error('database is down');
    };
    await open();
    server.user().text('вопрос');
    await got(1);
    expect(server.updates.entries[0]!.handedOut).toBe(3);
  });

  it('tells the provider the truth', async () => {
    recorder.refuse = () => {
      throw new Error('database is down');
    };
    expect(await post(update)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: expect.stringContaining('Повторите запрос позже'),
    });
    recorder.refuse = () => {};
    expect(await post(update)).toMatchObject({ status: 200 });
    expect(await post(update, undefined, { bot: '7000000001' })).toMatchObject({ status: 200 });
    expect(recorder.received).toHaveLength(1);
  });

  it.each<[string, string, Record<string, string> | undefined, number]>([
    ['no secret', update, {}, 403],
    ['an empty secret', update, { 'x-telegram-bot-api-secret-token': '' }, 403],
    ['a wrong secret', update, { 'x-telegram-bot-api-secret-token': 'tajna_2' }, 403],
    ['no JSON', 'что-то', undefined, 400],
    ['no update', '{"hello":1}', undefined, 400],
    ['null', 'null', undefined, 400],
  ])('refuses a request with %s', async (_, body, headers, status) => {
    expect(await post(body, headers)).toMatchObject({ status, body: expect.stringContaining('отклонён') });
    expect(recorder.calls).toEqual([]);
  });

  it.each([
    ['polls', { mode: 'polling' as const }],
    ['has no secret', { webhookSecret: undefined }],
  ])('takes nothing for a bot that %s', async (_, change) => {
    account.settings = { ...account.settings, ...change };
    expect(await post(update)).toMatchObject({ status: 403 });
  });

  it('finds the right one of several bots with one secret', async () => {
    expect(await post(update, undefined, { bot: '42' })).toMatchObject({ status: 403 });
  });

  it('keeps what it cannot read in quarantine', async () => {
    expect(await post('{"update_id":6,"message":{"text":"без чата","from":{"id":1}}}')).toMatchObject({ status: 200 });
    expect(events()).toMatchObject([{ kind: 'quarantine', reason: expect.stringContaining('unreadable') }]);
  });
});

describe('settings', () => {
  it('reads the environment', () => {
    expect(channel.fromEnvironment({})).toEqual([]);
    const env = {
      TELEGRAM_BOT_TOKEN: '7000000001:AAE-token',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 'tajna',
    };
    const [found] = channel.fromEnvironment(env);
    expect(found).toMatchObject({ name: 'bot7000000001', endpoints: ['127.0.0.1'] });
    expect(channel.settings.parse(found!.settings)).toEqual({
      token: '7000000001:AAE-token',
      apiRoot: 'http://127.0.0.1:8081',
      mode: 'webhook',
      webhookSecret: 'tajna',
    });
    expect(channel.fromEnvironment({ TELEGRAM_BOT_TOKEN: '7000000001:AAE-token' })[0]!.endpoints).toEqual(['api.telegram.org']);
  });

  it.each([
    [{ token: 'abc' }, 'token', '@BotFather'],
    [{ token: '7000000001:AAE-token', mode: 'webhook' }, 'webhookSecret', 'секрет'],
    [{ token: '7000000001:AAE-token', mode: 'webhook', webhookSecret: '' }, 'webhookSecret', 'секрет'],
    [{ token: '7000000001:AAE-token', apiRoot: 'ftp://x' }, 'apiRoot', 'Bot API'],
    [{ token: '7000000001:AAE-token', mode: 'both' }, 'mode', 'polling'],
  ])('refuses %j', (settings, field, words) => {
    const [issue] = channel.settings.safeParse(settings).error!.issues;
    expect(issue!.path).toEqual([field]);
    expect(issue!.message).toContain(words);
  });

  it('has the same sentences in both languages', () => {
    expect(Object.keys(texts.en!)).toEqual(Object.keys(texts.ru!));
    const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const key of Object.keys(texts.ru!)) expect([key, holes(texts.en![key]!)]).toEqual([key, holes(texts.ru![key]!)]);
  });
});

describe('connection test', () => {
  async function run(change: Partial<TelegramSettings> = {}): Promise<TestStep[]> {
    const steps: TestStep[] = [];
    for await (const step of channel.test!({ ...account.settings, ...change }, recorder.host, 'ru')) steps.push(step);
    return steps;
  }

  it('passes step by step', async () => {
    expect(await run()).toMatchObject([
      { step: 'token', ok: true, message: 'Токен верен: @otklik_bot «Отклик»' },
      { step: 'intake', ok: true, message: 'Вебхук не мешает опросу' },
      { step: 'send', ok: true, message: expect.stringContaining('@otklik_bot') },
    ]);
  });

  it('stops at a wrong token', async () => {
    expect(await run({ token: '7000000001:wrong' })).toMatchObject([
      { step: 'token', ok: false, message: expect.stringContaining('@BotFather') },
    ]);
  });

  it('stops at a webhook of another program, and at an address that no webhook can have', async () => {
    const { Telegram: Client } = await import('telegraf');
    await new Client(server.token, { apiRoot: server.url }).setWebhook('https://other.example.org/hook');
    expect((await run()).at(-1)).toMatchObject({ step: 'intake', ok: false, message: texts.ru!['poll.webhook'] });
    recorder.publicUrl = 'http://cc.example.edu';
    expect((await run({ mode: 'webhook', webhookSecret: 'tajna' })).at(-1)).toMatchObject({
      ok: false,
      message: expect.stringContaining('PUBLIC_URL'),
    });
  });

  it('says that the server is out of reach', async () => {
    await server.down();
    expect(await run()).toMatchObject([{ step: 'token', ok: false, message: expect.stringContaining('Нет связи') }]);
  });
});
