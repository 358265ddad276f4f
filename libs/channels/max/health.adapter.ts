// Tells the host how the account is doing, in its own sentences, and only when that has changed.
import type { ChannelAccount, ChannelHost } from '../channel.js';

/** A sentence of the channel's own: its key and facts. */
export interface Reason {
  key: string;
  facts: Record<string, string | number>;
}

export class Health {
  private told = '';

  constructor(
    private readonly account: ChannelAccount,
    private readonly host: ChannelHost,
  ) {}

  up(): void {
    this.tell('up');
  }

  trouble(state: 'degraded' | 'down', { key, facts }: Reason): void {
    this.tell(state, this.host.text(this.account.language, `${this.account.channel}.${key}`, facts));
  }

  private tell(state: 'up' | 'degraded' | 'down', reason?: string): void {
    const news = `${state}\n${reason ?? ''}`;
    if (news === this.told) return;
    this.told = news;
    this.host.health(this.account, state, reason);
  }
}
