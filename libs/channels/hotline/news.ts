// What a call's story adds to the journal of its ticket: pure, each piece of news once by its name.
import type { Call, CallEvent } from './call.js';

/** The whole of a call in the journal and in the conversation; milliseconds. */
export interface CallFacts {
  call: string;
  direction: 'inbound' | 'outbound';
  agent: string | null;
  menuPath: string[];
  waitMs: number;
  talkMs: number;
  holdMs: number;
  wrapUpMs: number;
  /** `unreached`: a call of ours that nobody answered. Null while it is open. */
  outcome: 'answered' | 'abandoned' | 'callback' | 'voicemail' | 'unreached' | null;
  recording: boolean;
}

export interface News {
  /** Unique within the call. */
  name: string;
  /** Kind of the journal entry. */
  kind: string;
  /** The manager whose news it is. */
  agent: string | null;
  /** The client did it. */
  byClient?: boolean;
  facts: Record<string, unknown>;
}

/** What is known of the call besides its events. */
export interface Known {
  sid: string;
  direction: 'inbound' | 'outbound';
  /** Who accepted it, or makes it. */
  agent: string | null;
  queue: string | null;
  told: readonly string[];
  /** Facts as last written. */
  written: CallFacts | null;
  /** No notice is waited for any more. */
  final: boolean;
}

export function factsOf(known: Known, call: Call): CallFacts {
  const wrapped = call.state === 'wrap-up' ? 0 : call.wrapUpMs;
  return {
    call: known.sid,
    direction: known.direction,
    agent: call.answeredBy ?? (known.direction === 'outbound' ? known.agent : null),
    menuPath: call.menuPath,
    waitMs: Math.round(call.waitMs),
    talkMs: Math.round(call.talkMs),
    holdMs: Math.round(call.holdMs),
    wrapUpMs: Math.round(wrapped),
    outcome: known.direction === 'outbound' && call.outcome === 'abandoned' ? 'unreached' : call.outcome,
    recording: call.recordings.length > 0,
  };
}

/**
 * Whether the outcome may be acted upon: somebody accepted, but the notices of the talk have not come yet, so that
 * "abandoned" may still turn out to be "answered".
 */
const isCertain = (known: Known, call: Call): boolean =>
  call.outcome !== 'abandoned' || known.agent === null || call.unanswered || known.final;

export const talkIsOver = (call: Call): boolean => call.answeredAt !== null && (call.state === 'wrap-up' || call.state === 'ended');

/** How the caller was lost; null when they were not. */
export function lossOf(known: Known, call: Call): 'abandoned' | 'callback' | 'voicemail' | null {
  if (known.direction === 'outbound' || !isCertain(known, call)) return null;
  return call.outcome === 'answered' ? null : call.outcome;
}

const TURNS = { held: 'call.held', released: 'call.resumed' } as const;

function turns(known: Known, call: Call, events: CallEvent[]): News[] {
  return events.flatMap((event) =>
    (event.kind === 'held' || event.kind === 'released') && event.side === 'client'
      ? [{ name: event.key, kind: TURNS[event.kind], agent: call.answeredBy, facts: { call: known.sid, agent: call.answeredBy } }]
      : [],
  );
}

function differ(a: CallFacts | null, b: CallFacts): boolean {
  return a !== null && (['waitMs', 'talkMs', 'holdMs', 'outcome', 'agent'] as const).some((fact) => a[fact] !== b[fact]);
}

/** News that were not told yet, in the order they are to be written. */
export function newsOf(known: Known, call: Call, events: CallEvent[]): News[] {
  const { sid, direction, agent, queue, told } = known;
  const facts = factsOf(known, call);
  const outbound = direction === 'outbound';
  const ended = call.endedAt !== null && isCertain(known, call);
  const news: (News | false)[] = [
    {
      name: 'started',
      kind: 'call.started',
      agent: outbound ? agent : null,
      byClient: !outbound,
      facts: { call: sid, direction, ...(outbound ? { agent } : {}) },
    },
    call.queuedAt !== null && {
      name: 'queued',
      kind: 'call.queued',
      agent: null,
      byClient: true,
      facts: { call: sid, queue, menuPath: call.menuPath },
    },
    call.answeredAt !== null && {
      name: 'answered',
      kind: 'call.answered',
      agent: call.answeredBy,
      facts: { call: sid, agent: call.answeredBy, waitMs: facts.waitMs },
    },
    ...turns(known, call, events),
    ended && { name: 'ended', kind: 'call.ended', agent: null, facts: { ...facts } },
    events.some((event) => event.kind === 'wrapped') && { name: 'wrapped', kind: 'call.wrapped', agent: facts.agent, facts: { ...facts } },
    known.final &&
      told.includes('ended') &&
      differ(known.written, facts) && { name: 'corrected', kind: 'call.corrected', agent: null, facts: { ...facts } },
  ];
  return news.filter((one): one is News => one !== false && !told.includes(one.name));
}
