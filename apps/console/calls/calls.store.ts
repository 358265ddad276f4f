// My present telephone call, as the server and then the feed tell it.
import type { FeedEvent } from '#libs/contract/events.js';
import { deskApi } from '../api/desk.adapter.js';
import { cell } from '../live/cell.js';
import { me } from '../session/session.store.js';
import { type Call, afterEvent, phaseOf } from './call.js';

export const currentCall = cell<Call | null>(null);

/** Asks for a call that was already there when the console opened. */
export async function loadCurrentCall(): Promise<void> {
  const answer = await deskApi.currentCall().catch(() => null);
  const call = answer?.call;
  const phase = call ? phaseOf(call.state) : null;
  if (call && phase) currentCall.set({ id: call.callId, ticketId: call.ticketId, phase, since: call.since });
}

/** Reads calls out of a batch of events. */
export function heardCallEvents(events: FeedEvent[]): void {
  for (const event of events) if (event.kind.startsWith('call.')) currentCall.change((now) => afterEvent(now, event, me().agent.id));
}
