// The SMTP listener: takes the product's letters, or refuses, delays and cuts as ordered.
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { Ledger } from '../telegram/ledger.js';
import type { Account } from './account.js';

export interface SmtpFault {
  stage: 'connect' | 'mail' | 'rcpt' | 'data';
  /** Only for this recipient. */
  to?: string;
  times?: number;
  /** Reply code 4xx or 5xx with its text; default 451. */
  code?: number;
  message?: string;
  /** The connection is closed instead of an answer. */
  cut?: boolean;
  /** Only at `data`: the letter is taken first, and only the answer is spoilt. */
  after?: boolean;
}

/** One attempt to hand over a letter and the reply it got; code 0 = the connection was cut. */
export interface SmtpAttempt {
  at: number;
  from: string;
  to: string[];
  raw: Buffer;
  code: number;
  message: string;
  /** True when the letter was really delivered (also when the answer was lost). */
  taken: boolean;
}

type Answer = (error?: Error | null, message?: string) => void;

/** A listener that can go down and come up again on its port. */
export class SmtpServer {
  readonly attempts = new Ledger<SmtpAttempt>('SMTP attempts');
  /** Recipients with no mailbox: 550. */
  readonly unknown = new Set<string>();
  /** The first attempt of each pair (from, to) is answered 451, the next is taken. */
  greylisting = false;
  port = 0;
  #server: SMTPServer | undefined;
  #faults: SmtpFault[] = [];
  #met = new Set<string>();

  constructor(
    readonly host: string,
    private readonly accounts: Account[],
    private readonly deliver: (raw: Buffer, envelope: { from: string; to: string[] }) => void,
    private readonly now: () => number,
  ) {}

  fault(...faults: SmtpFault[]): void {
    this.#faults.push(...faults.map((fault) => ({ ...fault })));
  }

  up(port = this.port): Promise<void> {
    const server = new SMTPServer(this.#options());
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, this.host, () => {
        server.off('error', reject).on('error', () => {});
        this.port = (server.server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  down(): Promise<void> {
    const server = this.#server;
    if (!server) return Promise.resolve();
    return new Promise((resolve) => {
      server.close(() => resolve());
      for (const connection of server.connections) connection._socket.destroy();
    });
  }

  #options(): SMTPServerOptions {
    return {
      logger: false,
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      size: 60 * 1024 * 1024,
      disableReverseLookup: true,
      onAuth: (auth, _session, answer) => {
        const account = this.accounts.find((one) => one.user === auth.username && one.password === auth.password);
        answer(account ? null : failure(535, '5.7.8 Authentication credentials invalid'), account && { user: account.address });
      },
      onConnect: (session, answer) => this.#pass('connect', undefined, session, answer),
      onMailFrom: (_address, session, answer) => this.#pass('mail', undefined, session, answer),
      onRcptTo: ({ address }, session, answer) => this.#recipient(address.toLowerCase(), session, answer),
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => this.#arrived(Buffer.concat(chunks), session, answer));
      },
    };
  }

  #recipient(address: string, session: SMTPServerSession, answer: Answer) {
    const pair = `${mailFrom(session)} ${address}`;
    if (this.unknown.has(address)) return this.#refuse(session, answer, failure(550, `5.1.1 <${address}>: user unknown`), [address]);
    if (this.greylisting && !this.#met.has(pair)) {
      this.#met.add(pair);
      return this.#refuse(session, answer, failure(451, '4.7.1 Greylisted, please try again later'), [address]);
    }
    this.#pass('rcpt', address, session, answer);
  }

  #arrived(raw: Buffer, session: SMTPServerSession, answer: Answer) {
    const envelope = { from: mailFrom(session), to: session.envelope.rcptTo.map(({ address }) => address.toLowerCase()) };
    const fault = this.#take('data', undefined, envelope.to);
    const taken = !fault || fault.after === true;
    if (taken) this.deliver(raw, envelope);
    const reply = fault ? (fault.cut ? { code: 0, message: 'cut' } : refusal(fault)) : { code: 250, message: 'OK: queued' };
    this.attempts.append({ at: this.now(), ...envelope, raw, taken, ...reply });
    if (fault?.cut) return this.#cut(session);
    answer(fault ? failure(reply.code, reply.message) : null, reply.message);
  }

  #pass(stage: SmtpFault['stage'], to: string | undefined, session: SMTPServerSession, answer: Answer) {
    const fault = this.#take(stage, to);
    if (!fault) return answer();
    if (fault.cut) return this.#cut(session);
    const { code, message } = refusal(fault);
    this.#refuse(session, answer, failure(code, message), to ? [to] : []);
  }

  #refuse(session: SMTPServerSession, answer: Answer, error: Error & { responseCode: number }, to: string[]) {
    this.attempts.append({
      at: this.now(),
      from: mailFrom(session),
      to,
      raw: Buffer.alloc(0),
      code: error.responseCode,
      message: error.message,
      taken: false,
    });
    answer(error);
  }

  #take(stage: SmtpFault['stage'], to?: string, among?: string[]): SmtpFault | undefined {
    const fits = (fault: SmtpFault) => fault.stage === stage && (!fault.to || fault.to === to || among?.includes(fault.to));
    const fault = this.#faults.find(fits);
    if (!fault) return undefined;
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) this.#faults.splice(this.#faults.indexOf(fault), 1);
    return fault;
  }

  #cut(session: SMTPServerSession): void {
    for (const connection of this.#server?.connections ?? []) if (connection.session.id === session.id) connection._socket.destroy();
  }
}

const mailFrom = (session: SMTPServerSession): string => (session.envelope.mailFrom ? session.envelope.mailFrom.address : '');

const refusal = ({ code = 451, message = code < 500 ? '4.3.0 Temporary failure, try again later' : '5.0.0 Rejected' }: SmtpFault) => ({
  code,
  message,
});

const failure = (responseCode: number, message: string): Error & { responseCode: number } =>
  Object.assign(new Error(message), { responseCode });
