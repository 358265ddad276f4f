// A Telegram Bot API server for one bot: the wire, the limits, ordered faults and the record of all calls.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, Faults } from './faults.js';
import { HttpListener, goneSignal, readBody, sendJson } from './http.adapter.js';
import { Ledger } from './ledger.js';
import { Limiter, type Rate } from './limiter.js';
import { METHODS, isLimited } from './methods.js';
import { type Form, readForm } from './multipart.js';
import { BotApiError, type TgChat, badRequest } from './objects.js';
import { Params } from './params.js';
import { Polling } from './polling.js';
import { SimUser } from './user.js';
import { Webhook } from './webhook.adapter.js';
import { World } from './world.js';

export interface TelegramOptions {
  port?: number;
  host?: string;
  token?: string;
  username?: string;
  /** Milliseconds since 1970; default the machine's clock. */
  now?: () => number;
  /** `false` switches the limits off. */
  limits?: Partial<TelegramLimits> | false;
  /** First pause after a webhook failed. */
  webhookRetryMs?: number;
  /** Where update and message ids begin: beyond those of an earlier run against the same product. */
  firstId?: number;
}

export interface TelegramLimits {
  perChat: Rate;
  perGroup: Rate;
  overall: Rate;
}

/** One call of the bot and how it ended; status 0 = the connection was cut or left hanging. */
export interface ApiCall {
  at: number;
  method: string;
  params: Record<string, unknown>;
  files: Form['files'];
  status: number;
  result?: unknown;
  description?: string;
}

const LIMITS: TelegramLimits = {
  perChat: { perSecond: 1, burst: 3 },
  perGroup: { perSecond: 20 / 60, burst: 20 },
  overall: { perSecond: 30, burst: 30 },
};

export class Telegram {
  readonly faults = new Faults();
  /** Every call of the bot, in the order of arrival of the answers. */
  readonly calls = new Ledger<ApiCall>('Bot API calls');
  readonly world: World;
  readonly token: string;
  limits: TelegramLimits | false;
  #listener: HttpListener;
  #limiter = new Limiter();
  #polling: Polling;
  #webhook: Webhook;
  #users = new Map<number, SimUser>();

  constructor(options: TelegramOptions) {
    const now = options.now ?? Date.now;
    this.token = options.token ?? '7000000001:AAF-simulator-token';
    this.limits = options.limits === false ? false : { ...LIMITS, ...options.limits };
    const bot = { id: Number(this.token.split(':')[0]), is_bot: true, first_name: 'Отклик', username: options.username ?? 'otklik_bot' };
    this.world = new World(bot, now, options.firstId);
    this.#polling = new Polling(this.world.queue);
    this.#webhook = new Webhook(this.world.queue, now, options.webhookRetryMs ?? 1000);
    this.world.queue.onArrival = () => {
      this.#polling.arrived();
      this.#webhook.arrived();
    };
    this.#listener = new HttpListener(options.host ?? '127.0.0.1', (request, response) => this.#respond(request, response));
  }

  /** The value for TELEGRAM_API_ROOT. */
  get url(): string {
    return this.#listener.url;
  }

  /** What the stand-in sent out: each update, how often, and whether it was confirmed. */
  get updates() {
    return this.world.queue.records;
  }

  get users(): SimUser[] {
    return [...this.#users.values()];
  }

  /** The person with this id; made at first mention. The default id exceeds 32 bits, as new accounts' do. */
  user(id = 7_210_000_001 + this.#users.size, name = 'Анна', username?: string, lang = 'ru'): SimUser {
    const known = this.#users.get(id);
    if (known) return known;
    const [first_name = name, last_name] = name.split(' ');
    const person = {
      id,
      is_bot: false,
      first_name,
      ...(last_name ? { last_name } : {}),
      ...(username ? { username } : {}),
      language_code: lang,
    };
    const user = new SimUser(this.world, person);
    this.#users.set(id, user);
    return user;
  }

  /** Hands old updates out again, each `times` times, in order or shuffled. */
  redeliver(updateIds: number[], times = 1, shuffled = false): void {
    this.world.queue.again(updateIds, times, shuffled);
  }

  /** An outage: nothing answers, no webhook is called; people may go on writing. */
  async down(): Promise<void> {
    this.#webhook.held = true;
    await this.#listener.down();
  }

  async up(port?: number): Promise<void> {
    await this.#listener.up(port);
    this.#webhook.held = false;
    this.#webhook.arrived();
  }

  async close(): Promise<void> {
    this.#webhook.close();
    await this.#listener.down();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const [, kind, token, rest] = /^\/(file\/bot|bot)([^/]+)\/(.+)$/.exec(url.pathname) ?? [];
    const gone = goneSignal(response);
    const body = await readBody(request);
    if (!kind || !rest) return sendJson(response, 404, new BotApiError(404, 'Not Found'));
    if (decodeURIComponent(token ?? '') !== this.token) return sendJson(response, 401, new BotApiError(401, 'Unauthorized'));
    if (kind === 'file/bot') return this.#download(response, rest);
    const call: ApiCall = { at: this.world.now(), method: rest, params: {}, files: {}, status: 0 };
    await this.#answer(call, request, url, body, response, gone);
    this.calls.append(call);
  }

  async #answer(
    call: ApiCall,
    request: IncomingMessage,
    url: URL,
    body: Buffer,
    response: ServerResponse,
    gone: AbortSignal,
  ): Promise<void> {
    try {
      const form = readForm(request.headers['content-type'] ?? '', body);
      call.params = { ...Object.fromEntries(url.searchParams), ...form.fields };
      call.files = form.files;
      const fault = this.faults.take(call.method);
      if (fault && !fault.after) return spoil(response, call, fault);
      call.result = await this.#run(call.method.toLowerCase(), new Params({ ...form, fields: call.params }), gone);
      if (fault) return spoil(response, call, fault);
      call.status = 200;
      if (!gone.aborted) sendJson(response, 200, { ok: true, result: call.result });
    } catch (error) {
      refuse(response, call, error instanceof SyntaxError ? badRequest("can't parse request") : error);
    }
  }

  async #run(method: string, params: Params, gone: AbortSignal): Promise<unknown> {
    if (method === 'getupdates') return this.#getUpdates(params, gone);
    if (method === 'setwebhook') return this.#setWebhook(params);
    if (method === 'deletewebhook') return this.#webhook.remove(params);
    if (method === 'getwebhookinfo') return this.#webhook.describe();
    const run = METHODS[method];
    if (!run) throw new BotApiError(404, 'Not Found: method not found');
    if (isLimited(method)) this.#limit(params.number('chat_id'));
    return run(this.world, params);
  }

  #getUpdates(params: Params, gone: AbortSignal): Promise<unknown> {
    if (!this.#webhook.hook) return this.#polling.receive(params, gone);
    throw new BotApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }

  #setWebhook(params: Params): true {
    this.#polling.terminate('setWebhook request');
    return this.#webhook.set(params);
  }

  #limit(chatId: number | undefined): void {
    if (!this.limits) return;
    const { overall, perChat, perGroup } = this.limits;
    const type: TgChat['type'] | undefined = this.world.rooms.get(chatId ?? 0)?.chat.type;
    const rate = type === 'private' ? perChat : perGroup;
    const seconds = this.#limiter.take([{ key: 'all', rate: overall }, ...(type ? [{ key: String(chatId), rate }] : [])], this.world.now());
    if (seconds > 0) throw new BotApiError(429, `Too Many Requests: retry after ${seconds}`, seconds);
  }

  #download(response: ServerResponse, path: string) {
    const bytes = this.world.files.bytesAt(decodeURIComponent(path));
    if (!bytes) return sendJson(response, 404, new BotApiError(404, 'Not Found'));
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length });
    response.end(bytes);
  }
}

function refuse(response: ServerResponse, call: ApiCall, error: unknown): void {
  const refusal = error instanceof BotApiError ? error : new BotApiError(500, `Internal Server Error: ${String(error)}`);
  call.status = refusal.status;
  call.description = refusal.description;
  const headers: Record<string, string> = refusal.retryAfter === undefined ? {} : { 'retry-after': String(refusal.retryAfter) };
  sendJson(response, refusal.status, refusal, headers);
}

function spoil(response: ServerResponse, call: ApiCall, fault: Fault): void {
  if (fault.answer === 'cut') response.destroy();
  else if (fault.answer !== 'hang') {
    const { status, description = 'Internal Server Error', retryAfter } = fault.answer;
    refuse(response, call, new BotApiError(status, description, retryAfter));
  }
}

/** Starts the stand-in; port 0 takes a free one. */
export async function startTelegram(options: TelegramOptions = {}): Promise<Telegram> {
  const telegram = new Telegram(options);
  await telegram.up(options.port ?? 0);
  return telegram;
}
