// Receives by long polling: updates are stored before the marker moves past them, and so confirms them.
import type { ChannelAccount, ChannelHost } from '../channel.js';
import { Health } from './health.adapter.js';
import { CURSOR, type Intake } from './intake.adapter.js';
import type { MaxApi } from './max-api.adapter.js';
import { backOffMs, judgeLink, readFailure } from './outcome.js';
import { Loop } from './pause.adapter.js';
import type { MaxSettings } from './settings.js';
import { ownWebhook, type Subscriptions } from './webhook.adapter.js';
import { WANTED_UPDATES, type WireUpdate } from './wire.js';

const POLL_SECONDS = 25;
const MOST_UPDATES = 100;
/** While a subscription exists the server answers polls with nothing, so it is looked for now and then. */
const LOOK_MS = 5 * 60_000;

interface Updates {
  updates: WireUpdate[];
  marker?: number | string | null;
}

class StoreFailure extends Error {}

export class Receiver {
  private readonly loop: Loop;
  private readonly health: Health;
  private marker: string | null = null;
  private begun = false;
  private calm = false;
  private lookAt = 0;
  /** One at a time after a batch could not be stored, so that a poison update stands alone. */
  private limit = MOST_UPDATES;

  constructor(
    private readonly account: ChannelAccount<MaxSettings>,
    private readonly host: ChannelHost,
    private readonly api: MaxApi,
    private readonly intake: Intake,
  ) {
    this.health = new Health(account, host);
    this.loop = new Loop(
      host.clock,
      () => this.turn(),
      (error, times) => this.failed(error, times),
    );
  }

  start(): void {
    this.loop.start();
  }

  close(): Promise<void> {
    return this.loop.close();
  }

  private async turn(): Promise<number> {
    if (!this.begun) await this.begin();
    const foreign = await this.foreignSubscription();
    if (foreign !== null) {
      this.health.trouble('down', { key: 'poll.webhook', facts: { url: foreign } });
      this.lookAt = 0;
      return backOffMs(5);
    }
    const { updates, marker } = await this.poll();
    if (this.loop.closed) return 0;
    const next = marker === undefined || marker === null ? this.marker : String(marker);
    if (updates.length > 0) await this.take(updates, next);
    this.marker = next;
    this.health.up();
    this.calm = true;
    return 0;
  }

  private async begin(): Promise<void> {
    const cursor = await this.host.cursor<{ marker: string }>(this.account, CURSOR).catch(storeFailure);
    this.marker = cursor?.marker ?? null;
    this.begun = true;
  }

  /** The first poll after trouble returns at once: health is known without waiting for a message. */
  private poll(): Promise<Updates> {
    const timeout = this.calm ? POLL_SECONDS : 0;
    const place: Record<string, string> = this.marker === null ? {} : { marker: this.marker };
    const query = { limit: String(this.limit), timeout: String(timeout), types: WANTED_UPDATES.join(','), ...place };
    return this.api.ask<Updates>('GET /updates', { query }, (timeout + 10) * 1000);
  }

  private async take(updates: WireUpdate[], marker: string | null): Promise<void> {
    const ordered = [...updates].sort((a, b) => a.timestamp - b.timestamp);
    // `seq` keeps its digits, though as text: the update comes inside a longer answer
    const deliveries = ordered.map((update) => ({ update, raw: Buffer.from(JSON.stringify(update)) }));
    await this.intake.accept(deliveries, { key: CURSOR, value: { marker } }).catch(storeFailure);
    this.limit = MOST_UPDATES;
  }

  /** The address of another program's subscription, or null; our own one, left from webhook mode, is removed. */
  private async foreignSubscription(): Promise<string | null> {
    const now = this.host.clock.now().getTime();
    if (now < this.lookAt) return null;
    const { subscriptions } = await this.api.call<Subscriptions>('GET /subscriptions');
    for (const { url } of subscriptions) {
      if (!ownWebhook(url, this.host.publicUrl)) return url;
      await this.api.call('DELETE /subscriptions', { query: { url } });
    }
    this.lookAt = now + LOOK_MS;
    return null;
  }

  private failed(error: unknown, times: number): number {
    this.calm = false;
    if (error instanceof StoreFailure) {
      this.limit = 1;
      this.health.trouble('degraded', { key: 'store.failed', facts: { detail: error.message } });
      return backOffMs(times);
    }
    const failure = readFailure(error);
    const { state, reason, pauseMs } = judgeLink(failure, times);
    this.host.log.warn({ account: this.account.name, status: failure.status, reason: failure.description }, 'polling failed');
    this.health.trouble(state, reason);
    // jitter, so that several programs after one outage do not come at once
    return Math.round(pauseMs * (1 + Math.random() / 4));
  }
}

function storeFailure(error: unknown): never {
  throw new StoreFailure((error as Error).message, { cause: error });
}
