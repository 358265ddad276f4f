// What became of a call: its state and times, from provider events in any order with any repeats.
import { type Interval, intersection, total, union } from './intervals.js';

type MoveKind = 'joined' | 'parted' | 'held' | 'released';

/** A side's coming, going or hold in one room; `order` counts within the room. */
type Move = { [K in MoveKind]: { kind: K; room: string; leg: string; side: 'client' | 'agent'; agent: string | null } }[MoveKind];

/** One thing that happened. `key` is the provider's identity of the event (repeats share it); `at` in ms. */
export type CallEvent = { key: string; at: number; order: number } & (
  | { kind: 'received'; from: string; to: string }
  /** Keys pressed in the menu, one event per answer; '' is silence. */
  | { kind: 'pressed'; digits: string }
  | { kind: 'queued'; queue: string | null }
  | { kind: 'left-queue'; result: string }
  | { kind: 'agent-ringing'; leg: string; agent: string }
  | { kind: 'agent-ended'; leg: string; status: string }
  | Move
  | { kind: 'callback-asked' }
  /** The caller's stay in the talk is over: what follows was asked for. */
  | { kind: 'talk-left' }
  | { kind: 'voicemail'; url: string; seconds: number }
  | { kind: 'recorded'; url: string; seconds: number }
  | { kind: 'ended'; status: string }
  /** Our own: the manager finished the work after the talk. */
  | { kind: 'wrapped' }
);

export type CallState = 'menu' | 'queued' | 'ringing' | 'talking' | 'held' | 'wrap-up' | 'ended';
export type CallOutcome = 'answered' | 'abandoned' | 'callback' | 'voicemail';

/** Times in ms; running stretches count up to `now`. `outcome` is null while it is open. */
export interface Call {
  state: CallState;
  outcome: CallOutcome | null;
  from: string | null;
  menuPath: string[];
  waitMs: number;
  talkMs: number;
  holdMs: number;
  wrapUpMs: number;
  answeredBy: string | null;
  queuedAt: number | null;
  answeredAt: number | null;
  talkEndedAt: number | null;
  endedAt: number | null;
  /** It ended unanswered (busy, refused, nobody): no notice of a talk can still be on its way. */
  unanswered: boolean;
  recordings: string[];
}

const UNANSWERED = new Set(['busy', 'failed', 'no-answer', 'canceled']);

type Of<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/** Each event once, by moment, then by the provider's own number. */
function timeline(events: CallEvent[]): CallEvent[] {
  const once = new Map<string, CallEvent>();
  for (const event of events) {
    const known = once.get(event.key);
    // a repeat without a moment of its own arrives later: the first arrival is the truth
    if (!known || event.at < known.at) once.set(event.key, event);
  }
  return [...once.values()].sort((a, b) => a.at - b.at || a.order - b.order || (a.key < b.key ? -1 : 1));
}

function of<K extends CallEvent['kind']>(events: CallEvent[], ...kinds: K[]): Of<K>[] {
  return events.filter((event): event is Of<K> => kinds.includes(event.kind as K));
}

const visit = (event: Of<MoveKind>) => `${event.room} ${event.leg}`;

/** Pairs openings with closings, leg by leg, in the provider's own order; an open one lasts as long as its leg can. */
function stretches(events: Of<MoveKind>[], open: MoveKind, close: MoveKind[], endOf: (leg: string) => number): Interval[] {
  const found: Interval[] = [];
  for (const stay of new Set(events.map(visit))) {
    const visits = events.filter((each) => visit(each) === stay).sort((a, b) => a.order - b.order);
    let from: number | null = null;
    for (const event of visits) {
      if (event.kind === open) from ??= event.at;
      else if (close.includes(event.kind) && from !== null) {
        found.push({ from, to: event.at });
        from = null;
      }
    }
    if (from !== null) found.push({ from, to: endOf(visits[0].leg) });
  }
  return union(found);
}

interface Talk {
  client: Interval[];
  /** Both sides in the room. */
  bridged: Interval[];
  held: Interval[];
}

function talkOf(events: CallEvent[], end: number): Talk {
  const moves = of(events, 'joined', 'parted', 'held', 'released');
  // a leg that ended is in no room, even when the notice of its leaving was lost
  const legEnds = new Map(of(events, 'agent-ended').map((event) => [event.leg, event.at]));
  const endOf = (leg: string) => Math.min(legEnds.get(leg) ?? end, end);
  const present = (side: 'client' | 'agent') =>
    stretches(
      moves.filter((move) => move.side === side),
      'joined',
      ['parted'],
      endOf,
    );
  const client = present('client');
  const bridged = intersection(client, present('agent'));
  return { client, bridged, held: intersection(bridged, stretches(moves, 'held', ['released', 'parted'], endOf)) };
}

/** From entering a line until a talk, else until the caller chose otherwise, was sent away or the call ended. */
function waitsOf(events: CallEvent[], talk: Talk, end: number): Interval[] {
  const others = of(events, 'callback-asked', 'voicemail', 'left-queue').filter(
    (event) => event.kind !== 'left-queue' || event.result !== 'bridged',
  );
  return union(
    of(events, 'queued').map(({ at }) => {
      const bridge = talk.bridged.find((each) => each.to > at)?.from;
      const away = others.find(
        (event) => event.at >= at && !(event.kind === 'left-queue' && talk.client.some((each) => each.to > event.at)),
      )?.at;
      return { from: at, to: Math.min(bridge ?? away ?? end, end) };
    }),
  );
}

function isOpen(intervals: Interval[], end: number, over: boolean): boolean {
  return !over && intervals.some((each) => each.to === end);
}

function outcomeOf(events: CallEvent[], answered: boolean, over: boolean): CallOutcome | null {
  if (answered) return 'answered';
  if (of(events, 'voicemail').some((event) => event.seconds > 0)) return 'voicemail';
  if (of(events, 'callback-asked').length > 0) return 'callback';
  return over ? 'abandoned' : null;
}

/** Legs that ring now: rung, not yet in the room, not ended. */
function ringing(events: CallEvent[]): boolean {
  const done = new Set([...of(events, 'agent-ended'), ...of(events, 'joined')].map((event) => event.leg));
  return of(events, 'agent-ringing').some((event) => !done.has(event.leg));
}

function stateOf(events: CallEvent[], talk: Talk, waits: Interval[], end: number, over: boolean): CallState {
  if (isOpen(talk.held, end, over)) return 'held';
  if (isOpen(talk.bridged, end, over)) return 'talking';
  if (isOpen(waits, end, over)) return ringing(events) ? 'ringing' : 'queued';
  if (talk.bridged.length > 0 && of(events, 'wrapped').length === 0) return 'wrap-up';
  return over ? 'ended' : 'menu';
}

/** The agent who was in the room when the first talk began. */
function answererOf(events: CallEvent[], answeredAt: number | null): string | null {
  if (answeredAt === null) return null;
  const joins = of(events, 'joined').filter((event) => event.side === 'agent');
  return (joins.filter((event) => event.at <= answeredAt).at(-1) ?? joins[0])?.agent ?? null;
}

/**
 * The call as known from `events` at `now` (ms): the same for every order and number of repeats.
 * Once its end is known a call is `ended` or `wrap-up` and has an outcome, whatever comes later; a late event may still correct
 * outcome and times, so they are settled for good some time after the end.
 */
export function callOf(events: CallEvent[], now: number): Call {
  const line = timeline(events);
  const ended = of(line, 'ended').at(-1);
  const end = ended?.at ?? Math.max(now, line.at(-1)?.at ?? now);
  // what began this very moment has no length yet, but it is on: an open call is looked at one millisecond ahead
  const ahead = ended ? end : end + 1;
  const talk = talkOf(line, ahead);
  const waits = waitsOf(line, talk, ahead);
  const spent = (intervals: Interval[]) => total(intervals.map(({ from, to }) => ({ from, to: Math.min(to, end) })));
  const [answeredAt, talkEndedAt] = [talk.bridged[0]?.from ?? null, talk.bridged.at(-1)?.to ?? null];
  const state = stateOf(line, talk, waits, ahead, ended !== undefined);
  const afterTalk = of(line, 'wrapped').at(-1)?.at ?? (state === 'wrap-up' ? now : talkEndedAt);
  return {
    state,
    outcome: outcomeOf(line, answeredAt !== null, ended !== undefined),
    from: of(line, 'received')[0]?.from ?? null,
    menuPath: of(line, 'pressed').flatMap(({ digits }) => (digits ? [digits] : [])),
    waitMs: spent(waits),
    talkMs: spent(talk.bridged) - spent(talk.held),
    holdMs: spent(talk.held),
    wrapUpMs: talkEndedAt === null || afterTalk === null ? 0 : Math.max(0, afterTalk - talkEndedAt),
    answeredBy: answererOf(line, answeredAt),
    queuedAt: of(line, 'queued')[0]?.at ?? null,
    answeredAt,
    talkEndedAt: state === 'talking' || state === 'held' ? null : talkEndedAt,
    endedAt: ended?.at ?? null,
    unanswered: ended !== undefined && UNANSWERED.has(ended.status),
    recordings: of(line, 'recorded', 'voicemail').map((event) => event.url),
  };
}
