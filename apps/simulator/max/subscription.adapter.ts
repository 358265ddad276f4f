// Posts MAX updates to the subscribed webhook in two packets, again and again until it answers 200.
import { request } from 'node:http';
import { cutInsideLetter, rawJson } from './raw-json.js';
import { type MaxUpdate, MaxError, invalid } from './objects.js';
import type { MaxWorld } from './world.js';

interface Hook {
  url: string;
  time: number;
  update_types?: string[];
  secret?: string;
}

/** One subscription at a time; the first pause is `retryMs`, doubling to its 60-fold. */
export class Subscription {
  hook: Hook | undefined;
  held = false;
  /** Ordered repeats, posted before anything new. */
  readonly again: MaxUpdate[] = [];
  #running = false;
  #wake: () => void = () => {};

  constructor(
    private readonly world: MaxWorld,
    private readonly retryMs: number,
    private readonly split: boolean,
  ) {}

  set(body: { url?: string; update_types?: string[]; secret?: string }): object {
    if (!URL.canParse(body.url ?? '')) throw invalid('url: invalid');
    const url = new URL(body.url ?? '');
    // The real server takes only https on 443; plain http is let through to this very machine.
    if (url.protocol !== 'https:' && !['127.0.0.1', 'localhost'].includes(url.hostname)) throw invalid('url: must be https');
    if (body.secret !== undefined && !/^[A-Za-z0-9_-]{5,256}$/.test(body.secret)) throw invalid('secret: invalid');
    this.hook = { url: url.href, time: this.world.now(), update_types: body.update_types, secret: body.secret };
    this.arrived();
    return { success: true };
  }

  remove(url: string | null): object {
    if (!this.hook || (url && new URL(url).href !== this.hook.url)) throw new MaxError(404, 'not.found', 'Subscription not found');
    this.close();
    return { success: true };
  }

  describe(): object {
    const { secret: _secret, ...told } = this.hook ?? {};
    return { subscriptions: this.hook ? [told] : [] };
  }

  arrived(): void {
    if (this.hook && !this.held && !this.#running) void this.#run();
  }

  close(): void {
    this.hook = undefined;
    this.#wake();
  }

  async #run(): Promise<void> {
    this.#running = true;
    let delay = this.retryMs;
    while (this.hook && !this.held) {
      const next = this.#next(this.hook);
      if (!next) break;
      const accepted = await this.#post(this.hook, next.update);
      if (accepted) next.settled();
      else await this.#pause(delay);
      delay = accepted ? this.retryMs : Math.min(delay * 2, this.retryMs * 60);
    }
    this.#running = false;
  }

  #next(hook: Hook): { update: MaxUpdate; settled: () => void } | undefined {
    const repeated = this.again[0];
    if (repeated) return { update: repeated, settled: () => void this.again.shift() };
    const wanted = (type: string) => !hook.update_types || hook.update_types.includes(type);
    const record = this.world.updates.entries.find((entry) => !entry.confirmed && wanted(entry.update.update_type));
    if (!record) return undefined;
    record.handedOut += 1;
    return { update: record.update, settled: () => this.world.confirm(record) };
  }

  #post(hook: Hook, update: MaxUpdate): Promise<boolean> {
    const parts = this.split ? cutInsideLetter(rawJson(update)) : [Buffer.from(rawJson(update))];
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const secret: Record<string, string> = hook.secret ? { 'x-max-bot-api-secret': hook.secret } : {};
    return new Promise((resolve) => {
      const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': length, ...secret };
      const post = request(hook.url, { method: 'POST', headers, timeout: 30_000, agent: false }, (response) => {
        response
          .resume()
          .on('end', () => resolve(response.statusCode === 200))
          .on('error', () => resolve(false));
      });
      post.on('error', () => resolve(false)).on('timeout', () => post.destroy());
      writeApart(post, parts);
    });
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Each part leaves as a packet of its own. */
export function writeApart(stream: NodeJS.WritableStream, parts: Buffer[]): void {
  const [first, ...rest] = parts;
  if (rest.length === 0) return void stream.end(first);
  stream.write(first!);
  setTimeout(() => writeApart(stream, rest), 10);
}
