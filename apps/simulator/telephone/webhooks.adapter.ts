// Sends the network's requests to the product: signed over the public address, repeated, shuffled and late on demand.
import type { TelephoneClock } from './clock.js';
import type { Params, Webhooks } from './exchange.js';
import { signWebhook } from './signature.js';
import { TwimlFault } from './twiml.js';

const TIMEOUT_MS = 15_000;

/** How notifications misbehave: each is sent `times`, every copy up to `lateMs` late, in an order drawn from `seed`. */
export interface DeliveryFaults {
  times?: number;
  lateMs?: number;
  seed?: number;
  /** Copies of a TwiML request beyond the first, whose answers are ignored (a retry after a lost answer). */
  askAgain?: number;
}

/** One request as the product got it and what it said. */
export interface SentRequest {
  at: Date;
  url: string;
  method: 'GET' | 'POST';
  params: Params;
  status: number | null;
}

export class SignedWebhooks implements Webhooks {
  readonly sent: SentRequest[] = [];
  faults: DeliveryFaults = {};
  private random = 1;
  private inFlight = 0;
  private waiting: (() => void)[] = [];
  private readonly pending = new Set<() => void>();
  private readonly lengths = new Map<string, number>();

  /** `connect` maps a public address to where the product really listens (a proxy stands between in life). */
  constructor(
    private readonly clock: TelephoneClock,
    private readonly authToken: string,
    private readonly connect: (url: string) => string,
    private readonly warn: (text: string) => void,
  ) {}

  async ask(url: string, method: 'GET' | 'POST', params: Params): Promise<string> {
    const answer = await this.send(url, method, params)
      .catch(() => this.send(url, method, params))
      .catch((fault: Error) => {
        throw new TwimlFault(11200, `${url} could not be reached: ${fault.message}`);
      });
    for (let i = 0; i < (this.faults.askAgain ?? 0); i++) void this.send(url, method, params).catch(() => {});
    if (answer.status < 200 || answer.status > 299)
      throw new TwimlFault(11200, `${url} answered ${answer.status}: ${answer.text.slice(0, 200)}`);
    if (answer.status === 204 || answer.text === '') return '<Response/>';
    if (!/xml/.test(answer.type)) throw new TwimlFault(12300, `${url} answered ${answer.type}, not XML`);
    return answer.text;
  }

  tell(callback: { url: string; method: 'GET' | 'POST' }, params: Params): void {
    for (let i = 0; i < (this.faults.times ?? 1); i++) {
      const cancel = this.clock.after(this.lateness(), () => {
        this.pending.delete(cancel);
        void this.notify(callback, params);
      });
      this.pending.add(cancel);
    }
  }

  async mediaMs(url: string): Promise<number> {
    const known = this.lengths.get(url);
    if (known !== undefined) return known;
    const ms = await this.wavMs(url).catch(() => null);
    if (ms === null) this.warn(`11200: ${url} is not audio the provider can play`);
    this.lengths.set(url, ms ?? 0);
    return ms ?? 0;
  }

  /** Settles when no request is under way. */
  async idle(): Promise<void> {
    for (let turns = 0; turns < 3; turns++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.inFlight === 0) continue;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      turns = -1;
    }
  }

  close(): void {
    for (const cancel of this.pending) cancel();
    this.pending.clear();
  }

  private async notify(callback: { url: string; method: 'GET' | 'POST' }, params: Params): Promise<void> {
    const answer = await this.send(callback.url, callback.method, params).catch((fault: Error) => ({ status: 0, text: fault.message }));
    if (answer.status < 200 || answer.status > 299)
      this.warn(`11200: ${callback.url} answered ${answer.status}: ${answer.text.slice(0, 200)}`);
  }

  private async send(url: string, method: 'GET' | 'POST', params: Params): Promise<{ status: number; type: string; text: string }> {
    const form = new URLSearchParams(params).toString();
    const address = method === 'GET' ? url + (url.includes('?') ? '&' : '?') + form : url;
    const entry: SentRequest = { at: this.clock.now(), url, method, params, status: null };
    this.sent.push(entry);
    const headers = {
      'X-Twilio-Signature': signWebhook(this.authToken, address, method === 'GET' ? {} : params),
      'User-Agent': 'TwilioProxy/1.1',
      'I-Twilio-Idempotency-Token': crypto.randomUUID(),
    };
    return this.counted(async () => {
      const post = { body: form, headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' } };
      const answer = await fetch(this.connect(address), {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(method === 'POST' ? post : { headers }),
      });
      entry.status = answer.status;
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
    });
  }

  private wavMs(url: string): Promise<number | null> {
    return this.counted(async () => {
      const answer = await fetch(this.connect(url), { signal: AbortSignal.timeout(TIMEOUT_MS) });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (!answer.ok || bytes.toString('ascii', 0, 4) !== 'RIFF') return null;
      return Math.round((1000 * (bytes.length - 44)) / bytes.readUInt32LE(28));
    });
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    this.inFlight += 1;
    try {
      return await work();
    } finally {
      this.inFlight -= 1;
      if (this.inFlight === 0) for (const resolve of this.waiting.splice(0)) resolve();
    }
  }

  /** Milliseconds drawn from a repeatable sequence. */
  private lateness(): number {
    this.random = (Math.imul(this.random + (this.faults.seed ?? 0), 1664525) + 1013904223) >>> 0;
    return Math.floor((this.random / 2 ** 32) * (this.faults.lateMs ?? 0));
  }
}
