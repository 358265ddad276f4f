// The inbound API: a site's application form posts here and becomes an inquiry; 201 is said only after it is stored.
import { randomUUID } from 'node:crypto';
import { TopicsService } from '#libs/topics/topics.service.js';
import type { Channel, ChannelAccount, ChannelHost, ChannelRequest, ChannelResponse } from '../channel.js';
import type { InboundFile } from '../inbound.js';
import { FILES_BYTES, type FieldFaults, readForm, toInbound } from './form.js';
import { labels } from './labels.js';
import { Limit } from './limit.js';
import { ApiSettings, byKey, keyOf } from './settings.js';
import { type ApiText, texts } from './texts.js';

type Account = ChannelAccount<ApiSettings>;
type Say = (key: ApiText, facts?: Record<string, string | number>) => string;
const limit = new Limit();

/** POST /channels/api/messages. 201 {ticketId} (the same for a repeat), 400, 401, 409 key with another body, 429. */
async function messages(request: ChannelRequest, accounts: Account[], host: ChannelHost): Promise<ChannelResponse> {
  const key = keyOf(request.headers);
  const account = key === null ? null : byKey(accounts, key);
  const language = account?.language ?? accounts[0]?.language ?? 'ru';
  const say: Say = (text, facts) => host.text(language, `api.${text}`, facts);
  if (!account) return refuse(401, 'unauthorized', say(key === null ? 'no-key' : 'wrong-key'), {}, { 'www-authenticate': 'Bearer' });
  const seconds = limit.wait(account.id, account.settings.rateLimitPerMinute, host.clock.now().getTime());
  if (seconds) {
    const facts = { limit: account.settings.rateLimitPerMinute, seconds };
    return refuse(429, 'too-many', say('too-many', facts), facts, { 'retry-after': String(seconds) });
  }
  const body = parse(request.rawBody);
  if (body === undefined) return refuse(400, 'invalid', say('not-json'));
  const reading = readForm(body, request.headers['idempotency-key']?.trim() || null);
  if (!reading.ok) return refuseFields(reading.faults, say);
  if (!knownTopic(reading.form.topic, host)) return refuseFields({ topic: 'field.topic' }, say);
  return accept(reading.form, account, host, say);
}

async function accept(
  form: Extract<ReturnType<typeof readForm>, { ok: true }>['form'],
  account: Account,
  host: ChannelHost,
  say: Say,
): Promise<ChannelResponse> {
  const files: InboundFile[] = [];
  for (const { name, mime, bytes } of form.files) {
    const { sha256, size } = await host.putFile({ name, mime, bytes });
    files.push({ sha256, name, mime, size, kind: mime.startsWith('image/') ? 'photo' : 'document' });
  }
  const inbound = toInbound(form, form.key ?? randomUUID(), files, account.settings, host.clock.now());
  const [receipt] = await host.receive(account, [inbound]);
  if (receipt.state === 'duplicate' && (await otherBody(account, inbound.providerKey, form.hash, host)))
    return refuse(409, 'conflict', say('other-body'), { field: 'idempotencyKey' });
  return json(201, { ticketId: receipt.ticketId });
}

/** Asked after the ledger has spoken, so that two different forms racing with one key can't both be told "accepted". */
async function otherBody(account: Account, key: string, hash: string, host: ChannelHost): Promise<boolean> {
  const before = (await host.history(account, `form:${key}`, null, 50)).filter((item) => item.direction === 'inbound');
  return before.length > 0 && before.every((item) => item.key !== hash);
}

/** Topics are edited while we run, so the code is looked up at each post. */
const knownTopic = (code: string | undefined, host: ChannelHost): boolean =>
  code === undefined ||
  host
    .resolve(TopicsService)
    .list()
    .some((topic) => topic.code === code);

function refuseFields(faults: FieldFaults, say: Say): ChannelResponse {
  const fields = Object.fromEntries(
    Object.entries(faults).map(([field, text]) => [field, say(text, { megabytes: FILES_BYTES / 1024 / 1024 })]),
  );
  const sentence = Object.entries(fields)
    .map(([field, text]) => `${field} — ${text}`)
    .join('; ');
  return refuse(400, 'invalid', say('wrong', { fields: sentence }), { fields });
}

function parse(raw: Buffer): unknown {
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

const json = (status: number, body: unknown, headers?: Record<string, string>): ChannelResponse => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
  headers,
});
const refuse = (
  status: number,
  kind: string,
  message: string,
  facts: Record<string, unknown> = {},
  headers?: Record<string, string>,
): ChannelResponse => json(status, { error: { kind, message, facts } }, headers);

export const channel: Channel<ApiSettings> = {
  descriptor: {
    id: 'api',
    label: { ru: 'Формы сайта', en: 'Site forms' },
    icon: 'form',
    turns: 'letter',
    live: false,
    weight: 0.2,
    text: { maxLength: 50_000, splits: false, markup: 'plain' },
    files: { maxBytes: FILES_BYTES, maxCount: 10 },
    buttons: false,
    edits: false,
    marks: 'none',
    typing: false,
    starts: 'none',
    identity: 'account',
  },
  settings: ApiSettings,
  labels,
  secrets: ['key'],
  fromEnvironment: () => [],
  async open(account, host) {
    return {
      send: async () => ({ state: 'failed', reason: host.text(account.language, 'api.no-reply'), parts: [] }),
      close: async () => undefined,
    };
  },
  // base64 takes a third more than the files themselves
  routes: [{ method: 'POST', path: 'messages', bodyLimit: 15 * 1024 * 1024, answer: messages }],
  texts,
};
