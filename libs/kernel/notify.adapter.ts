// Live events between processes over PostgreSQL NOTIFY, on a connection of its own that is opened anew when it dies.
import type pg from 'pg';
import type { Database } from './database.service.js';
import type { LiveCarrier, LiveEars } from './live-carrier.js';
import { LockConnection } from './lock-connection.adapter.js';
import type { Logger } from './logger.js';

const CHANNEL = 'otklik_live';

export class NotifyCarrier implements LiveCarrier {
  /** PostgreSQL limits a payload to 8000 bytes. */
  readonly most = 7500;
  private readonly line: LockConnection;
  private ears: LiveEars | null = null;

  constructor(db: Database, log: Logger) {
    this.line = new LockConnection(db, log, {
      name: 'live events',
      take: (client) => this.listen(client),
      lost: () => undefined,
      regained: () => this.ears?.regained(),
    });
  }

  async open(ears: LiveEars): Promise<void> {
    this.ears = ears;
    await this.line.open();
  }

  async publish(payload: string): Promise<void> {
    await this.line.client?.query('select pg_notify($1, $2)', [CHANNEL, payload]);
  }

  async close(): Promise<void> {
    this.line.close();
  }

  private async listen(client: pg.PoolClient): Promise<void> {
    client.on('notification', (note) => this.ears?.receive(note.payload ?? ''));
    await client.query(`listen ${CHANNEL}`);
  }
}
