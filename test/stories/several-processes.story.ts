// Two web and two worker processes on one PostgreSQL, with NOTIFY and with Redis: one product, whichever process people reach.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { type Redis, startRedis } from '../peers/redis.js';
import { makeWorld, type Person, type World } from '../world.js';

const TOKEN = '7000000001:AAExample_token-of-the-test-bot-000000';
const redisProgram = process.env.HAVE_REDIS;
const carriers = redisProgram ? ['NOTIFY', 'Redis'] : ['NOTIFY'];

describe.each(carriers)('several processes, live news over %s', (carrier) => {
  let telegram: Telegram;
  let redis: Redis | null = null;
  let workers: World[];
  let webs: World[];

  beforeAll(async () => {
    telegram = await startTelegram({ token: TOKEN });
    if (carrier === 'Redis') redis = await startRedis(redisProgram!);
    const env: Record<string, string> = redis ? { REDIS_URL: redis.url } : {};
    const world = await makeWorld({
      accounts: [{ channel: 'telegram', name: 'priem', settings: { token: TOKEN, apiRoot: telegram.url, mode: 'polling' } }],
      env: { ...env, ROLE: 'worker' },
    });
    workers = [world, await world.beside({ ROLE: 'worker' })];
    webs = [await world.beside({ ROLE: 'web' }), await world.beside({ ROLE: 'web' })];
  });
  afterAll(async () => {
    for (const world of [...(webs ?? []), ...(workers ?? []).reverse()]) await world.stop();
    await telegram?.close();
    await redis?.stop();
  });

  /** Maria's console on one process; she works in both. */
  const signIn = (): Promise<Person[]> => Promise.all(webs.map((web) => web.as('maria')));

  it('a message polled by one worker is offered on every console, accepted on one web, answered through the other', async () => {
    const people = await signIn();
    const [first, second] = people as [Person, Person];
    await first.online();
    const desks = await Promise.all(people.map((person) => person.console()));
    const anna = telegram.user(5210001, 'Анна', 'anna', 'ru');
    const since = performance.now();
    await anna.text('До какого числа приём документов?');
    const offers = await Promise.all(desks.map((desk) => desk.until('offer')));
    const took = Math.round(performance.now() - since);
    expect(new Set(offers.map((offer) => offer.id)).size).toBe(1);
    const accepted = await first.post(`/api/offers/${offers[0].id}/acceptance`);
    expect(accepted.status).toBe(201);
    await desks[1]!.until('offerEnded', (news) => news.id === offers[0].id && news.state === 'accepted');
    const reply = await second.post(`/api/tickets/${accepted.body.id}/replies`, { text: 'До 25 июля.' });
    expect(reply.status).toBe(201);
    await anna.waitFor((message) => message.text?.includes('До 25 июля') ?? false, 3000);
    for (const desk of desks) {
      await desk.until('events', ({ items }) => items.some((one: { kind: string }) => one.kind === 'delivery.sent'));
      desk.socket.close();
    }
    expect(took).toBeLessThan(5000);
  });

  it('every console has the same events once and in order, whoever wrote them', async () => {
    const people = await signIn();
    const desks = await Promise.all(people.map((person) => person.console()));
    const [ticket] = (await people[0]!.get('/api/tickets?view=mine')).body.items;
    const notes = Array.from({ length: 20 }, (_, n) => `заметка ${n}`);
    await Promise.all(notes.map((text, n) => people[n % 2]!.post(`/api/tickets/${ticket.id}/notes`, { text })));
    const told = await Promise.all(
      desks.map(async (desk) => {
        const rows = () => desk.seen.filter((one) => one.name === 'events').flatMap((one) => one.body.items);
        await desk.until('events', () => rows().filter((row) => row.kind === 'note.written').length === notes.length);
        return rows().map((row) => row.seq);
      }),
    );
    expect(told[0]).toEqual(told[1]);
    expect(new Set(told[0]).size).toBe(told[0]!.length);
    for (const desk of desks) desk.socket.close();
  });

  it('a signed-out person is let go by every process', async () => {
    const [first, second] = (await signIn()) as [Person, Person];
    const copy = new (second.constructor as new (url: string, cookie: string, id: string) => Person)(webs[1]!.url, first.cookie, first.id);
    const desk = await copy.console();
    expect((await first.delete('/api/session')).status).toBeLessThan(300);
    await desk.until('bye', () => true, 6000);
    expect((await copy.get('/api/tickets')).status).toBe(401);
  });

  if (carrier === 'Redis')
    it('goes on without Redis: news come a little later, nothing is lost', async () => {
      const [maria] = (await signIn()) as [Person];
      await maria.online();
      const desk = await maria.console();
      await redis!.stop();
      redis = null;
      const boris = telegram.user(5210002, 'Борис', 'boris', 'ru');
      await boris.text('До какого числа приём документов?');
      await desk.until('events', ({ items }) => items.some((one: { kind: string }) => one.kind === 'ticket.registered'), 15_000);
      desk.socket.close();
    });
});
