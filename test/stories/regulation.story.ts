// 003 §1.1, §1.5, §2.2, §2.4, §3.3, §4.2.2: one department, one head, correct cards, a rule table that says why, a log that only grows.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeWorld, type Person, type World } from '../world.js';
import { ACCOUNTS, Clients } from './envelopes.js';

let world: World;
let clients: Clients;
let maria: Person;
let olga: Person;
let pavel: Person;
let admin: Person;
beforeAll(async () => {
  world = await makeWorld({ accounts: ACCOUNTS });
  clients = await Clients.of(world);
  [maria, olga, pavel, admin] = (await Promise.all(['maria', 'olga', 'pavel', 'admin'].map((login) => world.as(login)))) as [
    Person,
    Person,
    Person,
    Person,
  ];
});
afterAll(() => world?.stop());

const sql = <T>(text: string, values: unknown[] = []) => world.services.db.query<T>(text, values);
const ticket = async (id: string) => (await pavel.get(`/api/tickets/${id}`)).body;
const kinds = async (id: string): Promise<string[]> =>
  (await pavel.get(`/api/tickets/${id}/journal?limit=200`)).body.items.map((line: any) => line.kind);
const register = (person: Person, more: object = {}) =>
  person.post('/api/tickets', { client: { name: 'Посетитель' }, topic: 'other', text: 'Вопрос у стойки', ...more });

describe('[003-1.1] one contact department', () => {
  it('is there exactly once, and a second one is impossible', async () => {
    expect(await sql('select code from departments where contact')).toEqual([{ code: 'contact' }]);
    await expect(sql(`update departments set contact = true where code = 'dormitory'`)).rejects.toThrow(/departments_one_contact/);
  });

  it('receives what every inbound channel brings', async () => {
    const contact = (await pavel.get('/api/queues')).body.items.filter((queue: any) => queue.department.name === 'Контактный отдел');
    const codes = contact.map((queue: any) => queue.code);
    for (const { name } of ACCOUNTS) {
      const { ticketId } = await clients.write(name, `unbound-${name}@example.org`, 'ыыы');
      expect(codes).toContain((await ticket(ticketId!)).queue.code);
    }
    // an account's queue is one of the department's own
    const { body } = await admin.get('/api/channels');
    const chat = body.items.find((one: any) => one.descriptor.id === 'chat').accounts[0];
    const bound = await admin.patch(`/api/channels/chat/accounts/${chat.id}`, { queue: 'dormitory' });
    expect([bound.status, bound.body.error?.facts.field]).toEqual([400, 'queue']);
    expect((await admin.patch(`/api/channels/chat/accounts/${chat.id}`, { queue: 'hotline' })).status).toBe(204);
  });

  it('is the only place where an inquiry is created: another unit’s queue answers 409, a transfer reaches it', async () => {
    const refused = await register(maria, { queue: 'dormitory' });
    expect([refused.status, refused.body.error.facts.field]).toEqual([409, 'queue']);
    const { body } = await register(maria, { queue: 'contact' });
    const moved = await maria.post(`/api/tickets/${body.id}/transfers`, { to: { queue: 'dormitory' }, reason: 'о заселении' });
    expect([moved.status, moved.body.queue?.code ?? (await ticket(body.id)).queue.code]).toEqual([201, 'dormitory']);
  });
});

describe('[003-1.5] the head', () => {
  const next = { login: 'vera', name: 'Лосева Вера Ильинична', role: 'supervisor', department: 'contact', password: 'demo-demo' };

  it('is one at a time, and named with the order’s number and date', async () => {
    expect((await admin.post('/api/staff', next)).body.error.facts.field).toBe('order');
    const second = await admin.post('/api/staff', { ...next, order: 'приказ 17-к от 12.10.2026' });
    expect([second.status, second.body.error.facts.holder]).toEqual([409, 'Тихомиров Павел Сергеевич']);
    expect((await admin.patch(`/api/staff/${maria.id}`, { role: 'supervisor', order: 'приказ 17-к от 12.10.2026' })).status).toBe(409);
    await expect(sql(`update agents set role = 'supervisor' where id = $1`, [maria.id])).rejects.toThrow(/agents_one_supervisor/);
  });

  it('follows the one whose duties ended, and both orders stay on record', async () => {
    const other = await makeWorld();
    try {
      const office = await other.as('admin');
      const former = (await other.as('pavel')).id;
      expect((await office.delete(`/api/staff/${former}`, { order: 'приказ 16-к от 11.10.2026' })).status).toBe(204);
      const named = await office.post('/api/staff', { ...next, order: 'приказ 17-к от 12.10.2026' });
      expect(named.status).toBe(201);
      const rows = await other.services.db.query(
        `select kind, facts->>'order' as "order" from journal where subject_type = 'agent' and subject_id = any($1) and kind <> 'agent.signedIn' order by id`,
        [[former, named.body.id]],
      );
      expect(rows).toEqual(
        expect.arrayContaining([
          { kind: 'agent.dismissed', order: 'приказ 16-к от 11.10.2026' },
          { kind: 'agent.appointed', order: 'приказ 17-к от 12.10.2026' },
        ]),
      );
      expect(await other.services.db.query('select order_note from agents where id = $1', [named.body.id])).toEqual([
        { order_note: 'приказ 17-к от 12.10.2026' },
      ]);
    } finally {
      await other.stop();
    }
  });
});

describe('[003-2.2] registration', () => {
  it.each(['123', '8 916 12', 'нет телефона', '+7 916'])('with the malformed phone %s is refused with the field’s name', async (phone) => {
    const before = await sql<{ n: number }>('select count(*)::int as n from tickets');
    const refused = await register(maria, { client: { name: 'Посетитель', phone } });
    expect([refused.status, refused.body.error.facts.field]).toEqual([400, 'phone']);
    expect(refused.body.error.message).toContain(phone);
    expect(await sql('select count(*)::int as n from tickets')).toEqual(before);
  });
});

describe('[003-2.4a 002c-2.14 002f-2.1 004-3.13] a card', () => {
  it('is created, read and changed; the second of two editors gets the differing fields and loses nothing', async () => {
    const made = await maria.post('/api/clients', { name: 'Иванова Анна Петровна', phone: '8 (916) 777-00-11', category: 'applicant' });
    const { id } = made.body;
    const [hers, his] = await Promise.all([maria.get(`/api/clients/${id}`), olga.get(`/api/clients/${id}`)]);
    expect(hers.body).toMatchObject({ name: 'Иванова Анна Петровна', category: 'applicant', identities: [{ value: '+79167770011' }] });
    const { version } = his.body;
    expect((await maria.patch(`/api/clients/${id}`, { version, name: 'Петрова Анна Петровна', programme: 'Дизайн' })).status).toBe(200);
    const late = await olga.patch(`/api/clients/${id}`, { version, name: 'Иванова-Петрова Анна', note: 'сменила фамилию' });
    expect([late.status, late.body.error.facts.fields]).toEqual([
      409,
      { name: { yours: 'Иванова-Петрова Анна', theirs: 'Петрова Анна Петровна' } },
    ]);
    expect((await olga.get(`/api/clients/${id}`)).body).toMatchObject({ name: 'Петрова Анна Петровна', programme: 'Дизайн', note: null });
    const now = late.body.error.facts.version;
    expect((await olga.patch(`/api/clients/${id}`, { version: now, note: 'сменила фамилию' })).status).toBe(200);
    expect((await maria.get(`/api/clients/${id}`)).body).toMatchObject({
      name: 'Петрова Анна Петровна',
      programme: 'Дизайн',
      note: 'сменила фамилию',
    });
  });

  it('keeps each change in the history with the old and the new value and its author', async () => {
    const { body } = await maria.post('/api/clients', { name: 'Клиент с историей', category: 'applicant' });
    await maria.patch(`/api/clients/${body.id}`, { version: 1, category: 'student', programme: 'Дизайн' });
    await olga.patch(`/api/clients/${body.id}`, { version: 2, programme: 'Архитектура' });
    const rows = await sql(
      `select j.actor_id as by, v."values" from journal j join journal_values v on v.id = j.values_id where j.client_id = $1 and j.kind = 'client.changed' order by j.id`,
      [body.id],
    );
    expect(rows).toEqual([
      { by: maria.id, values: { category: { old: 'applicant', new: 'student' }, programme: { old: null, new: 'Дизайн' } } },
      { by: olga.id, values: { programme: { old: 'Дизайн', new: 'Архитектура' } } },
    ]);
  });

  it('of two who save at the very same moment one wins and the other is told', async () => {
    const { body } = await maria.post('/api/clients', { name: 'Спорная карточка' });
    const answers = await Promise.all(
      [maria, olga].map((one, i) => one.patch(`/api/clients/${body.id}`, { version: 1, note: `заметка ${i}` })),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  });
});

describe('[003-3.3a] the rule table', () => {
  /** What the client is and asks, where it goes, by which rule. */
  it.each([
    ['applicant', 'adm_deadlines', 'contact', /типовой вопрос/],
    ['student', 'adm_deadlines', 'contact', /типовой вопрос/],
    ['applicant', 'about study', 'admission', /абитуриентами занимаются менеджеры по приёму/],
    ['student', 'about admission', 'study', /студентами и слушателями занимаются/],
    ['trainee', 'about study', 'study', /студентами и слушателями занимаются/],
    ['alumnus', 'about dormitory', 'dormitory', /тематикой ведает подразделение/],
    ['student', 'about dormitory', 'dormitory', /тематикой ведает подразделение/],
  ])('%s × %s → %s', async (category, topic, queue, rule) => {
    const { ticketId } = await clients.write('form', `${category}-${topic.replace(' ', '-')}@example.org`, 'Прошу ответить', {
      form: { category: category as 'student', topic: codeOf(topic) },
    });
    expect((await ticket(ticketId!)).queue.code).toBe(queue);
    const { body } = await pavel.get(`/api/tickets/${ticketId}/decision`);
    expect(body.reason).toMatch(rule);
    expect(body.trace.at(-1)).toMatchObject({ outcome: 'decided' });
    expect(body.target.queue).toBeTruthy();
  });

  it('for "self" asks for no transfer: the contact manager answers and resolves alone', async () => {
    const { ticketId } = await clients.write('site', 'self-1', 'До какого числа подать документы?', { form: { topic: 'adm_deadlines' } });
    await maria.post(`/api/tickets/${ticketId}/assignment`);
    expect((await maria.post(`/api/tickets/${ticketId}/replies`, { text: 'До 25 июля.' })).status).toBe(201);
    expect((await maria.post(`/api/tickets/${ticketId}/resolution`, { result: 'explained' })).body.status).toBe('resolved');
    expect(await kinds(ticketId!)).not.toContain('ticket.transferred');
  });

  let topics: { code: string; queue: string; typical: boolean }[];
  beforeAll(async () => {
    topics = (await pavel.get('/api/topics')).body.items;
  });
  /** `about study`: a question of the study office that is not typical. */
  const codeOf = (topic: string) =>
    topic.startsWith('about ') ? topics.find((one) => one.queue === topic.slice(6) && !one.typical)!.code : topic;
});

describe('[003-4.2.2] the order of work', () => {
  it('offers no way to delete an inquiry, its messages, a card or a line of the log', async () => {
    const { paths } = (await (await fetch(`${world.url}/api/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
    const deletes = Object.entries(paths).flatMap(([address, methods]) =>
      'delete' in methods ? [address.replace(/\{[^}]+\}/g, '{}')] : [],
    );
    // each of these takes back an act or ends an arrangement; none removes what was received or said
    expect(deletes.sort()).toEqual(
      [
        '/api/absences/{}',
        '/api/channels/{}/accounts/{}',
        '/api/clients/merges/{}',
        '/api/imports/{}',
        '/api/session',
        '/api/sessions/{}',
        '/api/staff/{}',
        '/api/tickets/{}/merges',
        '/api/tickets/{}/resolution',
        '/api/tickets/{}/snooze',
        '/api/tickets/{}/spam',
        '/api/tickets/{}/splits',
      ].sort(),
    );
  });

  it('re-dates nothing: no field of a correction is a time or a status', async () => {
    const { body } = await register(maria);
    const before = await ticket(body.id);
    for (const field of ['createdAt', 'status', 'number', 'clocks', 'lastMessageAt', 'receivedAt', 'resolution'])
      expect((await admin.patch(`/api/tickets/${body.id}`, { [field]: '2020-01-01T00:00:00Z' })).status).toBe(400);
    expect(await ticket(body.id)).toEqual(before);
  });

  it('writes every act on an inquiry into the log, with its author', async () => {
    const { body } = await register(maria, { agent: maria.id });
    const other = (await register(maria)).body.id;
    const acts: [string, string, object?][] = [
      ['PATCH', '', { kind: 'complaint' }],
      ['PATCH', '', { priority: 1 }],
      ['POST', '/notes', { text: 'заметка' }],
      ['POST', '/snooze', { until: new Date(world.clock.now().getTime() + 3_600_000).toISOString() }],
      ['DELETE', '/snooze'],
      ['POST', '/resolution', { result: 'solved', told: { channel: 'walk-in', text: 'Сообщено лично' } }],
      ['DELETE', '/resolution'],
      ['POST', '/spam'],
      ['DELETE', '/spam'],
      ['POST', '/merges', { into: other }],
      ['DELETE', '/merges'],
      ['POST', '/transfers', { to: { queue: 'admission' }, reason: 'приём' }],
    ];
    for (const [method, address, draft] of acts) {
      const before = await kinds(body.id);
      const answer = await pavel.call(method, `/api/tickets/${body.id}${address}`, draft ?? (method === 'POST' ? {} : undefined));
      expect([method + address, answer.status < 300]).toEqual([method + address, true]);
      const added = (await pavel.get(`/api/tickets/${body.id}/journal?limit=200`)).body.items.slice(before.length);
      expect([method + address, added.some((line: any) => line.actor.id === pavel.id)]).toEqual([method + address, true]);
    }
  });

  it('keeps a log that PostgreSQL itself refuses to change', async () => {
    await expect(sql(`update journal set reason = 'иначе'`)).rejects.toThrow(/append-only/);
    await expect(sql('delete from journal where true')).rejects.toThrow(/append-only/);
  });

  it('lets the head take back spam and a merge', async () => {
    const [one, two] = [(await register(maria)).body.id, (await register(maria)).body.id];
    const before = (await ticket(one)).status;
    for (const [address, draft] of [
      ['spam', {}],
      ['merges', { into: two }],
    ] as const) {
      expect((await maria.post(`/api/tickets/${one}/${address}`, draft)).status).toBe(201);
      expect((await ticket(one)).status).toBe(address === 'spam' ? 'spam' : 'merged');
      expect((await pavel.delete(`/api/tickets/${one}/${address}`)).status).toBeLessThan(300);
      expect((await ticket(one)).status).toBe(before);
    }
  });
});
