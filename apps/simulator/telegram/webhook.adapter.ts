// Delivers updates to the bot's webhook, one after another, until it answers 2xx.
import { badRequest } from './objects.js';
import type { Params } from './params.js';
import type { UpdateQueue } from './updates.js';

interface Hook {
  url: string;
  secret?: string;
  maxConnections: number;
}

/** Back-off doubles from `retryBaseMs` to its 60-fold. */
export class Webhook {
  hook: Hook | undefined;
  /** True while the stand-in plays an outage. */
  held = false;
  #failure: { at: number; message: string } | undefined;
  #running = false;
  #wake: () => void = () => {};
  #stop = new AbortController();

  constructor(
    private readonly queue: UpdateQueue,
    private readonly now: () => number,
    private readonly retryBaseMs: number,
  ) {}

  set(params: Params): true {
    const url = params.text('url') ?? '';
    if (url === '') return this.remove(params);
    checkUrl(url);
    const secret = params.text('secret_token');
    if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
      throw badRequest('secret token contains unallowed characters');
    }
    const allowed = params.object<string[]>('allowed_updates');
    if (allowed) this.queue.allowed = allowed;
    if (params.flag('drop_pending_updates')) this.queue.clear();
    this.hook = { url, secret, maxConnections: params.number('max_connections') ?? 40 };
    this.arrived();
    return true;
  }

  remove(params: Params): true {
    if (params.flag('drop_pending_updates')) this.queue.clear();
    this.hook = undefined;
    this.#wake();
    return true;
  }

  describe(): object {
    const failed = this.#failure && { last_error_date: Math.floor(this.#failure.at / 1000), last_error_message: this.#failure.message };
    return {
      url: this.hook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.queue.pendingCount,
      ...(this.hook ? { max_connections: this.hook.maxConnections, ...failed } : {}),
      ...(this.queue.allowed.length > 0 ? { allowed_updates: this.queue.allowed } : {}),
    };
  }

  arrived(): void {
    if (this.hook && !this.held && !this.#running) void this.#run();
  }

  close(): void {
    this.hook = undefined;
    this.#stop.abort();
    this.#wake();
  }

  async #run(): Promise<void> {
    this.#running = true;
    let delay = this.retryBaseMs;
    while (this.hook && !this.held) {
      const head = this.queue.head();
      if (!head) break;
      const failure = await this.#post(this.hook, head.update);
      if (failure === undefined) {
        head.settled();
        delay = this.retryBaseMs;
      } else {
        this.#failure = { at: this.now(), message: failure };
        await this.#pause(delay);
        delay = Math.min(delay * 2, this.retryBaseMs * 60);
      }
    }
    this.#running = false;
  }

  async #post(hook: Hook, update: unknown): Promise<string | undefined> {
    const secret: Record<string, string> = hook.secret ? { 'x-telegram-bot-api-secret-token': hook.secret } : {};
    try {
      const response = await fetch(hook.url, {
        method: 'POST',
        redirect: 'manual',
        body: JSON.stringify(update),
        headers: { 'content-type': 'application/json', ...secret },
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(60_000)]),
      });
      await response.arrayBuffer();
      return response.ok ? undefined : `Wrong response from the webhook: ${response.status} ${response.statusText}`;
    } catch (error) {
      return (error as Error).name === 'TimeoutError' ? 'Read timeout expired' : 'Connection refused';
    }
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

function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed) throw badRequest('bad webhook: invalid webhook URL specified');
  // The real server takes only https; plain http is let through to this very machine.
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
  if (parsed.protocol !== 'https:' && !local) throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
}
