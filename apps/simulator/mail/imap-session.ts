// One connection to the IMAP stand-in: reads commands one after another and writes what the table answers.
import type { Socket } from 'node:net';
import type { Faults } from '../telegram/faults.js';
import type { Ledger } from '../telegram/ledger.js';
import type { Account } from './account.js';
import { type Command, CommandReader, parseCommand } from './command-reader.js';
import { COMMANDS, NEEDS_NOTHING, NEEDS_SELECTED } from './imap-commands.js';
import type { View } from './view.js';

export interface ImapCall {
  at: number;
  session: number;
  /** Command and arguments as sent; passwords are not kept. */
  line: string;
  /** Completion line without the tag; empty while nothing was answered. */
  answer: string;
}

export interface ImapBackend {
  accounts: Account[];
  faults: Faults;
  calls: Ledger<ImapCall>;
  capabilities: string[];
}

/** State of one connection; effects go through the socket only. */
export class ImapSession {
  account: Account | undefined;
  view: View | undefined;
  /** Set while IDLE runs: pushes news to the client. */
  idling: (() => void) | undefined;
  #frozen = false;
  #chain: Promise<unknown> = Promise.resolve();
  #next: ((line: string) => void) | undefined;
  #watch = () => this.idling?.();

  constructor(
    readonly backend: ImapBackend,
    readonly socket: Socket,
    readonly number: number,
  ) {
    const reader = new CommandReader(
      (pieces) => this.#arrived(pieces),
      () => this.write('+ Ready'),
    );
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.select(undefined));
    this.write(`* OK [CAPABILITY ${backend.capabilities.join(' ')}] IMAP stand-in ready`);
  }

  /** Writes one line, or bytes that end with their own CRLF; waits when the client reads slowly. */
  write(line: string | Buffer): Promise<void> {
    if (this.#frozen || this.socket.destroyed) return Promise.resolve();
    const flushed = this.socket.write(typeof line === 'string' ? `${line}\r\n` : line);
    if (flushed) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('drain', done).off('close', done);
        resolve();
      };
      this.socket.on('drain', done).on('close', done);
    });
  }

  select(view: View | undefined): void {
    this.view?.mailbox.watchers.delete(this.#watch);
    this.view = view;
    view?.mailbox.watchers.add(this.#watch);
  }

  async tellNews(): Promise<void> {
    for (const line of this.view?.news() ?? []) await this.write(line);
  }

  /** The next line of the client belongs to the running command (DONE, a SASL answer). */
  nextLine(): Promise<string> {
    return new Promise((resolve) => {
      this.#next = resolve;
    });
  }

  /** A half-open link: the socket stays, nothing is answered any more. */
  freeze(): void {
    this.#frozen = true;
  }

  #arrived(pieces: Array<string | Buffer>): void {
    const next = this.#next;
    this.#next = undefined;
    if (next) {
      next(String(pieces[0]));
      return;
    }
    this.#chain = this.#chain.then(() => this.#run(pieces)).catch(() => this.socket.destroy());
  }

  async #run(pieces: Array<string | Buffer>): Promise<void> {
    if (this.#frozen) return;
    const command = parseCommand(pieces);
    const call = { at: Date.now(), session: this.number, line: shown(command, pieces), answer: '' };
    this.backend.calls.append(call);
    const fault = this.backend.faults.take(command.name);
    if (fault?.answer === 'hang') return this.freeze();
    if (fault?.answer === 'cut') return void this.socket.destroy();
    call.answer = fault
      ? `NO ${(fault.answer as { description?: string }).description ?? '[UNAVAILABLE] try later'}`
      : await this.#answer(command);
    // FETCH, STORE and SEARCH must not be followed by EXPUNGE (RFC 3501 §7.4.1): by UID it is allowed.
    if (!/^(FETCH|STORE|SEARCH)$/.test(command.name)) await this.tellNews();
    await this.write(`${command.tag} ${call.answer}`);
    this.backend.calls.changed(call);
    if (command.name === 'LOGOUT') this.socket.end();
  }

  async #answer(command: Command): Promise<string> {
    const run = COMMANDS[command.name];
    if (!run) return `BAD ${command.name} is unknown`;
    if (!this.account && !NEEDS_NOTHING.has(command.name)) return 'NO log in first';
    if (!this.view && NEEDS_SELECTED.test(command.name)) return 'BAD no mailbox is selected';
    return run(this, command.args, command.name.startsWith('UID '));
  }
}

function shown(command: Command, pieces: Array<string | Buffer>): string {
  if (['LOGIN', 'AUTHENTICATE'].includes(command.name)) return command.name;
  const text = pieces.map((piece) => (Buffer.isBuffer(piece) ? `{${piece.length}}` : piece)).join('');
  return text.slice(text.indexOf(' ') + 1, 500);
}
