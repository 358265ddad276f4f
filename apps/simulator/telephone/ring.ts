// Rings the phone behind an outgoing leg until it is answered, refused or its time is over.
import type { Exchange } from './exchange.js';
import type { Leg, RingResult } from './leg.js';
import { Interruption, pause, unless, within } from './scope.js';
import type { EndedBy } from './timesheet.js';

const NETWORK_MS = 200;
const SIP: Record<Exclude<RingResult, 'answered'>, number> = { busy: 486, 'no-answer': 487, failed: 404 };

async function outcome(x: Exchange, leg: Leg, timeoutMs: number, signal: AbortSignal): Promise<RingResult> {
  const phone = x.phones.get(leg.origin.to);
  // a client that is not signed in, or a number nobody has
  if (!phone) return pause(x.clock, signal, NETWORK_MS).then(() => (leg.origin.to.startsWith('client:') ? 'no-answer' : 'failed'));
  const late = pause(x.clock, signal, timeoutMs).then((): RingResult => 'no-answer');
  return Promise.race([phone.alert(leg, signal), late]);
}

/** Answers the leg or ends it with the provider's word for why not. Rejects when the leg or `signal` is cut meanwhile. */
export async function ring(x: Exchange, leg: Leg, timeoutMs: number, signal: AbortSignal): Promise<RingResult> {
  leg.status = 'initiated';
  x.progress(leg, 'initiated');
  const scope = within(signal);
  const own = leg.signal;
  const cut = () => scope.abort(own.reason);
  own.addEventListener('abort', cut, { once: true });
  try {
    const result = await unless(scope.signal, outcome(x, leg, timeoutMs, scope.signal));
    if (result === 'answered') x.answer(leg);
    else {
      leg.sipCode = SIP[result];
      x.hangUp(leg, result satisfies EndedBy);
    }
    return result;
  } finally {
    own.removeEventListener('abort', cut);
    scope.abort(new Interruption('over'));
  }
}
