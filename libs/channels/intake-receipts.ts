// Which of a batch's envelopes are new: by provider key, then by content; pure, so that every repeat case is a table row.
import type { ChannelAccount } from './channel.js';
import type { Inbound } from './inbound.js';

export interface IntakeCall {
  account: ChannelAccount;
  envelopes: Inbound[];
  cursor?: { key: string; value: unknown };
}
export interface KnownReceipt {
  id: string;
  account_id: string;
  provider_key: string;
  external_id: string;
  content_hash: string;
  state: string;
  ticket_id: string | null;
  message_id: string | null;
}
export type Fate = 'repeated' | 'duplicate' | 'accepted' | 'automatic' | 'quarantined' | 'skipped';
/** One envelope on its way through a batch; later steps fill in ids. */
export interface Item {
  account: ChannelAccount;
  envelope: Inbound;
  fate: Fate;
  reason: string | null;
  receiptId: string | null;
  envelopeId: string | null;
  ticketId: string | null;
  messageId: string | null;
  /** The item of this batch, or the stored receipt, that this one repeats. */
  twin: Item | null;
}

const provider = (accountId: string, key: string): string => `${accountId}\n${key}`;
const content = (accountId: string, externalId: string, hash: string): string => `${accountId}\n${externalId}\n${hash}`;

/** Decides every envelope's fate in order; `known` holds receipts that share a provider key or content with the batch. */
export function judge(calls: IntakeCall[], known: KnownReceipt[]): Item[] {
  const byProvider = new Map<string, KnownReceipt | Item>(known.map((row) => [provider(row.account_id, row.provider_key), row]));
  const byContent = new Map<string, KnownReceipt | Item>(
    known
      .filter((row) => row.state === 'accepted' || row.state === 'automatic')
      .map((row) => [content(row.account_id, row.external_id, row.content_hash), row]),
  );
  return calls.flatMap(({ account, envelopes }) =>
    envelopes.map((envelope) => {
      const item: Item = {
        account,
        envelope,
        fate: fresh(account, envelope),
        reason: null,
        receiptId: null,
        envelopeId: null,
        ticketId: null,
        messageId: null,
        twin: null,
      };
      const providerKey = provider(account.id, envelope.providerKey);
      const contentKey = content(account.id, envelope.externalId, envelope.contentHash);
      const seen = byProvider.get(providerKey);
      const same = byContent.get(contentKey);
      if (seen) repeat(item, seen, 'repeated');
      else if (same && item.fate !== 'quarantined') repeat(item, same, 'duplicate');
      if (!seen) byProvider.set(providerKey, item);
      if (!same && (item.fate === 'accepted' || item.fate === 'automatic')) byContent.set(contentKey, item);
      const { event } = envelope;
      const told = item.fate === 'quarantined' || item.fate === 'automatic';
      if (told && 'reason' in event) item.reason = event.reason;
      return item;
    }),
  );
}

/** What became of an envelope that another process stored in the same moment: nothing, or a duplicate still to be entered. */
export function yieldTo(item: Item, known: KnownReceipt[]): void {
  const { providerKey, externalId, contentHash } = item.envelope;
  const mine = known.filter((row) => row.account_id === item.account.id);
  const same = mine.find((row) => row.provider_key === providerKey);
  const twin = mine.find(
    (row) => row.external_id === externalId && row.content_hash === contentHash && (row.state === 'accepted' || row.state === 'automatic'),
  );
  if (same) repeat(item, same, 'repeated');
  else if (twin) repeat(item, twin, 'duplicate');
}

function fresh(account: ChannelAccount, { event, providerAt }: Inbound): Fate {
  if (event.kind === 'quarantine') return 'quarantined';
  if (event.kind === 'automatic' || (event.kind === 'message' && event.quiet)) return 'automatic';
  return providerAt && providerAt < account.intakeFrom ? 'skipped' : 'accepted';
}

function repeat(item: Item, of: KnownReceipt | Item, fate: 'repeated' | 'duplicate'): void {
  item.fate = fate;
  if ('envelope' in of) item.twin = of;
  else {
    item.ticketId = of.ticket_id;
    item.messageId = of.message_id;
    if (fate === 'repeated') item.receiptId = of.id;
  }
}
