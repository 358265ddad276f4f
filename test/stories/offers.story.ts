// 003 §1.8, §1.9, §2.6, §3.3: who is asked to take an inquiry, for how long, and who is asked next.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeWorld, type Person, type World } from '../world.js';
import { ACCOUNTS, Clients } from './envelopes.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
let world: World;
let clients: Clients;
let maria: Person;
let olga: Person;
let timur: Person;
let pavel: Person;
let visitors = 0;

beforeAll(async () => {
  world = await makeWorld({ accounts: ACCOUNTS });
  clients = await Clients.of(world);
  [maria, olga, timur, pavel] = (await Promise.all(['maria', 'olga', 'timur', 'pavel'].map((login) => world.as(login)))) as [
    Person,
    Person,
    Person,
    Person,
  ];
});
afterAll(() => world?.stop());

/** Each test begins with an empty house: nobody at work, nothing open. */
beforeEach(async () => {
  await world.services.db.query(`update offers set state = 'withdrawn' where state = 'made'`);
  await world.services.db.query(`update tickets set status = 'closed', assignee_id = null where status <> 'closed'`);
  await world.services.db.query(`update agents set presence = 'offline', last_offer_at = null, capacity = 1`);
  await world.services.db.query('delete from jobs');
});

/** A visitor asks in the site's chat, in the contact department's queue unless told. */
async function ask(text = 'Здравствуйте, есть вопрос', queueCode = 'contact'): Promise<string> {
  return (await clients.write('site', `visitor-${++visitors}`, text, { queueCode })).ticketId!;
}
const offersOf = async (person: Person) =>
  (await person.get('/api/offers')).body.items as { id: string; ticketId: string; expiresAt: string; reason: string }[];
const history = async (ticketId: string) =>
  (await pavel.get(`/api/tickets/${ticketId}/decision`)).body.offers.map((o: any) => [o.agent.name.split(' ')[0], o.state]);
const kinds = async (ticketId: string) =>
  (await pavel.get(`/api/tickets/${ticketId}/journal?limit=200`)).body.items as {
    kind: string;
    reason: string | null;
    facts: any;
    actor: { kind: string };
  }[];
const ticket = async (id: string) => (await pavel.get(`/api/tickets/${id}`)).body;

describe('an offer', () => {
  it('ends after 30 s in a live channel and the next person is asked', async () => {
    await maria.online();
    const id = await ask();
    const [offer] = await offersOf(maria);
    expect(new Date(offer!.expiresAt).getTime() - world.clock.now().getTime()).toBeGreaterThan(28 * SECOND);
    await olga.online();
    await world.pass(29 * SECOND);
    expect(await offersOf(olga)).toEqual([]);
    await world.pass(2 * SECOND);
    expect(await history(id)).toEqual([
      ['Соколова', 'expired'],
      ['Белова', 'made'],
    ]);
  });

  it('stands for 10 minutes where people exchange letters', async () => {
    await maria.online();
    const { ticketId } = await clients.write('form', 'letter@example.org', 'Прошу ответить письмом', { queueCode: 'contact' });
    for (let i = 0; i < 11; i++) {
      await world.pass(50 * SECOND);
      await maria.online();
    }
    expect(await history(ticketId!)).toEqual([['Соколова', 'made']]);
    await world.pass(MINUTE);
    expect((await history(ticketId!))[0]).toEqual(['Соколова', 'expired']);
  });

  it('is declined with a reason, which stays in the history, and goes to the next person', async () => {
    await maria.online();
    const id = await ask();
    await olga.online();
    const [offer] = await offersOf(maria);
    expect((await maria.post(`/api/offers/${offer!.id}/refusal`, { reason: ' ' })).status).toBe(400);
    expect((await maria.post(`/api/offers/${offer!.id}/refusal`, { reason: 'иду на встречу' })).status).toBe(204);
    await world.settle();
    expect(await history(id)).toEqual([
      ['Соколова', 'declined'],
      ['Белова', 'made'],
    ]);
    expect((await kinds(id)).find((line) => line.kind === 'offer.declined')?.reason).toBe('иду на встречу');
  });

  it('is not made again to the one who declined while there is nobody else, until five minutes have passed', async () => {
    await maria.online();
    const id = await ask();
    await maria.post(`/api/offers/${(await offersOf(maria))[0]!.id}/refusal`, { reason: 'занята' });
    await world.settle();
    expect(await offersOf(maria)).toEqual([]);
    for (let i = 0; i < 6; i++) {
      await world.pass(50 * SECOND);
      await maria.online();
      await world.settle();
    }
    await world.pass(2 * SECOND);
    expect(await history(id)).toEqual([
      ['Соколова', 'declined'],
      ['Соколова', 'made'],
    ]);
  });

  it('cannot be accepted too late, nor by somebody else', async () => {
    await maria.online();
    const id = await ask();
    const [offer] = await offersOf(maria);
    expect((await olga.post(`/api/offers/${offer!.id}/acceptance`)).status).toBe(404);
    await world.pass(31 * SECOND);
    const late = await maria.post(`/api/offers/${offer!.id}/acceptance`);
    expect([late.status, late.body.error.kind]).toEqual([409, 'conflict']);
    expect(late.body.error.message).toMatch(/закончилось/);
    expect((await ticket(id)).assignee).toBeNull();
  });

  it('is accepted once: two presses at the same time give one assignment', async () => {
    await maria.online();
    const id = await ask();
    const [offer] = await offersOf(maria);
    const answers = await Promise.all(Array.from({ length: 5 }, () => maria.post(`/api/offers/${offer!.id}/acceptance`)));
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect((await kinds(id)).filter((line) => line.kind === 'ticket.assigned')).toHaveLength(1);
  });

  it('goes back when the person falls silent for 60 s, told to the console, and to nobody who left', async () => {
    await maria.online();
    const desk = await maria.console();
    const { ticketId } = await clients.write('form', 'silent@example.org', 'Письмо', { queueCode: 'contact' });
    await desk.until('offer', (offer) => offer.ticketId === ticketId);
    await world.pass(61 * SECOND);
    const ended = await desk.until('offerEnded', (offer) => offer.ticketId === ticketId);
    desk.socket.close();
    expect(ended.state).toBe('withdrawn');
    await world.settle();
    expect(await history(ticketId!)).toEqual([['Соколова', 'withdrawn']]);
    expect((await ticket(ticketId!)).status).toBe('queued');
  });

  it('goes back at once when the person says away', async () => {
    await maria.online();
    const id = await ask();
    await olga.online();
    await maria.put('/api/presence', { state: 'away', reason: 'обед' });
    await world.settle();
    expect(await history(id)).toEqual([
      ['Соколова', 'withdrawn'],
      ['Белова', 'made'],
    ]);
  });
});

describe('a queue', () => {
  it('is drained by the first person who signs in, by age', async () => {
    const ids = [];
    for (let i = 0; i < 3; i++) {
      ids.push(await ask());
      await world.pass(SECOND);
    }
    await maria.online();
    await world.settle();
    expect((await offersOf(maria)).map((o) => o.ticketId)).toEqual(ids);
  });

  it('is drained again whenever somebody becomes free, never above capacity', async () => {
    await maria.online();
    const ids = [];
    for (let i = 0; i < 6; i++) ids.push(await ask());
    const first = await offersOf(maria);
    expect(first.map((o) => o.ticketId)).toEqual(ids.slice(0, 4)); // a chat takes a quarter of a person
    for (const offer of first) await maria.post(`/api/offers/${offer.id}/acceptance`);
    await world.settle();
    expect(await offersOf(maria)).toEqual([]);
    const done = await maria.post(`/api/tickets/${ids[0]}/resolution`, { result: 'explained', topic: 'other' });
    expect(done.body.error ?? done.status).toBe(201);
    await world.settle();
    expect((await offersOf(maria)).map((o) => o.ticketId)).toEqual([ids[4]]);
    await maria.post(`/api/tickets/${ids[1]}/snooze`, { until: new Date(world.clock.now().getTime() + 60 * MINUTE).toISOString() });
    await world.settle();
    expect((await offersOf(maria)).map((o) => o.ticketId)).toEqual([ids[4], ids[5]]);
  });

  it('offers the most urgent first and the oldest among equals; a complaint goes before an older request', async () => {
    const plain = await ask();
    await world.pass(SECOND);
    const { ticketId: complaint } = await clients.write('site', 'angry', 'Жалоба: со мной грубо разговаривали', {
      queueCode: 'contact',
      form: { kind: 'complaint' },
    });
    await world.pass(SECOND);
    const urgent = await ask();
    await pavel.patch(`/api/tickets/${urgent}`, { priority: 0 });
    await maria.online();
    await world.settle();
    expect((await offersOf(maria)).map((o) => o.ticketId)).toEqual([urgent, complaint, plain]);
  });

  it('shares work by load: the less loaded of two gets the next', async () => {
    await Promise.all([maria.online(), olga.online()]);
    for (let i = 0; i < 8; i++) await ask();
    expect([(await offersOf(maria)).length, (await offersOf(olga)).length]).toEqual([4, 4]);
  });

  it('is not blocked by a hundred tickets reserved for somebody who is away', async () => {
    const ids = (await clients.receive('site', ...Array.from({ length: 120 }, (_, i) => ({ ...envelopeOf(`reserved-${i}`) })))).map(
      (r) => r.ticketId!,
    );
    await world.settle();
    await world.services.db.query('update tickets set reserved = true, preferred_id = $2 where id = any($1::bigint[])', [ids, timur.id]);
    const id = await ask();
    await maria.online();
    await world.settle();
    expect((await offersOf(maria)).map((o) => o.ticketId)).toEqual([id]);
  });
});

describe('the client’s own manager', () => {
  // 003 §2.6, §5.1
  it('is asked first; when declined, the pool follows', async () => {
    await Promise.all([timur.online(), maria.online()]);
    const admin = await world.as('admin');
    const helper = await admin.post('/api/staff', {
      login: 'elena',
      name: 'Юсупова Елена Ринатовна',
      role: 'admission-manager',
      department: 'admission',
      queues: ['admission'],
      password: 'demo-demo',
    });
    expect(helper.status).toBe(201);
    const elena = await world.as('elena', 'demo-demo');
    await elena.online();
    const client = await pavel.post('/api/clients', { name: 'Абитуриент Пётр', category: 'applicant', owner: timur.id });
    await world.services.db.query(
      `insert into identities (client_id, kind, channel, value, display, verified, created_at) values ($1, 'account', 'chat', 'own-1', 'own-1', true, $2)`,
      [client.body.id, world.clock.now()],
    );
    // elena is as free as timur and idle for longer
    await world.services.db.query('update agents set last_offer_at = $2 where id = $1', [timur.id, world.clock.now()]);
    const { ticketId } = await clients.write('site', 'own-1', 'Хочу узнать про мои документы по особой квоте');
    const [offer] = await offersOf(timur);
    expect([offer?.ticketId, offer?.reason]).toEqual([ticketId, 'owner']);
    await timur.post(`/api/offers/${offer!.id}/refusal`, { reason: 'уезжаю' });
    await world.settle();
    expect((await history(ticketId!)).map(([name]: string[]) => name)).toEqual(['Галиев', 'Юсупова']);
  });
});

describe('a transfer', () => {
  async function taken(): Promise<string> {
    await maria.online();
    const id = await ask();
    await maria.post(`/api/offers/${(await offersOf(maria))[0]!.id}/acceptance`);
    return id;
  }

  it('[partly 003-3.3b] to a person is an offer to that person alone; refused, it returns to the sender with the reason', async () => {
    const id = await taken();
    expect((await maria.post(`/api/tickets/${id}/transfers`, { to: { agent: timur.id } })).status).toBe(400);
    const sent = await maria.post(`/api/tickets/${id}/transfers`, { to: { agent: timur.id }, reason: 'особая квота' });
    expect(sent.body).toMatchObject({ status: 'queued', queue: { code: 'admission' }, assignee: null });
    await world.settle();
    expect((await history(id)).at(-1)).toEqual(['Соколова', 'accepted']); // timur is not there yet
    await timur.online();
    await world.settle();
    const [offer] = await offersOf(timur);
    expect([offer!.ticketId, offer!.reason]).toEqual([id, 'transfer']);
    await timur.post(`/api/offers/${offer!.id}/refusal`, { reason: 'это вопрос учебного отдела' });
    await world.settle();
    expect(await ticket(id)).toMatchObject({ status: 'queued', queue: { code: 'contact' } });
    expect((await offersOf(maria)).map((o) => o.ticketId)).toEqual([id]);
    expect((await kinds(id)).find((line) => line.kind === 'transfer.refused')?.reason).toBe('это вопрос учебного отдела');
  });

  it('[partly 003-3.3b] accepted, it keeps the chain of owners in the history', async () => {
    const id = await taken();
    await timur.online();
    await maria.post(`/api/tickets/${id}/transfers`, { to: { queue: 'admission' }, reason: 'приём' });
    await world.settle();
    const mine = (await offersOf(timur)).find((o) => o.ticketId === id);
    await timur.post(`/api/offers/${mine!.id}/acceptance`);
    expect((await ticket(id)).assignee.id).toBe(timur.id);
    const chain = (await kinds(id))
      .filter((line) => ['ticket.assigned', 'ticket.transferred'].includes(line.kind))
      .map((line) => [line.kind, line.facts.agent ?? line.facts.fromAgent]);
    expect(chain).toEqual([
      ['ticket.assigned', maria.id],
      ['ticket.transferred', maria.id],
      ['ticket.assigned', timur.id],
    ]);
    // the former owner no longer sees it
    expect((await maria.get(`/api/tickets/${id}`)).status).toBe(404);
  });

  it('[partly 003-3.3b] that nobody accepts returns after 15 working minutes (D8), not by the clock on the wall', async () => {
    const id = await taken();
    // 17:55 in Moscow: five working minutes are left of Wednesday
    world.clock.moveTo(new Date('2026-10-14T14:55:00Z'));
    await maria.post(`/api/tickets/${id}/transfers`, { to: { agent: timur.id }, reason: 'квота' });
    await world.pass(14 * 60 * MINUTE);
    expect((await ticket(id)).queue.code).toBe('admission');
    world.clock.moveTo(new Date('2026-10-15T06:10:01Z'));
    await world.settle();
    expect(await ticket(id)).toMatchObject({ status: 'queued', queue: { code: 'contact' } });
    expect((await kinds(id)).some((line) => line.kind === 'transfer.returned')).toBe(true);
    await maria.online();
    await world.settle();
    expect((await offersOf(maria)).map((o) => o.ticketId)).toContain(id);
  });

  it('of a finished inquiry is refused', async () => {
    const id = await taken();
    await maria.post(`/api/tickets/${id}/resolution`, { result: 'explained', topic: 'other' });
    expect((await maria.post(`/api/tickets/${id}/transfers`, { to: { queue: 'admission' }, reason: 'ещё раз' })).status).toBe(409);
    expect((await pavel.post(`/api/tickets/${id}/assignment`)).status).toBe(409);
    expect((await ticket(id)).status).toBe('resolved');
  });
});

describe('a person’s own will', () => {
  it('may exceed capacity by taking, which is on record as over', async () => {
    await maria.online();
    const ids = [];
    for (let i = 0; i < 4; i++) ids.push(await ask());
    for (const offer of await offersOf(maria)) await maria.post(`/api/offers/${offer.id}/acceptance`);
    const fifth = await ask();
    expect((await maria.post(`/api/tickets/${fifth}/assignment`)).body.assignee.id).toBe(maria.id);
    const overs = await Promise.all(
      [...ids, fifth].map(async (id) => (await kinds(id)).find((line) => line.kind === 'ticket.assigned')!.facts.over ?? false),
    );
    expect(overs).toEqual([false, false, false, false, true]);
  });

  it('does not take what a colleague works on; a head may assign it', async () => {
    await maria.online();
    const id = await ask();
    await maria.post(`/api/tickets/${id}/assignment`);
    const refused = await olga.post(`/api/tickets/${id}/assignment`);
    expect([refused.status, refused.body.error.facts.assignee]).toEqual([409, maria.id]);
    expect(refused.body.error.message).toContain('Соколова');
    expect((await olga.post(`/api/tickets/${id}/assignment`, { agent: olga.id })).status).toBe(409);
    expect((await maria.post(`/api/tickets/${id}/assignment`, { agent: olga.id })).status).toBe(403);
    expect((await pavel.post(`/api/tickets/${id}/assignment`, { agent: olga.id })).body.assignee.id).toBe(olga.id);
  });

  it('[003-1.9 000-4.2 001-1.7 002a-2] of the head moves a person between queues: the next inquiry follows, without a restart, on record', async () => {
    await maria.online();
    expect((await olga.patch('/api/queues/hotline', { members: [] })).status).toBe(403);
    const hotline = (await pavel.get('/api/queues')).body.items.find((q: any) => q.code === 'hotline');
    expect(hotline.members.map((m: any) => m.id)).toContain(maria.id);
    const before = (await pavel.get('/api/events')).body.next;
    expect((await pavel.patch('/api/queues/hotline', { members: [olga.id] })).status).toBe(200);
    expect((await pavel.patch('/api/queues/quality', { members: [pavel.id, maria.id] })).status).toBe(200);
    const lost = await ask('Вопрос', 'hotline');
    const won = await ask('Вопрос', 'quality');
    expect((await offersOf(maria)).map((o) => o.ticketId)).toEqual([won]);
    expect((await ticket(lost)).offer).toBeNull();
    const { body } = await pavel.get(`/api/events?after=${before}&wait=3000`);
    expect(body.items.filter((e: any) => e.kind === 'queue.changed' && e.actor.id === pavel.id)).toHaveLength(2);
    await pavel.patch('/api/queues/hotline', { members: [maria.id, olga.id] });
    await pavel.patch('/api/queues/quality', { members: [pavel.id] });
  });
});

function envelopeOf(from: string) {
  return {
    providerKey: from,
    externalId: from,
    contentHash: from,
    raw: Buffer.from(from),
    receivedAt: world.clock.now(),
    providerAt: null,
    event: {
      kind: 'message' as const,
      conversationKey: from,
      sender: { address: from, name: from },
      text: 'вопрос',
      files: [],
      queueCode: 'contact',
    },
  };
}
