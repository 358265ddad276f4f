// The program as people start it: `npm start` on a DATA_DIR of its own, watched from outside by what it prints and by /proc.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Person } from './world.js';

const root = path.join(import.meta.dirname, '..');
const WAIT_MS = 90_000;

/** A new empty folder for DATA_DIR; the postgres user of a root start may pass through it. */
export function makeDataDir(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'otklik-launch-'));
  chmodSync(folder, 0o711);
  return path.join(folder, 'data');
}

export function removeDataDir(dataDir: string): void {
  rmSync(path.dirname(dataDir), { recursive: true, force: true, maxRetries: 5 });
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Numbers of the processes that name the folder in their command line or environment. */
export function processesOf(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`].some((file) => contentOf(file).includes(dataDir)));
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // ended meanwhile
  }
}

const childrenOf = (pid: number): number[] => contentOf(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number);

export interface LaunchOptions {
  dataDir: string;
  port: number;
  env?: Record<string, string>;
  cwd?: string;
  /** Instead of `npm start`. */
  command?: string[];
}

export class Launched {
  output = '';
  readonly npm: ChildProcess;
  /** Everything that writes to npm's output is gone: npm, the launcher, the server, the stand-ins. */
  readonly ended: Promise<number | null>;
  private readonly began = performance.now();
  private readonly lookers = new Set<() => void>();

  constructor(private readonly options: LaunchOptions) {
    const { dataDir, port, env, cwd = root, command = ['npm', 'start'] } = options;
    const [program, ...args] = command as [string, ...string[]];
    this.npm = spawn(program, args, {
      cwd,
      // a group of its own, as a terminal gives it
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...plainEnvironment(), PORT: String(port), DATA_DIR: dataDir, ...env },
    });
    for (const stream of [this.npm.stdout!, this.npm.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        for (const look of [...this.lookers]) look();
      });
    this.ended = new Promise((resolve) => {
      this.npm.once('close', (code) => {
        for (const look of [...this.lookers]) look();
        resolve(code);
      });
    });
  }

  /** Waits until `times` programs said where they are; answers how long that took since the start. */
  async ready(times = 1): Promise<number> {
    await this.says(new RegExp(`(Отклик: http[\\s\\S]*){${times}}`));
    return performance.now() - this.began;
  }

  /** Waits for a word in the output; fails when everything ended without it. */
  async says(word: RegExp): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.lookers.delete(look);
        act();
      };
      const look = (): void => {
        if (word.test(this.output)) settle(resolve);
        else if (this.npm.stdout!.closed) settle(() => reject(new Error(`ended without ${word}:\n${this.output}`)));
      };
      const timer = setTimeout(() => settle(() => reject(new Error(`no ${word} in ${WAIT_MS / 1000} s:\n${this.output}`))), WAIT_MS);
      this.lookers.add(look);
      look();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  /** Process ids of the parts that run now. */
  pids(): { launcher: number; server: number; simulator?: number; postmaster: number } {
    const { launcher, server } = JSON.parse(readFileSync(path.join(this.options.dataDir, 'otklik.lock'), 'utf8'));
    const simulator = childrenOf(server).find((pid) => contentOf(`/proc/${pid}/cmdline`).includes('simulator'));
    return { launcher, server, simulator, postmaster: Number(this.postmasterFile()!.split('\n')[0]) };
  }

  /** A connection's process of PostgreSQL. */
  backend(): number {
    const { postmaster } = this.pids();
    return childrenOf(postmaster).find((pid) => /postgres: otklik/.test(contentOf(`/proc/${pid}/cmdline`)))!;
  }

  databaseRuns(): boolean {
    return this.postmasterFile() !== undefined;
  }

  async as(login: string): Promise<Person> {
    const answer = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: 'demo' }),
    });
    if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.status} ${await answer.text()}`);
    const { agent } = (await answer.json()) as { agent: { id: string } };
    return new Person(this.url, answer.headers.get('set-cookie')!.split(';')[0]!, agent.id);
  }

  /** Ends whatever is left, whatever state it is in; for the end of a test. */
  async end(): Promise<void> {
    for (const pid of processesOf(this.options.dataDir)) kill(pid, 'SIGKILL');
    await this.ended;
  }

  private postmasterFile(): string | undefined {
    const file = path.join(this.options.dataDir, 'pg/postmaster.pid');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // already gone
  }
}

/** What a person's shell has: nothing of the npm and jest that run this test. */
function plainEnvironment(): Record<string, string | undefined> {
  const names = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR'];
  return Object.fromEntries(names.filter((name) => process.env[name]).map((name) => [name, process.env[name]]));
}
