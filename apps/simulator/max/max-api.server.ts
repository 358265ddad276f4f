// A MAX Bot API server for one bot: the wire with its oddities, limits, ordered faults and the record of all calls.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, Faults } from '../telegram/faults.js';
import { HttpListener, goneSignal, readBody } from '../telegram/http.adapter.js';
import { Ledger } from '../telegram/ledger.js';
import { Limiter, type Rate } from '../telegram/limiter.js';
import { readForm } from '../telegram/multipart.js';
import { MaxError, invalid } from './objects.js';
import { MaxPolling } from './polling.js';
import { cutInsideLetter, rawJson } from './raw-json.js';
import { ROUTES, uploaded } from './routes.js';
import { Subscription, writeApart } from './subscription.adapter.js';
import { MaxPerson } from './user.js';
import { MaxWorld } from './world.js';

export interface MaxOptions {
  port?: number;
  host?: string;
  token?: string;
  now?: () => number;
  /** `false` switches the limits off. */
  limits?: { perDialog: Rate; overall: Rate } | false;
  webhookRetryMs?: number;
  /** Bodies leave in two packets cut inside a letter; default true. */
  splitBodies?: boolean;
  /** How often a fresh upload is refused with attachment.not.ready; default 2. */
  notReadyTimes?: number;
  /** Where message ids and markers begin: beyond those of an earlier run against the same product. */
  firstId?: number;
}

/** One call of the bot and how it ended; status 0 = the connection was cut or left hanging. */
export interface MaxCall {
  at: number;
  route: string;
  query: Record<string, string>;
  body: unknown;
  status: number;
  result?: unknown;
}

const LIMITS = { perDialog: { perSecond: 2, burst: 4 }, overall: { perSecond: 30, burst: 30 } };

export class Max {
  readonly faults = new Faults();
  readonly calls = new Ledger<MaxCall>('MAX calls');
  readonly world: MaxWorld;
  readonly token: string;
  limits: { perDialog: Rate; overall: Rate } | false;
  #listener: HttpListener;
  #limiter = new Limiter();
  #hook: Subscription;
  #polling: MaxPolling;
  #split: boolean;
  #people = new Map<number, MaxPerson>();

  constructor(options: MaxOptions) {
    const now = options.now ?? Date.now;
    this.token = options.token ?? 'f9LHodD0cOL-simulator-token';
    this.limits = options.limits ?? LIMITS;
    this.#split = options.splitBodies ?? true;
    const bot = { user_id: 9_000_000_001, first_name: 'Отклик', username: 'otklik_bot', is_bot: true, last_activity_time: now() };
    this.world = new MaxWorld(bot, now, options.notReadyTimes ?? 2, options.firstId);
    this.#hook = new Subscription(this.world, options.webhookRetryMs ?? 1000, this.#split);
    this.#polling = new MaxPolling(this.world);
    this.world.onArrival = () => this.#arrived();
    this.#listener = new HttpListener(options.host ?? '127.0.0.1', (request, response) => this.#respond(request, response));
  }

  /** The value for MAX_API_ROOT. */
  get url(): string {
    return this.#listener.url;
  }

  get updates() {
    return this.world.updates;
  }

  user(id = 5_000_000_001 + this.#people.size, name = 'Анна', username: string | null = null): MaxPerson {
    const known = this.#people.get(id);
    if (known) return known;
    const [first_name = name, last_name] = name.split(' ');
    const person = {
      user_id: id,
      first_name,
      ...(last_name ? { last_name } : {}),
      username,
      is_bot: false,
      last_activity_time: this.world.now(),
    };
    const user = new MaxPerson(this.world, person, () => this.url, this.token);
    this.#people.set(id, user);
    return user;
  }

  /** Hands old updates out again by their index in `updates`, each `times` times. */
  redeliver(indexes: number[], times = 1, shuffled = false): void {
    const copies = Array.from({ length: times }, () => indexes.map((index) => this.updates.entries[index]!.update)).flat();
    if (shuffled) copies.sort(() => Math.random() - 0.5);
    (this.#hook.hook ? this.#hook.again : this.#polling.again).push(...copies);
    this.#arrived();
  }

  async down(): Promise<void> {
    this.#hook.held = true;
    await this.#listener.down();
  }

  async up(port?: number): Promise<void> {
    await this.#listener.up(port);
    this.#hook.held = false;
    this.#hook.arrived();
  }

  async close(): Promise<void> {
    this.#hook.close();
    await this.#listener.down();
  }

  #arrived(): void {
    this.#polling.arrived();
    this.#hook.arrived();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const gone = goneSignal(response);
    const bytes = await readBody(request);
    const stored = /^\/(upload|files)\/([^/]+)$/.exec(url.pathname);
    if (stored) return this.#file(request, response, stored[1]!, stored[2]!, bytes);
    const call: MaxCall = {
      at: this.world.now(),
      route: `${request.method} ${url.pathname}`,
      query: Object.fromEntries(url.searchParams),
      body: undefined,
      status: 0,
    };
    await this.#answer(call, request, url.searchParams, bytes, response, gone);
    this.calls.append(call);
  }

  async #answer(
    call: MaxCall,
    request: IncomingMessage,
    query: URLSearchParams,
    bytes: Buffer,
    response: ServerResponse,
    gone: AbortSignal,
  ): Promise<void> {
    try {
      // The token in the query is no longer accepted: only the header counts.
      if (request.headers.authorization !== this.token) throw new MaxError(401, 'verify.token', 'Invalid access_token');
      call.body = bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : undefined;
      const fault = this.faults.take(call.route);
      if (fault && !fault.after) return this.#spoil(response, call, fault);
      call.result = await this.#run(call, query, gone);
      if (fault) return this.#spoil(response, call, fault);
      call.status = 200;
      if (!gone.aborted) this.#send(response, 200, call.result);
    } catch (error) {
      this.#refuse(response, call, error instanceof SyntaxError ? invalid('body: invalid JSON') : error);
    }
  }

  #run(call: MaxCall, query: URLSearchParams, gone: AbortSignal): unknown {
    this.#limit('all');
    if (call.route === 'GET /updates') return this.#polling.receive(query, gone, this.#hook.hook !== undefined);
    if (call.route === 'POST /subscriptions') return this.#hook.set((call.body ?? {}) as object);
    if (call.route === 'GET /subscriptions') return this.#hook.describe();
    if (call.route === 'DELETE /subscriptions') return this.#hook.remove(query.get('url'));
    const action = /^POST \/chats\/(\d+)\/actions$/.exec(call.route);
    if (action) return this.#act(action[1]!, call.body as { action: string });
    const route = ROUTES[call.route];
    if (!route) throw new MaxError(404, 'not.found', `Path ${call.route} not found`);
    if (call.route === 'POST /messages') this.#limit(query.get('chat_id') ?? query.get('user_id') ?? '');
    return route(this.world, { query, body: call.body ?? {}, url: this.url });
  }

  #act(chatId: string, body: { action: string }): object {
    this.world.dialogFor(chatId, null).notices.append({ kind: 'action', text: body.action });
    return { success: true };
  }

  #limit(key: string): void {
    if (!this.limits) return;
    const rate = key === 'all' ? this.limits.overall : this.limits.perDialog;
    const seconds = this.#limiter.take([{ key, rate }], this.world.now());
    if (seconds > 0) throw new MaxError(429, 'too.many.requests', 'Too many requests', seconds);
  }

  #file(request: IncomingMessage, response: ServerResponse, kind: string, token: string, bytes: Buffer) {
    const upload = this.world.uploads.get(token);
    if (!upload) return this.#send(response, 404, new MaxError(404, 'not.found', 'File not found'));
    if (kind === 'files') return void response.writeHead(200, { 'content-type': upload.mime }).end(upload.bytes);
    const [file] = Object.values(readForm(request.headers['content-type'] ?? '', bytes).files);
    Object.assign(upload, { name: file?.name ?? 'file', mime: file?.mime ?? '', bytes: file?.bytes ?? bytes });
    this.#send(response, 200, uploaded(upload));
  }

  #refuse(response: ServerResponse, call: MaxCall, error: unknown): void {
    const refusal = error instanceof MaxError ? error : new MaxError(500, 'internal.error', String(error));
    call.status = refusal.status;
    call.result = refusal.toJSON();
    if (refusal.retryAfter !== undefined) response.setHeader('retry-after', String(refusal.retryAfter));
    this.#send(response, refusal.status, refusal);
  }

  #spoil(response: ServerResponse, call: MaxCall, fault: Fault): void {
    if (fault.answer === 'cut') response.destroy();
    else if (fault.answer !== 'hang') {
      const { status, description = 'service.unavailable', retryAfter } = fault.answer;
      this.#refuse(response, call, new MaxError(status, description, 'Service unavailable', retryAfter));
    }
  }

  #send(response: ServerResponse, status: number, body: unknown): void {
    const parts = this.#split ? cutInsideLetter(rawJson(body)) : [Buffer.from(rawJson(body))];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': length });
    writeApart(response, parts);
  }
}

/** Starts the stand-in; port 0 takes a free one. */
export async function startMax(options: MaxOptions = {}): Promise<Max> {
  const max = new Max(options);
  await max.up(options.port ?? 0);
  return max;
}
