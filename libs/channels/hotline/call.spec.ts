// A call's facts from its events: every way of hanging up, in every order tried, with repeats.
import { describe, expect, it } from '@jest/globals';
import { type Call, type CallEvent, callOf } from './call.js';

const NOW = 1_000_000;
let made = 0;
type Untimed = CallEvent extends infer E ? (E extends CallEvent ? Omit<E, 'key' | 'at' | 'order'> : never) : never;
/** An event at `at` seconds; numbers grow in the order of writing. */
function on(at: number, event: Untimed): CallEvent {
  made += 1;
  return { ...event, key: `e${made}`, at: at * 1000, order: made } as CallEvent;
}
const move = (at: number, kind: 'joined' | 'parted' | 'held' | 'released', side: 'client' | 'agent', agent = 'maria') =>
  on(at, { kind, side, room: 'CF1', leg: side === 'client' ? 'CA1' : `CA-${agent}`, agent: side === 'agent' ? agent : null });

const arrived = [on(0, { kind: 'received', from: '+79161234567', to: '+74950000000' }), on(6, { kind: 'pressed', digits: '1' })];
const queued = [...arrived, on(6, { kind: 'queued', queue: 'admission' })];
const rung = [...queued, on(8, { kind: 'agent-ringing', leg: 'CA-maria', agent: 'maria' })];
const taken = [...rung, on(20, { kind: 'left-queue', result: 'redirected' }), move(20, 'joined', 'agent'), move(21, 'joined', 'client')];
const held = [...taken, move(50, 'held', 'client')];
const back = [...held, move(60, 'released', 'client')];
const over = (at: number) => on(at, { kind: 'ended', status: 'completed' });
const parted = (at: number) => [move(at, 'parted', 'client'), move(at, 'parted', 'agent')];

const ENDINGS: [string, CallEvent[], Partial<Call>][] = [
  ['in the menu', [...arrived, over(9)], { outcome: 'abandoned', state: 'ended', waitMs: 0, menuPath: ['1'] }],
  ['in the line', [...queued, over(30)], { outcome: 'abandoned', state: 'ended', waitMs: 24_000, talkMs: 0 }],
  ['while a phone rings', [...rung, over(12)], { outcome: 'abandoned', waitMs: 6000 }],
  [
    'on the way to the talk',
    [...rung, on(20, { kind: 'left-queue', result: 'redirected' }), move(20, 'joined', 'agent'), over(20.5), move(21, 'parted', 'agent')],
    { outcome: 'abandoned', waitMs: 14_000, talkMs: 0, answeredBy: null },
  ],
  [
    'alone in the room, the manager being gone',
    [
      ...rung,
      on(20, { kind: 'left-queue', result: 'redirected' }),
      move(20, 'joined', 'agent'),
      move(20.5, 'parted', 'agent'),
      move(21, 'joined', 'client'),
      over(31),
    ],
    { outcome: 'abandoned', waitMs: 25_000 },
  ],
  [
    'in the talk',
    [...taken, ...parted(40), over(40)],
    { outcome: 'answered', state: 'wrap-up', waitMs: 15_000, talkMs: 19_000, holdMs: 0, answeredBy: 'maria' },
  ],
  ['on hold', [...held, ...parted(57), over(57)], { outcome: 'answered', talkMs: 29_000, holdMs: 7000 }],
  ['after hold', [...back, ...parted(100), over(100)], { outcome: 'answered', talkMs: 69_000, holdMs: 10_000, talkEndedAt: 100_000 }],
  [
    'after wrap-up',
    [...back, ...parted(100), over(100), on(130, { kind: 'wrapped' })],
    { outcome: 'answered', state: 'ended', wrapUpMs: 30_000 },
  ],
  [
    'in the talk, the notice of leaving being lost',
    [...taken, over(40), on(40, { kind: 'agent-ended', leg: 'CA-maria', status: 'completed' })],
    { outcome: 'answered', talkMs: 19_000 },
  ],
  [
    'long after the manager, whose leaving was not told',
    [...taken, on(40, { kind: 'agent-ended', leg: 'CA-maria', status: 'completed' }), over(70)],
    { outcome: 'answered', talkMs: 19_000 },
  ],
  [
    'with a callback',
    [...queued, on(36, { kind: 'left-queue', result: 'leave' }), on(36, { kind: 'callback-asked' }), over(41)],
    { outcome: 'callback', waitMs: 30_000 },
  ],
  [
    'with a voicemail',
    [...arrived, on(30, { kind: 'voicemail', url: 'r', seconds: 12 }), over(30)],
    { outcome: 'voicemail', waitMs: 0, recordings: ['r'] },
  ],
  ['with an empty voicemail', [...arrived, on(30, { kind: 'voicemail', url: 'r', seconds: 0 }), over(30)], { outcome: 'abandoned' }],
  [
    'handed from one manager to another',
    [
      ...held,
      move(55, 'joined', 'agent', 'olga'),
      move(58, 'parted', 'agent'),
      move(60, 'released', 'client'),
      move(90, 'parted', 'client'),
      move(90, 'parted', 'agent', 'olga'),
      over(90),
    ],
    { outcome: 'answered', talkMs: 59_000, holdMs: 10_000, answeredBy: 'maria' },
  ],
];

const LIVE: [string, CallEvent[], number, Partial<Call>][] = [
  ['menu', arrived, 9, { state: 'menu', outcome: null }],
  ['line', queued, 16, { state: 'queued', waitMs: 10_000 }],
  ['ringing', rung, 16, { state: 'ringing', waitMs: 10_000 }],
  ['refused', [...rung, on(15, { kind: 'agent-ended', leg: 'CA-maria', status: 'no-answer' })], 16, { state: 'queued' }],
  ['talk', taken, 31, { state: 'talking', outcome: 'answered', talkMs: 10_000, talkEndedAt: null }],
  ['hold', held, 55, { state: 'held', talkMs: 29_000, holdMs: 5000 }],
  ['manager gone, caller still there', [...taken, move(40, 'parted', 'agent')], 45, { state: 'wrap-up', talkMs: 19_000, wrapUpMs: 5000 }],
];

/** A repeatable shuffle. */
function shuffled<T>(items: T[], seed: number): T[] {
  let random = seed;
  const next = () => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    return random;
  };
  return items
    .map((item) => ({ item, by: next() }))
    .sort((a, b) => a.by - b.by)
    .map(({ item }) => item);
}

describe('a call that ended', () => {
  it.each(ENDINGS)('%s', (_, events, facts) => {
    expect(callOf(events, NOW)).toMatchObject(facts);
  });

  it.each(ENDINGS)('%s: the same in any order, however often repeated', (_, events) => {
    const facts = callOf(events, NOW);
    for (let seed = 1; seed <= 200; seed++) expect(callOf(shuffled([...events, ...events, ...events], seed), NOW)).toEqual(facts);
  });

  it.each(ENDINGS)('%s: later events never revive it', (_, events) => {
    for (let seed = 1; seed <= 50; seed++) {
      const order = shuffled(events, seed);
      const end = order.findIndex((event) => event.kind === 'ended');
      for (let seen = end + 1; seen <= order.length; seen++) {
        const { state, outcome } = callOf(order.slice(0, seen), NOW);
        expect(['ended', 'wrap-up']).toContain(state);
        expect(outcome).not.toBeNull();
      }
    }
  });

  it('takes the first arrival of a repeat that carries no moment', () => {
    const wait = on(6, { kind: 'queued', queue: null });
    const events = [...arrived, { ...wait, at: wait.at + 4000 }, wait, over(30)];
    expect(callOf(events, NOW).waitMs).toBe(24_000);
  });
});

describe('a call that goes on', () => {
  it.each(LIVE)('%s', (_, events, now, facts) => {
    expect(callOf(events, now * 1000)).toMatchObject(facts);
  });

  it('of which nothing is known yet', () => {
    expect(callOf([], NOW)).toMatchObject({ state: 'menu', outcome: null, waitMs: 0 });
  });
});
