// 003 §3.1.4: whatever a person sends in a messenger arrives as one inquiry with the right parts; answers respect the provider's limits.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Max, startMax } from '#apps/simulator/max/max-api.server.js';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { makeWorld, type Person, type World } from '../world.js';

const TOKEN = '7000000001:AAExample_token-of-the-test-bot-000000';
const PICTURES = ['1', '2', '3'].map((text) => Buffer.from(`picture ${text}`));
let telegram: Telegram;
let max: Max;
let world: World;
let pavel: Person;
beforeAll(async () => {
  [telegram, max] = await Promise.all([startTelegram({ token: TOKEN }), startMax({ token: 'max-token', notReadyTimes: 1 })]);
  world = await makeWorld({
    config: { automatic: { acknowledge: false } },
    accounts: [
      { channel: 'telegram', name: 'bot', settings: { token: TOKEN, apiRoot: telegram.url, mode: 'polling' } },
      { channel: 'max', name: 'bot', settings: { token: 'max-token', apiRoot: max.url, mode: 'polling' } },
    ],
  });
  pavel = await world.as('pavel');
});
afterAll(async () => {
  await world?.stop();
  await Promise.all([telegram?.close(), max?.close()]);
});

/** What a person does and sees, the same for both messengers. */
interface Writer {
  text(text: string): () => void;
  photo(): void;
  document(): void;
  voice(): void;
  contact(): void;
  album(): void;
  sees(text: string): Promise<unknown>;
  /** Texts the bot has shown, in order. */
  shown(): string[];
}
const writers: Record<string, (name: string, n: number) => Writer> = {
  telegram: (name, n) => {
    const user = telegram.user(5_210_100 + n, name);
    return {
      text: (text) => {
        const sent = user.text(text);
        return () => void user.edit(sent.message_id, `${text} (исправлено)`);
      },
      photo: () => void user.photo({}, 'Аттестат'),
      document: () => void user.document({ name: 'Заявление.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.4') }),
      voice: () => void user.voice(),
      contact: () => void user.shareContact('own'),
      album: () => void user.album(PICTURES.map((bytes) => ({ bytes }))),
      sees: (text) => user.waitFor((message) => message.text?.includes(text) ?? false, 10_000),
      shown: () => user.inbox.map((message) => message.text ?? ''),
    };
  },
  max: (name, n) => {
    const user = max.user(5_100_000_100 + n, name);
    return {
      text: (text) => {
        const sent = user.text(text);
        return () => void user.edit(sent.body.mid, `${text} (исправлено)`);
      },
      photo: () => void user.photo('Аттестат'),
      document: () => void user.document({ name: 'Заявление.pdf', bytes: Buffer.from('%PDF-1.4') }),
      voice: () => void user.voice(),
      contact: () => void user.shareContact('own', `7916555${String(n).padStart(4, '0')}`),
      album: () => void user.album(PICTURES),
      sees: (text) => user.waitFor((message) => message.body.text?.includes(text) ?? false, 10_000),
      shown: () => user.inbox.map((message) => message.body.text ?? ''),
    };
  },
};

const inbound = async (id: string) =>
  (await pavel.get(`/api/tickets/${id}/messages?limit=200`)).body.items.filter((one: any) => one.direction === 'inbound');

describe.each(['telegram', 'max'])('[partly 003-3.1.4] %s', (channel) => {
  it('text, photo, document, voice, contact, an edited word and an album of three are one inquiry with the right parts', async () => {
    const writer = writers[channel]!('Дарья', 1);
    const edit = writer.text('Какие документы нужны?');
    writer.photo();
    writer.document();
    writer.voice();
    writer.contact();
    writer.album();
    edit();
    const { id } = await pavel.ticket((one) => one.client.name === 'Дарья' && one.channel === channel);
    const all = await until(
      () => inbound(id),
      (found) => found.length >= 6 && found.some((one: any) => one.edited) && found.at(-1).files.length === 3,
    );
    expect(all).toHaveLength(6);
    const [word, photo, document, voice, contact, album] = all;
    expect([word.text, word.edited]).toEqual(['Какие документы нужны? (исправлено)', true]);
    expect([photo.text, photo.files.length, photo.files[0].mime]).toEqual(['Аттестат', 1, expect.stringMatching(/^image\//)]);
    expect(document.files).toMatchObject([{ name: 'Заявление.pdf', kind: 'document' }]);
    expect(voice.files).toMatchObject([{ kind: 'voice' }]);
    expect(JSON.stringify([contact.text, contact.meta])).toMatch(/7\D*916/);
    for (const [i, file] of album.files.entries()) expect(await bytesOf(file.id)).toEqual(PICTURES[i]!.toString());
    expect((await pavel.get('/api/tickets?limit=200')).body.items.filter((one: any) => one.channel === channel)).toHaveLength(1);
    // the shared contact is a verified phone on the card
    const { client } = (await pavel.get(`/api/tickets/${id}`)).body;
    const { identities } = (await pavel.get(`/api/clients/${client.id}`)).body;
    expect(identities).toContainEqual(expect.objectContaining({ kind: 'phone', verified: true }));
  });

  it('replies keep to the provider’s limits: a burst arrives whole, in order, with nothing refused', async () => {
    const writer = writers[channel]!('Егор', 2);
    writer.text('Здравствуйте');
    const { id } = await pavel.ticket((one) => one.client.name === 'Егор' && one.channel === channel);
    const server = channel === 'telegram' ? telegram : max;
    const before = server.calls.entries.length;
    const texts = Array.from({ length: 6 }, (_, i) => `Ответ ${i}`);
    for (const text of texts) expect((await pavel.post(`/api/tickets/${id}/replies`, { text })).status).toBe(201);
    await writer.sees('Ответ 5');
    expect(writer.shown().filter((text) => text.startsWith('Ответ'))).toEqual(texts);
    expect(server.calls.entries.slice(before).filter((call) => call.status === 429)).toEqual([]);
  }, 30_000);

  it('after HTTP 429 the message is sent later, once', async () => {
    const writer = writers[channel]!('Зоя', 3);
    writer.text('Здравствуйте');
    const { id } = await pavel.ticket((one) => one.client.name === 'Зоя' && one.channel === channel);
    const server = channel === 'telegram' ? telegram : max;
    const before = server.calls.entries.length;
    const fault = { status: 429, description: 'Too Many Requests: retry after 1', retryAfter: 1 };
    if (channel === 'telegram') telegram.faults.push({ method: 'sendMessage', answer: fault });
    else max.faults.push({ method: 'POST /messages', answer: fault });
    const { message } = (await pavel.post(`/api/tickets/${id}/replies`, { text: 'Ответ после паузы' })).body;
    await writer.sees('Ответ после паузы');
    const sent = await until(
      async () => (await pavel.get(`/api/tickets/${id}/messages`)).body.items.find((one: any) => one.id === message.id),
      (found) => found.delivery.state === 'sent',
    );
    expect(sent.delivery.attempts).toBeGreaterThanOrEqual(1);
    await world.settle();
    expect(writer.shown().filter((text) => text === 'Ответ после паузы')).toHaveLength(1);
    expect(server.calls.entries.slice(before).filter((call) => call.status === 429)).toHaveLength(1);
  }, 30_000);
});

async function bytesOf(file: string): Promise<string> {
  const answer = await fetch(`${world.url}/api/files/${file}`, { headers: { cookie: pavel.cookie } });
  return answer.text();
}

/** Asks again at every event of the live feed until the answer fits. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  let after = (await pavel.get('/api/events')).body.next as string;
  for (const end = performance.now() + 10_000; ; ) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > end) throw new Error(`did not come true: ${JSON.stringify(answer).slice(0, 2000)}`);
    after = (await pavel.get(`/api/events?after=${after}&wait=1000`)).body.next;
  }
}
