// The world of the stories: the real program on a database of its own, with the same few named people in every test.
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { Role } from '#libs/contract/staff.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { SystemClock } from '#libs/kernel/clock.js';
import { loadConfig } from '#libs/kernel/config.adapter.js';
import { Database } from '#libs/kernel/database.service.js';
import { parseEnvironment } from '#libs/kernel/environment.js';
import { SYSTEM } from '#libs/kernel/journal.js';
import { makeLogger } from '#libs/kernel/logger.js';
import { readYaml } from '#libs/kernel/yaml.adapter.js';
import { hashPassword } from '#libs/people/password.adapter.js';
import { makeDataSource } from '#apps/server/data-source.js';
import { parseInstitute, seedStructure } from '#apps/server/seed/structure.seed.js';
import { type Running, start } from '#apps/server/start.js';
import { cloneDatabase } from './setup/database.js';

/** login, name, role, department, queues. Password: demo. */
const PEOPLE: [string, string, Role, string, string[]][] = [
  ['maria', 'Соколова Мария Андреевна', 'contact-manager', 'contact', ['contact', 'hotline']],
  ['olga', 'Белова Ольга Петровна', 'contact-manager', 'contact', ['contact', 'hotline']],
  ['irina', 'Нурсултанова Ирина Маратовна', 'contact-manager', 'contact', ['contact']],
  ['timur', 'Галиев Тимур Рустамович', 'admission-manager', 'admission', ['admission']],
  ['svetlana', 'Ким Светлана Викторовна', 'study-manager', 'study', ['study']],
  ['denis', 'Орлов Денис Игоревич', 'department-head', 'dormitory', ['dormitory']],
  ['pavel', 'Тихомиров Павел Сергеевич', 'supervisor', 'contact', ['quality']],
  ['rector', 'Преображенская Анна Львовна', 'vice-rector', 'contact', []],
  ['admin', 'Администратор', 'administrator', 'it', []],
];
let passwordHash: Promise<string> | null = null;

export interface WorldOptions {
  /** Channel accounts: channel id, name, settings. */
  accounts?: {
    channel: string;
    name: string;
    settings: Record<string, unknown>;
    mode?: 'on' | 'off' | 'redirect';
    queue?: string;
    intakeFrom?: Date;
  }[];
  /** Overrides of config/default.yaml, by section. */
  config?: Record<string, Record<string, unknown>>;
  /** Wednesday noon in Moscow unless told: working time. */
  at?: Date;
  env?: Record<string, string>;
}
export interface Answer<T = any> {
  status: number;
  // stories read what they expect; a wrong shape fails the expectation
  body: T;
}

/** The API as one signed-in person. */
export class Person {
  constructor(
    readonly url: string,
    readonly cookie: string,
    readonly id: string,
  ) {}

  async call<T = any>(method: string, route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const answer = await fetch(this.url + route, {
      method,
      headers: { cookie: this.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  }
  get = <T = any>(route: string) => this.call<T>('GET', route);
  post = <T = any>(route: string, body: unknown = {}, headers?: Record<string, string>) => this.call<T>('POST', route, body, headers);
  put = <T = any>(route: string, body: unknown) => this.call<T>('PUT', route, body);
  patch = <T = any>(route: string, body: unknown) => this.call<T>('PATCH', route, body);
  delete = <T = any>(route: string, body?: unknown) => this.call<T>('DELETE', route, body);

  /** Goes to work: online, with a live socket. */
  async online(): Promise<void> {
    await this.put('/api/presence', { state: 'online' });
  }

  /** A connected console socket with what it received; close it at the end. */
  async console(after?: string): Promise<{
    socket: Socket;
    seen: { name: string; body: any; at: number }[];
    until(name: string, fits?: (body: any) => boolean, ms?: number): Promise<any>;
  }> {
    const socket = io(`${this.url}/console`, {
      transports: ['websocket'],
      extraHeaders: { cookie: this.cookie },
      auth: after ? { after } : {},
      reconnection: false,
    });
    const seen: { name: string; body: any; at: number }[] = [];
    const waiters = new Set<() => void>();
    socket.onAny((name: string, body: unknown) => {
      seen.push({ name, body, at: performance.now() });
      for (const waiter of [...waiters]) waiter();
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', reject);
    });
    const until = (name: string, fits: (body: any) => boolean = () => true, ms = 5000) =>
      new Promise<any>((resolve, reject) => {
        const look = () => {
          const found = seen.find((one) => one.name === name && fits(one.body));
          if (!found) return;
          clearTimeout(timer);
          waiters.delete(look);
          resolve(found.body);
        };
        const timer = setTimeout(() => {
          waiters.delete(look);
          reject(new Error(`no ${name} in ${ms} ms; saw ${seen.map((one) => one.name).join(', ')}`));
        }, ms);
        waiters.add(look);
        look();
      });
    return { socket, seen, until };
  }

  /** Waits for a ticket that fits, woken by the live feed, not by a timer. */
  async ticket(fits: (ticket: TicketView) => boolean, ms = 8000): Promise<TicketView> {
    const end = performance.now() + ms;
    let after = (await this.get('/api/events')).body.next as string;
    for (;;) {
      const { body } = await this.get<{ items: TicketView[] }>(
        '/api/tickets?limit=200&status=registered,queued,assigned,waiting,resolved,closed,merged,spam',
      );
      const found = body.items.find(fits);
      if (found) return found;
      if (performance.now() > end)
        throw new Error(
          `no such ticket in ${ms} ms; there are ${body.items.map((t) => `${t.number} ${t.status} ${t.channel}`).join('; ')}`,
        );
      after = (await this.get(`/api/events?after=${after}&wait=1000`)).body.next;
    }
  }
}

export class World {
  constructor(
    readonly running: Running,
    readonly clock: SystemClock,
    private readonly cleanup: () => Promise<void>,
    /** One more process on the same database and DATA_DIR, with its own port and environment; stop it before this one. */
    readonly beside: (env: Record<string, string>) => Promise<World>,
  ) {}

  get url(): string {
    return this.running.url;
  }
  get services() {
    return this.running.services;
  }

  async as(login: string, password = 'demo'): Promise<Person> {
    const answer = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    if (answer.status !== 200) throw new Error(`${login} could not sign in: ${await answer.text()}`);
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    return new Person(this.url, cookie, ((await answer.json()) as { agent: { id: string } }).agent.id);
  }

  /** Waits until no job is due: everything that follows from what happened has happened. */
  async settle(): Promise<void> {
    await this.services.jobs.idle();
  }

  /** Moves the clock forward and lets what became due happen. */
  async pass(ms: number): Promise<void> {
    this.clock.moveTo(new Date(this.clock.now().getTime() + ms));
    await this.settle();
  }

  stop(): Promise<void> {
    return this.cleanup();
  }
}

/** Starts the program; call `stop` at the end. */
export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const database = await cloneDatabase();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'otklik-world-'));
  const clock = new SystemClock();
  clock.moveTo(options.at ?? new Date('2026-10-14T09:00:00Z'));
  await seedWorld(database.url, clock.now());
  const config = structuredClone(loadConfig({ LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' })) as never as Record<
    string,
    Record<string, unknown>
  >;
  for (const [section, keys] of Object.entries(options.config ?? {})) Object.assign(config[section]!, keys);
  const environmentOf = async (env: Record<string, string> = {}) =>
    parseEnvironment({
      PORT: String(await freePort()),
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      SECRET_KEY: 'world',
      ...options.env,
      ...env,
    });
  const program = { config: config as never, log: makeLogger(String(config.log!.level)), mode: 'demo' as const, clock };
  const running = await start({
    ...program,
    environment: await environmentOf(),
    prepare: async (services) => {
      for (const account of options.accounts ?? []) {
        const id = await services.accounts.put({ origin: 'screen', intakeFrom: new Date(0), ...account }, SYSTEM);
        if (account.mode) await services.accounts.change(id, { mode: account.mode }, SYSTEM);
      }
    },
  });
  const beside = async (env: Record<string, string>): Promise<World> => {
    const other = await start({ ...program, environment: await environmentOf(env) });
    return new World(other, clock, () => other.stop(), beside);
  };
  const stop = async (): Promise<void> => {
    await running.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return new World(running, clock, stop, beside);
}

/** The Institute's structure and the named people, in a migrated database. */
export async function seedWorld(url: string, now: Date): Promise<void> {
  const db = new Database(await makeDataSource(url, 2).initialize());
  await seedStructure(db, parseInstitute(readYaml('institute.yaml')), now);
  await seedPeople(db, now);
  await db.close();
}

/** Known before the start: webhooks are registered with it. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function seedPeople(db: Database, now: Date): Promise<void> {
  passwordHash ??= hashPassword('demo');
  const hash = await passwordHash;
  for (const [login, name, role, department, queues] of PEOPLE) {
    await db.query(
      `with a as (insert into agents (login, name, role, department_id, password_hash, phone, capacity, order_note, created_at)
         values ($1, $2, $3, (select id from departments where code = $4), $5, $6, 1, 'приказ 1', $7) returning id)
       insert into queue_members (queue_id, agent_id) select q.id, a.id from a, queues q where q.code = any($8)`,
      [login, name, role, department, hash, `+7999000${String(PEOPLE.findIndex(([l]) => l === login) + 10).padStart(4, '0')}`, now, queues],
    );
  }
}
