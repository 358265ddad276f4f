// A client writes: one transaction keeps the raw envelopes, drops repeats, finds the clients, registers or continues tickets,
// appends messages and journal, and enqueues what follows; only its commit lets a channel say "accepted".
import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { MetricsService } from '#libs/kernel/metrics.service.js';
import type { ChannelAccount, Receipt } from './channel.js';
import type { Inbound } from './inbound.js';
import { storable } from './inbound-text.js';
import type { IntakeCall, Item } from './intake-receipts.js';
import { IntakeEventsService } from './intake-events.service.js';
import { IntakeTalksService } from './intake-talks.service.js';
import { Lane } from './lanes.js';
import { LedgerService } from './ledger.service.js';
import { asQuarantined, isPoison } from './poison.js';
import { isTalk, SendersService } from './senders.service.js';

const STATES = {
  repeated: 'duplicate',
  duplicate: 'duplicate',
  accepted: 'accepted',
  automatic: 'automatic',
  quarantined: 'quarantined',
  skipped: 'skipped',
} as const;

@Injectable()
export class IntakeService {
  private readonly lanes: Lane<IntakeCall, Receipt[]>[];

  constructor(
    private readonly db: Database,
    private readonly ledger: LedgerService,
    private readonly senders: SendersService,
    private readonly events: IntakeEventsService,
    private readonly talks: IntakeTalksService,
    private readonly metrics: MetricsService,
  ) {
    this.lanes = [];
  }

  /** Called once at start with the configured width. */
  open(settings: { lanes: number; batch: number }): void {
    for (let i = 0; i < settings.lanes; i++)
      this.lanes.push(
        new Lane(
          (calls) => this.store(calls),
          settings.batch,
          (call, error) => this.rescue(call, error),
        ),
      );
  }

  /** Resolves after commit; rejects when nothing of the call was stored. An account keeps its lane, so order per sender holds. */
  async receive(account: ChannelAccount, envelopes: Inbound[], cursor?: { key: string; value: unknown }): Promise<Receipt[]> {
    const lane = this.lanes[Number(BigInt(account.id) % BigInt(this.lanes.length))]!;
    const receipts = await lane.push({ account, envelopes: envelopes.map(storable), cursor }, envelopes.length);
    // the provider is answered under its own key, even where the stored one is shorter
    return receipts.map((receipt, i) => ({ ...receipt, providerKey: envelopes[i]!.providerKey }));
  }

  private async store(calls: IntakeCall[]): Promise<Receipt[][]> {
    const large = await this.ledger.keepLarge(calls);
    const items = await this.db.transaction((tx) => this.storeIn(tx, calls, large));
    this.count(items);
    let next = 0;
    return calls.map((call) => call.envelopes.map(() => receiptOf(items[next++]!)));
  }

  /** A call that fails alone is stored envelope by envelope; the poison goes to the quarantine and the cursor moves on with the last. */
  private async rescue(call: IntakeCall, error: unknown): Promise<Receipt[]> {
    if (!isPoison(error)) throw error;
    const receipts: Receipt[] = [];
    for (const [i, envelope] of call.envelopes.entries()) {
      const cursor = i === call.envelopes.length - 1 ? call.cursor : undefined;
      const alone = { ...call, cursor, envelopes: [envelope] };
      const [stored] = await this.store([alone]).catch((own: unknown) => {
        if (!isPoison(own)) throw own;
        return this.store([{ ...alone, envelopes: [asQuarantined(envelope, own)] }]);
      });
      receipts.push(stored![0]!);
    }
    return receipts;
  }

  private async storeIn(tx: Tx, calls: IntakeCall[], large: Map<Buffer, string>): Promise<Item[]> {
    const items = await this.ledger.enter(tx, calls, large);
    const fresh = items.filter((item) => item.fate === 'accepted');
    const conversations = await this.senders.conversations(
      tx,
      items.filter((item) => (item.fate === 'accepted' || item.fate === 'automatic') && isTalk(item.envelope.event)),
    );
    await this.talks.store(tx, fresh, conversations);
    await this.events.store(
      tx,
      items.filter((item) => item.fate === 'accepted' || item.fate === 'automatic'),
      conversations,
    );
    await this.ledger.settle(tx, items);
    await this.ledger.saveCursors(tx, calls);
    const accounts = [...new Set(fresh.map((item) => item.account.id))];
    if (accounts.length)
      await tx.query('update channel_accounts set last_inbound_at = $2 where id = any($1::bigint[])', [
        accounts,
        fresh[0]!.envelope.receivedAt,
      ]);
    return items;
  }

  private count(items: Item[]): void {
    for (const { fate, account } of items) {
      const labels = { channel: account.channel };
      if (fate === 'accepted') this.metrics.inboundAccepted.inc(labels);
      else if (fate === 'repeated' || fate === 'duplicate') this.metrics.inboundDuplicates.inc(labels);
      else if (fate === 'quarantined') this.metrics.quarantined.inc(labels);
    }
  }
}

const receiptOf = (item: Item): Receipt => ({
  providerKey: item.envelope.providerKey,
  state: STATES[item.fate],
  ticketId: item.ticketId,
  messageId: item.messageId,
});
