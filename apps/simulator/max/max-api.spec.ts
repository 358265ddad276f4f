// The MAX stand-in over plain HTTP: marker, raw numbers, cut letters, uploads, limits, webhook.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ledger } from '../telegram/ledger.js';
import { type Max, startMax } from './max-api.server.js';

let max: Max;
beforeEach(async () => {
  max = await startMax({ webhookRetryMs: 5 });
});
afterEach(() => max.close());

async function call(route: string, body?: unknown) {
  const [method, path] = route.split(' ') as [string, string];
  const response = await fetch(max.url + path, {
    method,
    headers: { authorization: max.token, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) };
}

describe('updates', () => {
  it('moves by marker and writes seq as a bare number above 2^53', async () => {
    const anna = max.user(5_000_000_001, 'Анна Петрова');
    anna.start('site_apply');
    anna.text('Какие документы нужны?');
    const first = await call('GET /updates?timeout=0');
    expect(first.json.updates).toMatchObject([
      { update_type: 'bot_started', payload: 'site_apply', chat_id: anna.chatId },
      { update_type: 'message_created', message: { body: { text: 'Какие документы нужны?' }, recipient: { chat_type: 'dialog' } } },
    ]);
    expect(first.text).toMatch(/"seq":1160432705746503\d\d,/);
    expect((await call('GET /updates?timeout=0')).json.updates).toHaveLength(2);
    const marker = first.json.marker;
    const waiting = call(`GET /updates?timeout=30&marker=${marker}`);
    anna.shareContact('other');
    expect((await waiting).json.updates).toMatchObject([
      { message: { body: { attachments: [{ type: 'contact', payload: { max_info: { user_id: anna.id + 1 } } }] } } },
    ]);
    expect(max.updates.entries.map((record) => record.confirmed)).toEqual([true, true, false]);
  });

  it('posts to a webhook in two packets, with the secret, until 200', async () => {
    const got = new Ledger<{ packets: number; text: string; secret: unknown }>('webhook');
    const hook = createServer(async (request, response) => {
      const packets: Buffer[] = [];
      for await (const chunk of request) packets.push(chunk as Buffer);
      const text = JSON.parse(Buffer.concat(packets).toString('utf8')).message.body.text;
      got.append({ packets: packets.length, text, secret: request.headers['x-max-bot-api-secret'] });
      response.writeHead(got.entries.length === 1 ? 503 : 200).end();
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
    expect((await call('POST /subscriptions', { url, secret: 'tajna', update_types: ['message_created'] })).json).toEqual({
      success: true,
    });
    max.user().text('привет');
    await max.updates.waitFor((record) => record.confirmed);
    expect(got.entries).toEqual([1, 2].map(() => ({ packets: 2, text: 'привет', secret: 'tajna' })));
    expect((await call('GET /updates?timeout=0&marker=0')).json.updates).toEqual([]);
    expect((await call(`DELETE /subscriptions?url=${encodeURIComponent(url)}`)).json).toEqual({ success: true });
    hook.close();
  });
});

describe('sending', () => {
  it('shows messages, takes presses and edits', async () => {
    const anna = max.user();
    anna.text('привет');
    const buttons = [[{ type: 'callback', text: 'Общежитие', payload: 'topic:dorm' }]];
    const sent = await call(`POST /messages?chat_id=${anna.chatId}`, {
      text: '<b>Выберите</b>',
      format: 'html',
      attachments: [{ type: 'inline_keyboard', payload: { buttons } }],
    });
    expect(sent.json.message.body).toMatchObject({ text: 'Выберите', markup: [{ from: 0, length: 8 }] });
    const callback = anna.press('topic:dorm');
    await call(`POST /answers?callback_id=${callback}`, { notification: 'Принято', message: { text: 'Выбрано', attachments: [] } });
    expect(anna.inbox[0]!.body).toMatchObject({ text: 'Выбрано', attachments: [] });
    expect(anna.notices.last).toEqual({ kind: 'callback', text: 'Принято' });
    expect((await call('GET /updates?timeout=0')).json.updates[1]).toMatchObject({
      update_type: 'message_callback',
      callback: { payload: 'topic:dorm' },
    });
  });

  it('is not ready with a fresh upload twice', async () => {
    const anna = max.user();
    const { url } = (await call('POST /uploads?type=file')).json;
    const form = new FormData();
    form.append('data', new Blob(['бланк']), 'Бланк.pdf');
    const { token } = (await (await fetch(url, { method: 'POST', body: form })).json()) as { token: string };
    const send = () => call(`POST /messages?user_id=${anna.id}`, { text: 'Бланк', attachments: [{ type: 'file', payload: { token } }] });
    expect((await send()).json.code).toBe('attachment.not.ready');
    expect((await send()).json.code).toBe('attachment.not.ready');
    expect((await send()).json.message.body.attachments).toMatchObject([{ filename: 'Бланк.pdf' }]);
  });

  it.each([
    [
      401,
      'verify.token',
      () => fetch(`${max.url}/me?access_token=${max.token}`).then(async (answer) => ({ status: answer.status, json: await answer.json() })),
    ],
    [404, 'chat.not.found', () => call('POST /messages?chat_id=1', { text: 'р' })],
    [400, 'proto.payload', () => call(`POST /messages?chat_id=${max.user().chatId}`, { text: 'я'.repeat(4001) })],
    [
      403,
      'chat.denied',
      () => {
        const anna = max.user();
        anna.stop();
        return call(`POST /messages?chat_id=${anna.chatId}`, { text: 'р' });
      },
    ],
    [
      429,
      'too.many.requests',
      async () => {
        const send = () => call(`POST /messages?chat_id=${max.user(5_000_000_001).chatId}`, { text: 'р' });
        for (let i = 0; i < 4; i++) await send();
        return send();
      },
    ],
  ])('answers %d %s', async (status, code, act) => {
    expect(await act()).toMatchObject({ status, json: { code } });
  });
});
