// Who a visitor is: a resumed or a new session, and what proves it.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ChatHello } from '#libs/contract/events.js';
import type { Sender } from '../inbound.js';
import { readIdentity } from './identity.js';
import type { ChatSettings } from './settings.js';

/** The handshake; `account` names one of several chats of this product. */
export const Hello = ChatHello.extend({ account: z.string().max(100).optional() });
export type Hello = z.infer<typeof Hello>;

/** One visitor's conversation: what the server knows on every event. */
export interface Visit {
  accountId: string;
  /** Conversation key and own address: "v:<random>" or "user:<sub>". */
  key: string;
  sender: Sender;
  language: 'ru' | 'en';
  /** The page that holds the chat, without its fragment. */
  page: string | null;
}
export interface Signer {
  sign(purpose: string, value: string): string;
  verify(purpose: string, token: string): string | null;
}

const PURPOSE = 'chat';
const MINUTE_MS = 60_000;
/** How long a user's token outlives the identity that made it: a cut during which the portal's token ran out. */
const USER_TOKEN_MS = 12 * 60 * MINUTE_MS;

/**
 * Resumes or begins. An anonymous token resumes by itself; a user's conversation opens only to that user's signed identity
 * (an expired one while the token is fresh), and never takes over an anonymous conversation.
 */
export function beginVisit(
  hello: Hello,
  account: { id: string; language: 'ru' | 'en'; settings: ChatSettings },
  signer: Signer,
  now: Date,
  random: () => string,
): Visit {
  const held = hello.token ? readToken(hello.token, account.id, signer, now) : null;
  const identity = hello.identity ? readIdentity(hello.identity, account.settings.identitySecret, now) : null;
  const userKey = identity && `user:${identity.sub}`;
  const proved = identity !== null && (!identity.expired || held === userKey);
  const key = proved ? `user:${identity.sub}` : held && !held.startsWith('user:') ? held : `v:${random()}`;
  const sender: Sender = {
    address: key,
    name: proved ? identity.name : null,
    ...(proved && identity.phone ? { phone: { value: identity.phone, verified: true } } : {}),
    ...(proved && identity.email ? { email: { value: identity.email, verified: true } } : {}),
  };
  return { accountId: account.id, key, sender, language: hello.language ?? account.language, page: pageOf(hello.page) };
}

/** The token that resumes this visit, renewed at every handshake. */
export function tokenOf(visit: Visit, signer: Signer, now: Date): string {
  const until = visit.key.startsWith('user:') ? [now.getTime() + USER_TOKEN_MS] : [];
  return signer.sign(PURPOSE, JSON.stringify([visit.accountId, visit.key, ...until]));
}

/** The account a token belongs to, so that a visitor stays in their chat when several are connected. */
export function accountOfToken(token: string, signer: Signer): string | null {
  return parse(signer.verify(PURPOSE, token))?.[0] ?? null;
}

/** The conversation key of a token made for this account, or null. */
export function readToken(token: string, accountId: string, signer: Signer, now: Date): string | null {
  const value = parse(signer.verify(PURPOSE, token));
  if (!value || value[0] !== accountId) return null;
  return value[2] === undefined || value[2] > now.getTime() ? value[1] : null;
}

const Token = z.tuple([z.string(), z.string()]).rest(z.number());

function parse(text: string | null): [string, string, number?] | null {
  if (text === null) return null;
  const token = Token.safeParse(JSON.parse(text));
  return token.success ? (token.data as [string, string, number?]) : null;
}

function pageOf(text: string | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  url.hash = '';
  return /^https?:$/.test(url.protocol) ? url.href.slice(0, 2000) : null;
}

/** Page and advertising marks, kept as the inquiry's source. */
export function sourceOf(page: string | null): Record<string, string> {
  if (!page) return {};
  const url = new URL(page);
  const marks = [...url.searchParams].filter(([name]) => /^(utm_\w+|yclid|gclid)$/i.test(name)).slice(0, 10);
  return {
    page: url.origin + url.pathname,
    ...Object.fromEntries(marks.map(([name, value]) => [name.toLowerCase(), value.slice(0, 300)])),
  };
}

/** Short and stable, for room and limiter names in logs. */
export const roomOf = (visit: { accountId: string; key: string }): string =>
  createHash('sha256').update(`${visit.accountId}\n${visit.key}`).digest('base64url').slice(0, 22);
