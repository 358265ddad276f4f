// A mailbox of the product on the stand-in mail server: address, password, folders.
import { Mailbox } from './mailbox.js';

const FOLDERS: Array<[string, string | undefined]> = [
  ['INBOX', undefined],
  ['Sent', '\\Sent'],
  ['Drafts', '\\Drafts'],
  ['Junk', '\\Junk'],
  ['Trash', '\\Trash'],
  ['Archive', '\\Archive'],
];

export interface AccountOptions {
  address: string;
  user?: string;
  password?: string;
  /** Where UIDs begin: beyond those of an earlier run against the same product. */
  firstUid?: number;
}

export class Account {
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly #firstUid: number | undefined;
  readonly folders = new Map<string, Mailbox>();
  #validity = 1_790_000_001;

  constructor({ address, user = address, password = 'demo', firstUid }: AccountOptions) {
    this.address = address.toLowerCase();
    this.user = user;
    this.password = password;
    this.#firstUid = firstUid;
    for (const [name, use] of FOLDERS) this.create(name, use);
  }

  create(name: string, specialUse?: string): Mailbox {
    const mailbox = new Mailbox(name, specialUse, this.#validity++, this.#firstUid);
    this.folders.set(name, mailbox);
    return mailbox;
  }

  /** INBOX is found whatever its case. */
  folder(name: string): Mailbox | undefined {
    return this.folders.get(/^inbox$/i.test(name) ? 'INBOX' : name);
  }

  /** Its own address, also with `+tag` before the at sign. */
  owns(address: string): boolean {
    return address.toLowerCase().replace(/\+[^@]*@/, '@') === this.address;
  }
}
