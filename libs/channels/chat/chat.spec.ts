// The chat over a real socket server: words stored once, replies that survive a cut, marks, files, strangers kept out.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelDescriptor } from '#libs/contract/channels.js';
import type { ChannelAccount, ChannelLink, ChannelResponse } from '../channel.js';
import { channel } from './chat.channel.js';
import { Browser, chatAccount, jwt, until, VisitedHost } from './fixtures/visited-host.js';
import type { ChatSettings } from './settings.js';
import { texts } from './texts.js';

const SECRET = 'portal-secret-0123456789';
const EXP = 4_000_000_000;
let host: VisitedHost;
let account: ChannelAccount<ChatSettings>;
let link: ChannelLink;
let browsers: Browser[];

beforeEach(async () => {
  host = new VisitedHost();
  await host.start();
  account = chatAccount({ identitySecret: SECRET });
  link = await channel.open(account, host.asHost());
  browsers = [];
});
afterEach(async () => {
  for (const browser of browsers) browser.close();
  await link.close();
  await host.stop();
});

const visit = async (auth: Record<string, unknown> = {}, headers?: Record<string, string>): Promise<Browser> => {
  const browser = new Browser(host.publicUrl, auth, headers);
  browsers.push(browser);
  await until(() => browser.welcome !== null || browser.refusal !== null);
  return browser;
};
const key = () => randomUUID();
const conversation = () => (host.inbound.at(-1)!.event as { conversationKey: string }).conversationKey;

async function call(
  method: 'GET' | 'POST',
  path: string,
  request: { query?: Record<string, string>; headers?: Record<string, string>; body?: Buffer | string } = {},
): Promise<ChannelResponse> {
  const route = channel.routes!.find((one) => one.method === method && one.path === path)!;
  const { query = {}, headers = {}, body = '' } = request;
  return route.answer({ method, path, query, headers, rawBody: Buffer.from(body as string), url: '' }, [account], host.asHost());
}
const read = <T>(response: ChannelResponse) => JSON.parse(String(response.body)) as T;

describe('a visitor writes', () => {
  it('without registration: welcomed, acknowledged after storing, with page and marks kept', async () => {
    const anna = await visit({ page: 'http://localhost:8080/apply?utm_source=vk&x=1#form', language: 'ru' });
    expect(anna.welcome).toMatchObject({
      items: [],
      name: null,
      state: { number: null },
      look: { title: 'Чат с Институтом', position: 'right' },
      hours: { open: true, opensAt: null },
    });
    const said = key();
    expect(await anna.say({ key: said, text: 'До какого числа приём?' })).toEqual({ ok: true, id: '1', key: said });
    expect(host.inbound[0].event).toMatchObject({
      text: 'До какого числа приём?',
      sender: { name: 'Посетитель сайта', language: 'ru' },
      meta: { clientKey: said, source: { page: 'http://localhost:8080/apply', utm_source: 'vk' } },
    });
  });

  it('repeats after a cut and is stored once', async () => {
    const anna = await visit();
    const said = { key: key(), text: 'Вопрос', name: 'Анна', consent: true };
    const first = await anna.say(said);
    anna.close();
    const again = await visit({ token: anna.welcome!.token });
    expect(again.welcome!.items).toMatchObject([{ id: first.id, key: said.key, from: 'me', state: 'stored' }]);
    expect(await again.say(said)).toEqual(first);
    expect(host.rows).toHaveLength(1);
    expect(host.inbound[0].event).toMatchObject({ sender: { name: 'Анна' }, meta: { consent: { given: true } } });
  });

  it('and sees the word in the other tab', async () => {
    const anna = await visit();
    const tab = await visit({ token: anna.welcome!.token });
    await anna.say({ key: key(), text: 'Вопрос' });
    await until(() => tab.messages.length === 1);
    expect([tab.messages[0], anna.messages]).toMatchObject([{ id: '1', from: 'me', text: 'Вопрос' }, []]);
  });

  it('is not told ok when nothing was stored, nor for an empty, a wrong or a hasty word', async () => {
    const anna = await visit();
    host.failing = true;
    expect(await anna.say({ key: key(), text: 'а' })).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
    host.failing = false;
    expect(await anna.say({ key: key(), text: '  ' })).toMatchObject({
      ok: false,
      error: { kind: 'invalid', message: texts.ru['refused.empty'] },
    });
    expect(await anna.say({ key: 'short', text: 'а', queue: 'x' })).toMatchObject({ ok: false, error: { kind: 'invalid' } });
    // the failed one counts too
    for (let i = 0; i < 19; i++) expect(await anna.say({ key: key(), text: String(i) })).toMatchObject({ ok: true });
    expect(await anna.say({ key: key(), text: 'ещё' })).toMatchObject({
      ok: false,
      error: { kind: 'too-many', facts: { seconds: expect.any(Number) } },
    });
  });
});

describe('we answer', () => {
  it('in every tab of the visitor and nobody else, delivered and read', async () => {
    const anna = await visit({ language: 'ru' });
    await anna.say({ key: key(), text: 'Вопрос' });
    const tab = await visit({ token: anna.welcome!.token });
    const stranger = await visit();
    const out = host.reply(conversation(), 'До 25 августа.');
    expect(await link.send(out)).toEqual({ state: 'sent', parts: ['2'], delivered: true });
    expect([anna.messages, tab.messages, stranger.messages].map((list) => list.length)).toEqual([1, 1, 0]);
    expect(anna.messages[0]).toMatchObject({ id: '2', from: 'agent', author: 'Мария', text: 'До 25 августа.' });
    // seen before the sending was written down: the mark waits for it
    anna.socket.emit('seen', { ids: ['2'] });
    host.sent('2');
    await until(() => host.marks.includes('2 read'));
  });

  it('to an empty room: sent, not delivered; shown on return, once', async () => {
    const anna = await visit();
    await anna.say({ key: key(), text: 'Вопрос' });
    anna.close();
    await until(() => host.server.of('/chat').sockets.size === 0);
    expect(await link.send(host.reply(conversation(), 'Ответ'))).toEqual({ state: 'sent', parts: ['2'], delivered: false });
    host.sent('2');
    const back = await visit({ token: anna.welcome!.token, after: '1' });
    expect(back.welcome!.items.map((item) => item.text)).toEqual(['Ответ']);
    await until(() => host.marks.includes('2 delivered'));
  });

  it('to a link that is half open: sent within about two seconds, not delivered', async () => {
    const anna = await visit();
    await anna.say({ key: key(), text: 'Вопрос' });
    anna.hears = false;
    expect(await link.send(host.reply(conversation(), 'Ответ'))).toEqual({ state: 'sent', parts: ['2'], delivered: false });
  });

  it('from another process: the reply and the news of the inquiry come with the journal', async () => {
    const anna = await visit();
    await anna.say({ key: key(), text: 'Вопрос' });
    const out = host.reply(conversation(), 'Ответ из другого процесса');
    host.sent(out.key.slice(1));
    host.standings.set(conversation(), { year: 2026, seq: 104, status: 'assigned', agent: 'Мария' });
    host.news();
    await until(() => anna.messages.length === 1 && host.marks.includes('2 delivered'));
    expect(anna.states).toEqual([{ number: 'ОБР-2026-000104', agent: 'Мария', closed: false }]);
    host.standings.set(conversation(), { year: 2026, seq: 104, status: 'resolved', agent: 'Мария' });
    host.news();
    await until(() => anna.states.length === 2);
    expect([anna.states[1], anna.messages.length]).toEqual([{ number: 'ОБР-2026-000104', agent: 'Мария', closed: true }, 1]);
  });

  it('shows typing both ways', async () => {
    const anna = await visit();
    await anna.say({ key: key(), text: 'Вопрос' });
    anna.socket.emit('typing');
    anna.socket.emit('typing');
    await until(() => host.typed.length > 0);
    await link.typing!(conversation());
    await until(() => anna.typing === 1);
    expect(host.typed).toEqual([conversation()]);
  });

  it('never marks a reply of another conversation', async () => {
    const anna = await visit();
    await anna.say({ key: key(), text: 'Вопрос' });
    await link.send(host.reply(conversation(), 'Ответ'));
    host.sent('2');
    const stranger = await visit();
    stranger.socket.emit('seen', { ids: ['2'] });
    await stranger.socket.timeout(3000).emitWithAck('history', {});
    expect(host.marks.filter((mark) => mark.endsWith('read'))).toEqual([]);
  });
});

describe('who is let in', () => {
  it('refuses a page of another site with a sentence, and lets listed ones in', async () => {
    const foreign = await visit({ page: 'https://evil.example/' });
    expect(foreign.refusal).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('https://evil.example') });
    expect((await visit({}, { origin: 'https://evil.example' })).refusal).toMatchObject({ kind: 'forbidden' });
    const other = await channel.open(chatAccount({ domains: ['*.institute.ru'] }, '8', 'second'), host.asHost());
    const listed = await visit({ page: 'https://www.institute.ru/' });
    expect([listed.refusal, listed.welcome !== null]).toEqual([null, true]);
    await other.close();
  });

  it('begins anew with a forged token and with a token of another purpose', async () => {
    const anna = await visit();
    await anna.say({ key: key(), text: 'Тайна' });
    const [body] = anna.welcome!.token.split('.');
    for (const token of [`${body}.AAAA`, host.sign('reply', '7'), 'nonsense', host.sign('chat', JSON.stringify(['8', conversation()]))])
      expect((await visit({ token })).welcome!.items).toEqual([]);
  });

  it('knows a signed user on every device, with verified contacts, apart from what was said before signing in', async () => {
    const before = await visit();
    await before.say({ key: key(), text: 'Аноним' });
    const identity = jwt({ sub: 42, name: 'Анна Петрова', email: 'Anna@mail.example', phone: '8 916 123-45-67', exp: EXP }, SECRET);
    const desktop = await visit({ token: before.welcome!.token, identity });
    expect([desktop.welcome!.name, desktop.welcome!.items]).toEqual(['Анна Петрова', []]);
    await desktop.say({ key: key(), text: 'Справка' });
    expect(host.inbound[1].event).toMatchObject({
      conversationKey: 'user:42',
      sender: {
        address: 'user:42',
        name: 'Анна Петрова',
        email: { value: 'anna@mail.example', verified: true },
        phone: { value: '+79161234567', verified: true },
      },
    });
    const phone = await visit({ identity });
    expect(phone.welcome!.items.map((item) => item.text)).toEqual(['Справка']);
    // signed out of the portal: the token alone opens nothing
    expect((await visit({ token: desktop.welcome!.token })).welcome!.items).toEqual([]);
  });

  it('answers unavailable when no account is connected', async () => {
    await link.close();
    expect((await visit()).refusal).toMatchObject({ kind: 'unavailable' });
  });
});

describe('plain HTTP', () => {
  it('hands in a file, sends it with a message, and gives it back as a download only', async () => {
    const anna = await visit();
    const headers = { 'x-chat-token': anna.welcome!.token, 'x-file-name': encodeURIComponent('../скан паспорта.PDF') };
    const stored = read<{ file: string }>(await call('POST', 'files', { headers, body: '%PDF-1.7 …' }));
    expect(stored).toMatchObject({ name: 'скан паспорта.PDF', mime: 'application/pdf' });
    expect(await anna.say({ key: key(), text: '', files: [stored.file] })).toMatchObject({ ok: true });
    const stranger = await visit();
    expect(await stranger.say({ key: key(), text: '', files: [stored.file] })).toMatchObject({
      ok: false,
      error: { message: texts.ru['file.unknown'] },
    });
    const [{ files }] = (await visit({ token: anna.welcome!.token })).welcome!.items;
    const f = new URL(files[0].url, host.publicUrl).searchParams.get('f')!;
    const got = await call('GET', 'files', { query: { f } });
    expect([got.status, String(got.body), got.headers?.['x-content-type-options']]).toEqual([200, '%PDF-1.7 …', 'nosniff']);
    expect(got.headers?.['content-disposition']).toMatch(/^attachment; .*filename\*=UTF-8''%D1%81/);
    host.now = new Date(Date.now() + 2 * 3_600_000);
    expect((await call('GET', 'files', { query: { f } })).status).toBe(403);
    expect((await call('GET', 'files', { query: { f: `${f}x` } })).status).toBe(404);
  });

  it.each([
    ['a page', 'page.pdf', '<html><script>', 400],
    ['a program by name', 'setup.exe', 'MZ', 400],
    ['a program by content', 'photo.jpg', 'MZ\x90', 400],
    ['nothing', 'empty.pdf', '', 400],
    ['too much', 'big.pdf', Buffer.alloc(20 * 1024 * 1024 + 1, 1), 413],
  ])('refuses %s', async (_, name, body, status) => {
    const anna = await visit();
    const answer = await call('POST', 'files', { headers: { 'x-chat-token': anna.welcome!.token, 'x-file-name': name }, body });
    expect([answer.status, typeof read<{ error: { message: string } }>(answer).error.message]).toEqual([status, 'string']);
  });

  it('carries messages without a socket, once a key', async () => {
    const posted = { key: key(), text: 'Без скриптов', name: 'Ли' };
    const first = await call('POST', 'messages', { body: JSON.stringify(posted) });
    const { token, id } = read<{ token: string; id: string }>(first);
    expect([first.status, id]).toEqual([201, '1']);
    const again = await call('POST', 'messages', { body: JSON.stringify({ ...posted, token }) });
    expect(read(again)).toMatchObject({ id: '1' });
    await link.send(host.reply(conversation(), 'Ответ'));
    host.sent('2');
    const { items } = read<{ items: { text: string }[] }>(await call('GET', 'messages', { query: { token, after: '1' } }));
    expect(items.map((item) => item.text)).toEqual(['Ответ']);
  });

  it.each([
    ['GET', 'messages', { query: { token: 'nonsense' } }, 401],
    ['POST', 'messages', { body: '{' }, 400],
    ['POST', 'messages', { body: '{"key":"12345678","text":"x"}', headers: { origin: 'https://evil.example' } }, 403],
    ['POST', 'files', { body: 'x' }, 401],
    ['GET', 'files', {}, 404],
  ] as const)('refuses %s %s %j', async (method, path, request, status) =>
    expect((await call(method, path, request as never)).status).toBe(status),
  );
});

it('declares itself; settings have defaults; every sentence is in both languages', () => {
  expect(ChannelDescriptor.parse(channel.descriptor)).toEqual(channel.descriptor);
  expect(channel.settings.parse({})).toEqual(chatAccount().settings);
  expect(channel.settings.safeParse({ colour: 'red', identitySecret: 'short', unknown: 1 }).success).toBe(false);
  expect(Object.keys(texts.en)).toEqual(Object.keys(texts.ru));
});
