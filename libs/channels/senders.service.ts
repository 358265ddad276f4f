// Who wrote: finds or makes the client of each address, and the conversation it belongs to, for a whole batch.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { MACHINE } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { nameKey } from '#libs/people/find-text.js';
import { AccountsService } from './accounts.service.js';
import type { InboundEvent, Sender } from './inbound.js';
import type { Item } from './intake-receipts.js';

export interface ConversationRow {
  id: string;
  account_id: string;
  key: string;
  client_id: string;
  client_category: string;
  ticket_id: string | null;
  group_key: string | null;
  group_message_id: string | null;
  facts: Record<string, unknown>;
}
type Address = { kind: string; channel: string; value: string };
interface Person {
  sender: Sender;
  category: string;
  addresses: (Address & { verified: boolean; display: string })[];
  clientId: string | null;
}
export type TalkEvent = Extract<InboundEvent, { conversationKey: string }>;
export const isTalk = (event: InboundEvent): event is TalkEvent => 'conversationKey' in event;

const LOCK_CLASS = 7703;

@Injectable()
export class SendersService {
  constructor(
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly accounts: AccountsService,
  ) {}

  /** Conversations by `${accountId}\n${key}`, locked; clients and identities are made where missing. */
  async conversations(tx: Tx, items: Item[]): Promise<Map<string, ConversationRow>> {
    const talks = items.filter((item) => isTalk(item.envelope.event));
    if (!talks.length) return new Map();
    const people = await this.people(tx, talks);
    const byKey = new Map<string, { item: Item; event: TalkEvent }>();
    for (const item of talks) {
      const event = item.envelope.event as TalkEvent;
      const key = `${item.account.id}\n${event.conversationKey}`;
      if (!byKey.has(key)) byKey.set(key, { item, event });
    }
    const rows = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    // sorted, so that two batches lock the same conversations in the same order
    const stored = await tx.query<ConversationRow>(
      `insert into conversations as c (account_id, key, channel, address, client_id, created_at)
       select *, $6::timestamptz from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[])
       on conflict (account_id, key) do update set address = c.address
       returning c.id, c.account_id, c.key, c.client_id, c.ticket_id, c.group_key, c.group_message_id, c.facts, (select category from clients k where k.id = c.client_id) as client_category`,
      [
        rows.map((r) => r.item.account.id),
        rows.map((r) => r.event.conversationKey),
        rows.map((r) => r.item.account.channel),
        rows.map((r) => r.event.sender.address),
        rows.map((r) => people.get(addressKey(this.addressOf(r.item, r.event.sender)))!.clientId),
        this.clock.now(),
      ],
    );
    const found = new Map(stored.map((row) => [`${row.account_id}\n${row.key}`, row]));
    for (const [key, { item, event }] of byKey) {
      const person = people.get(addressKey(this.addressOf(item, event.sender)))!;
      const row = found.get(key)!;
      row.client_category ??= person.category;
    }
    return found;
  }

  private async people(tx: Tx, items: Item[]): Promise<Map<string, Person>> {
    const people = new Map<string, Person>();
    for (const item of items) this.meet(people, item);
    const wanted = [...people.values()].flatMap((person) => person.addresses);
    await tx.query(
      `select pg_advisory_xact_lock(${LOCK_CLASS}, h) from (select distinct hashtext(x) as h from unnest($1::text[]) x order by 1) locks`,
      [wanted.map(addressKey)],
    );
    const known = await tx.query<Address & { client_id: string; verified: boolean }>(
      `select i.kind, i.channel, i.value, i.verified, coalesce(c.merged_into, c.id) as client_id from unnest($1::text[], $2::text[], $3::text[]) as w(kind, channel, value)
       join identities i using (kind, channel, value) join clients c on c.id = i.client_id`,
      [wanted.map((a) => a.kind), wanted.map((a) => a.channel), wanted.map((a) => a.value)],
    );
    const clientOf = new Map(known.map((row) => [addressKey(row), row.client_id]));
    for (const person of people.values()) {
      // its own address first; another address only when the network proved it
      const own = clientOf.get(addressKey(person.addresses[0]!));
      const proved = person.addresses
        .slice(1)
        .filter((a) => a.verified)
        .map((a) => clientOf.get(addressKey(a)));
      person.clientId = own ?? proved.find((id) => id !== undefined) ?? null;
    }
    await this.createMissing(
      tx,
      [...people.values()].filter((person) => !person.clientId),
    );
    await this.remember(tx, [...people.values()], clientOf);
    return people;
  }

  private meet(people: Map<string, Person>, item: Item): void {
    const { sender } = item.envelope.event as TalkEvent;
    const own = this.addressOf(item, sender);
    const event = item.envelope.event;
    const category = event.kind === 'message' ? (event.form?.category ?? 'other') : 'other';
    const person = people.get(addressKey(own)) ?? {
      sender,
      category,
      addresses: [{ ...own, verified: own.kind === 'account', display: sender.name ?? own.value }],
      clientId: null,
    };
    if (own.kind !== 'account') person.addresses[0]!.display = own.value;
    for (const kind of ['phone', 'email'] as const) {
      const contact = sender[kind];
      if (contact && !person.addresses.some((a) => a.kind === kind && a.value === contact.value))
        person.addresses.push({ kind, channel: '', value: contact.value, verified: contact.verified, display: contact.value });
    }
    people.set(addressKey(own), person);
  }

  private addressOf(item: Item, sender: Sender): Address {
    const { identity } = this.accounts.channel(item.account.channel).descriptor;
    return identity === 'account'
      ? { kind: 'account', channel: item.account.channel, value: sender.address }
      : { kind: identity, channel: '', value: sender.address };
  }

  private async createMissing(tx: Tx, people: Person[]): Promise<void> {
    if (!people.length) return;
    const now = this.clock.now();
    const names = people.map((p) => (p.sender.name?.trim() || p.sender.phone?.value || p.sender.address).slice(0, 300));
    const rows = await tx.query<{ id: string }>(
      `insert into clients (name, name_key, category, provisional, language, created_at, updated_at)
       select d.name, d.key, d.category, true, d.language, $5, $5 from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as d(name, key, category, language, n) order by d.n returning id`,
      [names, names.map(nameKey), people.map((p) => p.category), people.map((p) => p.sender.language ?? null), now],
    );
    people.forEach((person, i) => {
      person.clientId = rows[i]!.id;
    });
    await tx.query('insert into client_categories (client_id, from_at, category) select unnest($1::bigint[]), $2, unnest($3::text[])', [
      rows.map((r) => r.id),
      now,
      people.map((p) => p.category),
    ]);
    await this.journal.append(
      tx,
      rows.map(({ id }, i) => ({
        kind: 'client.created',
        subject: { type: 'client' as const, id },
        clientId: id,
        actor: MACHINE,
        facts: { provisional: true, category: people[i]!.category },
      })),
    );
  }

  /** New addresses are kept with the client; an address that belongs to somebody else is left with them. */
  private async remember(tx: Tx, people: Person[], known: Map<string, string>): Promise<void> {
    const fresh = people.flatMap((person) =>
      person.addresses.filter((a) => !known.has(addressKey(a))).map((a) => ({ ...a, clientId: person.clientId })),
    );
    if (fresh.length)
      await tx.query(
        `insert into identities (client_id, kind, channel, value, display, verified, created_at)
         select *, $7::timestamptz from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[]) on conflict do nothing`,
        [
          fresh.map((a) => a.clientId),
          fresh.map((a) => a.kind),
          fresh.map((a) => a.channel),
          fresh.map((a) => a.value),
          fresh.map((a) => a.display),
          fresh.map((a) => a.verified),
          this.clock.now(),
        ],
      );
    const proved = people.flatMap((person) =>
      person.addresses.slice(1).filter((a) => a.verified && known.get(addressKey(a)) === person.clientId),
    );
    for (const a of proved)
      await tx.query('update identities set verified = true where kind = $1 and channel = $2 and value = $3 and not verified', [
        a.kind,
        a.channel,
        a.value,
      ]);
  }
}

const addressKey = (a: Address): string => `${a.kind}\n${a.channel}\n${a.value}`;
