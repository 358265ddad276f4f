// The cards of the demonstration Institute: categories, addresses, parents, personal managers.
import type { ClientCategory } from '#libs/contract/tickets.js';
import { inLatin, nameKey } from '#libs/people/find-text.js';
import { splitName } from '#libs/people/name.js';
import { DAY_MS, midnight, monthDay, wall } from './moscow.js';
import { makeParent, makePerson, type Person } from './names.js';
import type { Chance } from './random.js';
import type { SeedClient, SeedStaff } from './story.js';

export const PROGRAMMES = [
  'Менеджмент',
  'Экономика',
  'Юриспруденция',
  'Прикладная информатика',
  'Психология',
  'Реклама и связи с общественностью',
  'Дизайн',
  'Лингвистика',
  'Туризм',
  'Государственное и муниципальное управление',
  'Программная инженерия',
  'Журналистика',
] as const;

/** A card with what the story alone knows of its bearer. */
export interface Bearer {
  card: SeedClient;
  woman: boolean;
  /** First of September of a student who was an applicant before; else null. */
  enrolledAt: Date | null;
}

const SHARES: readonly (readonly [ClientCategory, number])[] = [
  ['applicant', 40],
  ['student', 38],
  ['trainee', 7],
  ['alumnus', 10],
  ['other', 5],
];
const YEARS_OLD: Record<ClientCategory, [number, number]> = {
  applicant: [17, 19],
  student: [18, 24],
  trainee: [23, 50],
  alumnus: [23, 60],
  other: [30, 60],
};
const PARENT_REASON = 'Показано свидетельство о рождении на личном приёме';

/** `count` cards, parents among them; createdAt and periods are settled when the tickets are known. */
export function makeClients(chance: Chance, now: Date, count: number, staff: SeedStaff[]): Bearer[] {
  const bearers: Bearer[] = [];
  const owners = new Owners(staff);
  while (bearers.length < count) {
    const person = makePerson(chance);
    const bearer = makeBearer(chance, now, bearers.length, person, chance.weighted(SHARES), owners);
    bearers.push(bearer);
    const young = ['applicant', 'student'].includes(bearer.card.category);
    if (young && person.family && bearers.length < count && chance.happens(0.16))
      bearers.push(parentOf(chance, now, bearers.length, person, bearer, owners));
  }
  return bearers;
}

function makeBearer(chance: Chance, now: Date, key: number, person: Person, category: ClientCategory, owners: Owners): Bearer {
  const studies = category !== 'other';
  const card: SeedClient = {
    key,
    name: person.name,
    category,
    periods: [],
    phones: chance.happens(0.8) ? [phoneOf(key)] : [],
    emails: [],
    accounts: [],
    birthDate: studies && chance.happens(0.6) ? birthDay(chance, now, YEARS_OLD[category]) : null,
    programme: studies && category !== 'alumnus' ? chance.pick(PROGRAMMES) : null,
    language: /[a-z]/i.test(person.name) && chance.happens(0.5) ? 'en' : 'ru',
    owner: chance.happens(0.55) ? owners.next(category) : null,
    note: null,
    represents: [],
    createdAt: now,
  };
  if (chance.happens(0.5)) addEmail(card);
  return { card, woman: person.woman, enrolledAt: category === 'student' && chance.happens(0.35) ? lastSeptember(now) : null };
}

function parentOf(chance: Chance, now: Date, key: number, child: Person, childBearer: Bearer, owners: Owners): Bearer {
  const parent = makeBearer(chance, now, key, makeParent(chance, child as Parameters<typeof makeParent>[1]), 'other', owners);
  const confirmed = chance.happens(0.4);
  parent.card.represents = [
    {
      client: childBearer.card.key,
      relation: chance.happens(0.95) ? 'parent' : 'legal',
      confirmed,
      reason: confirmed ? PARENT_REASON : null,
    },
  ];
  return parent;
}

/** Personal managers in turn, so that each has as many (001 §2.9). */
class Owners {
  private readonly turns = new Map<string, number>();
  constructor(private readonly staff: SeedStaff[]) {}

  next(category: ClientCategory): string | null {
    const role = category === 'applicant' ? 'admission-manager' : ['student', 'trainee'].includes(category) ? 'study-manager' : null;
    if (!role) return null;
    const managers = this.staff.filter((person) => person.role === role);
    const turn = this.turns.get(role) ?? 0;
    this.turns.set(role, turn + 1);
    return managers[turn % managers.length]!.login;
  }
}

/** +7 999 000-00-00 and on: a range that nobody has. */
const phoneOf = (key: number): string => `+7999${String(key).padStart(7, '0')}`;

const birthDay = (chance: Chance, now: Date, [youngest, oldest]: [number, number]): string =>
  new Date(now.getTime() - chance.whole(youngest * 365, oldest * 365) * DAY_MS).toISOString().slice(0, 10);

/** Gives the card an address of the channel if it has none and returns it. */
export function addressIn(card: SeedClient, channel: string): string {
  if (channel === 'email' || channel === 'api') return card.emails[0] ?? addEmail(card);
  if (channel === 'hotline' || channel === 'walk-in') {
    if (!card.phones.length) card.phones.push(phoneOf(card.key));
    return card.phones[0]!;
  }
  const known = card.accounts.find((account) => account.channel === channel);
  if (known) return known.address;
  const address =
    channel === 'chat'
      ? `visitor-${String(card.key).padStart(6, '0')}`
      : String((channel === 'max' ? 880_000_000 : 7_770_000_000) + card.key);
  card.accounts.push({ channel, address, name: nickname(card) });
  return address;
}

const DOMAINS = ['example.org', 'example.com', 'example.net'];

function addEmail(card: SeedClient): string {
  const { surname, given } = splitName(card.name);
  const latin = `${given}.${surname}`
    .split('.')
    .filter(Boolean)
    .map((word) => inLatin(nameKey(word)).replace(/[^a-z\d]/g, ''))
    .join('.');
  const email = `${latin}${card.key}@${DOMAINS[card.key % DOMAINS.length]}`;
  card.emails.push(email);
  return email;
}

/** Messengers give the name first. */
function nickname(card: SeedClient): string {
  const { surname, given } = splitName(card.name);
  return card.key % 3 ? `${given} ${surname}`.trim() : given;
}

/** The latest first of September in Moscow that is not after `now`. */
function lastSeptember(now: Date): Date {
  let day = midnight(now);
  while (monthDay(day) !== 901) day = new Date(day.getTime() - DAY_MS);
  return day;
}

/** Which category the bearer had at a moment. */
export const categoryAt = (bearer: Bearer, at: Date): ClientCategory =>
  bearer.enrolledAt && at < bearer.enrolledAt ? 'applicant' : bearer.card.category;

/** The card begins with its first ticket; those who never wrote came with a list of their year. */
export function settle(bearer: Bearer, firstAt: Date | undefined, begin: Date): void {
  const { card, enrolledAt } = bearer;
  card.createdAt = firstAt ?? new Date(begin.getTime() + (wall(begin).getUTCMinutes() + card.key) * 60_000);
  const was = enrolledAt && card.createdAt < enrolledAt;
  card.periods = was
    ? [
        { category: 'applicant', from: card.createdAt },
        { category: card.category, from: enrolledAt },
      ]
    : [{ category: card.category, from: card.createdAt }];
}
