// The connection to the Bot API: telegraf's client for calls, our own pacing, time limits and download of files.
import type { Telegram as Client } from 'telegraf';
import type { Opts, Telegram as Methods } from 'telegraf/types';
import type { Clock } from '#libs/kernel/clock.js';
import type { Bot } from './addressed.js';
import { Limiter } from './limiter.js';
import { pause } from './pause.adapter.js';
import { botIdOf, type TelegramSettings } from './settings.js';

export type Method = keyof Methods;
/** What the server lets a bot fetch. */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
/**
 * The server's limits: about a message a second to a chat, 20 a minute to a group, 30 a second in all. We keep a tenth below them: it
 * counts from when a call arrives, and a call that arrives sooner than the one before it would be refused.
 */
const OVERALL = { perSecond: 27, burst: 27 };
const CHAT = { perSecond: 0.9, burst: 3 };
const GROUP = { perSecond: 18 / 60, burst: 5 };
const CALL_MS = 60_000;
const DOWNLOAD_MS = 30_000;

export class BotApi {
  private readonly limiter = new Limiter(OVERALL, (chatId) => (chatId.startsWith('-') ? GROUP : CHAT));
  private readonly closing = new AbortController();
  private client: Promise<Client> | null = null;
  private username: string | null = null;

  constructor(
    private readonly settings: TelegramSettings,
    private readonly clock: Clock,
  ) {}

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /** Calls a method; rejects with the client's error (outcome.ts reads it). Closing lets a call end: cut off, nobody knows whether it was done. */
  async call<M extends Method>(method: M, payload: Opts<M>, signal = AbortSignal.timeout(CALL_MS)): Promise<ReturnType<Methods[M]>> {
    this.client ??= this.connect();
    const client = await this.client;
    // the client's own type is that of an old polyfill
    return client.callApi(method, payload, { signal: signal as never });
  }

  /** A call that only reads, and that closing cuts off: the long poll, a download. */
  async ask<M extends Method>(method: M, payload: Opts<M>, ms: number): Promise<ReturnType<Methods[M]>> {
    return this.call(method, payload, this.patience(ms));
  }

  /** As `call`, after the chat's turn came; a 429 holds the chat back for the others as well. */
  async paced<M extends Method>(chatId: string, method: M, payload: Opts<M>): Promise<ReturnType<Methods[M]>> {
    const wait = this.limiter.reserve(chatId, this.clock.now().getTime());
    if (wait > 0) await this.rest(wait);
    if (this.closed) throw this.closing.signal.reason;
    return this.call(method, payload);
  }

  /** Waits; ends early when the link closes. */
  rest(ms: number): Promise<void> {
    return pause(this.clock, ms, this.closing.signal);
  }

  hold(chatId: string, ms: number): void {
    this.limiter.hold(chatId, ms, this.clock.now().getTime());
  }

  /** The bot's id and, once the server has told it, its name. */
  async bot(named: boolean): Promise<Bot> {
    if (named && this.username === null) await this.learnName();
    return { id: botIdOf(this.settings), username: this.username };
  }

  /** The bytes of a file, or why there are none. Redirects and other origins are refused. */
  async download(fileId: string): Promise<{ bytes: Buffer } | { missing: string }> {
    const file = await this.ask('getFile', { file_id: fileId }, DOWNLOAD_MS);
    if ((file.file_size ?? 0) > DOWNLOAD_LIMIT) return { missing: 'too-large' };
    const url = this.fileUrl(file.file_path ?? '');
    if (!url) return { missing: 'refused' };
    const response = await fetch(url, { redirect: 'error', signal: this.patience(DOWNLOAD_MS) });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new Error(`file server answered ${response.status}`);
    }
    return collect(response.body);
  }

  /** Ends what waits: the long poll, downloads, pauses. */
  close(): void {
    this.closing.abort(new Error('the link is closed'));
  }

  private patience(ms: number): AbortSignal {
    return AbortSignal.any([this.closing.signal, AbortSignal.timeout(ms)]);
  }

  private async connect(): Promise<Client> {
    // loaded with the first bot: 15 MB that a server without one does not spend
    const { Telegram } = await import('telegraf');
    return new Telegram(this.settings.token, { apiRoot: `${this.settings.apiRoot}/`, webhookReply: false });
  }

  private async learnName(): Promise<void> {
    try {
      this.username = (await this.call('getMe', {})).username;
    } catch {
      // without the name a group is heard by replies and commands only, until the server answers again
    }
  }

  private fileUrl(path: string): URL | null {
    const steps = path.split('/').map(encodeURIComponent).join('/');
    const address = `${this.settings.apiRoot}/file/bot${this.settings.token}/${steps}`;
    if (steps === '' || !URL.canParse(address)) return null;
    const url = new URL(address);
    return url.origin === new URL(this.settings.apiRoot).origin ? url : null;
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
