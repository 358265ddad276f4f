// 003 §2.2, §2.4: inquiries are merged, split and given to another client, each with its undo; nobody's words are lost or shown to another.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeWorld, type Person, type World } from '../world.js';
import { ACCOUNTS, Clients } from './envelopes.js';

let world: World;
let clients: Clients;
let pavel: Person;
let maria: Person;
beforeAll(async () => {
  world = await makeWorld({ accounts: ACCOUNTS, config: { automatic: { acknowledge: false } } });
  clients = await Clients.of(world);
  [pavel, maria] = await Promise.all([world.as('pavel'), world.as('maria')]);
});
afterAll(() => world?.stop());

const ticket = async (id: string) => (await pavel.get(`/api/tickets/${id}`)).body;
const words = async (id: string) => (await pavel.get(`/api/tickets/${id}/messages?limit=200`)).body.items.map((one: any) => one.text);
const history = async (key: string) =>
  (await world.services.hosts.make(false).history(clients.account('site'), key, null, 50)).map((one) => one.text);
const ask = async (who: string, text: string) => (await clients.write('site', who, text)).ticketId!;
const kinds = async (id: string) => (await pavel.get(`/api/tickets/${id}/journal`)).body.items.map((one: any) => one.kind);

describe('a merge', () => {
  it('moves words, drafts and what is still to be answered; each visitor goes on seeing their own talk only', async () => {
    const [anna, petr] = [await ask('anna', 'вопрос Анны'), await ask('petr', 'вопрос Петра')];
    await pavel.post(`/api/tickets/${anna}/replies`, { text: 'ответ Анне' });
    await pavel.put(`/api/drafts/${petr}`, { text: 'начатое для Петра', mode: 'reply' });
    expect((await ticket(anna)).unanswered).toBe(false);
    expect((await pavel.post(`/api/tickets/${petr}/merges`, { into: anna })).status).toBe(201);
    await world.settle();
    expect(await words(anna)).toEqual(['вопрос Анны', 'вопрос Петра', 'ответ Анне']);
    expect(await ticket(anna)).toMatchObject({ unanswered: false, preview: 'ответ Анне' });
    expect(await ticket(petr)).toMatchObject({ status: 'merged', mergedInto: anna });
    expect((await pavel.get(`/api/drafts/${anna}`)).body.text).toBe('начатое для Петра');
    expect([await history('anna'), await history('petr')]).toEqual([['вопрос Анны', 'ответ Анне'], ['вопрос Петра']]);
    expect(await ask('petr', 'ещё слово Петра')).toBe(anna);
    expect(await history('petr')).toEqual(['вопрос Петра', 'ещё слово Петра']);

    expect((await pavel.delete(`/api/tickets/${petr}/merges`)).status).toBe(200);
    expect([await words(anna), await words(petr)]).toEqual([
      ['вопрос Анны', 'ответ Анне'],
      ['вопрос Петра', 'ещё слово Петра'],
    ]);
    expect(await ticket(petr)).toMatchObject({ status: 'queued', mergedInto: null, unanswered: true, preview: 'ещё слово Петра' });
    expect((await ticket(anna)).unanswered).toBe(false);
    expect(await ask('petr', 'третье слово')).toBe(petr);
    expect(await kinds(petr)).toEqual(expect.arrayContaining(['ticket.merged', 'ticket.unmerged']));
    expect(await kinds(anna)).toEqual(expect.arrayContaining(['ticket.absorbed', 'ticket.released']));
  });

  it('wakes the ticket that waited when the other one still asks', async () => {
    const [first, second] = [await ask('waiting', 'первый'), await ask('asking', 'второй')];
    await maria.post(`/api/tickets/${first}/assignment`, {});
    await maria.post(`/api/tickets/${first}/snooze`, { until: new Date(world.clock.now().getTime() + 3_600_000).toISOString() });
    expect((await ticket(first)).status).toBe('waiting');
    await maria.post(`/api/tickets/${second}/merges`, { into: first });
    expect(await ticket(first)).toMatchObject({ status: 'assigned', unanswered: true });
  });

  it('follows with its deliveries: a failed reply can be sent again from where it stands now', async () => {
    const [from, into] = [await ask('from', 'раз'), await ask('into', 'два')];
    await pavel.post(`/api/tickets/${from}/replies`, { text: 'ответ' });
    await world.settle();
    await pavel.post(`/api/tickets/${from}/merges`, { into });
    const rows = await world.services.db.query<{ ticket_id: string }>(
      'select d.ticket_id from deliveries d join messages m on m.id = d.message_id where m.ticket_id = $1',
      [into],
    );
    expect(rows).toEqual([{ ticket_id: into }]);
  });

  it('both ways at once ends with one of them open', async () => {
    const [a, b] = [await ask('crossed-1', 'раз'), await ask('crossed-2', 'два')];
    const statuses = (
      await Promise.all([pavel.post(`/api/tickets/${a}/merges`, { into: b }), pavel.post(`/api/tickets/${b}/merges`, { into: a })])
    ).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([201, 409]);
    expect([(await ticket(a)).status, (await ticket(b)).status].sort()).toEqual(['merged', 'queued']);
  });
});

describe('a split', () => {
  it('takes the chosen words to a ticket of their own with their age, and goes back as a whole', async () => {
    const id = await ask('splitter', 'когда экзамен?');
    const asked = world.clock.now();
    await ask('splitter', 'и сколько стоит общежитие?');
    const items = (await pavel.get(`/api/tickets/${id}/messages`)).body.items;
    await world.pass(600_000);
    const made = await pavel.post(`/api/tickets/${id}/splits`, { messageIds: [items[1].id, items[1].id], reason: 'другая тема' });
    expect([made.status, made.body.linkedTo, made.body.preview]).toEqual([201, id, 'и сколько стоит общежитие?']);
    expect(Math.abs(Date.parse(made.body.receivedAt ?? made.body.createdAt) - asked.getTime())).toBeLessThan(700_000);
    expect([await words(id), await words(made.body.id)]).toEqual([['когда экзамен?'], ['и сколько стоит общежитие?']]);
    expect((await ticket(id)).preview).toBe('когда экзамен?');
    // the visitor never learns of it, and goes on where they were
    expect(await history('splitter')).toEqual(['когда экзамен?', 'и сколько стоит общежитие?']);
    expect(await ask('splitter', 'спасибо')).toBe(id);
    const back = await pavel.delete(`/api/tickets/${made.body.id}/splits`);
    expect([back.status, back.body.id]).toEqual([200, id]);
    expect(await words(id)).toEqual(['когда экзамен?', 'и сколько стоит общежитие?', 'спасибо']);
    expect((await ticket(made.body.id)).status).toBe('merged');
    expect((await pavel.delete(`/api/tickets/${id}/splits`)).status).toBe(409);
  });

  it('refuses strange messages and an empty remainder', async () => {
    const [id, other] = [await ask('one', 'одно'), await ask('two', 'два')];
    const mine = (await pavel.get(`/api/tickets/${id}/messages`)).body.items[0].id;
    const theirs = (await pavel.get(`/api/tickets/${other}/messages`)).body.items[0].id;
    for (const messageIds of [[theirs], [mine]]) expect((await pavel.post(`/api/tickets/${id}/splits`, { messageIds })).status).toBe(400);
  });
});

describe('another client', () => {
  it('gets the ticket, its conversation and what is said there later; both names stand in the journal', async () => {
    const id = await ask('unknown-visitor', 'это Анна, я не вошла');
    const before = (await ticket(id)).client.id;
    const card = (await pavel.post('/api/clients', { name: 'Анна Ковалёва', category: 'applicant' })).body.id;
    expect((await pavel.patch(`/api/tickets/${id}`, { client: card })).body.client).toMatchObject({ id: card, name: 'Анна Ковалёва' });
    expect(await ask('unknown-visitor', 'и ещё вопрос')).toBe(id);
    await pavel.post(`/api/tickets/${id}/resolution`, { result: 'explained', topic: 'other' });
    await world.pass(8 * 86_400_000);
    const fresh = await Promise.all([world.as('pavel')]);
    pavel = fresh[0]!;
    const later = await ask('unknown-visitor', 'через неделю');
    expect(await ticket(later)).toMatchObject({ client: { id: card }, linkedTo: id });
    const line = (await pavel.get(`/api/tickets/${id}/journal`)).body.items.find((one: any) => one.kind === 'ticket.relinked');
    expect(line.facts).toEqual({ old: before, new: card });
    expect((await pavel.patch(`/api/tickets/${later}`, { client: before })).body.client.id).toBe(before);
    expect((await pavel.patch(`/api/tickets/${later}`, { client: '999999999' })).status).toBe(400);
  });
});

describe('a duplicate (D11)', () => {
  const register = async (client: object, topic: string) => {
    const made = await maria.post('/api/tickets', { client, topic, text: 'Где справка?', channel: 'walk-in' });
    expect(made.status).toBe(201);
    return made.body;
  };
  const duplicates = async (id: string) =>
    (await pavel.get(`/api/tickets/${id}/duplicates`)).body.items.map((one: { id: string }) => one.id);

  it('is an older open ticket of the same client on the same topic; it is proposed, never joined by itself', async () => {
    const [topic, another] = (await maria.get('/api/topics')).body.items.map((one: { code: string }) => one.code);
    const first = await register({ name: 'Долгова Вера' }, topic);
    const client = { id: (await ticket(first.id)).client.id };
    const [second, elsewhere] = [await register(client, topic), await register(client, another)];
    expect([await duplicates(first.id), await duplicates(second.id), await duplicates(elsewhere.id)]).toEqual([[], [first.id], []]);
    expect((await ticket(second.id)).status).not.toBe('merged');
    await world.pass(31 * 86_400_000);
    pavel = await world.as('pavel');
    expect(await duplicates(second.id)).toEqual([]);
  });
});
