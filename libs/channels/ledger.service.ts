// The inbound ledger and the raw envelopes: what was received, in which state, once per provider delivery.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { FileStore } from '#libs/kernel/files.adapter.js';
import { type IntakeCall, type Item, judge, type KnownReceipt, yieldTo } from './intake-receipts.js';

const KNOWN = `
  select r.id, r.account_id, r.provider_key, r.external_id, r.content_hash, r.state, r.ticket_id, r.message_id
  from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as b(account_id, provider_key, external_id, content_hash)
  join inbound_receipts r on r.account_id = b.account_id and (r.provider_key = b.provider_key or (r.external_id = b.external_id and r.content_hash = b.content_hash))`;
// Both unique indexes wait for a competitor's commit; the rows that come back are ours.
const INSERT = `
  insert into inbound_receipts (channel, account_id, provider_key, external_id, content_hash, state, envelope_id, reason, accepted_at)
  select *, $9::timestamptz from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[])
  on conflict do nothing returning id, account_id, provider_key`;
/** The ledger's states; before-intake messages count as automatic. */
const STATE = {
  duplicate: 'duplicate',
  accepted: 'accepted',
  automatic: 'automatic',
  quarantined: 'quarantined',
  skipped: 'automatic',
} as const;

@Injectable()
export class LedgerService {
  constructor(
    private readonly clock: Clock,
    private readonly files: FileStore,
    private readonly settings: { rawRowBytes: number },
  ) {}

  /** Large raw envelopes become files before the transaction that names them. */
  async keepLarge(calls: IntakeCall[]): Promise<Map<Buffer, string>> {
    const kept = new Map<Buffer, string>();
    for (const { envelopes } of calls)
      for (const { raw } of envelopes) if (raw.length > this.settings.rawRowBytes) kept.set(raw, await this.files.put(raw));
    return kept;
  }

  /** Judges the batch and writes envelopes and receipts for everything that is not a plain repeat. */
  async enter(tx: Tx, calls: IntakeCall[], large: Map<Buffer, string>): Promise<Item[]> {
    const items = judge(
      calls,
      await this.known(
        tx,
        calls.flatMap(({ account, envelopes }) => envelopes.map((envelope) => ({ account, envelope }))),
      ),
    );
    let open = items.filter((item) => item.fate !== 'repeated');
    await this.keepEnvelopes(tx, open, large);
    while (open.length) {
      await this.insert(tx, open);
      // a row that stood in the way belongs to a process that has just committed: its ticket and message are the answer
      const lost = open.filter((item) => !item.receiptId);
      const known = lost.length ? await this.known(tx, lost) : [];
      for (const item of lost) yieldTo(item, known);
      await this.dropEnvelopes(
        tx,
        lost.filter((item) => item.fate === 'repeated'),
      );
      open = lost.filter((item) => item.fate !== 'repeated');
    }
    return items;
  }

  /** Writes which ticket and message each accepted envelope became. */
  async settle(tx: Tx, items: Item[]): Promise<void> {
    for (const item of items) if (item.twin) ({ ticketId: item.ticketId, messageId: item.messageId } = item.twin);
    const done = items.filter((item) => item.ticketId && item.receiptId && item.fate !== 'repeated');
    if (!done.length) return;
    await tx.query(
      'update inbound_receipts r set ticket_id = d.ticket_id, message_id = d.message_id from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as d(id, ticket_id, message_id) where r.id = d.id',
      [done.map((i) => i.receiptId), done.map((i) => i.ticketId), done.map((i) => i.messageId)],
    );
  }

  async saveCursors(tx: Tx, calls: IntakeCall[]): Promise<void> {
    const last = new Map(calls.filter((call) => call.cursor).map((call) => [`${call.account.id}\n${call.cursor!.key}`, call]));
    for (const { account, cursor } of last.values())
      await tx.query(
        `insert into channel_cursors (account_id, key, value, updated_at) values ($1, $2, $3, $4) on conflict (account_id, key) do update set value = excluded.value, updated_at = excluded.updated_at`,
        [account.id, cursor!.key, JSON.stringify(cursor!.value), this.clock.now()],
      );
  }

  private known(tx: Tx, all: Pick<Item, 'account' | 'envelope'>[]): Promise<KnownReceipt[]> {
    return tx.query<KnownReceipt>(KNOWN, [
      all.map((x) => x.account.id),
      all.map((x) => x.envelope.providerKey),
      all.map((x) => x.envelope.externalId),
      all.map((x) => x.envelope.contentHash),
    ]);
  }

  /** Gives `receiptId` to every item whose row could be written. */
  private async insert(tx: Tx, items: Item[]): Promise<void> {
    const rows = await tx.query<{ id: string; account_id: string; provider_key: string }>(INSERT, [
      items.map((i) => i.account.channel),
      items.map((i) => i.account.id),
      items.map((i) => i.envelope.providerKey),
      items.map((i) => i.envelope.externalId),
      items.map((i) => i.envelope.contentHash),
      items.map((i) => STATE[i.fate as keyof typeof STATE]),
      items.map((i) => i.envelopeId),
      items.map((i) => (i.fate === 'skipped' ? 'before intake' : i.reason)),
      this.clock.now(),
    ]);
    const ids = new Map(rows.map((row) => [`${row.account_id}\n${row.provider_key}`, row.id]));
    for (const item of items) item.receiptId = ids.get(`${item.account.id}\n${item.envelope.providerKey}`) ?? null;
  }

  private async dropEnvelopes(tx: Tx, items: Item[]): Promise<void> {
    if (!items.length) return;
    await tx.query('delete from envelopes where id = any($1::bigint[])', [items.map((i) => i.envelopeId)]);
  }

  private async keepEnvelopes(tx: Tx, items: Item[], large: Map<Buffer, string>): Promise<void> {
    const rows = await tx.query<{ id: string }>(
      `insert into envelopes (at, account_id, provider_key, raw, file_sha256, reason)
       select $1, d.a, d.k, d.r, d.f, d.w from unnest($2::bigint[], $3::text[], $4::bytea[], $5::text[], $6::text[]) with ordinality as d(a, k, r, f, w, n) order by d.n returning id`,
      [
        this.clock.now(),
        items.map((i) => i.account.id),
        items.map((i) => i.envelope.providerKey),
        items.map((i) => (large.has(i.envelope.raw) ? null : i.envelope.raw)),
        items.map((i) => large.get(i.envelope.raw) ?? null),
        items.map((i) => i.reason),
      ],
    );
    items.forEach((item, i) => {
      item.envelopeId = rows[i]!.id;
    });
  }
}
