// The program with one mailbox on a real Dovecot and a real SMTP server, and people whose own mailboxes are there too.
import type { ImapFlow } from 'imapflow';
import type { Letter } from '#apps/simulator/mail/letter.js';
import { MailPerson } from '#apps/simulator/mail/person.js';
import type { MessageView, TicketView } from '#libs/contract/tickets.js';
import { makeWorld, type Person, type World } from '../world.js';
import { Dovecot } from './dovecot.js';
import { allTickets, type LedgerRow, mailboxAt, messagesOf, until, wholeLedger } from './mail-office.js';
import { SmtpPeer } from './smtp.js';

export const HELP = 'help@institute.example';

export class DovecotOffice {
  /** Settles when all letters handed over so far are in their mailboxes. */
  posted: Promise<unknown> = Promise.resolve();
  private readonly people = new Map<string, MailPerson>();

  private constructor(
    readonly dovecot: Dovecot,
    readonly smtp: SmtpPeer,
    readonly world: World,
    readonly pavel: Person,
    readonly admin: Person,
  ) {}

  /** The product's clock shows the machine's time, for Dovecot dates letters by it. */
  static async open(program: string): Promise<DovecotOffice> {
    const dovecot = await Dovecot.start(program);
    let office: DovecotOffice | undefined;
    const smtp = await new SmtpPeer((letter) => office!.carry(letter)).listen();
    const settings = mailboxAt(dovecot.imapUrl(HELP), smtp.url);
    try {
      const world = await makeWorld({ at: new Date(), accounts: [{ channel: 'email', name: 'help', settings }] });
      office = new DovecotOffice(dovecot, smtp, world, await world.as('pavel'), await world.as('admin'));
      return office;
    } catch (error) {
      await Promise.all([dovecot.close(), smtp.close()]);
      throw error;
    }
  }

  person(address: string, name?: string): MailPerson {
    const known = this.people.get(address);
    if (known) return known;
    const carry = (raw: Buffer, from: string, to: string[]): void => {
      this.posted = this.posted.then(() => this.dovecot.deliver(raw, from, to));
    };
    const person = new MailPerson(address, name, { defaultTo: HELP, authservId: 'mx.institute.example', carry });
    this.people.set(address, person);
    return person;
  }

  tickets(): Promise<TicketView[]> {
    return allTickets(this.pavel, '');
  }

  messages(ticketId: string): Promise<MessageView[]> {
    return messagesOf(this.pavel, ticketId);
  }

  conversation(ticketId: string, fits: (messages: MessageView[]) => boolean, ms = 8_000): Promise<MessageView[]> {
    return until(this.pavel, () => this.messages(ticketId), fits, ms);
  }

  ledger(fits: (rows: LedgerRow[]) => boolean = () => true, ms = 20_000): Promise<LedgerRow[]> {
    return until(this.pavel, () => wholeLedger(this.admin), fits, ms);
  }

  /** What a mail program of that user does with an open folder. */
  async inMailbox<T>(user: string, act: (client: ImapFlow) => Promise<T>, folder?: string): Promise<T> {
    const client = await this.dovecot.mailProgram(user, folder);
    try {
      return await act(client);
    } finally {
      await client.logout();
    }
  }

  async stop(): Promise<void> {
    await this.world.stop();
    await this.smtp.close();
    await this.dovecot.close();
  }

  /** The provider's relay: into the recipients' mailboxes, then known to the people. */
  private async carry(letter: Letter): Promise<void> {
    const { from, to } = letter.envelope;
    await this.dovecot.deliver(letter.raw, from, to);
    for (const address of to) this.person(address).received.append(letter);
  }
}
