// The demonstration Institute «Меридиан»: one call gives its people, cards and inquiries, dated relative to now.
import { addressIn, type Bearer, makeClients, settle } from './clients.js';
import { makeHistory } from './history.js';
import { DAY_MS } from './moscow.js';
import { Chance } from './random.js';
import { makeStaff } from './staff.js';
import type { Institute } from './story.js';
import { ADMISSION_TALKS } from './talks-admission.js';
import { CAMPUS_TALKS } from './talks-campus.js';
import { DEPARTMENT_TALKS } from './talks-departments.js';
import { STUDY_TALKS } from './talks-study.js';
import type { World } from './telling.js';
import { makeToday } from './today.js';

export const TALKS = [...ADMISSION_TALKS, ...STUDY_TALKS, ...CAMPUS_TALKS, ...DEPARTMENT_TALKS];

export interface InstituteSize {
  clients: number;
  /** Resolved and closed ones; what is open today comes on top. */
  tickets: number;
  /** How far back the history goes. */
  days: number;
  seed?: number;
}

/** The same `now`, size and seed give the same Institute. 1,200 clients and 3,500 tickets take well under a second. */
export function makeInstitute(now: Date, { clients, tickets, days, seed = 2026 }: InstituteSize): Institute {
  const chance = new Chance(seed);
  const staff = makeStaff(now);
  const bearers = makeClients(chance, now, Math.max(clients, 30), staff);
  const ruslan = introduceRuslan(bearers);
  const others = bearers.filter((bearer) => bearer !== ruslan);
  const world: World = { chance, now, staff, bearers: others, talks: TALKS };
  const all = [...makeHistory(world, tickets, days), ...makeToday(world)].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const first = new Map<number, Date>();
  for (const ticket of all) if (!first.has(ticket.client)) first.set(ticket.client, ticket.createdAt);
  for (const bearer of bearers) settle(bearer, first.get(bearer.card.key), new Date(now.getTime() - days * DAY_MS));
  return {
    staff,
    clients: bearers.map(({ card }) => card),
    tickets: all,
    lesson: { client: ruslan.card.key, channel: 'chat', text: 'Здравствуйте! Можно оплатить обучение материнским капиталом?' },
  };
}

/** The person of the first lesson, without a history. */
function introduceRuslan(bearers: Bearer[]): Bearer {
  const bearer = bearers.find(({ card }) => card.category === 'applicant' && !card.represents.length)!;
  Object.assign(bearer.card, {
    name: 'Хасанов Руслан Маратович',
    owner: null,
    emails: [],
    accounts: [],
    birthDate: null,
    programme: 'Экономика',
  });
  Object.assign(bearer, { woman: false, enrolledAt: null });
  addressIn(bearer.card, 'chat');
  return bearer;
}
