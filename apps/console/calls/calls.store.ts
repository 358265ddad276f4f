// My present telephone call, as the feed tells it.
import type { FeedEvent } from '#libs/contract/events.js';
import { cell } from '../live/cell.js';
import { me } from '../session/session.store.js';
import { type Call, afterEvent } from './call.js';

export const currentCall = cell<Call | null>(null);

/** Reads calls out of a batch of events. */
export function heardCallEvents(events: FeedEvent[]): void {
  for (const event of events) if (event.kind.startsWith('call.')) currentCall.change((now) => afterEvent(now, event, me().agent.id));
}
