// Live events between parts and processes: in-process at once, other processes through a carrier, debounced after commit.
import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LiveEventMap, LiveEventName } from './events.js';
import type { LiveCarrier } from './live-carrier.js';
import type { Logger } from './logger.js';

const BATCH = 100;

/** `emit` tells everybody, `on` listens. Losing an event must harm nobody: readers also look by themselves. */
@Injectable()
export class LiveEvents {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly self = randomUUID().slice(0, 8);
  private outbox: [LiveEventName, unknown][] = [];
  private flushing = false;
  private opened = false;

  constructor(
    private readonly carrier: LiveCarrier,
    private readonly log: Logger,
  ) {}

  on<N extends LiveEventName>(name: N, listener: (event: LiveEventMap[N]) => void): () => void {
    this.emitter.on(name, listener);
    return () => this.emitter.off(name, listener);
  }

  emit<N extends LiveEventName>(name: N, event: LiveEventMap[N]): void {
    this.emitter.emit(name, event);
    if (!this.opened) return;
    if (name === 'journal' && this.outbox.some(([n]) => n === 'journal')) return;
    this.outbox.push([name, event]);
    if (!this.flushing) void this.flush();
  }

  journalGrew(): void {
    this.emit('journal', {});
  }

  async open(): Promise<void> {
    await this.carrier.open({
      receive: (payload) => this.receive(payload),
      // settings and journal rows may have changed unheard
      regained: () => {
        this.emitter.emit('journal', {});
        this.emitter.emit('channels', { accountId: null });
      },
    });
    this.opened = true;
  }

  async close(): Promise<void> {
    this.opened = false;
    await this.carrier.close();
  }

  private async flush(): Promise<void> {
    this.flushing = true;
    while (this.outbox.length && this.opened) {
      const batch = this.outbox.splice(0, BATCH);
      const text = JSON.stringify([this.self, batch]);
      const payload = Buffer.byteLength(text) <= this.carrier.most ? text : JSON.stringify([this.self, [['journal', {}]]]);
      await this.carrier.publish(payload).catch((err: Error) => this.log.debug({ err }, 'a live event was not carried'));
    }
    this.flushing = false;
  }

  private receive(payload: string): void {
    const [from, batch] = JSON.parse(payload) as [string, [LiveEventName, unknown][]];
    if (from !== this.self) for (const [name, event] of batch) this.emitter.emit(name, event);
  }
}
