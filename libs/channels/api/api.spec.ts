// A site's form through the route: accepted once, repeats answered alike, every fault named.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelDescriptor } from '#libs/contract/channels.js';
import type { ChannelAccount, ChannelResponse, Outbound } from '../channel.js';
import { channel } from './api.channel.js';
import { formAccount, LedgerHost } from './fixtures/ledger-host.js';
import { readForm } from './form.js';
import { type ApiSettings, byKey, keyOf } from './settings.js';
import { texts } from './texts.js';

const KEY = 'bachelor-form-key-1';
const APPLICATION = {
  name: 'Анна Петрова',
  email: 'Anna@Mail.Example',
  phone: '8 (916) 123-45-67',
  category: 'applicant',
  programme: 'Прикладная математика',
  text: 'Прошу рассмотреть заявление.',
  page: 'https://institute.example/apply?utm_source=vk',
  utm: { source: 'vk', utm_campaign: 'spring' },
};
let host: LedgerHost;
let accounts: ChannelAccount<ApiSettings>[];
let nextId = 0;

beforeEach(() => {
  host = new LedgerHost();
  // fresh ids: the limiter outlives a test
  nextId += 2;
  accounts = [
    formAccount(String(nextId), { key: 'master-form-key-22', source: 'master' }),
    formAccount(String(nextId + 1), { key: KEY, source: 'bachelor', rateLimitPerMinute: 5 }),
  ];
});

const post = (body: unknown, headers: Record<string, string> = {}, key: string | null = KEY): Promise<ChannelResponse> =>
  channel.routes![0].answer(
    {
      method: 'POST',
      path: 'messages',
      query: {},
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
      rawBody: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      url: 'http://localhost/channels/api/messages',
    },
    accounts,
    host.asHost(),
  );
const said = (response: ChannelResponse) =>
  JSON.parse(String(response.body)) as {
    ticketId?: string;
    error?: { kind: string; message: string; facts: { fields?: Record<string, string> } };
  };

describe('an application form', () => {
  it('becomes a statement with programme, page and UTM marks', async () => {
    const answer = await post(APPLICATION, { 'idempotency-key': 'form-0001' });
    expect([answer.status, said(answer)]).toEqual([201, { ticketId: 't1' }]);
    const { inbound } = [...host.rows.values()][0];
    expect(inbound).toMatchObject({
      providerKey: 'form-0001',
      event: {
        kind: 'message',
        text: 'Прошу рассмотреть заявление.',
        sender: {
          address: 'anna@mail.example',
          name: 'Анна Петрова',
          phone: { value: '+79161234567', verified: false },
          email: { value: 'anna@mail.example', verified: false },
        },
        form: { kind: 'statement', category: 'applicant' },
        meta: {
          subject: 'Прикладная математика',
          source: {
            form: 'bachelor',
            page: APPLICATION.page,
            programme: 'Прикладная математика',
            utm_source: 'vk',
            utm_campaign: 'spring',
          },
        },
      },
    });
  });

  it('is accepted once under one key, and a repeat gets the same answer', async () => {
    const first = await post({ ...APPLICATION, idempotencyKey: 'form-0002' });
    const again = await post(APPLICATION, { 'idempotency-key': 'form-0002' });
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(host.rows.size).toBe(1);
  });

  it('answers 409 to another body under the same key', async () => {
    await post(APPLICATION, { 'idempotency-key': 'form-0003' });
    const other = await post({ ...APPLICATION, text: 'Другое' }, { 'idempotency-key': 'form-0003' });
    expect([other.status, said(other).error?.kind]).toEqual([409, 'conflict']);
  });

  it('keeps two forms without a key apart', async () => {
    expect([said(await post(APPLICATION)).ticketId, said(await post(APPLICATION)).ticketId]).toEqual(['t1', 't2']);
  });

  it('keeps files and takes an address from the phone, or from the key when there is no contact', async () => {
    await post({
      name: 'Ли',
      text: 'Вопрос',
      phone: '+7 916 123-45-67',
      files: [{ name: 'скан.pdf', mime: 'application/pdf', base64: Buffer.from('%PDF-1.4').toString('base64') }],
    });
    await post({ name: 'Ли', text: 'Вопрос', email: '' }, { 'idempotency-key': 'form-0004' });
    const [withPhone, without] = [...host.rows.values()].map(
      ({ inbound }) => inbound.event as { sender: { address: string }; files: { name: string; size: number }[] },
    );
    expect(withPhone).toMatchObject({ sender: { address: '+79161234567' }, files: [{ name: 'скан.pdf', size: 8, kind: 'document' }] });
    expect(without.sender.address).toBe('form:form-0004');
    expect([...host.files.values()].map(String)).toEqual(['%PDF-1.4']);
  });

  it('takes a topic, a kind and a collective as told', async () => {
    await post({
      ...APPLICATION,
      topic: 'admission.documents',
      kind: 'complaint',
      collective: { count: 12, contact: 'Анна, +7 916 123-45-67' },
    });
    const [{ inbound }] = [...host.rows.values()];
    expect(inbound.event).toMatchObject({ form: { topic: 'admission.documents', kind: 'complaint', collective: { count: 12 } } });
  });

  it('is never told "accepted" when nothing was stored', async () => {
    host.failing = true;
    await expect(post(APPLICATION)).rejects.toThrow('the database is away');
  });
});

describe('what is refused', () => {
  it.each([
    ['name', { ...APPLICATION, name: undefined }, texts.ru['field.required']],
    ['name', { ...APPLICATION, name: '   ' }, texts.ru['field.required']],
    ['text', { ...APPLICATION, text: ' ' }, texts.ru['field.required']],
    ['phone', { ...APPLICATION, phone: '12-34' }, texts.ru['field.phone']],
    ['email', { ...APPLICATION, email: 'anna@' }, texts.ru['field.email']],
    ['category', { ...APPLICATION, category: 'parent' }, texts.ru['field.category']],
    ['kind', { ...APPLICATION, kind: 'wish' }, texts.ru['field.kind']],
    ['assignee', { ...APPLICATION, assignee: '1' }, texts.ru['field.unknown']],
    ['files.0.base64', { ...APPLICATION, files: [{ name: 'a', base64: '<script>' }] }, texts.ru['field.base64']],
    ['collective.count', { ...APPLICATION, collective: { count: 1, contact: 'Анна' } }, texts.ru['field.wrong']],
    ['topic', { ...APPLICATION, topic: 'no-such-topic' }, texts.ru['field.topic']],
  ])('%s', async (field, body, word) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(said(answer).error).toMatchObject({ kind: 'invalid', facts: { fields: { [field]: word } } });
    expect(said(answer).error?.message).toContain(`${field} — ${word}`);
    expect(host.rows.size).toBe(0);
  });

  it.each([
    ['no key', null, 401],
    ['a wrong key', 'bachelor-form-key-2', 401],
  ])('%s', async (_, key, status) => {
    const answer = await post(APPLICATION, {}, key);
    expect([answer.status, said(answer).error?.kind]).toEqual([status, 'unauthorized']);
  });

  it.each(['', '{', '[]', '"text"', 'null'])('a body that is not an object of JSON: %s', async (body) => {
    expect((await post(body)).status).toBe(400);
  });

  it('files that are too large together', () => {
    const base64 = Buffer.alloc(6 * 1024 * 1024).toString('base64');
    expect(
      readForm(
        {
          name: 'А',
          text: 'т',
          files: [
            { name: 'a', base64 },
            { name: 'b', base64 },
          ],
        },
        null,
      ),
    ).toEqual({ ok: false, faults: { files: 'field.size' } });
  });

  it('more than the limit in a minute, for that key only', async () => {
    for (let i = 0; i < 5; i++) expect((await post(APPLICATION)).status).toBe(201);
    const sixth = await post(APPLICATION);
    expect([sixth.status, sixth.headers?.['retry-after']]).toEqual([429, '60']);
    expect((await post(APPLICATION, {}, 'master-form-key-22')).status).toBe(201);
    host.now = new Date(host.now.getTime() + 60_001);
    expect((await post(APPLICATION)).status).toBe(201);
  });
});

describe('keys and replies', () => {
  it.each([
    [{ authorization: 'Bearer abc' }, 'abc'],
    [{ authorization: 'bearer  abc' }, 'abc'],
    [{ 'x-api-key': ' abc ' }, 'abc'],
    [{ authorization: 'Basic abc' }, null],
    [{}, null],
  ])('reads %j', (headers, key) => expect(keyOf(headers as Record<string, string>)).toBe(key));

  it('finds the account of a key', () => {
    expect(byKey(accounts, KEY)?.settings.source).toBe('bachelor');
    expect(byKey(accounts, `${KEY}1`)).toBeNull();
    expect(byKey([], KEY)).toBeNull();
  });

  it('declares itself and refuses replies with a sentence', async () => {
    expect(ChannelDescriptor.parse(channel.descriptor)).toEqual(channel.descriptor);
    expect(channel.settings.safeParse({ key: 'short' }).success).toBe(false);
    const link = await channel.open(accounts[0], host.asHost());
    expect(await link.send({} as Outbound)).toEqual({ state: 'failed', reason: texts.ru['no-reply'], parts: [] });
    await link.close();
  });

  it('has every sentence in both languages', () => expect(Object.keys(texts.en)).toEqual(Object.keys(texts.ru)));
});
