// The regulation's routing as a table of cases over the rules the Institute is seeded with.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { decide, type Rule, type RoutingContext, type RoutingInput } from './decide.js';
import { explain } from './explain.js';

const institute = parse(readFileSync(new URL('../../config/institute.yaml', import.meta.url), 'utf8'));
const rules: Rule[] = institute.rules;
const HOUR = 3_600_000;
const now = new Date('2026-07-15T10:00:00+03:00');

const context: RoutingContext = {
  contactQueue: 'contact',
  queueOf: Object.fromEntries(
    institute.queues.flatMap(({ desk, code }: { desk: string | null; code: string }) => (desk ? [[desk, code]] : [])),
  ),
  now,
  addWorking: (at, ms) => new Date(at.getTime() + ms),
  norms: {
    firstAnswerMs: { call: 20_000, visit: 300_000, chat: 60_000, letter: 4 * HOUR },
    secondLineMs: 8 * HOUR,
    offerMs: { live: 30_000, other: 600_000 },
    returnMs: 900_000,
  },
};

const ordinary: RoutingInput = {
  topic: 'session',
  desk: 'study',
  typical: false,
  kind: 'request',
  channel: 'letter',
  sure: true,
  confidence: 0.93,
};
const dormitory = { topic: 'dormitory', desk: 'department:dormitory' };
const svetlana = { agentId: 'svetlana', present: true };
const away = { agentId: 'svetlana', present: false };
const sent = (change: Partial<RoutingInput>, change2: Partial<RoutingContext> = {}) =>
  decide({ ...ordinary, ...change }, rules, { ...context, ...change2 });

describe('where a ticket goes', () => {
  it.each<[string, Partial<RoutingInput>, object]>([
    ['a typical question stays with contact managers', { topic: 'schedule', desk: 'contact', typical: true }, { queue: 'contact' }],
    ['even when the client has a manager', { typical: true, category: 'student', owner: svetlana }, { queue: 'contact' }],
    ['an applicant goes to admission', { category: 'applicant', topic: 'adm_enrol', desk: 'admission' }, { queue: 'admission' }],
    ['an applicant does so on a study topic too', { category: 'applicant' }, { queue: 'admission' }],
    ['a student goes to study', { category: 'student' }, { queue: 'study' }],
    ['a trainee goes to study', { category: 'trainee' }, { queue: 'study' }],
    ['an alumnus goes to the heads', { category: 'alumnus' }, { queue: 'quality' }],
    ['other persons go to the heads', { category: 'other' }, { queue: 'quality' }],
    [
      'an alumnus with a department topic goes there',
      { category: 'alumnus', topic: 'alumni_docs', desk: 'department:archive' },
      { queue: 'archive' },
    ],
    ['a department topic goes there', { ...dormitory, category: 'student', owner: svetlana }, { queue: 'dormitory' }],
    ['a card without category goes by topic', {}, { queue: 'study' }],
    ['an uncertain topic is named by a contact manager', { sure: false, confidence: 0.4, category: 'student' }, { queue: 'contact' }],
    ['an uncertain department topic too', { ...dormitory, sure: false }, { queue: 'contact' }],
    ['the own manager comes first', { category: 'student', owner: svetlana }, { agent: 'svetlana' }],
    ['the own manager knows uncertain topics best', { sure: false, category: 'student', owner: svetlana }, { agent: 'svetlana' }],
    ['an absent manager is passed over', { category: 'student', owner: away }, { queue: 'study' }],
    [
      'a manager of the earlier category is passed over',
      { category: 'student', owner: { ...svetlana, role: 'admission-manager' } },
      { queue: 'study' },
    ],
    ['a manager of the right role is not', { category: 'student', owner: { ...svetlana, role: 'study-manager' } }, { agent: 'svetlana' }],
    ['a deputy stands in', { category: 'student', owner: { ...away, deputyId: 'timur' } }, { agent: 'timur', standsInFor: 'svetlana' }],
    ['not an absent deputy', { category: 'student', owner: { ...away, deputyId: 'timur', deputyPresent: false } }, { queue: 'study' }],
    ['a partner goes to public relations', { partner: true, category: 'other' }, { queue: 'pr' }],
    ['key 1 leads to admission', { channel: 'call', menuQueue: 'admission' }, { queue: 'admission' }],
    ['key 2 leads to study', { channel: 'call', menuQueue: 'study', sure: false }, { queue: 'study' }],
    [
      'a known caller is offered to the own manager',
      { channel: 'call', menuQueue: 'study', category: 'student', owner: svetlana },
      { agent: 'svetlana' },
    ],
    ['unless that manager is away', { channel: 'call', menuQueue: 'hotline', category: 'student', owner: away }, { queue: 'hotline' }],
    ['an unknown desk lands with the contact department', { desk: 'nowhere' }, { queue: 'contact' }],
  ])('%s', (_, change, target) => {
    expect(sent(change).target).toEqual(target);
  });

  it('survives an empty rule table', () => {
    const decision = decide(ordinary, [], context);
    expect(decision).toMatchObject({ target: { queue: 'contact' }, priority: 5 });
    expect(explain(decision.trace, 'ru').at(-1)).toBe('Решение: очередь «contact» — ни одно правило не подошло.');
  });
});

describe('a complaint about a manager', () => {
  const complaint = { kind: 'complaint', category: 'student', about: ['svetlana'] } as const;
  it.each<[string, Partial<RoutingInput>, object]>([
    ['never reaches that manager', { owner: svetlana }, { queue: 'study' }],
    ['nor by telephone', { owner: svetlana, channel: 'call', menuQueue: 'hotline' }, { queue: 'hotline' }],
    ['nor the stand-in of that manager', { owner: { ...svetlana, deputyId: 'timur' } }, { queue: 'study' }],
    ['nor when that manager is the deputy', { owner: { agentId: 'timur', present: false, deputyId: 'svetlana' } }, { queue: 'study' }],
    ['but reaches another manager', { owner: { agentId: 'timur', present: true } }, { agent: 'timur' }],
  ])('%s', (_, change, target) => {
    const decision = sent({ ...complaint, about: [...complaint.about], ...change });
    expect(decision.target).toEqual(target);
    expect(decision.notTo).toEqual(['svetlana']);
    expect(decision.priority).toBe(1);
  });
});

describe('how urgent it is', () => {
  it.each<[string, Partial<RoutingInput>, number]>([
    ['a letter', {}, 5],
    ['a chat', { channel: 'chat' }, 4],
    ['a call', { channel: 'call' }, 2],
    ['a complaint', { kind: 'complaint' }, 1],
    ['a complaint in a chat', { kind: 'complaint', channel: 'chat' }, 1],
    ['a risk', { risk: ['suicide'] }, 0],
    ['a complaint with a risk', { kind: 'complaint', risk: ['threat'], channel: 'call' }, 0],
    ['no risk found', { risk: [] }, 5],
  ])('%s', (_, change, priority) => {
    expect(sent(change).priority).toBe(priority);
  });

  it('never changes the way', () => {
    expect(sent({ risk: ['threat'] }).target).toEqual(sent({}).target);
  });
});

describe('deadlines and offers', () => {
  it.each<[string, Partial<RoutingInput>, number, number]>([
    ['first line by letter', { typical: true }, 4 * HOUR, 600_000],
    ['first line by chat', { typical: true, channel: 'chat' }, 60_000, 30_000],
    ['second line', { category: 'student' }, 8 * HOUR, 600_000],
    ['second line by chat', { category: 'student', channel: 'chat' }, 8 * HOUR, 30_000],
    ['own manager', { category: 'student', owner: svetlana }, 8 * HOUR, 600_000],
    ['call in a menu queue', { channel: 'call', menuQueue: 'hotline' }, 20_000, 30_000],
  ])('%s', (_, change, dueMs, offerMs) => {
    const decision = sent(change);
    expect(decision.dueBy!.getTime() - now.getTime()).toBe(dueMs);
    expect(decision.offerMs).toBe(offerMs);
    expect(decision.returnMs).toBe(900_000);
  });

  it('has no deadline when the calendar never opens', () => {
    expect(sent({}, { addWorking: () => null }).dueBy).toBeUndefined();
  });

  it('falls back to the topic’s queue when a manager declines', () => {
    expect(sent({ category: 'student', owner: svetlana }).fallbackQueue).toBe('study');
  });

  it('passes over an owner who takes nothing now', () => {
    expect(sent({ category: 'student', owner: svetlana }, { unavailable: ['svetlana'] }).target).toEqual({ queue: 'study' });
  });
});

describe('explain', () => {
  const decision = sent({ kind: 'complaint', category: 'student', owner: { ...away, deputyId: 'timur' } });
  const names = { topic: () => 'Сессия', agent: (id: string) => ({ svetlana: 'Светлана', timur: 'Тимур' })[id] ?? id };

  it('reads as Russian sentences', () => {
    expect(explain(decision.trace, 'ru', names)).toEqual([
      'Вид: жалоба; тематика «Сессия», определена уверенно (93 %); категория клиента: студент.',
      'Приоритет поднят до 1: жалобы рассматриваются первыми.',
      'Закреплённый менеджер или заместитель (Светлана) пропущен: сейчас не на месте.',
      'Решение: заместитель (Тимур) вместо менеджера клиента (Светлана) — у клиента есть свой менеджер.',
    ]);
  });

  it('reads as English sentences', () => {
    expect(explain(decision.trace, 'en')).toEqual([
      'It is a complaint on “session”, named with certainty (93%); the client is a student.',
      'Priority raised to 1: complaints come first.',
      'The client’s manager or deputy (svetlana) was passed over: away now.',
      'Decision: the deputy (timur) instead of the client’s manager (svetlana), because the client has a manager of their own.',
    ]);
  });

  it('can be journalled and read back', () => {
    const stored = JSON.parse(JSON.stringify(decision.trace));
    expect(explain(stored, 'ru')).toEqual(explain(decision.trace, 'ru'));
  });

  it('names the person a complaint is about', () => {
    const { trace } = sent({ kind: 'complaint', about: ['svetlana'] });
    expect(explain(trace, 'ru', names)[2]).toBe('Жалоба касается сотрудника (Светлана): ему обращение не передаётся.');
  });
});
