// Scenario 3: a caller hangs up in the line; the inquiry asks to call back, keeps its age, and the talk is written into it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PersonCall } from '#apps/simulator/telephone/phone.js';
import type { OfferView, TicketView } from '#libs/contract/tickets.js';
import { type HotlineOffice, openHotlineOffice } from '../peers/hotline-office.js';

let office: HotlineOffice;
beforeAll(async () => {
  office = await openHotlineOffice();
});
afterAll(() => office?.stop());

const spoken = (call: PersonCall) => call.heard.filter((one) => one.kind === 'say').map((one) => one.text);
const callbackOf = (ticket: TicketView) => ticket.source.callback as { phone: string; lostAt: string; how: string; reachedAt?: string };

async function offered(person: { get: HotlineOffice['pavel']['get'] }, ticketId: string): Promise<OfferView> {
  const read = async () =>
    (await person.get<{ items: OfferView[] }>('/api/offers')).body.items.find((offer) => offer.ticketId === ticketId);
  return (await office.see(read, (offer) => offer !== undefined))!;
}

describe('[003-3.1.1] [partly 002b-2.7] a lost call becomes a call back', () => {
  let caller: PersonCall;
  let ticket: TicketView;

  it('the caller waits 40 s for nobody and hangs up: a missed call with the number to call, in the same minute', async () => {
    caller = office.call();
    await office.until(caller.waitFor('gather'));
    caller.press('1');
    await office.until(caller.waitFor('queued'));
    await office.pass(40_000);
    caller.hangUp();
    await office.pass(2000);
    [ticket] = await office.ticketsOf(caller.leg.origin.from);
    const row = caller.ledger();
    expect(ticket).toMatchObject({ status: 'queued', channel: 'hotline', queue: { code: 'admission' }, unanswered: true });
    expect(callbackOf(ticket)).toMatchObject({ phone: caller.leg.origin.from, how: 'abandoned' });
    expect(Math.abs(Date.parse(callbackOf(ticket).lostAt) - row.endedAt!.getTime())).toBeLessThanOrEqual(1000);
    const [message] = await office.messages(ticket.id);
    expect(message.meta.call).toMatchObject({ outcome: 'abandoned', result: 'Пропущенный звонок: нужно перезвонить' });
    const [ended] = await office.journal(ticket.id, 'call.ended');
    expect(Math.abs(Number(ended!.facts.waitMs) - row.waitMs)).toBeLessThanOrEqual(1000);
  });

  it('it keeps its age: it is offered before what came later', async () => {
    await office.pass(60_000);
    const later = office.call();
    await office.until(later.waitFor('gather'));
    later.press('1');
    await office.until(later.waitFor('queued'));
    later.hangUp();
    await office.pass(2000);
    const timur = await office.atWork('timur');
    const offer = await offered(timur.person, ticket.id);
    // the time the caller began to wait, not the time they were lost
    expect(Date.parse(offer.waitingSince)).toBeLessThan(Date.parse(callbackOf(ticket).lostAt) - 39_000);
    const accepted = await timur.person.post(`/api/offers/${offer.id}/acceptance`);
    expect(accepted.body).toMatchObject({ id: ticket.id, status: 'assigned' });
  });

  it('the manager calls back: their own phone first, then the client, and the talk belongs to the same inquiry', async () => {
    const timur = await office.atWork('timur');
    timur.phone.answers(1000);
    const client = office.telephone.caller(caller.leg.origin.from).answers(3000);
    const rung = client.nextRing();
    const dialled = await timur.person.post('/api/calls', { ticketId: ticket.id, phone: caller.leg.origin.from });
    expect(dialled.status).toBe(201);
    const call = await office.until(rung);
    await office.until(call.waitFor('bridged'));
    expect(timur.phone.call!.leg.answeredAt!.getTime()).toBeLessThanOrEqual(call.leg.createdAt.getTime());
    expect(spoken(call)).toEqual([
      'Здравствуйте! Вам звонят из Контактного отдела Института „Меридиан“. Соединяем с менеджером.',
      'Разговор записывается.',
    ]);
    await office.pass(20_000);
    call.hangUp();
    await office.pass(45_000);
    const tickets = await office.ticketsOf(caller.leg.origin.from);
    expect(tickets.map((one) => one.id)).toEqual([ticket.id]);
    const { reachedAt, lostAt } = callbackOf(tickets[0]!);
    // reached within one working day: the fact that the metric counts
    expect(Date.parse(reachedAt!) - Date.parse(lostAt)).toBeGreaterThan(0);
    expect(Date.parse(reachedAt!) - Date.parse(lostAt)).toBeLessThan(9 * 3_600_000);
    const messages = await office.messages(ticket.id);
    expect(messages.map((one) => one.direction)).toEqual(['inbound', 'outbound']);
    expect(messages[1]!.meta.call).toMatchObject({ direction: 'outbound', outcome: 'answered', agent: timur.person.id, recording: true });
    expect(Math.abs((messages[1]!.meta.call as { talkMs: number }).talkMs - call.ledger().talkMs)).toBeLessThanOrEqual(1000);
  });

  it('a caller who asks for it is called back in the same words', async () => {
    const timur = await office.atWork('timur');
    timur.phone.noAnswer();
    const asking = office.call();
    await office.until(asking.waitFor('gather'));
    asking.press('1');
    await office.until(asking.waitFor('queued'));
    await office.pass(3000);
    asking.press('1');
    await office.until(asking.waitFor('ended'));
    expect(spoken(asking).at(-1)).toBe('Хорошо, перезвоним на этот номер. Ваше место в очереди сохранено. До свидания!');
    const [asked] = await office.ticketsOf(asking.leg.origin.from);
    expect(callbackOf(asked!)).toMatchObject({ how: 'callback', phone: asking.leg.origin.from });
    const offer = await offered(timur.person, asked!.id);
    await timur.person.post(`/api/offers/${offer.id}/acceptance`);
    timur.phone.answers(1000);
    const rung = office.telephone.caller(asking.leg.origin.from).answers(1000).nextRing();
    await timur.person.post('/api/calls', { ticketId: asked!.id, phone: asking.leg.origin.from });
    const call = await office.until(rung);
    await office.until(call.waitFor('bridged'));
    expect(spoken(call)[0]).toBe('Здравствуйте! Институт „Меридиан“. Вы просили перезвонить. Соединяем с менеджером.');
    call.hangUp();
    await office.pass(5000);
  });
});
