// The stand-in against telegraf's real client: updates, sending, limits, faults.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Telegram as Client } from 'telegraf';
import { type Telegram, startTelegram } from './bot-api.server.js';

let server: Telegram;
let client: Client;

beforeEach(async () => {
  server = await startTelegram({ webhookRetryMs: 5 });
  client = new Client(server.token, { apiRoot: server.url });
});
afterEach(() => server.close());

const poll = (offset = 0, timeout = 0) => client.callApi('getUpdates', { offset, timeout, limit: 100, allowed_updates: [] });

describe('updates', () => {
  it('repeats what is not confirmed and drops what the offset passed', async () => {
    const anna = server.user(7_210_000_001, 'Анна Петрова', 'anna_p');
    anna.start('site_apply');
    anna.text('Какие документы нужны?');
    const first = await poll();
    expect(first).toMatchObject([
      {
        message: {
          text: '/start site_apply',
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
          from: { id: 7_210_000_001, last_name: 'Петрова' },
        },
      },
      { message: { text: 'Какие документы нужны?', chat: { type: 'private' } } },
    ]);
    expect(await poll()).toHaveLength(2);
    expect(await poll(first[1]!.update_id)).toHaveLength(1);
    expect(await poll(first[1]!.update_id + 1)).toHaveLength(0);
    expect(server.updates.entries.map((record) => [record.handedOut, record.confirmed])).toEqual([
      [2, true],
      [3, true],
    ]);
  });

  it('wakes a long poll at once and shows an album as separate updates', async () => {
    const waiting = poll(0, 30);
    server.user().album([{}, {}, {}], 'Аттестат');
    const one = await waiting;
    const all = await poll();
    expect(one.length).toBeGreaterThan(0);
    expect(new Set(all.map((update) => 'message' in update && (update.message as { media_group_id?: string }).media_group_id)).size).toBe(
      1,
    );
    expect(all).toHaveLength(3);
  });

  it('ends the older of two consumers with 409, and any consumer while a webhook is set', async () => {
    const outcomes = [poll(0, 30), poll(0, 30)].map((answer) =>
      answer.then(
        () => 'got',
        (error) => error.response.description,
      ),
    );
    expect(await Promise.race(outcomes)).toContain('Conflict: terminated by other getUpdates request');
    server.user().text('ещё вопрос');
    expect((await Promise.all(outcomes)).filter((outcome) => outcome === 'got')).toHaveLength(1);
    await client.setWebhook(`${server.url}/nowhere`);
    await expect(poll()).rejects.toMatchObject({ response: { error_code: 409 } });
    await client.deleteWebhook({ drop_pending_updates: true });
    expect(await poll()).toEqual([]);
  });

  it('hands old updates out again in any order', async () => {
    const anna = server.user();
    anna.text('раз');
    anna.text('два');
    const ids = (await poll()).map((update) => update.update_id);
    await poll(ids[1]! + 1);
    server.redeliver(ids, 3, true);
    expect((await poll(ids[1]! + 1)).map((update) => update.update_id).sort()).toEqual([ids[0], ids[0], ids[0], ids[1], ids[1], ids[1]]);
    expect(await poll(ids[1]! + 1)).toEqual([]);
  });

  it('makes reactions only for those who asked', async () => {
    const anna = server.user();
    anna.react(anna.text('спасибо').message_id, '👍');
    await client.callApi('getUpdates', { offset: 0, timeout: 0, limit: 100, allowed_updates: ['message', 'message_reaction'] });
    anna.react(42, '👍');
    expect((await poll()).map((update) => Object.keys(update)[1])).toEqual(['message', 'message_reaction']);
  });

  it('hears a group only when it is spoken to', async () => {
    const group = server.user().inGroup(-1_002_000_000_001);
    group.text('всем привет');
    group.text('когда заезд?', { mention: true });
    expect(await poll()).toMatchObject([{ message: { chat: { type: 'supergroup' }, entities: [{ type: 'mention' }] } }]);
  });
});

describe('sending', () => {
  it('shows text, markup, buttons and edits to the person', async () => {
    const anna = server.user();
    const question = anna.start();
    const reply_markup = { inline_keyboard: [[{ text: 'Общежитие', callback_data: 'topic:dorm' }]] };
    const sent = await client.sendMessage(anna.id, '<b>Здравствуйте!</b> 2 &lt; 3', {
      parse_mode: 'HTML',
      reply_markup,
      reply_parameters: { message_id: question.message_id },
    });
    expect(sent).toMatchObject({ text: 'Здравствуйте! 2 < 3', entities: [{ type: 'bold', offset: 0, length: 13 }], reply_markup });
    const query = anna.press('topic:dorm');
    await client.answerCbQuery(query, 'Принято');
    await client.editMessageText(anna.id, sent.message_id, undefined, 'Выбрано: общежитие');
    expect((await anna.waitFor((message) => message.text === 'Выбрано: общежитие')).edit_date).toBeDefined();
    expect(anna.notices.entries).toEqual([{ kind: 'callback', text: 'Принято' }]);
    expect(await poll()).toMatchObject([{ message: {} }, { callback_query: { data: 'topic:dorm', id: query } }]);
  });

  it('takes files and gives them back', async () => {
    const anna = server.user();
    anna.text('пришлите бланк');
    await client.sendDocument(anna.id, { source: Buffer.from('%PDF-1.4 бланк'), filename: 'Бланк заявления.pdf' }, { caption: 'Бланк' });
    await client.sendMediaGroup(anna.id, [
      { type: 'photo', media: { source: Buffer.from('первое') } },
      { type: 'photo', media: { source: Buffer.from('второе') }, caption: 'Схема' },
    ]);
    expect(anna.inbox).toMatchObject([
      { document: { file_name: 'Бланк заявления.pdf' }, caption: 'Бланк' },
      { photo: [{}, {}] },
      { caption: 'Схема' },
    ]);
    const link = await client.getFileLink(anna.inbox[0]!.document!.file_id);
    expect(await (await fetch(link)).text()).toBe('%PDF-1.4 бланк');
    const film = anna.document({ name: 'film.mp4', mime: 'video/mp4', size: 21 * 1024 * 1024 });
    await expect(client.getFile(film.document!.file_id)).rejects.toMatchObject({
      response: { description: 'Bad Request: file is too big' },
    });
  });

  it.each([
    ['я'.repeat(4097), {}, 'Bad Request: message is too long'],
    ['   ', {}, 'Bad Request: message text is empty'],
    ['2 < 3', { parse_mode: 'HTML' }, "Bad Request: can't parse entities: Unclosed start tag at byte offset 2"],
    ['<b>раз', { parse_mode: 'HTML' }, 'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'],
    [
      '<b>р</i>',
      { parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 5, expected "</b>", found "</i>"',
    ],
    ['<h1>р</h1>', { parse_mode: 'HTML' }, 'Bad Request: can\'t parse entities: Unsupported start tag "h1" at byte offset 0'],
    ['р', { reply_parameters: { message_id: 999 } }, 'Bad Request: message to be replied not found'],
    ['р', { reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'я'.repeat(33) }]] } }, 'Bad Request: BUTTON_DATA_INVALID'],
  ])('refuses %.12s with the words of the server', async (text, extra, description) => {
    const anna = server.user();
    anna.start();
    await expect(client.sendMessage(anna.id, text, extra as object)).rejects.toMatchObject({ response: { error_code: 400, description } });
    expect(anna.inbox).toEqual([]);
  });

  it('knows nobody who never wrote, and nobody who blocked it', async () => {
    const anna = server.user();
    await expect(client.sendMessage(anna.id, 'р')).rejects.toMatchObject({ response: { description: 'Bad Request: chat not found' } });
    anna.start();
    anna.block();
    await expect(client.sendMessage(anna.id, 'р')).rejects.toMatchObject({
      response: { error_code: 403, description: 'Forbidden: bot was blocked by the user' },
    });
    expect((await poll())[1]).toMatchObject({ my_chat_member: { new_chat_member: { status: 'kicked' } } });
  });

  it('trusts no other token', async () => {
    await expect(new Client('1:bad', { apiRoot: server.url }).getMe()).rejects.toMatchObject({ response: { error_code: 401 } });
  });
});

describe('limits and faults', () => {
  it('answers 429 with retry_after after a burst in one chat', async () => {
    const anna = server.user();
    anna.start();
    for (const text of ['раз', 'два', 'три']) await client.sendMessage(anna.id, text);
    await expect(client.sendMessage(anna.id, 'четыре')).rejects.toMatchObject({
      response: { error_code: 429, parameters: { retry_after: 1 } },
    });
    server.limits = false;
    await client.sendMessage(anna.id, 'четыре');
  });

  it('fails, cuts and hangs on demand, also after the work was done', async () => {
    const anna = server.user();
    anna.start();
    server.faults.push(
      { method: 'sendMessage', answer: { status: 502, description: 'Bad Gateway' } },
      { method: 'sendMessage', answer: 'cut' },
      { method: 'sendMessage', after: true, answer: 'cut' },
      { method: 'getMe', answer: 'hang' },
    );
    await expect(client.sendMessage(anna.id, 'раз')).rejects.toMatchObject({ response: { error_code: 502 } });
    await expect(client.sendMessage(anna.id, 'два')).rejects.toThrow();
    await expect(client.sendMessage(anna.id, 'три')).rejects.toThrow();
    expect(anna.inbox.map((message) => message.text)).toEqual(['три']);
    const hung = fetch(`${server.url}/bot${server.token}/getMe`, { signal: AbortSignal.timeout(50) });
    await expect(hung).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('keeps what people write during an outage', async () => {
    await server.down();
    server.user().text('есть кто-нибудь?');
    await expect(poll()).rejects.toThrow();
    await server.up();
    expect(await poll()).toHaveLength(1);
  });
});
