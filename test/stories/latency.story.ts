// 003 §2.1: inquiries come in real time. Every channel on its real wire: one message makes one ticket with the next number,
// seen in an open console within a second; the reply is back with its person within a second (a letter: two).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketView } from '#libs/contract/tickets.js';
import { type Door, Doors, doorNames } from '../peers/doors.js';
import type { Person } from '../world.js';

const REPLIES = 40;

let doors: Doors;
let pavel: Person;
let desk: Awaited<ReturnType<Person['console']>>;
let people = 0;
beforeAll(async () => {
  doors = await Doors.open({ config: { automatic: { acknowledge: false } } });
  pavel = await doors.world.as('pavel');
  desk = await pavel.console();
  listen(desk.socket);
}, 60_000);
afterAll(async () => {
  desk?.socket.close();
  await doors?.stop();
});

const door = (name: string): Door => doors.all().find((one) => one.name === name)!;
const percentile = (values: number[], share: number): number => [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1]!;
const told = (waits: number[]) => `p50 ${percentile(waits, 0.5).toFixed(0)} ms, p95 ${percentile(waits, 0.95).toFixed(0)} ms`;

/** What the open console was told of messages, by channel, in order, with the moment. */
const signs = new Map<string, { at: number; ticketId: string }[]>();
const signsOf = (channel: string) => signs.get(channel) ?? signs.set(channel, []).get(channel)!;
const listeners = new Set<() => void>();
function listen(socket: { on(name: 'events', hear: (batch: { items: any[] }) => void): unknown }): void {
  socket.on('events', ({ items }) => {
    const at = performance.now();
    for (const item of items) if (item.kind === 'message.received') signsOf(item.facts.channel).push({ at, ticketId: item.ticketId });
    for (const hear of listeners) hear();
  });
}
function heard(fits: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const hear = () => {
      if (!fits()) return;
      listeners.delete(hear);
      resolve();
    };
    listeners.add(hear);
    hear();
  });
}

/** One message of one new person; answers how long it took to the console, and its ticket. */
async function put(one: Door, text: string): Promise<{ person: number; waitMs: number; ticketId: string }> {
  const known = signsOf(one.channel);
  const before = known.length;
  const person = ++people;
  const at = await one.write(person, text);
  await heard(() => known.length > before);
  one.leave?.(person);
  return { person, waitMs: known[before]!.at - at, ticketId: known[before]!.ticketId };
}
const ticketOf = async (id: string): Promise<TicketView> => (await pavel.get(`/api/tickets/${id}`)).body;
const inbound = async (id: string) =>
  (await pavel.get(`/api/tickets/${id}/messages?limit=200`)).body.items.filter((one: any) => one.direction === 'inbound');

describe('one message through each door', () => {
  it('[partly 003-2.1a] becomes exactly one ticket, and the numbers follow each other across all channels', async () => {
    const ids: string[] = [];
    for (const one of doors.all()) ids.push((await put(one, `Вопрос: ${one.name}`)).ticketId);
    const tickets = await Promise.all(ids.map(ticketOf));
    expect(tickets.map((one) => [one.channel, one.account])).toEqual(doors.all().map((one) => [one.channel, one.account]));
    expect(tickets.map((one) => Number(one.number.slice(-6)))).toEqual(tickets.map((_, i) => i + 1));
    for (const one of tickets) expect(await inbound(one.id)).toHaveLength(1);
  }, 60_000);

  it('is one message however often and in whatever order its event comes again', async () => {
    let made = 0;
    for (const one of doors.all()) made += await one.again();
    // whoever writes now stands behind all repeats
    for (const one of doors.all()) await put(one, `После повторов: ${one.name}`);
    await doors.world.settle();
    const { body } = await pavel.get('/api/tickets?limit=200');
    const first = doors.all().length;
    expect(body.items).toHaveLength(first * 2 + made);
    for (const one of body.items as TicketView[]) expect([one.channel, await inbound(one.id)]).toEqual([one.channel, [expect.anything()]]);
    const numbers = (body.items as TicketView[]).map((one) => Number(one.number.slice(-6))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  }, 60_000);
});

describe.each(doorNames)('%s', (name) => {
  it('[003-2.1b] is seen in the open console within 1 s (p95), and its reply is back in time', async () => {
    const one = door(name);
    const waits: number[] = [];
    const written: { person: number; ticketId: string }[] = [];
    for (let i = 0; i < one.messages; i++) {
      const { waitMs, ...rest } = await put(one, `Как записаться на экскурсию? ${i}`);
      waits.push(waitMs);
      written.push(rest);
    }
    expect(new Set(written.map(({ ticketId }) => ticketId)).size).toBe(one.messages);
    console.info(`${name}: seen in the console ${told(waits)}`);
    expect(percentile(waits, 0.95)).toBeLessThan(1000);
    if (!one.hears) return;
    const answers: number[] = [];
    for (const { person, ticketId } of written.slice(0, REPLIES)) answers.push(await reply(one, person, ticketId));
    console.info(`${name}: the reply with its person ${told(answers)}`);
    expect(percentile(answers, 0.95)).toBeLessThan(one.within);
  }, 120_000);
});

async function reply(one: Door, person: number, ticketId: string): Promise<number> {
  const text = `Ответ для ${person}: приходите.`;
  const begun = performance.now();
  const answer = await pavel.post(`/api/tickets/${ticketId}/replies`, { text, ...(one.replyBy ? { channel: one.replyBy } : {}) });
  expect([answer.status, answer.body.error]).toEqual([201, undefined]);
  await one.hears!(person, text);
  return performance.now() - begun;
}
