// A Dovecot of the tests' own: IMAP and LMTP on free ports, maildirs and settings in a temporary folder, as any user.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { dovecotConfig, type Owner } from './dovecot-config.js';

const PASSWORD = 'secret';

export class Dovecot {
  private child: ChildProcess | null = null;
  private gone: Promise<unknown> = Promise.resolve();
  private dropped = 0;

  /** `program` is dovecot's path, as HAVE_DOVECOT tells. */
  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly owner: Owner,
    private readonly ports: { imap: number; lmtp: number },
  ) {}

  static async start(program: string): Promise<Dovecot> {
    const root = process.getuid?.() === 0;
    const owner = ownerOf(root ? 'nobody' : os.userInfo().username);
    // a superuser's own temporary folder may be closed to the one who runs the server
    const folder = mkdtempSync(path.join(root ? '/tmp' : os.tmpdir(), 'otklik-dovecot-'));
    chmodSync(folder, 0o755);
    const ports = { imap: await freePort(), lmtp: await freePort() };
    writeFileSync(path.join(folder, 'dovecot.conf'), dovecotConfig({ folder, owner, ports, password: PASSWORD }));
    chownSync(folder, owner.uid, owner.gid);
    const dovecot = new Dovecot(program, folder, owner, ports);
    await dovecot.up();
    return dovecot;
  }

  imapUrl(user: string): string {
    return `imap://${encodeURIComponent(user)}:${PASSWORD}@127.0.0.1:${this.ports.imap}/INBOX`;
  }

  /** Starts the server, after `down` on the same mailboxes and ports. */
  async up(): Promise<void> {
    const { uid, gid } = this.owner;
    const config = path.join(this.folder, 'dovecot.conf');
    const child = spawn(this.program, ['-F', '-c', config], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // a group of its own: an imap process with an open connection outlives its master
      detached: true,
      ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    this.child = child;
    this.gone = new Promise((resolve) => child.once('exit', resolve));
    const end = performance.now() + 10_000;
    while (!(await answers(this.ports.imap)) || !(await answers(this.ports.lmtp))) {
      if (child.exitCode !== null || performance.now() > end) throw new Error(`Dovecot did not start: ${said}${this.log()}`);
    }
  }

  /** Stops the server with all connections, as a reboot of the mail machine does. */
  async down(): Promise<void> {
    const pid = this.child?.pid;
    if (pid === undefined) return;
    process.kill(pid, 'SIGTERM');
    await this.gone;
    this.child = null;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async close(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Through LMTP, as a relay hands over; resolves when Dovecot says that the letter is in the mailbox. */
  async deliver(raw: Buffer, from: string, to: string[]): Promise<void> {
    const lmtp = createTransport({ host: '127.0.0.1', port: this.ports.lmtp, lmtp: true, ignoreTLS: true } as object);
    await lmtp.sendMail({ envelope: { from, to }, raw });
    lmtp.close();
  }

  /** Straight into the maildir, as a local delivery agent does while IMAP is down. */
  drop(raw: Buffer, user: string): void {
    const maildir = path.join(this.folder, 'mail', user);
    const name = `${Math.floor(Date.now() / 1000)}.M${String(++this.dropped).padStart(6, '0')}P1.test`;
    const temporary = path.join(maildir, 'tmp', name);
    writeFileSync(temporary, raw);
    chownSync(temporary, this.owner.uid, this.owner.gid);
    renameSync(temporary, path.join(maildir, 'new', name));
  }

  /** Ends every connection of a user. */
  kick(user: string): void {
    const beside = path.dirname(this.program);
    const doveadm = [path.join(beside, 'doveadm'), path.join(beside, '../bin/doveadm')].find(existsSync) ?? 'doveadm';
    execFileSync(doveadm, ['-c', path.join(this.folder, 'dovecot.conf'), 'kick', user], { stdio: 'pipe' });
  }

  /** A restore of the mailbox: while the server is down, its numbering is lost; the letters stay. */
  async renumber(user: string): Promise<void> {
    await this.down();
    const maildir = path.join(this.folder, 'mail', user);
    for (const file of ['dovecot-uidlist', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache'])
      rmSync(path.join(maildir, file), { force: true });
    await this.up();
  }

  /** A mail program of the user, signed in, with a folder open for writing; log out at the end. */
  async mailProgram(user: string, folder = 'INBOX'): Promise<ImapFlow> {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: this.ports.imap,
      auth: { user, pass: PASSWORD },
      secure: false,
      logger: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    await client.mailboxOpen(folder);
    return client;
  }

  private log(): string {
    const file = path.join(this.folder, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8').slice(-2000) : '';
  }
}

const ask = (...args: string[]): string => execFileSync('id', args, { encoding: 'utf8' }).trim();

const ownerOf = (user: string): Owner => ({
  user,
  uid: Number(ask('-u', user)),
  group: ask('-gn', user),
  gid: Number(ask('-g', user)),
});

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const settle = (up: boolean) => {
      socket.destroy();
      setTimeout(resolve, up ? 0 : 20, up);
    };
    socket.once('data', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
