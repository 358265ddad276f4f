// What a call event makes of my present call.
import type { FeedEvent } from '#libs/contract/events.js';

export interface Call {
  id: string;
  ticketId: string | null;
  phase: 'ringing' | 'talking' | 'held' | 'wrap-up';
  /** Moment this phase began, ISO. */
  since: string;
}

const PHASES: Record<string, Call['phase'] | 'over'> = {
  offered: 'ringing',
  ringing: 'ringing',
  started: 'ringing',
  dialed: 'ringing',
  answered: 'talking',
  connected: 'talking',
  bridged: 'talking',
  resumed: 'talking',
  held: 'held',
  ended: 'wrap-up',
  hungup: 'wrap-up',
  missed: 'over',
  wrapped: 'over',
  failed: 'over',
};

/** The call after an event; null when there is none any more. Calls of colleagues change nothing. */
export function afterEvent(
  now: Call | null,
  event: Pick<FeedEvent, 'kind' | 'at' | 'ticketId' | 'subjectId' | 'facts' | 'actor'>,
  myId: string,
): Call | null {
  const phase = PHASES[event.kind.slice('call.'.length)];
  const id = String(event.facts.call ?? event.facts.callId ?? event.subjectId);
  const agent = event.facts.agent ?? (event.actor.kind === 'agent' ? event.actor.id : null);
  const mine = now?.id === id || String(agent) === myId;
  if (!phase || !mine) return now;
  if (phase === 'over') return now?.id === id ? null : now;
  // A call that was never answered leaves nothing to write down.
  if (phase === 'wrap-up' && now?.phase === 'ringing') return null;
  return { id, ticketId: event.ticketId, phase, since: event.at };
}
