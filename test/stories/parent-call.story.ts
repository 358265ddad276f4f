// Scenario 2: a parent calls about an applicant, a typical question is answered at once and fulfilled during the work after the call.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonCall } from '#apps/simulator/telephone/phone.js';
import type { ClientView } from '#libs/contract/clients.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { type HotlineOffice, openHotlineOffice } from '../peers/hotline-office.js';
import type { Person } from '../world.js';

let office: HotlineOffice;
beforeAll(async () => {
  office = await openHotlineOffice();
});
afterAll(() => office?.stop());

describe('[partly 003-2.1f] [partly 003-1.8c] a parent calls', () => {
  let timur: Person;
  let caller: PersonCall;
  let ticket: TicketView;

  it('an unknown number chooses key 1, waits 25 s and is answered', async () => {
    const desk = await office.atWork('timur');
    timur = desk.person;
    caller = office.call();
    await office.until(caller.waitFor('gather'));
    caller.press('1');
    await office.until(caller.waitFor('queued', 'admission'));
    [ticket] = await office.ticketsOf(caller.leg.origin.from);
    expect(ticket).toMatchObject({ client: { provisional: true, name: expect.stringContaining('555') } });
    await office.see(
      async () => desk.phone.call,
      (ringing) => ringing !== null,
    );
    await office.pass(24_000);
    desk.phone.call!.answer();
    await office.until(desk.phone.call!.waitFor('gather'));
    desk.phone.call!.press('1');
    await office.until(caller.waitFor('bridged'));
    expect(caller.ledger().waitMs).toBeGreaterThanOrEqual(24_000);
    expect((await timur.get<TicketView>(`/api/tickets/${ticket.id}`)).body).toMatchObject({
      status: 'assigned',
      assignee: { id: timur.id },
    });
  });

  it('during the talk the manager makes the mother’s card, related to the applicant’s; the relation is not yet confirmed', async () => {
    const card = (await timur.get<ClientView>(`/api/clients/${ticket.client.id}`)).body;
    const named = await timur.patch(`/api/clients/${card.id}`, { version: card.version, name: 'Мингазова Лейсан', category: 'other' });
    expect(named.body).toMatchObject({ name: 'Мингазова Лейсан', provisional: false });
    const son = (await timur.post<ClientView>('/api/clients', { name: 'Мингазов Тимур', category: 'applicant' })).body;
    const related = await timur.post<ClientView>(`/api/clients/${son.id}/representatives`, { client: card.id, relation: 'parent' });
    expect(related.body.representatives).toEqual([
      { client: { id: card.id, name: 'Мингазова Лейсан' }, relation: 'parent', confirmed: false },
    ]);
    // without a reason nobody confirms it
    const bare = await timur.post(`/api/clients/${son.id}/representatives`, { client: card.id, relation: 'parent', confirmed: true });
    expect(bare.status).toBe(400);
    const mother = (await timur.get<ClientView>(`/api/clients/${card.id}`)).body;
    expect(mother.represents).toEqual([{ client: { id: son.id, name: 'Мингазов Тимур' }, relation: 'parent', confirmed: false }]);
    expect(mother.history.recent.map((one) => one.id)).toEqual([ticket.id]);
  });

  it('a typical question is answered at once and fulfilled by the same manager during the work after the call', async () => {
    await office.pass(40_000);
    caller.hangUp();
    await office.pass(3000);
    expect((await timur.get('/api/calls/current')).body.call).toMatchObject({ state: 'wrap-up' });
    await timur.patch(`/api/tickets/${ticket.id}`, { topic: 'adm_deadlines' });
    const told = { channel: 'hotline', text: 'Приём документов до 25 июля, зачисление 3 августа.' };
    const resolved = await timur.post<TicketView>(`/api/tickets/${ticket.id}/resolution`, { result: 'explained', told });
    expect(resolved.body).toMatchObject({
      status: 'resolved',
      resolution: { result: 'explained', by: timur.id },
      told: { channel: 'hotline', by: timur.id },
    });
    await timur.post(`/api/calls/${caller.sid}/wrap-up`);
    await office.pass(45_000);
    const [wrapped] = await office.journal(ticket.id, 'call.wrapped');
    expect(wrapped!.facts).toMatchObject({ outcome: 'answered', recording: true, agent: timur.id });
    const transfers = await office.journal(ticket.id, 'ticket.transferred');
    expect([transfers, (await office.ticketsOf(caller.leg.origin.from)).length]).toEqual([[], 1]);
  });

  it('the next time the same number calls, the card is known', async () => {
    const again = office.telephone.caller(caller.leg.origin.from).dial();
    await office.until(again.waitFor('gather'));
    again.press('1');
    await office.until(again.waitFor('queued'));
    const tickets = await office.ticketsOf(caller.leg.origin.from);
    expect(tickets.map((one) => one.client.name)).toEqual(['Мингазова Лейсан', 'Мингазова Лейсан']);
    again.hangUp();
    await office.pass(2000);
  });
});
