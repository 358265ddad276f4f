// 003 §1.5, §1.7, §2.1, §2.2, §2.4: cards and their people; heads, deputies, departments; sessions.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClientRow, ClientView } from '#libs/contract/clients.js';
import type { JournalView } from '#libs/contract/tickets.js';
import { makeWorld, type Person, type World } from '../world.js';
import { ACCOUNTS, Clients } from './envelopes.js';

let world: World;
let clients: Clients;
let maria: Person;
let pavel: Person;
let admin: Person;
let start: string;

beforeAll(async () => {
  world = await makeWorld({ accounts: ACCOUNTS, config: { sessions: { lifetimeDays: 60 } } });
  clients = await Clients.of(world);
  [maria, pavel, admin] = (await Promise.all(['maria', 'pavel', 'admin'].map((login) => world.as(login)))) as [Person, Person, Person];
  start = (await admin.get('/api/events')).body.next;
});
afterAll(() => world?.stop());

const created = async (draft: object): Promise<ClientView> => {
  const answer = await maria.post<ClientView>('/api/clients', draft);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
const find = async (query: string, person = maria) =>
  ((await person.get(`/api/clients?q=${encodeURIComponent(query)}`)).body.items as ClientRow[]).map((row) => row.name);
/** What the administrator's feed tells since the beginning. */
async function told(kind: string): Promise<JournalView[]> {
  const lines: JournalView[] = [];
  for (let after = start; ; ) {
    const page = (await admin.get(`/api/events?after=${after}&limit=1000`)).body;
    lines.push(...page.items.filter((line: JournalView) => line.kind === kind));
    if (page.next === after) return lines;
    after = page.next;
  }
}

describe('a card', () => {
  // 003 §2.1, §2.4
  it('is provisional until a person completes it, and keeps addresses of several channels, verified or claimed', async () => {
    const { ticketId } = await clients.write('form', { address: 'lea@example.org', name: 'Лея' }, 'Здравствуйте');
    const { client } = (await pavel.get(`/api/tickets/${ticketId}`)).body;
    const card = (await maria.get<ClientView>(`/api/clients/${client.id}`)).body;
    expect(card.provisional).toBe(true);
    const changed = await maria.patch<ClientView>(`/api/clients/${client.id}`, {
      version: card.version,
      name: 'Органова Лея Бейловна',
      category: 'applicant',
      addPhone: '8 (916) 777-10-20',
      addEmail: 'Lea.Organova@Example.org',
    });
    expect(changed.body).toMatchObject({ provisional: false, category: 'applicant', version: card.version + 1 });
    const contacts = changed.body.identities.map(({ kind, value, verified }) => [kind, value, verified]);
    expect(contacts).toContainEqual(['phone', '+79167771020', false]);
    expect(contacts.filter(([kind]) => kind === 'email').length).toBeGreaterThanOrEqual(1);
    // an address belongs to one card: the other card is named
    const other = await maria.post('/api/clients', { name: 'Другая', phone: '+7 916 777-10-20' });
    expect([other.status, other.body.error.facts.client]).toEqual([409, client.id]);
    expect(other.body.error.message).toContain('Органова');
    // each change of addresses is in the history, without the values
    const lines = (await told('client.changed')).filter((line) => line.clientId === client.id);
    expect(lines.at(-1)!.facts).toMatchObject({ fields: expect.arrayContaining(['name', 'category', 'phone', 'email']) });
    expect(JSON.stringify(lines)).not.toContain('777');
  });

  it('has representatives as relations to other cards, confirmed by a person with a reason', async () => {
    const child = await created({ name: 'Соло Бен', category: 'applicant' });
    const mother = await created({ name: 'Соло Лея' });
    const at = `/api/clients/${child.id}/representatives`;
    expect((await maria.post(at, { client: mother.id, relation: 'parent', confirmed: true })).body.error.facts.field).toBe('reason');
    expect((await maria.post(at, { client: child.id, relation: 'parent' })).status).toBe(400);
    const claimed = await maria.post<ClientView>(at, { client: mother.id, relation: 'parent' });
    expect(claimed.body.representatives).toEqual([{ client: { id: mother.id, name: 'Соло Лея' }, relation: 'parent', confirmed: false }]);
    await maria.post(at, { client: mother.id, relation: 'legal', confirmed: true, reason: 'паспорт и свидетельство' });
    const seen = (await maria.get<ClientView>(`/api/clients/${mother.id}`)).body;
    expect(seen.represents).toEqual([{ client: { id: child.id, name: 'Соло Бен' }, relation: 'legal', confirmed: true }]);
  });

  it('refuses a stale edit of the same field with both values, and lets edits of different fields pass', async () => {
    const card = await created({ name: 'Кеноби Бен', category: 'other' });
    const edit = (patch: object) => maria.patch(`/api/clients/${card.id}`, { version: card.version, ...patch });
    expect((await edit({ programme: 'Физика' })).status).toBe(200);
    const refused = await edit({ programme: 'Химия' });
    expect([refused.status, refused.body.error.facts.fields]).toEqual([409, { programme: { yours: 'Химия', theirs: 'Физика' } }]);
    expect((await edit({ note: 'звонить после обеда' })).body).toMatchObject({ programme: 'Физика', note: 'звонить после обеда' });
  });

  it.each([
    ['королё', 'by the beginning of the name'],
    ['королев', 'with е for ё'],
    ['семён королёв', 'in another order'],
    ['rjhjktd', 'in the wrong layout'],
    ['korolev', 'in Latin letters'],
    ['короллев', 'with a slip'],
    ['45-67', 'by the tail of the phone'],
    ['8 926 123 45 67', 'by the whole phone'],
    ['s.korol', 'by the beginning of the e-mail'],
  ])('is found while typing «%s»: %s', async (query) => {
    if (!(await find('Королёв Семён')).includes('Королёв Семён Ильич'))
      await created({ name: 'Королёв Семён Ильич', phone: '+7 926 123-45-67', email: 's.korolev@example.org' });
    expect(await find(query)).toContain('Королёв Семён Ильич');
  });

  it('is found by the number of its inquiry, whole or the tail', async () => {
    const { ticketId } = await clients.write('site', { address: 'vis-1', name: 'Гость Номер' }, 'Вопрос', { queueCode: 'contact' });
    const { number } = (await pavel.get(`/api/tickets/${ticketId}`)).body;
    for (const query of [number, number.slice(4), String(Number(number.slice(-6)))]) expect(await find(query)).toContain('Гость Номер');
  });
});

describe('two cards of one person', () => {
  it('become one with addresses, relations, conversations and inquiries, and come apart again', async () => {
    const { ticketId } = await clients.write(
      'form',
      { address: 'double@example.org', name: 'Двойнов', email: { value: 'double@example.org', verified: false } },
      'Где справка?',
    );
    const double = (await pavel.get(`/api/tickets/${ticketId}`)).body.client.id as string;
    const mother = await created({ name: 'Двойнова Мать' });
    await pavel.post(`/api/clients/${double}/representatives`, { client: mother.id, relation: 'parent' });
    const card = await created({ name: 'Двойнов Пётр', phone: '+7 903 000-00-17', category: 'student' });
    expect((await pavel.post('/api/clients/merges', { client: card.id, into: card.id })).status).toBe(400);
    const merged = await pavel.post<{ id: string; client: ClientView }>('/api/clients/merges', { client: double, into: card.id });
    expect(merged.body.client).toMatchObject({ id: card.id, name: 'Двойнов Пётр', history: { tickets: 1 } });
    expect(merged.body.client.identities.map((one) => one.kind).sort()).toEqual(['account', 'email', 'phone']);
    expect(merged.body.client.representatives).toHaveLength(1);
    // the old address leads to the remaining card, and what comes later too
    expect((await pavel.get(`/api/clients/${double}`)).body.id).toBe(card.id);
    expect(await find('double@')).toEqual(['Двойнов Пётр']);
    const later = await clients.write(
      'form',
      { address: 'double@example.org', name: 'Двойнов', email: { value: 'double@example.org', verified: false } },
      'И ещё вопрос',
    );
    expect((await pavel.get(`/api/tickets/${later.ticketId}`)).body.client.id).toBe(card.id);
    expect((await pavel.post('/api/clients/merges', { client: double, into: mother.id })).status).toBe(409);

    const apart = await pavel.delete<ClientView>(`/api/clients/merges/${merged.body.id}`);
    expect(apart.body).toMatchObject({ id: double, history: { tickets: 1 }, representatives: [{ relation: 'parent' }] });
    expect((await pavel.get(`/api/tickets/${ticketId}`)).body.client.id).toBe(double);
    expect((await pavel.get(`/api/clients/${card.id}`)).body.history.tickets).toBe(1);
    expect((await pavel.delete(`/api/clients/merges/${merged.body.id}`)).status).toBe(409);
    expect((await told('client.merged')).length + (await told('client.unmerged')).length).toBe(2);
  });
});

describe('[003-1.7] heads', () => {
  const head = (more: object) => ({ login: 'second', name: 'Второй', role: 'department-head', password: 'password-2', ...more });

  // proves: 003-1.5
  it('are named by an order, one at a time; departments have exactly one contact department', async () => {
    expect((await pavel.post('/api/staff', head({ department: 'dormitory', order: 'приказ 5' }))).status).toBe(409);
    expect((await pavel.post('/api/staff', head({ department: 'study' }))).body.error.facts.field).toBe('order');
    expect((await pavel.post('/api/staff', head({ department: 'no-such', order: 'приказ 5' }))).body.error.facts.field).toBe('department');
    const { body, status } = await pavel.post('/api/staff', head({ department: 'study', order: 'приказ 5 от 01.10.2026' }));
    expect(status).toBe(201);
    expect((await told('agent.appointed')).at(-1)).toMatchObject({ subjectId: body.id, facts: { order: 'приказ 5 от 01.10.2026' } });
    const { db } = world.services;
    expect(await db.query('select code from departments where contact')).toHaveLength(1);
    await expect(db.query(`update departments set contact = true where code = 'study'`)).rejects.toThrow('departments_one_contact');
    const denis = (await pavel.get('/api/staff')).body.items.find((one: any) => one.login === 'denis');
    await pavel.delete(`/api/staff/${denis.id}`, { order: 'приказ 6' });
    expect((await pavel.post('/api/staff', head({ login: 'third', department: 'dormitory', order: 'приказ 7' }))).status).toBe(201);
  });

  // proves: 003-1.7
  it('are stood in for from 00:00 of the first day to 24:00 of the last, with all their rights, every act marked', async () => {
    const draft = { agent: pavel.id, deputy: maria.id, from: '2026-11-01', until: '2026-11-14' };
    expect((await maria.post('/api/absences', { ...draft, order: 'приказ 9' })).status).toBe(403);
    expect((await pavel.post('/api/absences', draft)).body.error.facts.field).toBe('order');
    expect((await pavel.post('/api/absences', { ...draft, order: 'п. 9', until: '2026-10-30' })).status).toBe(400);
    const { body: absence, status } = await pavel.post('/api/absences', { ...draft, order: 'приказ 9 от 20.10.2026' });
    expect([status, absence]).toEqual([201, expect.objectContaining({ from: '2026-11-01', until: '2026-11-14', state: 'planned' })]);
    expect((await pavel.post('/api/absences', { ...draft, order: 'приказ 10' })).status).toBe(409);
    expect((await pavel.post('/api/absences', { ...draft, agent: maria.id, deputy: pavel.id })).status).toBe(409);

    const { ticketId } = await clients.write('form', { address: 'far@example.org', name: 'Дальний' }, 'Вопрос в другой отдел', {
      queueCode: 'admission',
    });
    const olga = await world.as('olga');
    const rights = async () => [
      (await maria.get('/api/board')).status,
      (await maria.get(`/api/tickets/${ticketId}`)).status,
      (await maria.post(`/api/tickets/${ticketId}/assignment`, { agent: olga.id })).status,
      (await maria.patch('/api/queues/quality', { name: 'Качество' })).status,
    ];
    const at = (moment: string) => world.clock.moveTo(new Date(moment));
    at('2026-10-31T23:59:59+03:00');
    expect(await rights()).toEqual([403, 404, 403, 403]);
    at('2026-11-01T00:00:00+03:00');
    expect(await rights()).toEqual([200, 200, 201, 200]);
    expect((await maria.get('/api/session')).body).toMatchObject({ standsInFor: [{ id: pavel.id }], agent: { role: 'contact-manager' } });
    expect((await maria.get('/api/session')).body.acts).toContain('staff.write');
    // the head's own rights stay
    expect((await pavel.get('/api/board')).status).toBe(200);
    const journal = (await pavel.get(`/api/tickets/${ticketId}/journal`)).body.items as JournalView[];
    expect(journal.find((line) => line.kind === 'ticket.assigned')).toMatchObject({ actor: { id: maria.id }, actingFor: pavel.id });
    await maria.post(`/api/tickets/${ticketId}/notes`, { text: 'за начальника' });
    const note = ((await pavel.get(`/api/tickets/${ticketId}/journal`)).body.items as JournalView[]).at(-1)!;
    expect([note.actor.id, note.actingFor]).toEqual([maria.id, pavel.id]);
    at('2026-11-14T23:59:59+03:00');
    expect((await rights())[0]).toBe(200);
    at('2026-11-15T00:00:00+03:00');
    expect(await rights()).toEqual([403, 404, 403, 403]);
    expect((await pavel.get('/api/absences')).body.items[0].state).toBe('over');
    expect((await told('queue.changed')).at(-1)).toMatchObject({ actor: { id: maria.id }, actingFor: pavel.id });
  });

  it('give the client of an absent manager to the deputy', async () => {
    const [timur, svetlana] = (await Promise.all(['timur', 'svetlana'].map((login) => world.as(login)))) as [Person, Person];
    const draft = { agent: timur.id, deputy: svetlana.id, from: '2026-11-15', until: '2026-11-30' };
    const { body: absence } = await pavel.post('/api/absences', draft);
    const { ticketId: first } = await clients.write('site', 'own-1', 'Здравствуйте');
    const { client } = (await pavel.get(`/api/tickets/${first}`)).body;
    const named = { version: 1, name: 'Абитуриент Пётр', category: 'applicant', owner: timur.id };
    expect((await pavel.patch(`/api/clients/${client.id}`, named)).body.owner.id).toBe(timur.id);
    await pavel.post(`/api/tickets/${first}/resolution`, { result: 'explained', topic: 'other' });
    await world.pass(8 * 86_400_000 - 1);
    await timur.online();
    await svetlana.online();
    const { ticketId } = await clients.write('site', 'own-1', 'Хочу узнать про документы по особой квоте');
    expect((await pavel.get(`/api/tickets/${ticketId}`)).body).toMatchObject({
      client: { id: client.id },
      offer: { agent: { id: svetlana.id } },
    });
    // what is the absent person's is the deputy's to see, until the substitution is cancelled
    expect((await svetlana.get(`/api/tickets/${first}`)).status).toBe(200);
    expect((await pavel.delete(`/api/absences/${absence.id}`)).status).toBe(204);
    expect((await svetlana.get(`/api/tickets/${first}`)).status).toBe(404);
    expect((await pavel.delete(`/api/absences/${absence.id}`)).status).toBe(404);
  });
});

describe('sessions', () => {
  it('are listed to their owner, and another device is signed out from here', async () => {
    const [here, there] = [await world.as('irina'), await world.as('irina')];
    const rows = (await here.get('/api/sessions')).body.items as { id: string; current: boolean }[];
    expect(rows.map((row) => row.current).sort()).toEqual([false, true]);
    const other = rows.find((row) => !row.current)!;
    expect((await here.delete(`/api/sessions/${other.id}`)).status).toBe(204);
    expect([(await there.get('/api/session')).status, (await here.get('/api/session')).status]).toEqual([401, 200]);
  });

  it('rest on argon2 hashes and a cookie that scripts can’t read and other sites don’t send', async () => {
    const [row] = await world.services.db.query<{ password_hash: string }>(`select password_hash from agents where login = 'irina'`);
    expect(row!.password_hash).toMatch(/^\$argon2id\$/);
    const answer = await fetch(`${world.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'irina', password: 'demo' }),
    });
    expect(answer.headers.get('set-cookie')).toMatch(/^otklik_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  });

  it('end with the password’s change, everywhere', async () => {
    const irina = await world.as('irina');
    await pavel.patch(`/api/staff/${irina.id}`, { password: 'new-password' });
    expect((await irina.get('/api/session')).status).toBe(401);
    await expect(world.as('irina')).rejects.toThrow('Неверный логин или пароль');
  });
});
