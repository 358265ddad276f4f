// Must hold 8 of part 1: every route × every role × own and foreign; a new route without a row here fails. 003 §4.2.4.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '#libs/contract/staff.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { SYSTEM } from '#libs/kernel/journal.js';
import { may, scopeOf } from '#libs/people/permissions.js';
import { maySeeTicket } from '#libs/people/rights.js';
import { bodies, filled, LOGINS, nameOf, type Route, routesOf } from '../routes.js';
import { makeWorld, type Person, type World } from '../world.js';
import { ACCOUNTS, Clients, envelope } from './envelopes.js';

const secretOf = (queueCode: string) => `о тайном переводе на ${queueCode}`;
interface Seat {
  role: Role;
  person: Person;
  /** A ticket this role must not know of; null for those who see all. */
  foreign: TicketView | null;
  own: string[];
}
/** What a route gives: one ticket by its id; a list; somebody's own thing; or a directory that the permission table alone guards. */
type Row = 'ticket' | 'ticket, refused by its own reasons' | 'mine' | 'directory' | 'change' | ((seat: Seat) => Promise<void>);

let world: World;
let pavel: Person;
let olga: Person;
let start: string;
let client: string;
const seats = new Map<Role, Seat>();

const TABLE: Record<string, Row> = {
  'GET /api/session': 'mine',
  'DELETE /api/session': 'mine',
  'GET /api/sessions': 'mine',
  'DELETE /api/sessions/:id': foreignSession,
  'PUT /api/presence': 'mine',
  'GET /api/tickets': listed,
  'GET /api/tickets/counts': counted,
  'GET /api/tickets/:id': 'ticket',
  'GET /api/tickets/:id/messages': 'ticket',
  'GET /api/tickets/:id/journal': 'ticket',
  'GET /api/tickets/:id/decision': 'ticket',
  'GET /api/tickets/:id/duplicates': 'ticket',
  'GET /api/tickets/:id/recordings/:call': 'ticket, refused by its own reasons',
  'POST /api/tickets': 'change',
  'PATCH /api/tickets/:id': 'ticket',
  'POST /api/tickets/:id/replies': 'ticket',
  'POST /api/tickets/:id/notes': 'ticket',
  'POST /api/tickets/:id/resolution': 'ticket',
  'DELETE /api/tickets/:id/resolution': 'ticket',
  'POST /api/tickets/:id/messages/:messageId/retry': 'ticket, refused by its own reasons',
  'POST /api/tickets/:id/assignment': 'ticket',
  'POST /api/tickets/:id/transfers': 'ticket',
  'POST /api/tickets/:id/snooze': 'ticket',
  'DELETE /api/tickets/:id/snooze': 'ticket',
  'POST /api/tickets/:id/merges': 'ticket, refused by its own reasons',
  'DELETE /api/tickets/:id/merges': 'ticket',
  'POST /api/tickets/:id/splits': 'ticket, refused by its own reasons',
  'DELETE /api/tickets/:id/splits': 'ticket',
  'POST /api/tickets/:id/spam': 'ticket',
  'DELETE /api/tickets/:id/spam': 'ticket',
  'GET /api/drafts/:ticketId': 'ticket',
  'PUT /api/drafts/:ticketId': 'ticket',
  'POST /api/calls': dialled,
  'POST /api/calls/:id/:act': 'mine',
  'GET /api/calls/current': 'mine',
  'GET /api/softphone/token': 'mine',
  'GET /api/offers': 'mine',
  'POST /api/offers/:id/acceptance': foreignOffer,
  'POST /api/offers/:id/refusal': foreignOffer,
  'GET /api/clients': found,
  'GET /api/clients/:id': carded,
  'POST /api/clients': 'change',
  'PATCH /api/clients/:id': 'change',
  'POST /api/clients/merges': 'change',
  'DELETE /api/clients/merges/:id': 'change',
  'POST /api/clients/:id/representatives': 'change',
  'POST /api/imports': 'change',
  'POST /api/imports/:id/confirmation': 'change',
  'DELETE /api/imports/:id': 'change',
  'POST /api/files': 'mine',
  'GET /api/files/:id': attached,
  'GET /api/staff': 'directory',
  'POST /api/staff': 'change',
  'PATCH /api/staff/:id': 'change',
  'DELETE /api/staff/:id': 'change',
  'GET /api/absences': 'directory',
  'POST /api/absences': 'change',
  'DELETE /api/absences/:id': 'change',
  'GET /api/queues': waiting,
  'PATCH /api/queues/:code': 'change',
  'GET /api/board': boarded,
  'GET /api/topics': 'directory',
  'PATCH /api/topics/:code': 'change',
  'POST /api/topics/classify': 'directory',
  'POST /api/topics/examples': 'change',
  'GET /api/templates': 'directory',
  'GET /api/channels': 'directory',
  'POST /api/channels/:channel/accounts': 'change',
  'PATCH /api/channels/:channel/accounts/:id': 'change',
  'DELETE /api/channels/:channel/accounts/:id': 'change',
  'POST /api/channels/:channel/accounts/:id/test': 'change',
  'PUT /api/channels/silence': 'change',
  'GET /api/quarantine': 'directory',
  'GET /api/quarantine/:id/raw': 'directory',
  'GET /api/events': told,
  'GET /api/ledger/inbound': 'directory',
  'GET /api/ledger/outbound': 'directory',
};
const routes = routesOf().filter(({ rule }) => rule !== 'public');
const ticketRoutes = routes.filter((route) => String(TABLE[nameOf(route)]).startsWith('ticket'));

beforeAll(async () => {
  world = await makeWorld({ accounts: ACCOUNTS });
  pavel = await world.as('pavel');
  olga = await world.as('olga');
  start = (await pavel.get('/api/events')).body.next;
  const hidden = { study: await secret('study'), admission: await secret('admission') };
  client = hidden.study.client.id;
  for (const role of Role.options) {
    const person = await world.as(LOGINS[role]);
    const foreign = scopeOf(role) === 'all' ? null : role === 'study-manager' ? hidden.admission : hidden.study;
    seats.set(role, { role, person, foreign, own: await given(person, ticketRoutes.length) });
  }
}, 120_000);
afterAll(() => world?.stop());

/** A letter with an attachment in a queue, nobody's yet. */
async function secret(queueCode: string): Promise<TicketView> {
  const clients = await Clients.of(world);
  const { ticketId } = await clients.write(
    'form',
    { address: `${queueCode}@example.org`, name: `Тайнов ${queueCode}` },
    secretOf(queueCode),
    {
      queueCode,
    },
  );
  await pavel.post(`/api/tickets/${ticketId}/notes`, { text: 'паспорт приложен', files: [await upload(pavel)] });
  return (await pavel.get(`/api/tickets/${ticketId}`)).body;
}

async function upload(person: Person): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob(['паспорт']), 'паспорт.txt');
  const answer = await fetch(`${world.url}/api/files`, { method: 'POST', headers: { cookie: person.cookie }, body: form });
  return ((await answer.json()) as { id: string }).id;
}

/** Fresh tickets assigned to the person: each is spent on one route. */
async function given(person: Person, count: number): Promise<string[]> {
  const clients = await Clients.of(world);
  const now = world.clock.now();
  const letters = Array.from({ length: count }, (_, i) => envelope(now, `own-${person.id}-${i}`, 'Вопрос', { queueCode: 'contact' }));
  const ids = (await clients.receive('site', ...letters)).map((receipt) => receipt.ticketId!);
  for (const id of ids) await world.services.assignment.assign(id, person.id, SYSTEM);
  return ids;
}

const body = (route: Route) => (route.method === 'GET' || route.method === 'DELETE' ? undefined : (bodies[nameOf(route)] ?? {}));
const allowed = (role: Role, route: Route) => route.rule === 'signed-in' || may(role, route.rule as never);
const leaks = (answer: unknown, { foreign }: Seat) => {
  const text = JSON.stringify(answer);
  return [foreign!.number, secretOf(foreign!.queue!.code)].filter((word) => text.includes(word));
};

async function listed(seat: Seat): Promise<void> {
  const name = encodeURIComponent('Тайнов');
  const tail = seat.foreign ? Number(seat.foreign.number.slice(-6)) : 1;
  const filters = ['', 'view=queues', 'view=all', 'view=resolved', `q=${name}`, `q=${tail}`, `q=${encodeURIComponent('тайном переводе')}`];
  filters.push('queue=study,admission', `client=${client}`, 'assignee=none', 'sort=due', 'sort=oldest');
  for (const filter of filters) {
    const answer = (await seat.person.get(`/api/tickets?limit=200&${filter}`)).body;
    if (seat.foreign) expect([filter, leaks(answer, seat)]).toEqual([filter, []]);
    else if (filter.startsWith('q=')) expect([filter, answer.items.length > 0]).toEqual([filter, true]);
  }
}

async function counted(seat: Seat): Promise<void> {
  const counts = (await seat.person.get('/api/tickets/counts')).body;
  for (const view of ['mine', 'queues', 'all', 'snoozed']) {
    let seen = 0;
    for (let next: string | null = ''; next !== null; ) {
      const page: { items: unknown[]; next: string | null } = (
        await seat.person.get(`/api/tickets?view=${view}&limit=200${next ? `&after=${next}` : ''}`)
      ).body;
      seen += page.items.length;
      next = page.next;
    }
    expect([view, counts[view]]).toEqual([view, seen]);
  }
}

async function dialled(seat: Seat): Promise<void> {
  if (!seat.foreign || !may(seat.role, 'call.make')) return;
  const answer = await seat.person.post('/api/calls', { ticketId: seat.foreign.id, phone: '+79160000000' });
  expect([400, 404]).toContain(answer.status);
}

async function found(seat: Seat): Promise<void> {
  const { items } = (await seat.person.get(`/api/clients?q=${encodeURIComponent('Тайнов')}`)).body;
  expect(items.map((row: any) => row.openTickets).sort()).toEqual(
    seat.role === 'study-manager' || seat.role === 'admission-manager' ? [0, 1] : seat.foreign ? [0, 0] : [1, 1],
  );
  // a number is a search too
  if (seat.foreign) expect((await seat.person.get(`/api/clients?q=${encodeURIComponent(seat.foreign.number)}`)).body.items).toEqual([]);
  else expect((await seat.person.get(`/api/clients?q=${encodeURIComponent((await hiddenNumber()) ?? '')}`)).body.items).toHaveLength(1);
}

const hiddenNumber = async () => (await pavel.get(`/api/tickets?client=${client}`)).body.items[0].number as string;

async function carded(seat: Seat): Promise<void> {
  const { status, body: card } = await seat.person.get(`/api/clients/${seat.foreign?.client.id ?? client}`);
  expect(status).toBe(200);
  if (seat.foreign) expect([card.history.tickets, leaks(card.history, seat)]).toEqual([0, []]);
  else expect(card.history.tickets).toBe(1);
}

async function attached(seat: Seat): Promise<void> {
  const where = seat.foreign ?? (await pavel.get(`/api/tickets?client=${client}`)).body.items[0];
  const messages = (await pavel.get(`/api/tickets/${where.id}/messages`)).body.items;
  const file = messages.flatMap((message: any) => message.files)[0].id;
  const answer = await fetch(`${world.url}/api/files/${file}`, { headers: { cookie: seat.person.cookie } });
  expect(answer.status).toBe(seat.foreign ? 404 : 200);
  if (seat.foreign) return;
  expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  const again = await fetch(`${world.url}/api/files/${file}`, {
    headers: { cookie: seat.person.cookie, 'if-none-match': answer.headers.get('etag')! },
  });
  expect(again.status).toBe(304);
}

async function waiting(seat: Seat): Promise<void> {
  const queues = (await seat.person.get('/api/queues')).body.items as { code: string; waiting: number | null }[];
  const code = seat.foreign?.queue?.code ?? 'study';
  expect(queues.find((queue) => queue.code === code)!.waiting).toEqual(seat.foreign ? null : expect.any(Number));
}

async function boarded(seat: Seat): Promise<void> {
  if (!may(seat.role, 'board.read')) return;
  const board = (await seat.person.get('/api/board')).body;
  const codes = board.queues.map((queue: any) => queue.code);
  if (seat.foreign) expect([codes, board.people.map((one: any) => one.name)]).toEqual([['dormitory'], ['Орлов Денис Игоревич']]);
  else expect(codes).toEqual(expect.arrayContaining(['study', 'admission', 'dormitory']));
}

async function told(seat: Seat): Promise<void> {
  let seen = '';
  for (let after = start; ; ) {
    const page = (await seat.person.get(`/api/events?after=${after}&limit=1000`)).body;
    seen += JSON.stringify(page.items);
    if (page.next === after) break;
    after = page.next;
  }
  if (seat.foreign) expect(seen.includes(`"ticketId":"${seat.foreign.id}"`)).toBe(false);
  else expect(seen).toContain('ticket.registered');
}

async function foreignSession(seat: Seat): Promise<void> {
  const { items } = (await olga.get('/api/sessions')).body;
  expect(items.map((row: any) => row.current)).toContain(true);
  expect((await seat.person.delete(`/api/sessions/${items[0].id}`)).status).toBe(404);
  expect((await olga.get('/api/session')).status).toBe(200);
}

async function foreignOffer(seat: Seat): Promise<void> {
  if (!may(seat.role, 'offer.answer')) return;
  await olga.online();
  const clients = await Clients.of(world);
  await clients.write('site', `asks-${seat.role}-${Math.random()}`, 'Вопрос', { queueCode: 'contact' });
  const [offer] = (await olga.get('/api/offers')).body.items;
  expect((await seat.person.post(`/api/offers/${offer.id}/acceptance`)).status).toBe(404);
  expect((await seat.person.post(`/api/offers/${offer.id}/refusal`, { reason: 'не моё' })).status).toBe(404);
  await olga.put('/api/presence', { state: 'offline' });
}

describe('the table', () => {
  it('has a row for every route, and no row without one', () => {
    expect(routes.map(nameOf).sort()).toEqual(Object.keys(TABLE).sort());
  });
});

describe.each(Role.options)('%s', (role) => {
  it('reaches own tickets at every door, and foreign ones at none', async () => {
    const seat = seats.get(role)!;
    const wrong: string[] = [];
    for (const [i, route] of ticketRoutes.entries()) {
      const at = async (id: string) => (await seat.person.call(route.method, filled(route.address, id), body(route))).status;
      const own = await at(seat.own[i]!);
      const reached = allowed(role, route) ? ![401, 403, 404, 500, 503].includes(own) : own === 403;
      if (!reached && TABLE[nameOf(route)] === 'ticket') wrong.push(`own ${nameOf(route)}: ${own}`);
      if (!seat.foreign) continue;
      const foreign = await at(seat.foreign.id);
      if (foreign !== (allowed(role, route) ? 404 : 403)) wrong.push(`foreign ${nameOf(route)}: ${foreign}`);
      const byNumber = await at(seat.foreign.number);
      if (byNumber !== foreign) wrong.push(`foreign by number ${nameOf(route)}: ${byNumber}`);
    }
    expect(wrong).toEqual([]);
  });

  it('finds nothing foreign in lists, searches, counters, feeds, cards, files and others’ things', async () => {
    for (const row of new Set(Object.values(TABLE))) if (typeof row === 'function') await row(seats.get(role)!);
  });

  it('can’t merge into, look at by socket, or write into a foreign ticket', async () => {
    const { person, foreign } = seats.get(role)!;
    if (!foreign) return;
    const [mine] = await given(person, 1);
    expect((await person.post(`/api/tickets/${mine}/merges`, { into: foreign.id })).status).toBe(404);
    const desk = await person.console();
    const call = (name: string, what: object) => desk.socket.timeout(5000).emitWithAck(name, what);
    expect((await call('view', { ticketId: foreign.id })).error.kind).toBe('not-found');
    expect((await call('typing', { ticketId: foreign.id })).error.kind).toBe('not-found');
    await pavel.post(`/api/tickets/${foreign.id}/notes`, { text: 'ещё заметка' });
    await pavel.post(`/api/tickets/${mine}/notes`, { text: 'заметка' });
    await desk.until('events', ({ items }) => items.some((event: any) => event.ticketId === mine));
    const heard = desk.seen.filter(({ body: news }) => JSON.stringify(news).includes(`"ticketId":"${foreign.id}"`));
    desk.socket.close();
    expect(heard).toEqual([]);
  });
});

describe('rights as SQL and as a function', () => {
  it('agree on every ticket for every person', async () => {
    const rows = await world.services.db.query<any>(
      `select t.id, t.queue_id as "queueId", q.department_id as "departmentId", t.assignee_id as "assigneeId", c.owner_id as "ownerId", t.transfer_from_agent as "transferFromAgent",
         (select o.agent_id from offers o where o.ticket_id = t.id and o.state = 'made') as "offeredTo" from tickets t join clients c on c.id = t.client_id left join queues q on q.id = t.queue_id`,
    );
    for (const { person } of seats.values()) {
      const viewer = (await world.services.sessions.viewer(person.cookie.split('=')[1]!))!;
      const seen = (
        await world.services.tickets.views(
          viewer,
          rows.map((row) => row.id),
        )
      )
        .map((view) => view.id)
        .sort();
      expect(seen).toEqual(
        rows
          .filter((row) => maySeeTicket(viewer, row))
          .map((row) => row.id)
          .sort(),
      );
    }
  });
});

describe('after the right is lost', () => {
  it('a transferred ticket leaves the desk: gone from the feed, no more typing, 404 everywhere', async () => {
    const { person } = seats.get('contact-manager')!;
    const [id] = await given(person, 1);
    const desk = await person.console((await person.get('/api/events')).body.next);
    await desk.socket.emitWithAck('view', { ticketId: id });
    await pavel.post(`/api/tickets/${id}/transfers`, { to: { queue: 'study' }, reason: 'учебный вопрос' });
    await pavel.post(`/api/tickets/${id}/assignment`, { agent: seats.get('study-manager')!.person.id });
    await desk.until('events', ({ items }) => items.some((event: any) => event.ticketId === id && event.gone));
    const pages = ['', '/messages', '/journal', '/decision', '/duplicates'].map(
      async (page) => (await person.get(`/api/tickets/${id}${page}`)).status,
    );
    expect(await Promise.all(pages)).toEqual([404, 404, 404, 404, 404]);
    // the next call makes the desk look again at what it may see, as the timer does within 3 s
    await desk.socket.emitWithAck('beat', {});
    const before = desk.seen.length;
    world.services.live.emit('typing', { ticketId: id!, who: { kind: 'client', name: 'Кто-то' } });
    await pavel.post(`/api/tickets/${id}/notes`, { text: 'тайная заметка' });
    const [mine] = await given(person, 1);
    await desk.until('events', ({ items }) => items.some((event: any) => event.ticketId === mine));
    const heard = desk.seen.slice(before).filter(({ body: news }) => JSON.stringify(news).includes(`"ticketId":"${id}"`));
    desk.socket.close();
    expect(heard).toEqual([]);
  });

  it.each([
    ['dismissed', (id: string) => pavel.delete(`/api/staff/${id}`, { order: 'приказ 7' })],
    ['signed out', (_: string, leaver: Person) => leaver.delete('/api/session')],
  ])('a person who is %s hears nothing after 5 s by any way', async (how, leave) => {
    const login = `leaver-${how.length}`;
    const { body: staff } = await pavel.post('/api/staff', {
      login,
      name: 'Уходящий Лев',
      role: 'contact-manager',
      department: 'contact',
      queues: ['hotline'],
      password: 'password-1',
    });
    const leaver = await world.as(login, 'password-1');
    const [ticket] = await given(leaver, 1);
    await leaver.online();
    const clients = await Clients.of(world);
    await clients.write('site', `caller-${login}`, 'Алло', { queueCode: 'hotline' });
    expect((await leaver.get('/api/offers')).body.items.length).toBeGreaterThan(0);
    const desk = await leaver.console();
    const closed = new Promise<number>((resolve) => desk.socket.once('disconnect', () => resolve(performance.now())));
    const waits = leaver.get(`/api/events?after=${(await leaver.get('/api/events')).body.next}&wait=25000`);
    const left = performance.now();
    expect((await leave(staff.id, leaver)).status).toBe(204);
    expect((await leaver.get(`/api/tickets/${ticket}`)).status).toBe(401);
    expect((await leaver.get('/api/offers')).status).toBe(401);
    expect(await world.services.db.query(`select id from offers where agent_id = $1 and state = 'made'`, [staff.id])).toEqual([]);
    expect((await waits).status).toBe(401);
    expect(performance.now() - left).toBeLessThan(5000);
    expect((await closed) - left).toBeLessThan(5000);
    expect(desk.seen.some(({ name }) => name === 'bye')).toBe(true);
  });
});
