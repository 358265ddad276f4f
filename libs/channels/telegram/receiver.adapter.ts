// Receives by long polling: an update is stored before the offset moves past it, and so confirms it.
import type { ChannelAccount, ChannelHost } from '../channel.js';
import type { BotApi } from './bot-api.adapter.js';
import { Health } from './health.adapter.js';
import { CURSOR, type Intake } from './intake.adapter.js';
import { backOffMs, judgeLink, readFailure } from './outcome.js';
import { Loop } from './pause.adapter.js';
import type { TelegramSettings } from './settings.js';
import { WANTED_UPDATES, type WireUpdate } from './wire.js';

const POLL_SECONDS = 25;
const MOST_UPDATES = 100;
/** After a week of silence the server numbers anew, at random: a higher old offset would confirm what was never seen. */
const FORGET_OFFSET_MS = 6 * 86_400_000;

/** Where the next poll begins; `at` (ISO) is when the last update came. */
interface Cursor {
  offset: number;
  at: string;
}

class StoreFailure extends Error {}

export class Receiver {
  private readonly loop: Loop;
  private readonly health: Health;
  private cursor: Cursor | null = null;
  private begun = false;
  private calm = false;
  /** One at a time after a batch could not be stored, so that a poison update stands alone. */
  private limit = MOST_UPDATES;

  constructor(
    private readonly account: ChannelAccount<TelegramSettings>,
    private readonly host: ChannelHost,
    private readonly api: BotApi,
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
    const updates = await this.poll();
    if (this.loop.closed) return 0;
    if (updates.length > 0) await this.take(updates);
    this.health.up();
    this.calm = true;
    return 0;
  }

  private async begin(): Promise<void> {
    this.cursor = await this.host.cursor<Cursor>(this.account, CURSOR).catch(storeFailure);
    this.begun = true;
  }

  /** The first poll after trouble returns at once: health is known without waiting for a message. */
  private async poll(): Promise<WireUpdate[]> {
    const timeout = this.calm ? POLL_SECONDS : 0;
    const payload = { offset: this.offset(), limit: this.limit, timeout, allowed_updates: [...WANTED_UPDATES] };
    const updates = await this.api.ask('getUpdates', payload, (timeout + 10) * 1000);
    return updates as unknown as WireUpdate[];
  }

  private offset(): number {
    if (!this.cursor) return 0;
    const silence = this.host.clock.now().getTime() - Date.parse(this.cursor.at);
    return silence > FORGET_OFFSET_MS ? 0 : this.cursor.offset;
  }

  private async take(updates: WireUpdate[]): Promise<void> {
    const ordered = [...updates].sort((a, b) => a.update_id - b.update_id);
    const next = { offset: Math.max(this.offset(), ordered.at(-1)!.update_id + 1), at: this.host.clock.now().toISOString() };
    const deliveries = ordered.map((update) => ({ update, raw: Buffer.from(JSON.stringify(update)) }));
    await this.intake.accept(deliveries, { key: CURSOR, value: next }).catch(storeFailure);
    this.cursor = next;
    this.limit = MOST_UPDATES;
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
    this.host.log.warn({ account: this.account.name, code: failure.code, reason: failure.description }, 'polling failed');
    this.health.trouble(state, reason);
    if (reason.key === 'poll.webhook') void this.removeOwnWebhook();
    // jitter, so that several programs after one outage do not come at once
    return Math.round(pauseMs * (1 + Math.random() / 4));
  }

  /** A webhook of this very program is left from before polling was chosen; another program's is not ours to remove. */
  private async removeOwnWebhook(): Promise<void> {
    try {
      const { url } = await this.api.call('getWebhookInfo', {});
      if (url?.startsWith(`${this.host.publicUrl}/channels/telegram/`))
        await this.api.call('deleteWebhook', { drop_pending_updates: false });
    } catch (error) {
      this.host.log.debug({ account: this.account.name, err: error }, 'webhook not looked up');
    }
  }
}

function storeFailure(error: unknown): never {
  throw new StoreFailure((error as Error).message, { cause: error });
}
