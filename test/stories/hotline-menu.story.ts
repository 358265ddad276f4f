// 003 §2.6: where the keys of the telephone menu lead, and to whom a known caller is offered first.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonCall } from '#apps/simulator/telephone/phone.js';
import type { DecisionView } from '#libs/contract/tickets.js';
import { type HotlineOffice, openHotlineOffice } from '../peers/hotline-office.js';

let office: HotlineOffice;
beforeAll(async () => {
  office = await openHotlineOffice();
});
afterAll(() => office?.stop());

async function choose(call: PersonCall, keys: string): Promise<string> {
  await office.until(call.waitFor('gather'));
  for (const key of keys) {
    call.press(key);
    await office.pass(1500);
  }
  return (await office.until(call.waitFor('queued'))).detail;
}

async function ticketOf(call: PersonCall) {
  const [ticket] = await office.ticketsOf(call.leg.origin.from);
  return ticket!;
}

async function pathOf(ticketId: string): Promise<unknown> {
  // the network's "queued" and our journal's come at the same moment, in either order
  const [line] = await office.see(
    () => office.journal(ticketId, 'call.queued'),
    (lines) => lines.length > 0,
    5000,
  );
  return line!.facts.menuPath;
}

describe('[003-2.6] calls are led by their specifics', () => {
  it('a student with a study manager on duty is offered that manager first, whatever key was pressed', async () => {
    const svetlana = await office.atWork('svetlana');
    const timur = await office.atWork('timur');
    const admin = await office.world.as('admin');
    const created = await admin.post('/api/clients', {
      name: 'Гарифуллина Алсу',
      category: 'student',
      phone: '+79165550777',
      owner: svetlana.person.id,
    });
    expect(created.status).toBe(201);
    const call = office.telephone.caller('+79165550777').dial();
    await choose(call, '1');
    const ticket = await ticketOf(call);
    expect(ticket.client).toMatchObject({ id: created.body.id, name: 'Гарифуллина Алсу' });
    await office.see(
      async () => svetlana.phone.call,
      (ringing) => ringing !== null,
      5000,
    );
    expect(timur.phone.call).toBeNull();
    expect(await pathOf(ticket.id)).toEqual(['1']);
    const decision = (await office.pavel.get<DecisionView>(`/api/tickets/${ticket.id}/decision`)).body;
    expect(decision.reason).toContain('звонит закреплённый клиент');
    call.hangUp();
    for (const { person } of [svetlana, timur]) await person.put('/api/presence', { state: 'offline' });
    await office.pass(1000);
  });

  it.each([
    ['1', 'admission', ['1']],
    ['2', 'study', ['2']],
    ['3', 'hotline', ['3']],
    ['0', 'hotline', ['0']],
    ['72', 'study', ['7', '2']],
    ['78', 'hotline', ['7', '8']],
    ['', 'hotline', []],
  ])('keys "%s" lead to %s, and the path is kept', async (keys, queue, path) => {
    const call = office.call();
    expect(await choose(call, keys)).toBe(queue);
    const ticket = await ticketOf(call);
    expect(ticket.queue).toMatchObject({ code: queue });
    expect(await pathOf(ticket.id)).toEqual(path);
    call.hangUp();
    await office.pass(1000);
  });

  it('key 4 is a complaint, more urgent than other calls', async () => {
    const [complaint, other] = [office.call(), office.call()];
    await choose(complaint, '4');
    await choose(other, '0');
    const [first, second] = [await ticketOf(complaint), await ticketOf(other)];
    expect([first.kind, second.kind]).toEqual(['complaint', 'request']);
    expect(first.priority).toBeLessThan(second.priority);
    complaint.hangUp();
    other.hangUp();
    await office.pass(1000);
  });

  it('the head moves a key to another line in the settings, and the next call follows', async () => {
    const { db } = office.world.services;
    await db.query(`update settings set value = jsonb_set(value, '{steps,root,keys,3,queue}', '"contact"') where key = 'phoneMenu'`);
    const call = office.call();
    expect(await choose(call, '3')).toBe('contact');
    call.hangUp();
    await office.pass(1000);
  });
});
