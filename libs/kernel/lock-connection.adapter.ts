// One connection that holds session locks: PostgreSQL frees them when it dies, and it is opened anew with fresh locks.
import type pg from 'pg';
import type { Database } from './database.service.js';
import type { Logger } from './logger.js';

const RETRY_MS = 500;

export interface LockHolder {
  /** For the log: whose locks these are. */
  name: string;
  /** Called on every connection, the first one included, before anybody may use it. */
  take(client: pg.PoolClient): Promise<void>;
  /** The locks are gone: somebody else may hold them already. */
  lost(): void;
  /** The connection stands again after a loss and `take` succeeded. */
  regained(): void;
}

/** `open` once, `close` once; between a loss and the return `client` is null. */
export class LockConnection {
  private current: pg.PoolClient | null = null;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly log: Logger,
    private readonly holder: LockHolder,
  ) {}

  get client(): pg.PoolClient | null {
    return this.current;
  }

  /** Throws when the first connection can't be had. */
  async open(): Promise<void> {
    const client = await this.db.connection();
    client.on('error', () => this.drop(client));
    try {
      await this.holder.take(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
    if (this.closed) client.release(true);
    else this.current = client;
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.current?.release(true);
    this.current = null;
  }

  private drop(client: pg.PoolClient): void {
    if (this.current !== client) return; // it died inside `take`, which reports it
    this.current = null;
    client.release(true);
    if (this.closed) return;
    this.log.warn({ holder: this.holder.name }, 'the connection that holds locks was lost; reopening');
    this.holder.lost();
    this.reopenLater();
  }

  private reopenLater(): void {
    this.timer = setTimeout(() => {
      if (this.closed) return;
      this.open().then(
        () => this.current && this.holder.regained(),
        () => this.reopenLater(),
      );
    }, RETRY_MS);
    this.timer.unref();
  }
}
