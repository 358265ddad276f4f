// Stores the demo's staff, clients, their addresses and relations; answers ids by login and by the generator's keys.
import type { SeedClient, SeedStaff } from '#apps/simulator/institute/story.js';
import type { Tx } from '#libs/kernel/database.js';
import type { Database } from '#libs/kernel/database.service.js';
import { nameKey } from '#libs/people/find-text.js';
import { formatPhone } from '#libs/people/phone.js';
import type { SeedChannel } from './demo-facts.js';
import { insertRows } from './demo-insert.adapter.js';
import { storeLines } from './demo-journal.adapter.js';

const DAY_MS = 86_400_000;
/** Everybody was appointed before the history begins. */
export const APPOINTED_DAYS = 500;
/** A newcomer leaves chats open and should be offered calls all the same. */
const LEAST_CAPACITY = 2;
const AGENT = [
  ['login', 'text'],
  ['name', 'text'],
  ['role', 'text'],
  ['department_id', 'bigint'],
  ['password_hash', 'text'],
  ['phone', 'text'],
  ['email', 'text'],
  ['capacity', 'real'],
  ['order_note', 'text'],
  ['created_at', 'timestamptz'],
] as const;
const CLIENT = [
  ['name', 'text'],
  ['name_key', 'text'],
  ['category', 'text'],
  ['owner_id', 'bigint'],
  ['birth_date', 'date'],
  ['language', 'text'],
  ['programme', 'text'],
  ['note', 'text'],
  ['created_at', 'timestamptz'],
  ['updated_at', 'timestamptz'],
] as const;
const IDENTITY = [
  ['client_id', 'bigint'],
  ['kind', 'text'],
  ['channel', 'text'],
  ['value', 'text'],
  ['display', 'text'],
  ['verified', 'bool'],
  ['created_at', 'timestamptz'],
] as const;
const CATEGORY = [
  ['client_id', 'bigint'],
  ['from_at', 'timestamptz'],
  ['category', 'text'],
] as const;
const RELATION = [
  ['client_id', 'bigint'],
  ['representative_id', 'bigint'],
  ['relation', 'text'],
  ['confirmed', 'bool'],
  ['confirmed_by', 'bigint'],
  ['reason', 'text'],
  ['created_at', 'timestamptz'],
] as const;

/** Ids by login. Everybody has the same password. */
export async function storeStaff(db: Database, staff: SeedStaff[], passwordHash: string, now: Date): Promise<Map<string, string>> {
  return db.transaction(async (tx) => {
    const departments = await byCode(tx, 'departments');
    const queues = await byCode(tx, 'queues');
    const appointedAt = new Date(now.getTime() - APPOINTED_DAYS * DAY_MS);
    const rows = staff.map((one) => [
      one.login,
      one.name,
      one.role,
      one.department && departments.get(one.department)!,
      passwordHash,
      one.phone,
      one.email,
      Math.max(one.capacity, LEAST_CAPACITY),
      one.order,
      appointedAt,
    ]);
    const ids = (await insertRows<{ id: string }>(tx, 'agents', AGENT, rows, 'id')).map((row) => row.id);
    const members = staff.flatMap((one, i) => one.queues.map((code) => [queues.get(code)!, ids[i]]));
    await insertRows(
      tx,
      'queue_members',
      [
        ['queue_id', 'bigint'],
        ['agent_id', 'bigint'],
      ],
      members,
    );
    const lines = staff.map((one, i) => ({
      subject: ['agent', ids[i]!] as const,
      at: appointedAt,
      kind: 'agent.appointed',
      actor: { kind: 'system' as const, id: null },
      facts: { role: one.role, order: one.order },
      reason: null,
    }));
    await storeLines(tx, lines);
    return new Map(staff.map((one, i) => [one.login, ids[i]!]));
  });
}

/** Ids by the generator's keys. */
export async function storeClients(
  db: Database,
  clients: SeedClient[],
  agents: Map<string, string>,
  channels: Map<string, SeedChannel>,
  report: (stored: number) => void,
): Promise<Map<number, string>> {
  const ids = new Map<number, string>();
  for (let from = 0; from < clients.length; from += 400) {
    const part = clients.slice(from, from + 400);
    await db.transaction((tx) => storePart(tx, part, { agents, channels, ids }));
    report(part.length);
  }
  await db.transaction((tx) => storeRelations(tx, clients, ids, agents));
  return ids;
}

async function storePart(
  tx: Tx,
  clients: SeedClient[],
  { agents, channels, ids }: { agents: Map<string, string>; channels: Map<string, SeedChannel>; ids: Map<number, string> },
): Promise<void> {
  const rows = clients.map((one) => [
    one.name,
    nameKey(one.name),
    one.category,
    one.owner && agents.get(one.owner)!,
    one.birthDate,
    one.language,
    one.programme,
    one.note,
    one.createdAt,
    one.createdAt,
  ]);
  const stored = await insertRows<{ id: string }>(tx, 'clients', CLIENT, rows, 'id');
  clients.forEach((one, i) => void ids.set(one.key, stored[i]!.id));
  await insertRows(
    tx,
    'client_categories',
    CATEGORY,
    clients.flatMap((one) => one.periods.map((period) => [ids.get(one.key), period.from, period.category])),
  );
  await insertRows(
    tx,
    'identities',
    IDENTITY,
    clients.flatMap((one) => addressesOf(one, channels).map((address) => [ids.get(one.key), ...address, one.createdAt])),
  );
  await storeLines(
    tx,
    clients.map((one) => ({
      subject: ['client', ids.get(one.key)!] as const,
      clientId: ids.get(one.key),
      at: one.createdAt,
      kind: 'client.created',
      actor: { kind: 'machine' as const, id: null },
      facts: { category: one.periods[0]!.category },
      reason: null,
    })),
  );
}

/** kind, channel, value, display, verified. */
function addressesOf(client: SeedClient, channels: Map<string, SeedChannel>): unknown[][] {
  const accounts = client.accounts.flatMap(({ channel, address, name }) => {
    const known = channels.get(channel);
    return known ? [['account', channel, known.wire(address).address, name || client.name, true]] : [];
  });
  return [
    ...client.phones.map((phone) => ['phone', '', phone, formatPhone(phone), true]),
    ...client.emails.map((mail) => ['email', '', mail, mail, true]),
    ...accounts,
  ];
}

async function storeRelations(tx: Tx, clients: SeedClient[], ids: Map<number, string>, agents: Map<string, string>): Promise<void> {
  const rows = clients.flatMap((one) =>
    one.represents.map(({ client, relation, confirmed, reason }) => [
      ids.get(client),
      ids.get(one.key),
      relation,
      confirmed,
      confirmed ? agents.get('irina')! : null,
      reason,
      one.createdAt,
    ]),
  );
  await insertRows(tx, 'representatives', RELATION, rows);
}

async function byCode(tx: Tx, table: 'departments' | 'queues'): Promise<Map<string, string>> {
  return new Map((await tx.query<{ id: string; code: string }>(`select id, code from ${table}`)).map((row) => [row.code, row.id]));
}
