// The doors for the provider: whose request it is by its signature, what it asks, and an answer in any case.
import type { ChannelAccount, ChannelHost, ChannelRequest, ChannelResponse, ChannelRoute } from '../channel.js';
import type { Line } from './line.adapter.js';
import { lineOf } from './lines.adapter.js';
import { holdMusic } from './music.js';
import { note, PAGES } from './pages.adapter.js';
import type { HotlineSettings } from './settings.js';
import { type Asked, phoneOf, voiceOf } from './speech.adapter.js';
import { type Form, formOf, fromProvider } from './signature.js';
import { farewellTwiml } from './twiml.js';
import type { HotlinePath } from './wire.js';

type Account = ChannelAccount<HotlineSettings>;

const FORM_BYTES = 64 * 1024;
const SID = /^[\w-]{1,64}$/;
/** Notices: their answer is not read, so a failure is told by status and may be repeated. */
const NOTICES = new Set(['status', 'agent-status', 'conference', 'recording']);

const xml = (body: string): ChannelResponse => ({ status: 200, contentType: 'text/xml; charset=utf-8', body });

/** Accounts whose secret fits; of several numbers of one provider account, the one that was called. */
function addressee(accounts: Account[], request: ChannelRequest, form: Form): Account | undefined {
  const signature = request.headers['x-twilio-signature'];
  const fitting = accounts.filter(({ settings }) => fromProvider(settings.authToken, signature, request.url, form));
  return fitting.find(({ settings }) => settings.number === form.To || settings.number === form.From) ?? fitting[0];
}

/** A call keeps the account it came to, whatever a later form says. */
async function homeOf(line: Line, call: string, accounts: Account[], host: ChannelHost): Promise<Line> {
  const row = await line.book.find(call);
  const account = row && row.account_id !== line.account.id ? accounts.find((one) => one.id === row.account_id) : undefined;
  return account ? lineOf(account, host) : line;
}

async function answer(path: string, request: ChannelRequest, accounts: Account[], host: ChannelHost): Promise<ChannelResponse> {
  const form = formOf(request.rawBody);
  const account = addressee(accounts, request, form);
  const refuse = (status: number, kind: string, key: string): ChannelResponse => ({
    status,
    contentType: 'application/json',
    body: JSON.stringify({ error: { kind, message: host.text(account?.language ?? 'ru', `hotline.${key}`), facts: {} } }),
  });
  if (!account) return refuse(403, 'forbidden', 'hook.signature');
  const call = request.query.call ?? form.CallSid;
  if (!SID.test(call ?? '') || !SID.test(form.CallSid ?? form.ConferenceSid ?? '')) return refuse(400, 'invalid', 'hook.form');
  const line = await homeOf(lineOf(account, host), call, accounts, host);
  try {
    const search = request.url.split('?')[1] ?? '';
    return await play(path, { line, call, query: request.query, search, form, raw: request.rawBody });
  } catch (error) {
    host.log.error({ err: error, account: account.name, path }, 'the hotline could not answer');
    if (NOTICES.has(path)) return { ...refuse(503, 'unavailable', 'hook.later'), headers: { 'retry-after': '5' } };
    return xml(farewellTwiml(voiceOf(line, line.account.language), [{ key: phoneOf(form) ? 'fault' : 'fault.hidden' }]));
  }
}

async function play(path: string, asked: Asked): Promise<ChannelResponse> {
  const { answer: page, notes } = PAGES[path];
  if (notes) await note(asked, path as HotlinePath);
  const body = await page(asked, await asked.line.book.find(asked.call));
  return body === null ? (NOTICES.has(path) ? { status: 204 } : xml('<Response/>')) : xml(body);
}

let melody: Buffer | null = null;
/** No secret: the provider fetches audio without a signature. */
const music: ChannelRoute<HotlineSettings> = {
  method: 'GET',
  path: 'music.wav',
  answer: async () => {
    melody ??= holdMusic();
    return { status: 200, contentType: 'audio/wav', headers: { 'cache-control': 'public, max-age=86400' }, body: melody };
  },
};

const pages: ChannelRoute<HotlineSettings>[] = Object.keys(PAGES).map((path) => ({
  method: 'POST',
  path,
  bodyLimit: FORM_BYTES,
  answer: (request, accounts, host) => answer(path, request, accounts, host),
}));

export const routes = [...pages, music];
