// Lets the surge happen: each inquiry through its own channel's stand-in, or through the site's own doors.
import { randomUUID } from 'node:crypto';
import type { Outside } from './outside.adapter.js';
import { planSurge, type Wave } from './surge.js';

export interface SurgeState {
  sent: number;
  total: number;
}
const PATIENCE_MS = 40_000;

export class Surge {
  state: SurgeState | null = null;
  private turn = 0;
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly outside: Outside,
    private readonly localUrl: string,
    private readonly changed: () => void,
  ) {}

  /** Nothing while one goes on. */
  begin(): void {
    if (this.state) return;
    const waves = planSurge(this.outside.institute, this.turn++);
    this.state = { sent: 0, total: waves.length };
    this.timers = waves.map((wave, i) => setTimeout(() => void this.send(wave, i === waves.length - 1), wave.atMs));
    this.changed();
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  private async send(wave: Wave, last: boolean): Promise<void> {
    await this.ways[wave.channel]?.(wave).catch((fault: Error) => process.stderr.write(`[demo] ${wave.channel}: ${fault.message}\n`));
    if (this.state) this.state = last ? null : { ...this.state, sent: this.state.sent + 1 };
    this.changed();
  }

  private readonly ways: Record<string, (wave: Wave) => Promise<unknown>> = {
    telegram: async ({ address, text }) => this.outside.telegram.user(Number(address)).text(text),
    max: async ({ address, text }) => this.outside.maxPeople.find((one) => String(one.id) === address)?.text(text),
    email: async ({ address, subject, text }) => this.outside.mail.person(address).send({ subject, text }),
    api: ({ client, text }) =>
      this.post(
        '/channels/api/messages',
        {
          name: client.name,
          email: client.emails[0],
          phone: client.phones[0],
          programme: client.programme ?? '',
          category: client.category,
          text,
          idempotencyKey: randomUUID(),
        },
        { 'x-api-key': this.outside.endpoints.formKey },
      ),
    chat: ({ client, text }) => this.post('/channels/chat/messages', { key: randomUUID(), text, name: client.name }),
    hotline: ({ address }) => this.ring(address),
  };

  /** Asks for a person, waits a while, hangs up: a caller to ring back. */
  private async ring(number: string): Promise<void> {
    const phone = this.outside.telephone.caller(number);
    if (phone.call) return;
    const call = phone.dial();
    void call.waitFor('gather').then(() => call.press('0'));
    this.timers.push(setTimeout(() => call.hangUp(), PATIENCE_MS));
  }

  private async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
    const answer = await fetch(this.localUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
  }
}
