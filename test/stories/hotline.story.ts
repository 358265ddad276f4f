// 003 §3.1.1 and scenario 2: a call through the menu, the line, the talk and the hold to the work after it, on the whole program.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonCall } from '#apps/simulator/telephone/phone.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { type HotlineOffice, openHotlineOffice } from '../peers/hotline-office.js';
import type { Person } from '../world.js';

let office: HotlineOffice;
beforeAll(async () => {
  office = await openHotlineOffice();
});
afterAll(() => office?.stop());

const spoken = (call: PersonCall) => call.heard.filter((one) => one.kind === 'say').map((one) => one.text);

/** The caller is heard by the manager, whose phone was rung and who pressed the key. */
async function answered(caller: PersonCall, phone: { call: PersonCall | null }): Promise<void> {
  await office.see(
    async () => phone.call,
    (ringing) => ringing !== null,
  );
  const manager = phone.call!;
  manager.answer();
  await office.until(manager.waitFor('gather'));
  manager.press('1');
  await office.until(caller.waitFor('bridged'));
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1000;

describe('[003-3.1.1] a call is one inquiry with all its facts', () => {
  let timur: Person;
  let caller: PersonCall;
  let ticket: TicketView;

  it('the menu is heard after the notice of recording; key 1 leads to the admission line, which is told honestly', async () => {
    const at = await office.atWork('timur');
    timur = at.person;
    caller = office.call();
    await office.until(caller.waitFor('gather'));
    await office.pass(3000);
    caller.press('1');
    await office.until(caller.waitFor('queued', 'admission'));
    [ticket] = await office.ticketsOf(caller.leg.origin.from);
    expect(ticket).toMatchObject({ status: 'queued', channel: 'hotline', queue: { code: 'admission' }, client: { provisional: true } });
    // the phone rings from the first moment of the wait; it is answered after 25 s
    await office.see(
      async () => at.phone.call,
      (ringing) => ringing !== null,
    );
    await office.pass(25_000);
    expect(caller.heard.some((one) => one.kind === 'music')).toBe(true);
    await answered(caller, at.phone);
    expect(spoken(caller).slice(0, 4)).toEqual([
      'Здравствуйте! Контактный отдел Института „Меридиан“.',
      'Разговор записывается.',
      expect.stringMatching(/^Поступление — один\./),
      'Ваше место в очереди — первое.',
    ]);
    expect(spoken(caller).at(-1)).toBe('Соединяем. Номер вашего обращения: один.');
    const recording = caller.leg.events.findIndex((event) => event.kind === 'recording');
    const notice = caller.leg.events.findIndex((event) => event.detail === 'Разговор записывается.');
    expect(notice).toBeGreaterThan(-1);
    expect(recording).toBeGreaterThan(notice);
  });

  it('the console holds the call, takes it back and hangs up; the work after it ends by the manager’s word', async () => {
    const { call } = (await timur.get('/api/calls/current')).body;
    expect(call).toMatchObject({ callId: caller.sid, ticketId: ticket.id, state: 'talking' });
    await office.pass(20_000);
    expect((await timur.post(`/api/calls/${caller.sid}/hold`)).status).toBe(204);
    await office.until(caller.waitFor('held'));
    await office.pass(8000);
    expect(spoken(caller)).toContain('Пожалуйста, оставайтесь на линии.');
    expect((await timur.get('/api/calls/current')).body.call.state).toBe('held');
    await timur.post(`/api/calls/${caller.sid}/resume`);
    await office.until(caller.waitFor('unheld'));
    await office.pass(5000);
    await timur.post(`/api/calls/${caller.sid}/hangup`);
    await office.until(caller.waitFor('ended'));
    expect(spoken(caller).at(-1)).toBe('Спасибо за разговор. До свидания!');
    await office.pass(12_000);
    expect((await timur.get('/api/calls/current')).body.call.state).toBe('wrap-up');
    await timur.post(`/api/calls/${caller.sid}/wrap-up`);
    expect((await timur.get('/api/calls/current')).body.call).toBeNull();
  });

  it('one inquiry holds caller, menu path, wait, talk, hold, wrap-up, who answered and the recording', async () => {
    await office.pass(45_000);
    const tickets = await office.ticketsOf(caller.leg.origin.from);
    expect(tickets).toHaveLength(1);
    const ended = (await office.journal(ticket.id, 'call.wrapped')).at(-1)!;
    const facts = ended.facts as Record<string, number>;
    const row = caller.ledger();
    expect(facts).toMatchObject({ call: caller.sid, outcome: 'answered', menuPath: ['1'], agent: timur.id, recording: true });
    expect(row.waitMs).toBeGreaterThanOrEqual(25_000);
    expect([near(facts.waitMs, row.waitMs), near(facts.talkMs, row.talkMs), near(facts.holdMs, row.holdMs)]).toEqual([true, true, true]);
    expect(facts.wrapUpMs).toBeGreaterThanOrEqual(11_000);
    const kinds = (await office.journal(ticket.id)).map((line) => line.kind);
    expect(kinds).toEqual([
      'call.started',
      'call.queued',
      'call.ringing',
      'call.answered',
      'call.held',
      'call.resumed',
      'call.ended',
      'call.wrapped',
    ]);
    const [message] = await office.messages(ticket.id);
    expect(message.meta.call).toMatchObject({ outcome: 'answered', recording: true });
    const link = `/api/tickets/${ticket.id}/recordings/${caller.sid}`;
    const sound = await fetch(office.world.url + link, { headers: { cookie: timur.cookie } });
    expect([sound.status, sound.headers.get('content-type')]).toEqual([200, 'audio/x-wav']);
    expect(Buffer.from(await sound.arrayBuffer()).toString('ascii', 0, 4)).toBe('RIFF');
    const denis = await office.world.as('denis');
    expect((await denis.get(link)).status).toBe(404);
    const card = (await timur.get(`/api/clients/${ticket.client.id}`)).body;
    expect(card.identities).toContainEqual(expect.objectContaining({ kind: 'phone', value: caller.leg.origin.from }));
  });
});
