// One inquiry told from the question to the end: taken, transferred, clarified, answered, resolved.
import type { TicketResult } from '#libs/contract/tickets.js';
import { type Bearer, categoryAt } from './clients.js';
import { DAY_MS, isWorking, MINUTE_MS, nextWorking } from './moscow.js';
import type { Chance } from './random.js';
import type { SeedMessage, SeedStaff, SeedTicket } from './story.js';
import type { Talk, Turn } from './talk.js';
import { answerWords, askWords, filler, hours, laterBy, subjectOf, thanks } from './words.js';

export const IN_PERSON = ['hotline', 'walk-in'];
/** Minutes until somebody takes it, and from then to the first words: medians. */
const PACE: Record<string, [number, number]> = {
  hotline: [0.3, 0.05],
  'walk-in': [3, 0.2],
  chat: [0.4, 0.5],
  telegram: [1, 2],
  max: [1, 2],
  email: [40, 25],
  api: [35, 20],
};
const RESULTS: readonly (readonly [TicketResult, number])[] = [
  ['solved', 45],
  ['explained', 46],
  ['redirected', 5],
  ['refused', 3],
];
const SPAM = [
  'Продвижение сайтов, первые места за неделю! Пишите.',
  'Выгодный кредит без справок, одобрим за 5 минут',
  'Купим базу абитуриентов, дорого',
];

export interface World {
  chance: Chance;
  now: Date;
  staff: SeedStaff[];
  bearers: Bearer[];
  talks: readonly Talk[];
}

/** A registered ticket of which nothing is told yet. */
export function bareTicket(chance: Chance, talk: Talk, channel: string, bearer: Bearer, at: Date): SeedTicket {
  const confidence = Math.round((0.55 + Math.sqrt(chance.next()) * 0.44) * 100) / 100;
  const kind = talk.kind ?? (channel === 'api' ? 'statement' : 'request');
  return {
    client: bearer.card.key,
    clientCategory: categoryAt(bearer, at),
    channel,
    kind,
    topic: talk.topic,
    topicConfidence: confidence,
    topicSure: confidence >= 0.7,
    topicBy: IN_PERSON.includes(channel) || confidence < 0.7 ? 'agent' : 'machine',
    subject: null,
    collective: null,
    status: 'registered',
    waitingFor: null,
    queue: talk.queue,
    assignee: null,
    priority: kind === 'complaint' ? 1 : IN_PERSON.includes(channel) ? 2 : channel === 'chat' ? 4 : 5,
    createdAt: at,
    queuedAt: laterBy(at, 1000),
    assignedAt: null,
    firstAnswerAt: null,
    firstAnswerDueAt: null,
    resolutionDueAt: null,
    legalDueAt: ['statement', 'proposal', 'complaint'].includes(kind) ? new Date(at.getTime() + 30 * DAY_MS) : null,
    snoozedUntil: null,
    told: null,
    resolvedAt: null,
    resolvedBy: null,
    result: null,
    closedAt: null,
    reopened: 0,
    rating: null,
    transfers: [],
    call: null,
    source:
      channel === 'api'
        ? { page: '/abitur/zayavka', programme: bearer.card.programme ?? '', utm_source: chance.pick(['vk', 'yandex', 'site', 'telegram']) }
        : {},
    messages: [],
  };
}

export function asSpam(chance: Chance, ticket: SeedTicket): SeedTicket {
  const text = chance.pick(SPAM);
  return {
    ...ticket,
    topic: 'other',
    queue: 'contact',
    kind: 'request',
    legalDueAt: null,
    status: 'spam',
    subject: text.slice(0, 30),
    messages: [{ at: ticket.createdAt, direction: 'inbound', author: null, text }],
  };
}

/** The whole way: asked, taken, perhaps transferred, clarified, answered, resolved. */
export function tell(world: World, ticket: SeedTicket, talk: Talk, bearer: Bearer): void {
  const { chance } = world;
  const fill = filler(chance, bearer, ticket.createdAt);
  const turn = chance.pick(talk.turns);
  const ask = fill(turn[0]);
  if (ticket.channel === 'email' && chance.happens(0.008)) ticket.collective = { count: chance.whole(5, 30), contact: bearer.card.name };
  if (['email', 'api'].includes(ticket.channel)) ticket.subject = ticket.channel === 'api' ? 'Заявка с сайта' : subjectOf(chance, ask);
  let at = ticket.createdAt;
  for (const text of askWords(chance, ticket.channel, ask, bearer)) at = say(ticket, at, 'inbound', null, text, 4000);
  if (ticket.channel === 'hotline' && chance.happens(0.07)) abandon(world, ticket);
  else if (talk.typical && !IN_PERSON.includes(ticket.channel) && !isWorking(at) && chance.happens(0.5))
    byMachine(world, ticket, fill(turn[1]), at);
  else byPeople(world, ticket, talk, turn.map((words) => words && fill(words)) as unknown as Turn, bearer, at);
}

function byPeople(world: World, ticket: SeedTicket, talk: Talk, turn: Turn, bearer: Bearer, askedAt: Date): void {
  const { chance } = world;
  let at = take(world, ticket, talk, bearer, askedAt);
  const agent = world.staff.find((person) => person.login === ticket.assignee)!;
  if (ticket.channel === 'hotline')
    ticket.call = {
      menu: chance.pick([['1', '2'], ['2', '2'], ['3', '2'], ['0']]),
      waitMs: at.getTime() - ticket.createdAt.getTime(),
      talkMs: Math.round(chance.around(170_000)),
      outcome: 'answered',
    };
  at = converse(chance, ticket, turn, bearer, agent, at);
  finish(world, ticket, at);
}

function say(ticket: SeedTicket, at: Date, direction: SeedMessage['direction'], author: string | null, text: string, gapMs: number): Date {
  const when = ticket.messages.length ? laterBy(at, gapMs) : at;
  ticket.messages.push({ at: when, direction, author, text });
  if (direction === 'outbound' && !ticket.firstAnswerAt) ticket.firstAnswerAt = when;
  return when;
}

/** Offered and accepted; what is not typical often passes the contact department first (003 §3.3). */
function take(world: World, ticket: SeedTicket, talk: Talk, bearer: Bearer, at: Date): Date {
  const { chance } = world;
  const [wait] = PACE[ticket.channel]!;
  const taken = laterBy(nextWorking(at), chance.around(wait) * MINUTE_MS * (chance.happens(0.06) ? 8 : 1));
  ticket.assignedAt = taken;
  ticket.status = 'assigned';
  const first = talk.typical ? 'contact' : talk.queue;
  ticket.queue = first;
  ticket.assignee = workerOf(world, first, bearer, taken);
  const passed = first !== 'contact' && (IN_PERSON.includes(ticket.channel) || chance.happens(0.35));
  if (!passed) return taken;
  const by = workerOf(world, 'contact', bearer, taken);
  const moved = laterBy(taken, chance.around(2) * MINUTE_MS);
  ticket.transfers.push({
    at: moved,
    fromQueue: 'contact',
    by,
    toQueue: first,
    reason: chance.pick(['вопрос менеджера по теме', 'нужен ответ подразделения', 'клиент закреплён за менеджером']),
  });
  return laterBy(moved, chance.around(3) * MINUTE_MS);
}

function workerOf({ chance, staff }: World, queue: string, bearer: Bearer, at: Date): string {
  const here = staff.filter(
    (person) => person.queues.includes(queue) && !(person.absence && at >= person.absence.from && at < person.absence.to),
  );
  const workers = here.length > 1 ? here.filter((person) => person.role !== 'supervisor') : here;
  const owner = workers.find((person) => person.login === bearer.card.owner);
  return (owner ?? chance.pick(workers)).login;
}

function converse(
  chance: Chance,
  ticket: SeedTicket,
  [, answer, question, reply]: Turn,
  bearer: Bearer,
  agent: SeedStaff,
  start: Date,
): Date {
  const [, pace] = PACE[ticket.channel]!;
  if (IN_PERSON.includes(ticket.channel)) {
    ticket.firstAnswerAt = start;
    return say(
      ticket,
      start,
      'note',
      agent.login,
      `Ответ дан ${ticket.channel === 'hotline' ? 'по телефону' : 'на личном приёме'}: ${answer}`,
      ticket.call?.talkMs ?? chance.around(6) * MINUTE_MS,
    );
  }
  let at = start;
  if (question && reply && chance.happens(0.55)) {
    at = say(
      ticket,
      at,
      'outbound',
      agent.login,
      answerWords(chance, ticket.channel, question, bearer, agent.name),
      chance.around(pace) * MINUTE_MS,
    );
    at = say(ticket, at, 'inbound', null, reply, chance.around(pace * 4) * MINUTE_MS);
  }
  if (chance.happens(0.12))
    at = say(
      ticket,
      at,
      'note',
      agent.login,
      chance.pick(['Уточняю у коллег, отвечу сегодня.', 'Проверено по базе, всё в порядке.', 'Клиент уже спрашивал об этом, см. историю.']),
      MINUTE_MS,
    );
  at = say(
    ticket,
    at,
    'outbound',
    agent.login,
    answerWords(chance, ticket.channel, answer, bearer, agent.name),
    chance.around(pace * 1.5) * MINUTE_MS,
  );
  ticket.told = { at, channel: ticket.channel, by: agent.login };
  return chance.happens(0.45) ? say(ticket, at, 'inbound', null, thanks(chance), chance.around(pace * 3) * MINUTE_MS) : at;
}

function abandon({ chance, now }: World, ticket: SeedTicket): void {
  const waitMs = Math.round(chance.around(45_000));
  const outcome = chance.pick(['abandoned', 'abandoned', 'callback', 'voicemail'] as const);
  ticket.messages = [
    {
      at: ticket.createdAt,
      direction: 'inbound',
      author: null,
      text: outcome === 'voicemail' ? 'Голосовое сообщение: перезвоните, пожалуйста.' : 'Пропущенный звонок.',
    },
  ];
  ticket.call = { menu: ['0'], waitMs, talkMs: 0, outcome };
  Object.assign(ticket, { result: 'no_contact', resolvedAt: laterBy(ticket.createdAt, hours(1)) });
  close(ticket, now);
}

function byMachine({ now }: World, ticket: SeedTicket, answer: string, at: Date): void {
  const answered = say(ticket, at, 'outbound', null, answer, 2000);
  Object.assign(ticket, {
    queuedAt: null,
    result: 'self_service',
    told: { at: answered, channel: ticket.channel, by: null },
    resolvedAt: laterBy(answered, 1000),
  });
  close(ticket, now);
}

function finish({ chance, now }: World, ticket: SeedTicket, at: Date): void {
  const resolvedAt = laterBy(at, chance.around(2) * MINUTE_MS);
  ticket.told ??= { at, channel: ticket.channel, by: ticket.assignee };
  Object.assign(ticket, {
    resolvedAt,
    resolvedBy: ticket.assignee,
    result: chance.weighted(RESULTS),
    reopened: chance.happens(0.025) ? 1 : 0,
  });
  if (chance.happens(0.28))
    ticket.rating = chance.weighted([
      [5, 62],
      [4, 20],
      [3, 8],
      [2, 4],
      [1, 6],
    ] as const);
  close(ticket, now);
}

/** Resolved is closed by the system after seven days (D10). */
function close(ticket: SeedTicket, now: Date): void {
  const closedAt = new Date(ticket.resolvedAt!.getTime() + 7 * DAY_MS);
  ticket.status = closedAt <= now ? 'closed' : 'resolved';
  ticket.closedAt = closedAt <= now ? closedAt : null;
}
