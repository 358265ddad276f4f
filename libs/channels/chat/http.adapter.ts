// The chat without a socket: files up and down, and plain messages for pages without scripts.
import { randomBytes } from 'node:crypto';
import type { ChannelHost, ChannelRequest, ChannelResponse, ChannelRoute } from '../channel.js';
import { admit } from './admission.js';
import { type Account, Desk, type Refusal } from './desk.adapter.js';
import { attachmentHeader, FILE_BYTES } from './file-kinds.js';
import { readDownload } from './file-token.js';
import type { ChatSettings } from './settings.js';
import { beginVisit, type Hello, readToken, tokenOf, type Visit } from './visit.js';
import { PostedSay } from './wire.js';

const STATUS: Record<string, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};
type Entered = { ok: true; visit: Visit; account: Account } | Refusal;

export const routes: ChannelRoute<ChatSettings>[] = [
  { method: 'POST', path: 'messages', answer: postMessage },
  { method: 'GET', path: 'messages', answer: getMessages },
  { method: 'POST', path: 'files', bodyLimit: FILE_BYTES + 1024, answer: postFile },
  { method: 'GET', path: 'files', answer: getFile },
];

/** {token?, key, text, name?, files?} → {token, id, ticketId}; the same key again gives the same message. */
async function postMessage(request: ChannelRequest, accounts: Account[], host: ChannelHost): Promise<ChannelResponse> {
  const desk = new Desk(host);
  const body = PostedSay.safeParse(parse(request.rawBody));
  if (!body.success)
    return refused(
      desk.refuse('ru', 'invalid', 'refused.say', { fields: body.error.issues.map((issue) => issue.path.join('.') || 'JSON').join(', ') }),
    );
  const { token, account, ...say } = body.data;
  const entered = enter({ token, account }, request, accounts, desk);
  if (!entered.ok) return refused(entered);
  const said = await desk.say(entered.visit, entered.account, say);
  if (!said.ok) return refused(said);
  return json(201, { token: tokenOf(entered.visit, host, host.clock.now()), id: said.receipt.messageId, ticketId: said.receipt.ticketId });
}

/** ?token=&after= → {items, next: null}; the token may come in the header x-chat-token instead. */
async function getMessages(request: ChannelRequest, accounts: Account[], host: ChannelHost): Promise<ChannelResponse> {
  const desk = new Desk(host);
  const entered = resume(request.headers['x-chat-token'] ?? request.query.token, request, accounts, desk);
  if (!entered.ok) return refused(entered);
  return json(200, { items: await desk.messages(entered.visit, entered.account, request.query.after || null), next: null });
}

/** The body is the file itself, `x-file-name` its percent-encoded name; answers the signed id that a message hands in. */
async function postFile(request: ChannelRequest, accounts: Account[], host: ChannelHost): Promise<ChannelResponse> {
  const desk = new Desk(host);
  const entered = resume(request.headers['x-chat-token'], request, accounts, desk);
  if (!entered.ok) return refused(entered);
  const stored = await desk.upload(entered.visit, decoded(request.headers['x-file-name'] ?? ''), request.rawBody);
  if (!stored.ok) return refused(stored);
  const { ok: _ok, ...file } = stored;
  return json(201, file);
}

/** Always a download: a browser must never open what a stranger sent as a page of ours. */
async function getFile(request: ChannelRequest, accounts: Account[], host: ChannelHost): Promise<ChannelResponse> {
  const desk = new Desk(host);
  const language = accounts[0]?.language ?? 'ru';
  const file = readDownload(host, request.query.f ?? '', host.clock.now());
  if (file === null) return refused(desk.refuse(language, 'not-found', 'file.unknown'));
  if (file === 'expired') return refused(desk.refuse(language, 'forbidden', 'file.expired'));
  return {
    status: 200,
    contentType: file.mime,
    body: await host.readFile(file.sha256),
    headers: {
      'content-disposition': attachmentHeader(file.name),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    },
  };
}

function enter(hello: Hello, request: ChannelRequest, accounts: Account[], desk: Desk): Entered {
  const { host } = desk;
  const admission = admit(hello, request.headers.origin, accounts, host, host.publicUrl);
  if (!admission.ok)
    return admission.reason === 'closed'
      ? desk.refuse('ru', 'unavailable', 'refused.closed')
      : desk.refuse('ru', 'forbidden', 'refused.domain', { origin: admission.origin });
  const visit = beginVisit(hello, admission.account, host, host.clock.now(), () => randomBytes(16).toString('base64url'));
  return { ok: true, visit, account: admission.account };
}

/** As `enter`, but only with a token that is still good. A user's token is good here: the file picker can't sign anew. */
function resume(token: string | undefined, request: ChannelRequest, accounts: Account[], desk: Desk): Entered {
  const { host } = desk;
  const visited = token ? visitOf(token, accounts, host) : null;
  if (!visited) return desk.refuse('ru', 'unauthorized', 'refused.token');
  const entered = enter({ token }, request, [visited.account], desk);
  return entered.ok ? { ok: true, ...visited } : entered;
}

function visitOf(token: string, accounts: Account[], host: ChannelHost): { visit: Visit; account: Account } | null {
  for (const account of accounts) {
    const key = readToken(token, account.id, host, host.clock.now());
    if (key)
      return {
        account,
        visit: { accountId: account.id, key, sender: { address: key, name: null }, language: account.language, page: null },
      };
  }
  return null;
}

function parse(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const json = (status: number, body: unknown): ChannelResponse => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
  headers: { 'cache-control': 'no-store' },
});
const refused = ({ error }: Refusal): ChannelResponse => json(STATUS[error.kind] ?? 500, { error });
