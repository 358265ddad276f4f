// Who may be played on the page of devices: a few named people of the Institute for each channel, those with open inquiries first.
import type { InstituteSize } from './institute/institute.js';
import type { Institute, SeedClient, SeedTicket } from './institute/story.js';

/** The Institute that the seed stores and the devices know: names do not depend on the day. */
export const DEMO_SIZE: InstituteSize = { clients: 1200, tickets: 3500, days: 400 };

export type Said = Readonly<Record<'ru' | 'en', string>>;

/** One choice in a device's list of people. `id` is the person's address in the channel. */
export interface Player {
  id: string;
  name: string;
  role: Said;
  email?: string;
}

const CATEGORY: Record<string, Said> = {
  applicant: { ru: 'абитуриент', en: 'applicant' },
  student: { ru: 'студент', en: 'student' },
  trainee: { ru: 'слушатель', en: 'trainee' },
  alumnus: { ru: 'выпускник', en: 'alumnus' },
  other: { ru: 'другой клиент', en: 'another client' },
};
const OPEN = ['registered', 'queued', 'assigned', 'waiting'];
const WANTED = ['applicant', 'student', 'other', 'alumnus', 'trainee'];

/** Where a person is reached in a channel; null when the card has no such address. */
export function addressIn(client: SeedClient, channel: string): string | null {
  if (channel === 'email') return client.emails[0] ?? null;
  if (channel === 'hotline') return client.phones[0] ?? null;
  return client.accounts.find((account) => account.channel === channel)?.address ?? null;
}

/** People of one channel: up to four with an open inquiry there, then one of each category. */
export function playersOf({ clients, tickets }: Institute, channel: string, most = 8): Player[] {
  const byKey = new Map(clients.map((client) => [client.key, client]));
  const busy = tickets.filter((ticket) => ticket.channel === channel && isPlain(ticket)).map((ticket) => byKey.get(ticket.client)!);
  const fresh = WANTED.flatMap((category) =>
    clients.filter((client) => client.category === category && !busy.includes(client) && addressIn(client, channel)).slice(0, 2),
  );
  return [...new Set([...busy.slice(0, 4), ...fresh])].slice(0, most).map((client) => ({
    id: addressIn(client, channel)!,
    name: client.name,
    role: CATEGORY[client.category]!,
  }));
}

/** One of those that lie open at the first start, complaints aside. */
export const isPlain = (ticket: SeedTicket): boolean => OPEN.includes(ticket.status) && ticket.kind === 'request';
