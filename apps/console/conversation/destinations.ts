// To whom a ticket may go: the client's own manager first, then queues, then people by presence and name.
import type { QueueView, StaffView } from '#libs/contract/staff.js';
import type { NewTransfer } from '#libs/contract/tickets.js';
import { matches } from '../texts/layout.js';

export interface Destination {
  key: string;
  name: string;
  kind: 'owner' | 'queue' | 'person';
  to: NewTransfer['to'];
  /** Queue: how many wait. Person: presence. */
  waiting: number | null;
  presence: StaffView['presence'] | null;
}

const ORDER: Record<StaffView['presence'], number> = { online: 0, 'wrap-up': 1, busy: 2, away: 3, offline: 4 };

export interface Office {
  queues: QueueView[];
  staff: StaffView[];
  ownerId: string | null;
  /** Neither me nor the present queue is a destination. */
  meId: string;
  queueCode: string | null;
}

/** Destinations that match the query, the likeliest first. */
export function destinations(office: Office, query: string): Destination[] {
  const person = (one: StaffView, kind: Destination['kind']): Destination => ({
    key: `agent-${one.id}`,
    name: one.name,
    kind,
    to: { agent: one.id },
    waiting: null,
    presence: one.presence,
  });
  const people = office.staff.filter((one) => one.active && one.id !== office.meId);
  const owner = people.filter((one) => one.id === office.ownerId).map((one) => person(one, 'owner'));
  const queues = office.queues
    .filter((one) => one.active && one.code !== office.queueCode)
    .map(
      (one): Destination => ({
        key: `queue-${one.code}`,
        name: one.name,
        kind: 'queue',
        to: { queue: one.code },
        waiting: one.waiting,
        presence: null,
      }),
    );
  const others = people
    .filter((one) => one.id !== office.ownerId)
    .sort((a, b) => ORDER[a.presence] - ORDER[b.presence] || a.name.localeCompare(b.name, 'ru'))
    .map((one) => person(one, 'person'));
  return [...owner, ...queues, ...others].filter((one) => matches(one.name, query));
}
