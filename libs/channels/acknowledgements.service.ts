// Automatic words to the client: "registered under number …" with an honest time, or where to write instead; never to robots, never twice a day.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { TextsService } from '#libs/kernel/texts.service.js';
import { WorkingTimeService } from '#libs/tickets/working-time.service.js';
import { AccountsService } from './accounts.service.js';
import type { ChannelAccount } from './channel.js';
import { OutboundService } from './outbound.service.js';
import { SilenceService } from './silence.service.js';

export interface Newcomer {
  account: ChannelAccount;
  conversationId: string;
  conversationKey: string;
  to: { address: string; name: string | null };
  /** Nobody can be answered at that address. */
  unreachable?: boolean;
  ticketId: string;
  number: string;
  clientId: string;
  dueAt: Date;
}
const DAY_MS = 86_400_000;

@Injectable()
export class AcknowledgementsService {
  constructor(
    private readonly clock: Clock,
    private readonly texts: TextsService,
    private readonly workingTime: WorkingTimeService,
    private readonly accounts: AccountsService,
    private readonly outbound: OutboundService,
    private readonly rules: { silence: SilenceService; acknowledge: boolean; perAddressPerDay: number },
  ) {}

  /** True when anything was said. */
  async welcome(tx: Tx, newcomers: Newcomer[]): Promise<boolean> {
    const willing = newcomers.filter((one) => !one.unreachable && this.speaks(one.account));
    if (!willing.length || !this.rules.acknowledge || (await this.rules.silence.silenced(tx))) return false;
    const told = await this.withinLimit(tx, willing);
    await this.outbound.send(
      tx,
      told.map((one) => ({
        accountId: one.account.id,
        conversationKey: one.conversationKey,
        to: one.to,
        automatic: true,
        message: {
          ticketId: one.ticketId,
          clientId: one.clientId,
          at: this.clock.now(),
          direction: 'outbound',
          author: { kind: 'machine', id: null, name: null },
          text: this.wording(one),
          html: null,
          files: [],
          meta: { automatic: true },
          channel: one.account.channel,
          accountId: one.account.id,
          conversationId: one.conversationId,
          externalId: null,
          clientKey: null,
        },
      })),
    );
    return told.length > 0;
  }

  private speaks(account: ChannelAccount): boolean {
    const { turns, starts } = this.accounts.channel(account.channel).descriptor;
    return account.mode === 'redirect' || ((turns === 'letter' || turns === 'chat') && starts !== 'none') || turns === 'chat';
  }

  private wording({ account, number, dueAt }: Newcomer): string {
    const now = this.clock.now();
    const opens = this.workingTime.opensBy(account.hours ?? '', now);
    const facts = {
      number,
      due: this.spoken(dueAt, account.language),
      open: this.spoken(opens, account.language),
    };
    if (account.mode === 'redirect') return this.texts.say(account.language, 'automatic.redirect', facts);
    const { turns } = this.accounts.channel(account.channel).descriptor;
    const hours = opens.getTime() === now.getTime() ? 'open' : 'closed';
    return this.texts.say(account.language, `automatic.registered.${turns === 'letter' ? 'letter' : 'chat'}.${hours}`, facts);
  }

  private spoken(at: Date, language: 'ru' | 'en'): string {
    return new Intl.DateTimeFormat(language, {
      timeZone: this.workingTime.timeZone,
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
    }).format(at);
  }

  /** Letters: at most so many acknowledgements an address and day, this batch counted; in chats the number is part of the talk. */
  private async withinLimit(tx: Tx, newcomers: Newcomer[]): Promise<Newcomer[]> {
    const isLetter = (one: Newcomer) => this.accounts.channel(one.account.channel).descriptor.turns === 'letter';
    const letters = newcomers.filter(isLetter);
    if (!letters.length) return newcomers;
    const rows = await tx.query<{ address: string; told: number }>(
      'select address, count(*)::int as told from deliveries where automatic and address = any($1) and created_at > $2 group by address',
      [letters.map((one) => one.to.address), new Date(this.clock.now().getTime() - DAY_MS)],
    );
    const told = new Map(rows.map((row) => [row.address, row.told]));
    return newcomers.filter((one) => {
      if (!isLetter(one)) return true;
      const before = told.get(one.to.address) ?? 0;
      told.set(one.to.address, before + 1);
      return before < this.rules.perAddressPerDay;
    });
  }
}
