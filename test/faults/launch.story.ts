// Every part of a running `npm start` is ended by kill -9 in turn: work goes on by itself, or the next start finds all; every stop is clean.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { ChannelView } from '#libs/contract/staff.js';
import { freePort, kill, Launched, makeDataDir, processesOf, removeDataDir } from '../launched.js';
import type { Person } from '../world.js';

const FIRST_START_MS = 60_000;
const LATER_START_MS = 10_000;
const REST_MS = 60_000;
const REST_MB = 300;
const dataDir = makeDataDir();
let program: Launched;
let port: number;
let words = 0;

beforeAll(async () => {
  port = await freePort();
});
afterAll(async () => {
  await program?.end();
  removeDataDir(dataDir);
});

const begin = async (): Promise<number> => {
  program = new Launched({ dataDir, port });
  return program.ready();
};

/** Asks until it is answered so; a fault may take the program some seconds. */
async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean, ms = 30_000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined && fits(answer)) return answer;
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${JSON.stringify(answer)}\n${program.output.slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const readiness = (): Promise<number> => fetch(`${program.url}/health/ready`).then((answer) => answer.status);
const isReady = (): Promise<number> => until(readiness, (status) => status === 200);

async function register(maria: Person): Promise<{ number: string }> {
  const topic = (await maria.get('/api/topics')).body.items[0].code;
  const client = { name: 'Лунина Вера', phone: `8 916 555-10-${10 + ++words}` };
  const { status, body } = await maria.post('/api/tickets', { client, topic, kind: 'request', text: `Слово ${words}` });
  expect(status).toBe(201);
  return body;
}

/** Registers one more; numbers stay gapless whatever was killed before. */
let last = 0;
async function works(): Promise<void> {
  const seq = Number((await register(await program.as('maria'))).number.slice(-6));
  if (last) expect(seq).toBe(last + 1);
  last = seq;
}

describe('starts', () => {
  it('at first within 60 s, with progress', async () => {
    expect(await begin()).toBeLessThan(FIRST_START_MS);
    expect(program.output).toMatch(/\[demo\] 100 %/);
    await works();
  }, 120_000);

  it('rests at no more than 300 MB a minute later', async () => {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const { server } = program.pids();
    const mb = Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server}/status`, 'utf8'))![1]) / 1024;
    process.stderr.write(`server at rest: ${Math.round(mb)} MB\n`);
    expect(mb).toBeLessThan(REST_MB);
  }, 90_000);

  it('a second time within 10 s, after Ctrl-C left nothing', async () => {
    process.kill(-program.npm.pid!, 'SIGINT');
    await program.ended;
    expect([processesOf(dataDir), program.databaseRuns()]).toEqual([[], false]);
    const took = await begin();
    process.stderr.write(`second start: ${Math.round(took)} ms\n`);
    expect(took).toBeLessThan(LATER_START_MS);
    await works();
  }, 90_000);
});

describe('goes on by itself when kill -9 ends', () => {
  it('the server', async () => {
    const { server } = program.pids();
    kill(server, 'SIGKILL');
    await program.ready(2);
    await isReady();
    expect(program.pids().server).not.toBe(server);
    await works();
  }, 90_000);

  it('the whole of PostgreSQL: not ready meanwhile, ready again', async () => {
    kill(program.pids().postmaster, 'SIGKILL');
    await until(readiness, (status) => status === 503);
    await isReady();
    await works();
  }, 90_000);

  it('one connection of PostgreSQL', async () => {
    kill(program.backend(), 'SIGKILL');
    await isReady();
    await until(
      () => program.as('maria'),
      () => true,
    );
    await works();
  }, 90_000);

  it('the stand-ins: every channel is up again', async () => {
    const { simulator } = program.pids();
    kill(simulator!, 'SIGKILL');
    await until(
      async () => program.pids().simulator,
      (pid) => pid !== undefined && pid !== simulator,
    );
    await program.says(/starting them again/);
    const admin = await program.as('admin');
    const down = (views: ChannelView[]) => views.flatMap(({ accounts }) => accounts.filter(({ health }) => health.state === 'down'));
    await until(
      async () => (await admin.get('/api/channels')).body.items as ChannelView[],
      (views) => down(views).length === 0,
    );
    await until(
      () => fetch(`${program.url}/demo`),
      ({ status }) => status === 200,
    );
    await works();
  }, 90_000);
});

describe('the next start finds everything when kill -9 ended', () => {
  it('the launcher: the server ends itself, the database is adopted', async () => {
    kill(program.pids().launcher, 'SIGKILL');
    await begin();
    await works();
  }, 90_000);

  it('npm: all stops by itself', async () => {
    kill(program.npm.pid!, 'SIGKILL');
    await program.ended;
    expect([processesOf(dataDir), program.databaseRuns()]).toEqual([[], false]);
    await begin();
    await works();
  }, 90_000);

  it('all of it', async () => {
    for (const pid of processesOf(dataDir)) kill(pid, 'SIGKILL');
    await program.ended;
    expect(processesOf(dataDir)).toEqual([]);
    await begin();
    await works();
  }, 90_000);

  it('and SIGTERM to npm alone stops all', async () => {
    kill(program.npm.pid!, 'SIGTERM');
    await program.ended;
    expect([processesOf(dataDir), program.databaseRuns()]).toEqual([[], false]);
  }, 60_000);
});
