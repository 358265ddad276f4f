// The mail world around the product: its mailboxes over IMAP, its SMTP relay, and people who write and read.
import { Ledger } from '../telegram/ledger.js';
import { Account, type AccountOptions } from './account.js';
import { bounce } from './bounce.js';
import { compose } from './compose.js';
import { ImapServer } from './imap.server.js';
import { Letter } from './letter.js';
import type { Mailbox, StoredLetter } from './mailbox.js';
import { header, parsePart } from './mime.js';
import { MailPerson } from './person.js';
import { SmtpServer } from './smtp.server.js';

export interface MailOptions {
  /** Ports of IMAP and SMTP; 0 or absent = free ones. */
  imapPort?: number;
  smtpPort?: number;
  host?: string;
  now?: () => number;
  accounts?: AccountOptions[];
  /** Name in Authentication-Results, the value for MAIL_AUTHSERV_ID. */
  authservId?: string;
}

/** A letter that was put into a mailbox of the product. */
export interface Delivered {
  at: number;
  account: string;
  mailbox: string;
  uidValidity: number;
  uid: number;
  messageId: string;
  raw: Buffer;
}

export interface DeliverOptions {
  internalDate?: Date;
  mailbox?: string;
  account?: string;
  flags?: string[];
}

export class Mail {
  readonly accounts: Account[];
  readonly imap: ImapServer;
  readonly smtp: SmtpServer;
  /** What went into the product's mailboxes (a preload excepted). */
  readonly delivered = new Ledger<Delivered>('letters to the product');
  readonly authservId: string;
  #people = new Map<string, MailPerson>();
  #now: () => number;

  constructor(options: MailOptions) {
    const host = options.host ?? '127.0.0.1';
    this.#now = options.now ?? Date.now;
    this.authservId = options.authservId ?? 'mx.institute.example';
    this.accounts = (options.accounts ?? [{ address: 'help@institute.example' }]).map((one) => new Account(one));
    this.imap = new ImapServer(host, this.accounts);
    this.smtp = new SmtpServer(host, this.accounts, (raw, envelope) => this.#carried(raw, envelope), this.#now);
  }

  /** The value for IMAP_URL. */
  get imapUrl(): string {
    return `imap://${this.#credentials}@${this.imap.host}:${this.imap.port}/INBOX`;
  }

  /** The value for SMTP_URL. */
  get smtpUrl(): string {
    return `smtp://${this.#credentials}@${this.smtp.host}:${this.smtp.port}`;
  }

  get people(): MailPerson[] {
    return [...this.#people.values()];
  }

  mailbox(name = 'INBOX', address = this.accounts[0]!.address): Mailbox {
    const found = this.accounts.find((account) => account.owns(address))?.folder(name);
    if (!found) throw new Error(`no folder ${name} of ${address}`);
    return found;
  }

  /** Puts a raw letter straight into a folder of the product. */
  deliver(raw: Buffer | string, options: DeliverOptions = {}): StoredLetter {
    const bytes = typeof raw === 'string' ? Buffer.from(raw, 'utf8') : raw;
    const account = options.account ?? this.accounts[0]!.address;
    const folder = this.mailbox(options.mailbox, account);
    const letter = folder.append(bytes, { internalDate: options.internalDate ?? new Date(this.#now()), flags: options.flags });
    const messageId = header(parsePart(bytes), 'message-id') ?? '';
    this.delivered.append({
      at: this.#now(),
      account,
      mailbox: folder.name,
      uidValidity: folder.uidValidity,
      uid: letter.uid,
      messageId,
      raw: bytes,
    });
    return letter;
  }

  /** The person with this address; made at first mention. */
  person(address: string, name?: string): MailPerson {
    const key = address.toLowerCase();
    const known = this.#people.get(key);
    if (known) return known;
    const post = {
      defaultTo: this.accounts[0]!.address,
      authservId: this.authservId,
      carry: (raw: Buffer, from: string, to: string[]) => this.#carried(raw, { from, to }),
    };
    const person = new MailPerson(key, name, post);
    this.#people.set(key, person);
    return person;
  }

  /** A report that `letter` did not reach its recipient, into the mailbox it came from. */
  bounce(letter: Letter, status?: string, diagnostic?: string): StoredLetter {
    const account = this.accounts.find((one) => one.owns(letter.envelope.from)) ?? this.accounts[0]!;
    return this.deliver(bounce(letter, letter.envelope.to[0] ?? '', status, diagnostic), { account: account.address });
  }

  /** Old seen letters made on demand: 30,000 of them cost no memory worth naming. */
  preload(count: number, options: { mailbox?: string; account?: string } = {}): void {
    const folder = this.mailbox(options.mailbox, options.account);
    folder.preload(count, oldLetter, new Date(this.#now() - 86_400_000));
  }

  dropConnections(): void {
    this.imap.dropConnections();
  }

  /** The folder gets a new UIDVALIDITY and new UIDs; connections are dropped as at a restore. */
  changeUidValidity(name = 'INBOX', account?: string): void {
    this.imap.dropConnections();
    this.mailbox(name, account).renew();
  }

  /** Both servers vanish; letters of people wait in the mailbox meanwhile. */
  async down(): Promise<void> {
    await Promise.all([this.imap.down(), this.smtp.down()]);
  }

  async up(): Promise<void> {
    await Promise.all([this.imap.up(), this.smtp.up()]);
  }

  close(): Promise<void> {
    return this.down();
  }

  get #credentials(): string {
    const { user, password } = this.accounts[0]!;
    return `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  }

  #carried(raw: Buffer, envelope: { from: string; to: string[] }): void {
    for (const address of new Set(envelope.to.map((one) => one.toLowerCase()))) {
      const account = this.accounts.find((one) => one.owns(address));
      if (account) this.deliver(raw, { account: account.address });
      else this.person(address).received.append(new Letter(raw, { from: envelope.from, to: [address] }, this.#now()));
    }
  }
}

function oldLetter(number: number): Buffer {
  return compose({
    from: { name: 'Анна Петрова', address: `anna${number}@mail.example` },
    to: ['help@institute.example'],
    subject: `Старый вопрос ${number}`,
    text: `Здравствуйте! Это старое письмо № ${number}.`,
    messageId: `<old-${number}@mail.example>`,
    date: new Date(1_700_000_000_000 + number * 60_000),
  });
}

/** Starts IMAP and SMTP; ports 0 or absent are free ones. */
export async function startMail(options: MailOptions = {}): Promise<Mail> {
  const mail = new Mail(options);
  await Promise.all([mail.imap.up(options.imapPort ?? 0), mail.smtp.up(options.smtpPort ?? 0)]);
  return mail;
}
