// Who is offered which ticket: pure matching of one queue's waiting tickets with its people.

export interface WaitingTicket {
  id: string;
  weight: number;
  live: boolean;
  preferredId: string | null;
  reserved: boolean;
  /** When each agent last let this ticket go, and how. */
  past: { agentId: string; state: 'declined' | 'expired'; at: number }[];
}
export interface FreeAgent {
  id: string;
  /** Serves this queue; a preferred person need not. */
  member: boolean;
  capacity: number;
  load: number;
  lastOfferAt: number;
}
export interface Match {
  ticketId: string;
  agentId: string;
  reason: 'owner' | 'transfer' | 'least-loaded';
}

/** A person who let a ticket go is not asked again at once, unless the ticket is theirs alone. */
export const COOL_DOWN_MS = { declined: 300_000, expired: 60_000 };
/** Guards the sum of fractions like 0.125 * 8 against rounding. */
const EPSILON = 1e-6;

/** Tickets come oldest-urgent first; loads in `agents` grow as matches are made. A ticket that fits nobody waits. */
export function match(tickets: WaitingTicket[], agents: FreeAgent[], now: number): Match[] {
  const free = agents.map((agent) => ({ ...agent }));
  const matches: Match[] = [];
  for (const ticket of tickets) {
    const chosen = choose(ticket, free, now);
    if (!chosen) continue;
    chosen.agent.load += ticket.weight;
    chosen.agent.lastOfferAt = now + matches.length;
    matches.push({ ticketId: ticket.id, agentId: chosen.agent.id, reason: chosen.reason });
  }
  return matches;
}

function choose(ticket: WaitingTicket, free: FreeAgent[], now: number): { agent: FreeAgent; reason: Match['reason'] } | null {
  const fits = (agent: FreeAgent) => agent.load + ticket.weight <= agent.capacity + EPSILON;
  const cooled = (agent: FreeAgent) => !ticket.past.some((p) => p.agentId === agent.id && now - p.at < COOL_DOWN_MS[p.state]);
  const preferred = free.find((agent) => agent.id === ticket.preferredId);
  if (preferred && fits(preferred) && cooled(preferred)) return { agent: preferred, reason: ticket.reserved ? 'transfer' : 'owner' };
  if (ticket.reserved) return null;
  const pool = free.filter((agent) => agent.member && fits(agent) && cooled(agent));
  // the relative load first, so that people of different capacity fill evenly; then the longest idle
  pool.sort((a, b) => a.load / a.capacity - b.load / b.capacity || a.lastOfferAt - b.lastOfferAt || Number(a.id) - Number(b.id));
  return pool[0] ? { agent: pool[0], reason: 'least-loaded' } : null;
}
