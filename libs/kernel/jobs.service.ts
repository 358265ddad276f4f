// Background jobs in PostgreSQL: written in the caller's transaction, run by any process, taken over when a process dies.
import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import type { Tx } from './database.js';
import { Database } from './database.service.js';
import { backOffMs, JOB_NAMES, type JobName, type JobRequest, type Jobs } from './jobs.js';
import { LockConnection } from './lock-connection.adapter.js';
import type { Logger } from './logger.js';

/** A handler that answers a time has the same job run again then: its place in the lane is kept. */
type Handler<N extends JobName> = (payload: Jobs[N], attempt: number) => Promise<void | { runAt: Date }>;
interface Row {
  id: string;
  name: JobName;
  payload: never;
  attempts: number;
}

const LOCK_CLASS = 7701;
const SETTLE_MS = 1000;
const UNIQUE_VIOLATION = '23505';
// A row is free when nobody holds it or its holder's session lock is gone; one row a lane, in order.
const CLAIM = `
  update jobs set worker = $1, attempts = attempts + 1
  where id in (
    select j.id from jobs j
    where j.run_at <= $2 and not j.dead
      and (j.worker is null or (j.worker <> $1 and not exists (
        select 1 from pg_locks l where l.locktype = 'advisory' and l.classid = ${LOCK_CLASS} and l.objid = j.worker::oid and l.granted)))
      and (j.lane is null or not exists (select 1 from jobs e where e.lane = j.lane and e.id < j.id and not e.dead))
    order by j.run_at, j.id limit $3 for update skip locked)
  returning id, name, payload, attempts`;

/** `enqueue` inside a transaction; `handle` once per name at start; `start` when the process does work. */
@Injectable()
export class JobsService {
  private readonly handlers = new Map<JobName, Handler<JobName>>();
  private worker = 0;
  private readonly lock: LockConnection;
  private running = new Map<string, Promise<void>>();
  private stopped = true;
  private looking: Promise<void> | null = null;
  private again = false;
  private cancelPoll: () => void = () => undefined;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly settings: { parallel: number; pollMs: number },
  ) {
    this.lock = new LockConnection(db, log, {
      name: 'jobs',
      // a new name each time: rows of the old one, whose outcome could not be written, are free for anybody
      take: async (client) => {
        this.worker = 1 + Math.floor(Math.random() * 2_000_000_000);
        await client.query('select pg_advisory_lock($1, $2)', [LOCK_CLASS, this.worker]);
      },
      lost: () => undefined,
      regained: () => this.wake(),
    });
  }

  /** Registers the only handler of a job name. */
  handle<N extends JobName>(name: N, handler: Handler<N>): void {
    if (this.handlers.has(name)) throw new Error(`job ${name} has two handlers`);
    this.handlers.set(name, handler as Handler<JobName>);
  }

  /** Writes jobs in the caller's transaction and wakes the worker after its commit. */
  async enqueue(tx: Tx, requests: JobRequest[]): Promise<void> {
    if (!requests.length) return;
    const now = this.clock.now();
    await tx.query(
      `insert into jobs (name, payload, run_at, lane, key, created_at)
       select * from unnest($1::text[], $2::jsonb[], $3::timestamptz[], $4::text[], $5::text[], $6::timestamptz[])
       on conflict (key) where worker is null and not dead do nothing`,
      [
        requests.map((r) => r.name),
        requests.map((r) => JSON.stringify(r.payload)),
        requests.map((r) => r.runAt ?? now),
        requests.map((r) => r.lane ?? null),
        requests.map((r) => r.key ?? null),
        requests.map(() => now),
      ],
    );
    tx.afterCommit(() => this.wakeAt(requests, now));
  }

  /** Takes the worker's session lock and begins; throws when a job has no handler. */
  async start(): Promise<void> {
    const missing = JOB_NAMES.filter((name) => !this.handlers.has(name));
    if (missing.length) throw new Error(`jobs without a handler: ${missing.join(', ')}`);
    await this.lock.open();
    this.stopped = false;
    this.poll();
  }

  /** False when this process should work but cannot claim. */
  usable(): boolean {
    return this.stopped || this.lock.client !== null;
  }

  /** Looks for due jobs now; cheap when nothing is due. */
  wake(): void {
    if (this.stopped) return;
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = this.look().finally(() => {
      this.looking = null;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    });
  }

  /** Resolves when no job is due and none runs; for tests and graceful stop. */
  async idle(): Promise<void> {
    for (;;) {
      this.wake();
      // a look that was under way is followed by the one just asked for
      while (this.looking) await this.looking;
      if (!this.running.size) return;
      await Promise.all(this.running.values());
    }
  }

  /** Stops claiming, waits for what runs, releases the lock. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelPoll();
    await this.looking;
    await Promise.all(this.running.values());
    this.lock.close();
  }

  private wakeAt(requests: JobRequest[], now: Date): void {
    for (const { runAt } of requests) if (runAt && runAt > now) this.clock.after(runAt.getTime() - now.getTime(), () => this.wake());
    if (requests.some((r) => !r.runAt || r.runAt <= now)) this.wake();
  }

  private poll(): void {
    this.wake();
    const timer = setTimeout(() => !this.stopped && this.poll(), this.settings.pollMs);
    timer.unref();
    this.cancelPoll = () => clearTimeout(timer);
  }

  private async look(): Promise<void> {
    while (!this.stopped && this.lock.client) {
      const room = this.settings.parallel - this.running.size;
      if (room <= 0) return;
      const rows = await this.db.query<Row>(CLAIM, [this.worker, this.clock.now(), room]).catch((err: Error) => {
        this.log.warn({ err }, 'jobs could not be claimed');
        return [];
      });
      for (const row of rows)
        this.running.set(
          row.id,
          this.run(row, this.worker).finally(() => {
            this.running.delete(row.id);
            this.wake();
          }),
        );
      if (rows.length < room) return;
    }
  }

  private async run(row: Row, worker: number): Promise<void> {
    try {
      const again = await this.handlers.get(row.name)!(row.payload, row.attempts);
      await this.settle(row, worker, () =>
        again
          ? this.runLater(row.id, worker, again.runAt)
          : this.db.query('delete from jobs where id = $1 and worker = $2', [row.id, worker]),
      );
    } catch (error) {
      const err = error as Error;
      this.log.error({ err, job: row.name, payload: row.payload, attempt: row.attempts }, 'job failed');
      const runAt = new Date(this.clock.now().getTime() + backOffMs(row.attempts));
      await this.settle(row, worker, () => this.postpone(row.id, worker, runAt, err.message));
    }
  }

  /** Writes what became of a row until it is written, or until the row is free anyway because our lock is gone. */
  private async settle(row: Row, worker: number, write: () => Promise<unknown>): Promise<void> {
    while (this.worker === worker) {
      try {
        await write();
        return;
      } catch (err) {
        this.log.warn({ err, job: row.name, id: row.id }, 'the outcome of a job could not be written');
        if (this.stopped) return;
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      }
    }
  }

  private async runLater(id: string, worker: number, runAt: Date): Promise<void> {
    await this.db.query('update jobs set worker = null, run_at = $2, attempts = 0 where id = $1 and worker = $3', [id, runAt, worker]);
    this.clock.after(runAt.getTime() - this.clock.now().getTime(), () => this.wake());
  }

  /** A waiting twin with the same key makes the failed row needless: it would break the unique index. */
  private async postpone(id: string, worker: number, runAt: Date, reason: string): Promise<void> {
    await this.db
      .query('update jobs set worker = null, run_at = $2, last_error = $3, dead = attempts >= 20 where id = $1 and worker = $4', [
        id,
        runAt,
        reason.slice(0, 1000),
        worker,
      ])
      .catch((error: { code?: string }) => {
        if (error.code !== UNIQUE_VIOLATION) throw error;
        return this.db.query('delete from jobs where id = $1 and worker = $2', [id, worker]);
      });
  }
}
