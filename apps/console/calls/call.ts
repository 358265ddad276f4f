// What a call event makes of my present call.
import type { FeedEvent } from '#libs/contract/events.js';

export interface Call {
  id: string;
  ticketId: string | null;
  phase: 'ringing' | 'talking' | 'held' | 'wrap-up';
  /** Moment this phase began, ISO. */
  since: string;
}

/** What each piece of news begins; "over" ends the bar. */
const PHASES: Record<string, Call['phase'] | 'over'> = {
  started: 'ringing',
  ringing: 'ringing',
  answered: 'talking',
  resumed: 'talking',
  held: 'held',
  ended: 'wrap-up',
  wrapped: 'over',
  missed: 'over',
  abandoned: 'over',
};
/** States of GET /api/calls/current. */
const STATES: Record<string, Call['phase']> = {
  ringing: 'ringing',
  talking: 'talking',
  answered: 'talking',
  held: 'held',
  'wrap-up': 'wrap-up',
};

/** Null for a state that shows no bar. */
export const phaseOf = (state: string): Call['phase'] | null => STATES[state] ?? null;

/** The call after an event; null when there is none any more. Calls of colleagues change nothing. */
export function afterEvent(
  now: Call | null,
  event: Pick<FeedEvent, 'kind' | 'at' | 'ticketId' | 'subjectId' | 'facts' | 'actor'>,
  myId: string,
): Call | null {
  const phase = PHASES[event.kind.slice('call.'.length)];
  const id = String(event.facts.call ?? event.facts.callId ?? event.subjectId);
  const agent = event.facts.agent ?? (event.actor.kind === 'agent' ? event.actor.id : null);
  // whose telephone rings or is not picked up concerns that person alone
  const personal = event.kind === 'call.ringing' || event.kind === 'call.missed';
  const mine = String(agent) === myId || (now?.id === id && !personal);
  if (!phase || !mine) return now;
  if (phase === 'over') return now?.id === id ? null : now;
  // A call that was never answered leaves nothing to write down.
  if (phase === 'wrap-up' && now?.phase === 'ringing') return null;
  return { id, ticketId: event.ticketId, phase, since: event.at };
}
