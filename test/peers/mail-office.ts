// The program with one mailbox on the mail stand-in: what the stories about letters begin with, and how they wait.
import { type Mail, startMail } from '#apps/simulator/mail/mail.server.js';
import type { MessageView, TicketView } from '#libs/contract/tickets.js';
import { makeWorld, type Person, type World, type WorldOptions } from '../world.js';

/** Wednesday noon in Moscow. */
const NOON = new Date('2026-10-14T09:00:00Z');

export interface LedgerRow {
  externalId: string;
  state: 'accepted' | 'duplicate' | 'quarantined' | 'automatic';
  reason: string | null;
  ticketId: string | null;
  messageId: string | null;
  providerKey: string;
}

/** Settings of the stand-in's mailbox, as the settings screen would send them. */
export const mailboxAt = (imapUrl: string, smtpUrl: string, authservId = 'mx.institute.example') => ({
  imapUrl,
  smtpUrl,
  from: { name: 'Институт «Меридиан»', address: 'help@institute.example' },
  authservId,
});

export class MailOffice {
  constructor(
    readonly mail: Mail,
    readonly world: World,
    /** Sees every ticket. */
    readonly pavel: Person,
    readonly admin: Person,
  ) {}

  tickets(query = ''): Promise<TicketView[]> {
    return allTickets(this.pavel, query);
  }

  messages(ticketId: string): Promise<MessageView[]> {
    return messagesOf(this.pavel, ticketId);
  }

  /** The inbound ledger as soon as it fits; looks again at every event of the feed, and at the latest after 250 ms. */
  ledger(fits: (rows: LedgerRow[]) => boolean = () => true, ms = 20_000): Promise<LedgerRow[]> {
    return until(this.pavel, () => wholeLedger(this.admin), fits, ms);
  }

  /** A ticket's messages as soon as they fit. */
  conversation(ticketId: string, fits: (messages: MessageView[]) => boolean, ms = 5_000): Promise<MessageView[]> {
    return until(this.pavel, () => this.messages(ticketId), fits, ms);
  }

  async stop(): Promise<void> {
    await this.world.stop();
    await this.mail.close();
  }
}

/** Both clocks are the world's. `connected` false leaves the mailbox for the story to connect. */
export async function openMailOffice(options: WorldOptions & { connected?: boolean } = {}): Promise<MailOffice> {
  let world: World | undefined;
  const mail = await startMail({ now: () => (world?.clock.now() ?? options.at ?? NOON).getTime() });
  const account = { channel: 'email', name: 'help', settings: mailboxAt(mail.imapUrl, mail.smtpUrl) };
  world = await makeWorld({ at: NOON, ...options, accounts: options.connected === false ? [] : [account] });
  return new MailOffice(mail, world, await world.as('pavel'), await world.as('admin'));
}

export async function allTickets(person: Person, query = ''): Promise<TicketView[]> {
  const all: TicketView[] = [];
  for (let after = ''; ; ) {
    const { body } = await person.get<{ items: TicketView[]; next: string | null }>(
      `/api/tickets?limit=200&status=registered,queued,assigned,waiting,resolved,closed,merged,spam${query}${after}`,
    );
    all.push(...body.items);
    if (!body.next) return all;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
}

export async function messagesOf(person: Person, ticketId: string): Promise<MessageView[]> {
  return (await person.get<{ items: MessageView[] }>(`/api/tickets/${ticketId}/messages?limit=200`)).body.items;
}

export async function wholeLedger(admin: Person, route = 'inbound'): Promise<LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for (let after = ''; ; ) {
    const { body } = await admin.get<{ items: LedgerRow[]; next: string | null }>(`/api/ledger/${route}?limit=1000${after}`);
    rows.push(...body.items);
    if (!body.next) return rows;
    after = `&after=${body.next}`;
  }
}

/** Reads again whenever the feed tells something (some ledger rows tell nothing: a look each 250 ms). */
export async function until<T>(person: Person, read: () => Promise<T>, fits: (value: T) => boolean, ms: number): Promise<T> {
  const end = performance.now() + ms;
  let after = (await person.get('/api/events')).body.next as string;
  for (;;) {
    const value = await read();
    if (fits(value)) return value;
    if (performance.now() > end) throw new Error(`not so in ${ms} ms; it is ${JSON.stringify(value)?.slice(0, 2000)}`);
    after = (await person.get(`/api/events?after=${after}&wait=250`)).body.next;
  }
}

export const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1]!;
