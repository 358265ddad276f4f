// The telephone provider's stand-in: its REST API on a port, its numbers, people with phones, and the ledger of calls.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock, type TelephoneClock, wallClock } from './clock.js';
import { Exchange } from './exchange.js';
import type { Leg, LegEvent } from './leg.js';
import { Phone } from './phone.js';
import { type RestAnswer, RestFault, type RestRequest } from './rest.js';
import { answerRest } from './rest.controller.js';
import { VERSION } from './resources.js';
import type { LedgerRow } from './timesheet.js';
import { type DeliveryFaults, type SentRequest, SignedWebhooks } from './webhooks.adapter.js';

export interface TelephoneOptions {
  port?: number;
  accountSid: string;
  authToken: string;
  number: string;
  /** The product's public address; webhooks are signed over it. */
  publicUrl: () => string;
  /** Where the product really listens when that differs (behind a proxy). */
  connectUrl?: () => string;
  voicePath?: string;
  statusPath?: string;
  clock?: TelephoneClock;
  /** Length of spoken text; about 14 signs a second by default. */
  sayMs?: (text: string) => number;
  /** From dialling to the first ring. */
  ringMs?: number;
}

/** How the REST API fails the next `times` requests whose path matches; `afterWork`: the work is done, the answer is the error. */
export interface RestFailure {
  status: number;
  times: number;
  match?: RegExp;
  afterWork?: boolean;
}

const FAILURE_CODES: Record<number, number> = { 429: 20429, 500: 20500, 503: 20503 };

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, answer: RestAnswer): void {
  const binary = Buffer.isBuffer(answer.body);
  const body = binary ? (answer.body as Buffer) : answer.body ? Buffer.from(JSON.stringify(answer.body)) : Buffer.alloc(0);
  response.writeHead(answer.status, { 'Content-Type': binary ? 'audio/x-wav' : 'application/json', 'Content-Length': body.length });
  response.end(body);
}

export class Telephone {
  readonly x: Exchange;
  private readonly webhooks: SignedWebhooks;
  private readonly people = new Map<string, Phone>();
  private readonly server = createServer((request, response) => void this.serve(request, response));
  private failures: RestFailure[] = [];

  constructor(
    private readonly options: TelephoneOptions,
    readonly clock: TelephoneClock,
  ) {
    const connect = (url: string) => (options.connectUrl ? url.replace(options.publicUrl(), options.connectUrl()) : url);
    this.webhooks = new SignedWebhooks(clock, options.authToken, connect, (text) => this.x.warn(text));
    const pace = { sayMs: options.sayMs ?? ((text: string) => 300 + text.length * 70), ringMs: options.ringMs ?? 500 };
    this.x = new Exchange(clock, options.accountSid, this.webhooks, pace, () => this.url);
    this.addNumber(options.number);
  }

  /** Base of the REST API: what TWILIO_API_BASE is set to. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Every request sent to the product, oldest first. */
  get sent(): SentRequest[] {
    return this.webhooks.sent;
  }

  /** What the provider's debugger would show; empty in a healthy run. */
  get warnings(): string[] {
    return this.x.warnings;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve, reject) => this.server.once('error', reject).listen(this.options.port ?? 0, '127.0.0.1', resolve));
    return this;
  }

  /** One more number of the account, led to the same webhooks unless paths are given. */
  addNumber(
    number: string,
    voicePath = this.options.voicePath ?? '/channels/hotline/voice',
    statusPath = this.options.statusPath ?? '/channels/hotline/status',
  ): void {
    const at = (path: string) => () => this.options.publicUrl() + path;
    this.x.numbers.set(number, { sid: this.x.sid('PN'), number, voiceUrl: at(voicePath), statusUrl: at(statusPath) });
  }

  /** A client's phone: the same one for the same number. */
  caller(number: string): Phone {
    return this.person(number, 'caller');
  }

  /** A manager's ordinary phone. */
  phone(number: string): Phone {
    return this.person(number, 'agent');
  }

  /** A manager's browser phone, signed in. */
  softphone(identity: string): Phone {
    return this.person(`client:${identity}`, 'agent');
  }

  /** All calls, finished and running, in the order they began. */
  ledger(): LedgerRow[] {
    return [...this.x.legs.values()].map((leg) => leg.ledger(this.clock.now()));
  }

  /** Makes notifications repeat, come late and shuffled from now on. */
  deliver(faults: DeliveryFaults): void {
    this.webhooks.faults = faults;
  }

  fail(failure: RestFailure): void {
    this.failures.push({ ...failure });
  }

  /** Calls back with every event of every leg: the demo page's feed. Returns the way to stop. */
  watch(watcher: (leg: Leg, event: LegEvent) => void): () => void {
    const attach = (leg: Leg) => void leg.watchers.add((event) => watcher(leg, event));
    for (const leg of this.x.legs.values()) attach(leg);
    this.x.newcomers.add(attach);
    return () => void this.x.newcomers.delete(attach);
  }

  /** Waits until everything set off so far has been answered by the product. */
  settle(): Promise<void> {
    return this.webhooks.idle();
  }

  /** Moves a manual clock, finishing what each moment sets off before the next. */
  async advance(ms: number): Promise<void> {
    if (!(this.clock instanceof ManualClock)) throw new Error('Only a manual clock can be moved');
    await this.clock.advance(ms, () => this.settle());
  }

  /** Moves a manual clock from timer to timer until `event` has come; fails after `maxMs` of network time. Waits only, on a running clock. */
  async until<T>(event: Promise<T>, maxMs = 120_000): Promise<T> {
    if (!(this.clock instanceof ManualClock)) return event;
    let done = false;
    void event.then(() => {
      done = true;
    });
    const deadline = this.clock.now().getTime() + maxMs;
    await this.settle();
    while (!done) {
      const step = this.clock.untilNext();
      if (step === null || this.clock.now().getTime() + step > deadline) throw new Error(`Nothing happened in ${maxMs} ms of network time`);
      await this.advance(step);
    }
    return event;
  }

  async close(): Promise<void> {
    this.webhooks.close();
    for (const leg of this.x.legs.values()) {
      leg.callback = null;
      this.x.hangUp(leg, 'canceled');
    }
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private person(address: string, role: 'caller' | 'agent'): Phone {
    const known = this.people.get(address);
    if (known) return known;
    const phone = new Phone(this.x, address, role);
    this.people.set(address, phone);
    this.x.phones.set(address, phone);
    return phone;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const form = new URLSearchParams(await bodyOf(request));
      write(response, this.answer(request, form));
    } catch (fault) {
      const { status, code } = fault instanceof RestFault ? fault : { status: 500, code: 20500 };
      write(response, {
        status,
        body: { code, message: (fault as Error).message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
      });
    }
  }

  private answer(request: IncomingMessage, form: URLSearchParams): RestAnswer {
    const url = new URL(request.url ?? '/', this.url);
    const { accountSid, authToken } = this.options;
    const given = request.headers.authorization;
    if (given !== `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`) throw new RestFault(401, 20003, 'Authenticate');
    // clients that keep the provider's host name in the path are served too
    const match = new RegExp(`/${VERSION}/Accounts/([^/.]+)(.*)$`).exec(url.pathname);
    if (!match || match[1] !== accountSid) throw new RestFault(404, 20404, `The requested resource ${url.pathname} was not found`);
    const failure = this.failures.find((each) => each.times > 0 && (each.match ?? /./).test(url.pathname));
    if (failure) failure.times -= 1;
    const work: RestRequest = { method: request.method ?? 'GET', path: match[2], query: url.searchParams, form };
    const done = failure && !failure.afterWork ? null : answerRest(this.x, work);
    if (failure || !done)
      throw new RestFault(failure?.status ?? 500, FAILURE_CODES[failure?.status ?? 500] ?? 20500, 'The service failed on demand');
    return done;
  }
}

/** Starts the stand-in on 127.0.0.1 (a free port by default). */
export function startTelephone(options: TelephoneOptions): Promise<Telephone> {
  return new Telephone(options, options.clock ?? wallClock()).listen();
}
