// Bad input at every door: each gets a sentence that says what to do, nothing of our inside, and nothing stored is harmed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorAnswer } from '#libs/contract/errors.js';
import { makeWorld, type Person, type World } from '../world.js';

const KEY = 'a-form-key-of-the-bad-input-story';
const SECRET = 'webhook-secret-of-the-bad-input-story';
const TOKEN = '7200000001:AAExample_token-of-the-bad-input-story';
/** Nobody listens there. */
const CLOSED = '127.0.0.1:9';
let world: World;
let admin: Person;
let before: string;

const stored = async (): Promise<string> =>
  JSON.stringify(
    await world.services.db.query(
      `select (select count(*)::int from tickets) as tickets, (select count(*)::int from messages) as messages, (select count(*)::int from clients) as clients,
         (select json_agg(json_build_array(channel, name, mode, deleted) order by id) from channel_accounts) as accounts`,
    ),
  );

beforeAll(async () => {
  world = await makeWorld({
    env: { ALLOWED_PRIVATE_HOSTS: '127.0.0.1' },
    config: { files: { maxBytes: 100_000 } },
    accounts: [
      { channel: 'api', name: 'form', settings: { key: KEY } },
      {
        channel: 'telegram',
        name: 'bot',
        settings: { token: TOKEN, apiRoot: `http://${CLOSED}`, mode: 'webhook', webhookSecret: SECRET },
      },
    ],
  });
  admin = await world.as('admin');
  before = await stored();
});
afterAll(() => world?.stop());

const send = (method: string, address: string, body: string | FormData | undefined, headers: Record<string, string> = {}) =>
  fetch(world.url + address, { method, body, headers });
const json = { 'content-type': 'application/json' };
const mine = () => ({ ...json, cookie: admin.cookie });

function upload(bytes: number): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'Скан.pdf');
  return send('POST', '/api/files', form, { cookie: admin.cookie });
}
const telegram = (body: string) => send('POST', '/channels/telegram/webhook', body, { ...json, 'x-telegram-bot-api-secret-token': SECRET });
const form = (body: string) => send('POST', '/channels/api/messages', body, { ...json, authorization: `Bearer ${KEY}` });

describe('a bad request', () => {
  it.each([
    ['JSON that ends too early', 400, () => send('POST', '/api/tickets', '{"topic":', mine())],
    ['another shape', 400, () => send('POST', '/api/tickets', '[]', mine())],
    ['a type that is no JSON', 400, () => send('POST', '/api/tickets', '<a/>', { ...mine(), 'content-type': 'text/xml' })],
    ['a number too large for an id', 404, () => send('GET', '/api/tickets/99999999999999999999', undefined, mine())],
    ['a file over the limit', 413, () => upload(200_000)],
    ['a body over the limit', 413, () => send('POST', '/api/topics/classify', JSON.stringify({ text: 'я'.repeat(2_000_000) }), mine())],
    ['an expired session', 401, () => send('GET', '/api/tickets', undefined, { cookie: 'otklik_session=gone' })],
    ['an address that is not there', 404, () => send('GET', '/api/nowhere', undefined, mine())],
    ['a channel that is not there', 404, () => send('POST', '/channels/fax/webhook', '{}', json)],
    ['a form that is no JSON', 400, () => form('{"text":')],
    ['a form without a word', 400, () => form('{"idempotencyKey":"bad-input-1"}')],
    ['a form with a text too long', 400, () => form(JSON.stringify({ idempotencyKey: 'bad-input-2', text: 'я'.repeat(2_000_000) }))],
    ['settings with a word too many', 400, () => send('PATCH', '/api/channels/telegram/accounts/1', '{"colour":"red"}', mine())],
    [
      'a bot token that is none',
      400,
      () => send('POST', '/api/channels/telegram/accounts', JSON.stringify({ name: 'Бот', settings: { token: 'abc' } }), mine()),
    ],
  ] as [string, number, () => Promise<Response>][])('%s is answered', async (_, status, ask) => {
    const answer = await ask();
    const text = await answer.text();
    expect([answer.status, text]).toEqual([status, expect.stringMatching(/[а-яё]{3}/i)]);
    expect(ErrorAnswer.parse(JSON.parse(text)).error.message.length).toBeGreaterThan(10);
    expect(text).not.toMatch(/\bat .+\.[jt]s:\d+|node_modules|select |ZodError/);
  });

  it.each(['not json', '[]', '{"update_id":"x"}', '\u0000'])('a malformed webhook %j makes nothing', async (body) => {
    const answer = await telegram(body);
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('a connection test', () => {
  it.each([
    ['telegram', { token: TOKEN, apiRoot: `http://${CLOSED}`, mode: 'polling' }],
    [
      'email',
      {
        imapUrl: `imap://u:p@${CLOSED}/INBOX`,
        smtpUrl: `smtp://u:p@${CLOSED}`,
        from: { name: 'Институт', address: 'a@institute.example' },
      },
    ],
  ])('of a closed %s port ends with a step that says what to do', async (channel, settings) => {
    const { status, body } = await admin.post(`/api/channels/${channel}/accounts/new/test`, { settings });
    expect(status).toBe(200);
    const last = body.steps.at(-1);
    expect(last.ok).toBe(false);
    expect(JSON.stringify(last)).toMatch(/[а-яё]{4}/i);
    expect(JSON.stringify(last)).not.toMatch(/\bat .+\.[jt]s:\d+/);
  });
});

it('nothing stored was harmed', async () => {
  await world.settle();
  expect(await stored()).toBe(before);
});

it('every figure of the contract has its line', async () => {
  const text = await (await fetch(`${world.url}/metrics`)).text();
  for (const name of ['inbound_accepted_total', 'inbound_duplicates_total', 'quarantined_total', 'channel_lag_seconds'])
    expect(text).toMatch(new RegExp(`^${name}\\{channel="telegram"\\} \\d`, 'm'));
  for (const name of ['outbox_pending', 'outbox_failed', 'offers_open', 'event_loop_lag'])
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
  for (const name of ['channel_last_inbound_seconds', 'journal_lag_seconds', 'tickets_waiting'])
    expect(text).toContain(`# TYPE ${name} gauge`);
});
