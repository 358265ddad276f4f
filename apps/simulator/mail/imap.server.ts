// The IMAP listener: connections, outages, half-open links.
import { type AddressInfo, type Server, createServer } from 'node:net';
import { Faults } from '../telegram/faults.js';
import { Ledger } from '../telegram/ledger.js';
import type { Account } from './account.js';
import { type ImapBackend, type ImapCall, ImapSession } from './imap-session.js';

const CAPABILITIES = [
  'IMAP4rev1',
  'IDLE',
  'NAMESPACE',
  'ID',
  'ENABLE',
  'UIDPLUS',
  'MOVE',
  'SPECIAL-USE',
  'UNSELECT',
  'LITERAL+',
  'AUTH=PLAIN',
  'SASL-IR',
];

export class ImapServer implements ImapBackend {
  readonly faults = new Faults();
  /** Every command of every connection and its answer. */
  readonly calls = new Ledger<ImapCall>('IMAP commands');
  capabilities = CAPABILITIES;
  port = 0;
  #server: Server;
  #sessions = new Set<ImapSession>();
  #count = 0;

  constructor(
    readonly host: string,
    readonly accounts: Account[],
  ) {
    this.#server = createServer((socket) => {
      const session = new ImapSession(this, socket, ++this.#count);
      this.#sessions.add(session);
      socket.on('close', () => this.#sessions.delete(session));
    });
  }

  get connections(): number {
    return this.#sessions.size;
  }

  /** True when some connection is in IDLE. */
  get idling(): boolean {
    return [...this.#sessions].some((session) => session.idling);
  }

  up(port = this.port): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, this.host, () => {
        this.#server.off('error', reject);
        this.port = (this.#server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  /** Like kill -9 of the server: every connection is reset, the port is free. */
  down(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.dropConnections();
    });
  }

  dropConnections(): void {
    for (const session of this.#sessions) session.socket.destroy();
  }

  /** Present connections become half-open: they stay, but nothing is answered. New ones work. */
  freeze(): void {
    for (const session of this.#sessions) session.freeze();
  }
}
