// Live events between parts and processes: in-process at once, other processes through PostgreSQL NOTIFY, debounced after commit.
import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from './database.service.js';
import type { LiveEventMap, LiveEventName } from './events.js';
import type { Logger } from './logger.js';

const CHANNEL = 'otklik_live';
/** NOTIFY payloads are limited to 8000 bytes by PostgreSQL. */
const PAYLOAD_BYTES = 7500;

/** `emit` tells everybody, `on` listens. Losing an event must harm nobody: readers also look by themselves. */
@Injectable()
export class LiveEvents {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly self = randomUUID().slice(0, 8);
  private listener: pg.PoolClient | null = null;
  private outbox: [LiveEventName, unknown][] = [];
  private flushing = false;
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly log: Logger,
  ) {}

  on<N extends LiveEventName>(name: N, listener: (event: LiveEventMap[N]) => void): () => void {
    this.emitter.on(name, listener);
    return () => this.emitter.off(name, listener);
  }

  emit<N extends LiveEventName>(name: N, event: LiveEventMap[N]): void {
    this.emitter.emit(name, event);
    if (!this.listener) return;
    if (name === 'journal' && this.outbox.some(([n]) => n === 'journal')) return;
    this.outbox.push([name, event]);
    if (!this.flushing) void this.flush();
  }

  journalGrew(): void {
    this.emit('journal', {});
  }

  /** Opens the LISTEN connection and keeps it open until `close`. */
  async open(): Promise<void> {
    const client = await this.db.connection();
    client.on('notification', (note) => this.receive(note.payload ?? ''));
    client.on('error', () => this.reopen(client));
    await client.query(`listen ${CHANNEL}`);
    this.listener = client;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.listener?.release(true);
    this.listener = null;
  }

  private reopen(client: pg.PoolClient): void {
    client.release(true);
    this.listener = null;
    if (this.closed) return;
    this.log.warn('the live connection to PostgreSQL was lost; reopening');
    setTimeout(
      () =>
        !this.closed &&
        this.open().then(
          () => this.emitter.emit('journal', {}),
          () => this.reopenLater(),
        ),
      500,
    ).unref();
  }

  private reopenLater(): void {
    if (!this.closed) setTimeout(() => this.open().catch(() => this.reopenLater()), 1000).unref();
  }

  private async flush(): Promise<void> {
    this.flushing = true;
    while (this.outbox.length && this.listener) {
      const batch = this.outbox.splice(0, 100);
      const text = JSON.stringify([this.self, batch]);
      const payload = Buffer.byteLength(text) < PAYLOAD_BYTES ? text : JSON.stringify([this.self, [['journal', {}]]]);
      await this.listener.query('select pg_notify($1, $2)', [CHANNEL, payload]).catch(() => undefined);
    }
    this.flushing = false;
  }

  private receive(payload: string): void {
    const [from, batch] = JSON.parse(payload) as [string, [LiveEventName, unknown][]];
    if (from !== this.self) for (const [name, event] of batch) this.emitter.emit(name, event);
  }
}
