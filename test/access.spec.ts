// Every route × every role: a door without a rule is shut, and 403 comes exactly where permissions.ts says so.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '#libs/contract/staff.js';
import { may } from '#libs/people/permissions.js';
import { bodies, filled, LOGINS, nameOf, type Route, routesOf } from './routes.js';
import { makeWorld, type Person, type World } from './world.js';

/** What a write without an id answers to `{}`: refused by its schema, or harmless. */
const signsOut = 'DELETE /api/session';

const routes = routesOf();
const guarded = routes.filter(({ rule }) => rule !== 'public');

let world: World;
const people = new Map<Role, Person>();
beforeAll(async () => {
  world = await makeWorld();
  for (const role of Role.options) people.set(role, await world.as(LOGINS[role]));
});
afterAll(() => world?.stop());

const ask = (person: Person, route: Route, id: string) =>
  person
    .call(
      route.method,
      filled(route.address, id),
      route.method === 'GET' || route.method === 'DELETE' ? undefined : (bodies[nameOf(route)] ?? {}),
    )
    .catch((error: Error) => ({ status: 0, body: error.message }));

describe('doors', () => {
  it('are many, and each has a rule', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(routes.filter(({ rule }) => rule === undefined).map(nameOf)).toEqual([]);
  });

  it('open to nobody signed in are these', () => {
    expect(
      routes
        .filter(({ rule }) => rule === 'public')
        .map(nameOf)
        .sort(),
    ).toEqual(
      [
        'GET /api/arrival',
        'GET /api/demo',
        'GET /health/live',
        'GET /health/ready',
        'GET /metrics',
        'POST /api/session',
        'PUT /api/test/clock',
      ].sort(),
    );
  });

  it('answer 401 to everybody who is not signed in', async () => {
    const open = [];
    for (const route of guarded) {
      const answer = await fetch(world.url + filled(route.address, '999999999'), { method: route.method });
      if (answer.status !== 401) open.push(`${nameOf(route)}: ${answer.status}`);
    }
    expect(open).toEqual([]);
  });
});

describe.each(Role.options)('%s', (role) => {
  it('gets 403 exactly where the permission table says so, else 404 for what does not exist', async () => {
    const person = people.get(role)!;
    const wrong: string[] = [];
    for (const route of guarded.filter((one) => nameOf(one) !== signsOut)) {
      const { status, body } = await ask(person, route, '999999999');
      const allowed = route.rule === 'signed-in' || may(role, route.rule as never);
      const named = route.address.includes(':');
      const right = allowed ? (named ? status === 404 : [200, 201, 204, 400].includes(status) || isAbsent(status, body)) : status === 403;
      if (!right) wrong.push(`${nameOf(route)} (${route.rule}): ${status} ${JSON.stringify(body).slice(0, 120)}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('ids', () => {
  it.each(['не-номер', '0', '-1', '99999999999999999999', '1; drop table tickets', 'NaN', '..%2f..'])(
    '%s is 404 or 400 at every door, never a fault',
    async (id) => {
      const admin = people.get('administrator')!;
      const faults = [];
      for (const route of guarded.filter(({ address }) => address.includes(':'))) {
        const { status } = await ask(admin, route, decodeURIComponent(id));
        if (status !== 404 && status !== 400) faults.push(`${nameOf(route)}: ${status}`);
      }
      expect(faults).toEqual([]);
    },
  );
});

/** The browser phone of an installation without telephony. */
const isAbsent = (status: number, body: unknown): boolean => status === 404 && JSON.stringify(body).includes('не настроен');
