// RELIABILITY I3: one envelope that can't be stored goes to the quarantine with its raw bytes and holds up nobody.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeWorld, type World } from '../world.js';
import { ACCOUNTS, Clients, envelope } from './envelopes.js';

let world: World;
let clients: Clients;
beforeAll(async () => {
  world = await makeWorld({ accounts: ACCOUNTS });
  clients = await Clients.of(world);
});
afterAll(() => world?.stop());

/** A value that no JSON holds, past every schema. */
const poison = (n: number) => {
  const bad = envelope(world.clock.now(), `poison${n}`, 'яд');
  return { ...bad, event: { ...bad.event, meta: { n: 10n } } as typeof bad.event };
};
const good = (n: number) => envelope(world.clock.now(), `good${n}`, `вопрос ${n}`);

describe('a poison envelope', () => {
  it('in the middle of a polled batch: the others are tickets, it is in quarantine, the cursor has moved', async () => {
    const batch = [good(1), poison(1), good(2), poison(2), good(3)];
    const receipts = await world.services.intake.receive(clients.account('site'), batch, { key: 'offset', value: 77 });
    expect(receipts.map((one) => one.state)).toEqual(['accepted', 'quarantined', 'accepted', 'quarantined', 'accepted']);
    const admin = await world.as('admin');
    const ledger = (await admin.get('/api/ledger/inbound')).body.items;
    expect(ledger.filter((row: { state: string }) => row.state === 'quarantined')).toHaveLength(2);
    const [{ id }] = await world.services.quarantine.list(null);
    expect((await world.services.quarantine.raw(id)).length).toBeGreaterThan(0);
    expect(await world.services.db.query(`select value from channel_cursors where key = 'offset'`)).toEqual([{ value: 77 }]);
  });

  it('beside others in one transaction harms none of them', async () => {
    const calls = [good(11), poison(11), good(12), good(13)];
    const receipts = await Promise.all(calls.map((one) => clients.receive('site', one)));
    expect(receipts.flat().map((one) => one.state)).toEqual(['accepted', 'quarantined', 'accepted', 'accepted']);
  });

  it('delivered again is the same row: a repeat, not a second one', async () => {
    const again = poison(21);
    expect((await clients.receive('site', again))[0]!.state).toBe('quarantined');
    expect((await clients.receive('site', again))[0]!.state).toBe('duplicate');
  });
});
