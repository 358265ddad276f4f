// The one way the console asks the server: JSON, cookie, idempotency key, errors as sentences, 401 as "signed out".
import type { ErrorAnswer } from '#libs/contract/errors.js';
import { cell } from '../live/cell.js';
import { say, spokenLanguage } from '../texts/language.store.js';
import { uuid } from './uuid.js';

/** A refused or failed request. `kind` is the server's, or "offline" when no answer came. */
export class Refusal extends Error {
  constructor(
    readonly kind: ErrorAnswer['error']['kind'] | 'offline',
    message: string,
    readonly facts: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** Counts answers 401 outside the sign-in itself: the session store shows the sign-in screen. */
export const signedOut = cell(0);

export interface Ask {
  body?: unknown;
  /** Idempotency key; writes without one get a fresh key. */
  key?: string;
  signal?: AbortSignal;
}

/** The server surely did nothing: another try is another request with another key. Otherwise the same key must be used again. */
export const isDefinite = (error: unknown): boolean =>
  error instanceof Refusal && !['offline', 'unavailable', 'fault'].includes(error.kind);

/** Sentence to show for any thrown value. */
export const sentence = (error: unknown): string => (error instanceof Refusal ? error.message : say('error.fault'));

async function refusalOf(response: Response): Promise<Refusal> {
  try {
    const { error } = (await response.json()) as ErrorAnswer;
    return new Refusal(error.kind, error.message, error.facts ?? {});
  } catch {
    return new Refusal(response.status >= 500 ? 'unavailable' : 'fault', say('error.server', { status: response.status }));
  }
}

async function fetchOrRefuse(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal('offline', say('error.offline'));
  }
}

function initOf(method: string, ask: Ask): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': spokenLanguage() };
  if (method !== 'GET') headers['Idempotency-Key'] = ask.key ?? uuid();
  const form = ask.body instanceof FormData;
  if (ask.body !== undefined && !form) headers['Content-Type'] = 'application/json';
  const body = ask.body === undefined ? null : form ? (ask.body as FormData) : JSON.stringify(ask.body);
  return { method, headers, body, credentials: 'same-origin', signal: ask.signal ?? null };
}

/** Asks and reads the answer; throws Refusal. An empty answer is undefined. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, ask: Ask = {}): Promise<T> {
  const response = await fetchOrRefuse(path, initOf(method, ask));
  if (!response.ok) {
    if (response.status === 401 && path !== '/api/session') signedOut.change((n) => n + 1);
    throw await refusalOf(response);
  }
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A query string of the given fields; empty ones are left out. */
export function query(fields: Record<string, string | number | undefined | null>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  const text = params.toString();
  return text ? `?${text}` : '';
}
