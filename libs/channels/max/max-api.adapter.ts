// The connection to the MAX Bot API: calls with our own pacing and time limits, uploads and downloads.
import type { Clock } from '#libs/kernel/clock.js';
import { Limiter } from './limiter.js';
import { Refusal } from './outcome.js';
import { pause } from './pause.adapter.js';
import { type MaxSettings, mayReach } from './settings.js';
import type { Bot } from './update.js';
import { parseExact, type WireUser } from './wire.js';

export interface Call {
  query?: Record<string, string>;
  body?: unknown;
}
/** The most bytes of one file that are fetched. */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
/** The server's limits: 2 messages a second to a dialog, 30 requests a second in all. A tenth below them: a call may overtake the one before. */
const OVERALL = { perSecond: 27, burst: 27 };
const DIALOG = { perSecond: 1.8, burst: 4 };
const CALL_MS = 60_000;
const DOWNLOAD_MS = 30_000;

export class MaxApi {
  private readonly limiter = new Limiter(OVERALL, () => DIALOG);
  private readonly closing = new AbortController();
  private known: Bot = { id: null, username: null };

  constructor(
    readonly settings: MaxSettings,
    private readonly clock: Clock,
  ) {}

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /** Calls "METHOD /path"; rejects with Refusal or a network error. Closing lets a call end: cut off, nobody knows whether it was done. */
  async call<T>(route: string, { query = {}, body }: Call = {}, signal = AbortSignal.timeout(CALL_MS)): Promise<T> {
    const [method, path] = route.split(' ') as [string, string];
    const search = new URLSearchParams(query).toString();
    const response = await fetch(`${this.settings.apiRoot}${path}${search ? `?${search}` : ''}`, {
      method,
      redirect: 'error',
      signal,
      headers: { authorization: this.settings.token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answerOf(response)) as T;
  }

  /** A call that only reads, and that closing cuts off: the long poll. */
  ask<T>(route: string, call: Call, ms: number): Promise<T> {
    return this.call<T>(route, call, this.patience(ms));
  }

  /** As `call`, after the dialog's turn came. */
  async paced<T>(chatId: string, route: string, call: Call): Promise<T> {
    const wait = this.limiter.reserve(chatId, this.clock.now().getTime());
    if (wait > 0) await this.rest(wait);
    if (this.closed) throw this.closing.signal.reason;
    return this.call<T>(route, call);
  }

  /** Waits; ends early when the link closes. */
  rest(ms: number): Promise<void> {
    return pause(this.clock, ms, this.closing.signal);
  }

  hold(chatId: string, ms: number): void {
    this.limiter.hold(chatId, ms, this.clock.now().getTime());
  }

  /** The bot's id and name; unknown until they are first needed and the server has told them. */
  async bot(needed: boolean): Promise<Bot> {
    if (needed && this.known.id === null) {
      // without them a group is not heard, until the server answers again
      const me = await this.call<WireUser>('GET /me').catch(() => null);
      if (me) this.known = { id: String(me.user_id), username: me.username ?? null };
    }
    return this.known;
  }

  /** The bytes of a file, or why there are none. Redirects and foreign addresses are refused. */
  async download(url: string): Promise<{ bytes: Buffer } | { missing: string }> {
    if (!mayReach(url, this.settings)) return { missing: 'refused' };
    const response = await fetch(url, { redirect: 'error', signal: this.patience(DOWNLOAD_MS) });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new Error(`file server answered ${response.status}`);
    }
    return collect(response.body);
  }

  /** Puts the bytes to the upload server and answers the token to send them by. */
  async upload(type: 'image' | 'file', filename: string, mime: string, bytes: Buffer): Promise<string> {
    const place = await this.call<{ url: string; token?: string }>('POST /uploads', { query: { type } });
    if (!mayReach(place.url, this.settings)) throw new Error('the upload address is not of the configured hosts');
    const form = new FormData();
    form.append('data', new Blob([new Uint8Array(bytes)], { type: mime }), filename);
    const response = await fetch(place.url, { method: 'POST', body: form, redirect: 'error', signal: AbortSignal.timeout(CALL_MS) });
    const answer = (await answerOf(response)) as { token?: string; photos?: Record<string, { token: string }> };
    const token = answer.token ?? Object.values(answer.photos ?? {})[0]?.token ?? place.token;
    if (!token) throw new Error('the upload server gave no token');
    return token;
  }

  /** Ends what waits: the long poll, downloads, pauses. */
  close(): void {
    this.closing.abort(new Error('the link is closed'));
  }

  private patience(ms: number): AbortSignal {
    return AbortSignal.any([this.closing.signal, AbortSignal.timeout(ms)]);
  }
}

/** The body is decoded as a whole: packets may be cut inside a letter. */
async function answerOf(response: Response): Promise<unknown> {
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  if (response.ok) return parseExact(text);
  const seconds = Number(response.headers.get('retry-after'));
  const { code = '', message = response.statusText } = refusalOf(text);
  throw new Refusal({
    status: response.status,
    code,
    description: `${code} ${message}`.trim().replace(/\s+/g, ' ').slice(0, 300),
    retryAfterMs: seconds > 0 ? seconds * 1000 : null,
  });
}

function refusalOf(text: string): { code?: string; message?: string } {
  try {
    return (parseExact(text) ?? {}) as object;
  } catch {
    return {};
  }
}

async function collect(body: ReadableStream<Uint8Array>): Promise<{ bytes: Buffer } | { missing: string }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // leaving the loop cancels the stream
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > DOWNLOAD_LIMIT) return { missing: 'too-large' };
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
}
