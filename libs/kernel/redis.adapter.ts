// Live events between processes over Redis publish/subscribe: spares PostgreSQL the NOTIFY traffic of many machines.
import { createClient } from '@redis/client';
import { createHash } from 'node:crypto';
import type { LiveCarrier, LiveEars } from './live-carrier.js';
import type { Logger } from './logger.js';

const LONGEST_PAUSE_MS = 2000;
const CONNECT_MS = 5000;

/** One Redis may serve several installations: the channel is named after the database. */
export class RedisCarrier implements LiveCarrier {
  readonly most = 1_000_000;
  private readonly speaker;
  private readonly listener;
  private readonly channel: string;

  constructor(
    url: string,
    databaseUrl: string,
    private readonly log: Logger,
  ) {
    this.channel = `otklik:${createHash('sha256').update(databaseUrl).digest('hex').slice(0, 12)}`;
    const open = () =>
      createClient({
        url,
        // while Redis is away nothing is kept for it: hints are worthless later
        disableOfflineQueue: true,
        socket: { connectTimeout: CONNECT_MS, reconnectStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 10), LONGEST_PAUSE_MS) },
      });
    this.speaker = open();
    this.listener = open();
  }

  async open(ears: LiveEars): Promise<void> {
    let heard = false;
    let lost = false;
    for (const client of [this.speaker, this.listener])
      client.on('error', (err: Error) => {
        if (!lost) this.log.warn({ err }, 'Redis is away; live news travel by looking once a second');
        lost = true;
      });
    this.listener.on('ready', () => {
      if (heard) ears.regained();
      heard = true;
      lost = false;
    });
    await Promise.all([this.firstTime(this.speaker), this.firstTime(this.listener)]);
    await this.listener.subscribe(this.channel, (payload) => ears.receive(payload));
  }

  async publish(payload: string): Promise<void> {
    if (this.speaker.isReady) await this.speaker.publish(this.channel, payload);
  }

  async close(): Promise<void> {
    for (const client of [this.listener, this.speaker]) client.destroy();
  }

  /** A wrong REDIS_URL stops the start instead of being tried for ever. */
  private async firstTime(client: RedisCarrier['speaker']): Promise<void> {
    let failure: Error | null = null;
    client.once('error', (err: Error) => {
      failure = err;
    });
    const timer = new Promise<never>((_, reject) => {
      setTimeout(
        () => reject(new Error(`REDIS_URL: Redis does not answer (${failure?.message ?? 'no answer'}). Start it or empty REDIS_URL.`)),
        CONNECT_MS,
      ).unref();
    });
    await Promise.race([client.connect(), timer]);
  }
}
