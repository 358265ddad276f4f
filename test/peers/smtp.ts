// A real SMTP server in the test's own process: takes letters, carries them on, and can hold its answer back.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Letter } from '#apps/simulator/mail/letter.js';
import { Ledger } from '#apps/simulator/telegram/ledger.js';

export class SmtpPeer {
  /** Letters whose last byte was read, in order; the answer may still be held. */
  readonly arrived = new Ledger<Letter & { tookAt: number }>('letters to SMTP');
  private gate: Promise<void> = Promise.resolve();

  /** `carry` brings an arrived letter on, before it is accepted. */
  constructor(private readonly carry: (letter: Letter) => Promise<void> = async () => undefined) {}

  private readonly server = new SMTPServer({
    logger: false,
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (auth, _session, answer) => answer(null, { user: auth.username }),
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
        const letter = new Letter(Buffer.concat(chunks), { from, to: session.envelope.rcptTo.map(({ address }) => address) }, Date.now());
        this.arrived.append(Object.assign(letter, { tookAt: performance.now() }));
        this.gate
          .then(() => this.carry(letter))
          .then(
            () => answer(null, 'OK: queued'),
            () => answer(Object.assign(new Error('4.3.0 cannot carry it on now'), { responseCode: 451 })),
          );
      });
    },
  });

  get url(): string {
    return `smtp://help:secret@127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** Letters are read but not accepted until the returned function is called. */
  hold(): () => void {
    let release = () => {};
    this.gate = new Promise((resolve) => {
      release = resolve;
    });
    return () => release();
  }

  listen(): Promise<this> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', () => resolve(this));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
