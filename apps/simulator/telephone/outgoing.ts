// Calls the product makes: refused for a foreign sender, else rung and, when answered, led through their page.
import type { Exchange } from './exchange.js';
import type { Callback, Leg } from './leg.js';
import { ring } from './ring.js';
import type { Target } from './scope.js';
import { live } from './script.js';

export interface Outgoing {
  from: string;
  to: string;
  target: Target;
  timeoutS: number;
  callback: Callback | null;
}

export function placeCall(x: Exchange, call: Outgoing): Leg {
  const leg = x.open({ direction: 'outbound-api', from: call.from, to: call.to, role: x.phones.get(call.to)?.role ?? 'agent' });
  leg.callback = call.callback;
  void lead(x, leg, call);
  return leg;
}

async function lead(x: Exchange, leg: Leg, call: Outgoing): Promise<void> {
  // cut while ringing: the leg is ended already
  const result = await ring(x, leg, call.timeoutS * 1000, leg.signal).catch(() => 'failed' as const);
  if (result === 'answered') await live(x, leg, () => x.page(leg, call.target, [...x.numbers.values()][0].voiceUrl()));
}
