// The hotline on the real core and a hand-driven clock: every way a call can end, with notices repeated, shuffled and late, gives
// one ticket with one outcome and the provider's own times; a phone that does not answer rings the next person in time.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { makeDataSource } from '#apps/server/data-source.js';
import { parseInstitute, seedStructure } from '#apps/server/seed/structure.seed.js';
import { makeServices, type Services } from '#apps/server/services.js';
import { handleJobs } from '#apps/server/work.js';
import { ManualClock } from '#apps/simulator/telephone/clock.js';
import type { PersonCall } from '#apps/simulator/telephone/phone.js';
import { startTelephone, type Telephone } from '#apps/simulator/telephone/telephone.server.js';
import { loadConfig } from '#libs/kernel/config.adapter.js';
import { Database } from '#libs/kernel/database.service.js';
import { SYSTEM } from '#libs/kernel/journal.js';
import { makeLogger } from '#libs/kernel/logger.js';
import { TextsService } from '#libs/kernel/texts.service.js';
import { readYaml } from '#libs/kernel/yaml.adapter.js';
import { type ClonedDatabase, cloneDatabase } from '../../../test/setup/database.js';
import type { CallControl, ChannelAccount } from '../channel.js';
import { channel } from './hotline.channel.js';
import { lineOf } from './lines.adapter.js';
import type { CallFacts } from './news.js';
import type { HotlineSettings } from './settings.js';
import { hotlineTexts } from './texts.js';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const NUMBER = '+74950000000';
const PUBLIC = 'https://otklik.example.edu';
const PHONES = { maria: '+79030000001', olga: '+79030000002' };

class Bench {
  readonly clock = new ManualClock(new Date('2026-10-01T09:00:00.300Z'));
  readonly agents: Record<string, string> = {};
  services: Services;
  telephone: Telephone;
  private readonly dataDir = mkdtempSync(path.join(os.tmpdir(), 'otklik-hotline-'));
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  constructor(private readonly database: ClonedDatabase) {}

  async open(): Promise<this> {
    const db = new Database(await makeDataSource(this.database.url).initialize());
    await seedStructure(db, parseInstitute(readYaml('institute.yaml')), this.clock.now());
    for (const login of ['maria', 'olga'] as const) await this.hire(db, login);
    const texts = new TextsService({ ru: {}, en: {} });
    texts.add('hotline', channel.texts!);
    const surroundings = { resolve: <T>(token: abstract new (...args: never[]) => T) => Object.values(this.services).find((one) => one.constructor === token) as T };
    const log = makeLogger(process.env.LOG_LEVEL ?? 'silent');
    this.services = makeServices({ config: loadConfig({}), db, clock: this.clock, log, channels: [channel as never], texts, key: Buffer.alloc(32), dataDir: this.dataDir, publicUrl: PUBLIC, surroundings });
    await this.services.topics.load();
    await this.services.router.load();
    handleJobs(this.services);
    await this.services.jobs.start();
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const connect = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    this.telephone = await startTelephone({ accountSid: ACCOUNT, authToken: 'token', number: NUMBER, publicUrl: () => PUBLIC, connectUrl: () => connect, clock: this.clock });
    await this.services.accounts.put({ channel: 'hotline', name: 'main', origin: 'screen', settings: { accountSid: ACCOUNT, authToken: 'token', apiBase: this.telephone.url, number: NUMBER, record: true } }, SYSTEM);
    await this.services.links.open((receives) => this.services.hosts.make(receives), true);
    return this;
  }

  get account(): ChannelAccount<HotlineSettings> {
    return this.services.links.accountsOf('hotline')[0] as ChannelAccount<HotlineSettings>;
  }
  get calls(): CallControl {
    return this.services.links.link(this.account.id)!.calls!;
  }

  /** Everything that the present moment sets off is finished. */
  async settle(): Promise<void> {
    const line = lineOf(this.account, this.services.links.host());
    for (let calm = 0; calm < 2; calm++) {
      await this.telephone.settle();
      await this.services.jobs.idle();
      if (!line.busy) continue;
      await line.idle();
      calm = -1;
    }
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms, () => this.settle());
  }

  async until<T>(event: Promise<T>, maxMs = 120_000): Promise<T> {
    let done = false;
    void event.then(() => {
      done = true;
    });
    const deadline = this.clock.now().getTime() + maxMs;
    await this.settle();
    while (!done) {
      const step = this.clock.untilNext();
      if (step === null || this.clock.now().getTime() + step > deadline) throw new Error(`nothing happened in ${maxMs} ms`);
      await this.advance(step);
    }
    return event;
  }

  /** A new working moment: both at work, nothing open, phones that answer and press 1. */
  async reset(): Promise<void> {
    const { db } = this.services;
    await db.query(`update offers set state = 'withdrawn' where state = 'made'`);
    await db.query(`update tickets set status = 'closed' where status <> 'closed'`);
    await db.query(`delete from offers`);
    await db.query(`update agents set presence = 'online', presence_until = '2100-01-01', last_offer_at = case login when 'maria' then $1::timestamptz end`, [new Date(0)]);
    await db.query(`update agents set last_offer_at = $1 where login = 'olga'`, [new Date(1000)]);
    this.telephone.deliver({});
    this.telephone.phone(PHONES.maria).answers(2500, '1');
    this.telephone.phone(PHONES.olga).answers(1500, '1');
  }

  async close(): Promise<void> {
    await this.telephone.close();
    await this.services.links.close();
    await this.services.jobs.stop();
    this.server.closeAllConnections();
    this.server.close();
    await this.services.db.close();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  query<R>(sql: string, params: unknown[] = []): Promise<R[]> {
    return this.services.db.query<R>(sql, params);
  }

  private async hire(db: Database, login: 'maria' | 'olga'): Promise<void> {
    const [row] = await db.query<{ id: string }>(
      `insert into agents (login, name, role, phone, capacity, created_at) values ($1, $1, 'contact-manager', $2, 1, $3) returning id`,
      [login, PHONES[login], this.clock.now()],
    );
    this.agents[login] = row.id;
    await db.query(`insert into queue_members (queue_id, agent_id) select id, $1 from queues`, [row.id]);
  }

  private async serve(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [where, search = ''] = (request.url ?? '').split('?');
    const route = channel.routes!.find((one) => `/channels/hotline/${one.path}` === where);
    if (!route) return void response.writeHead(404).end();
    const wire = { method: 'POST', path: where, query: Object.fromEntries(new URLSearchParams(search)), headers: request.headers as Record<string, string>, rawBody: Buffer.concat(chunks), url: PUBLIC + request.url };
    const { links } = this.services;
    const answer = await route.answer(wire, links.accountsOf('hotline') as never, links.host());
    response.writeHead(answer.status, { ...(answer.contentType ? { 'content-type': answer.contentType } : {}), ...answer.headers }).end(answer.body);
  }
}

let bench: Bench;
let callers = 0;
const dial = () => bench.telephone.caller(`+7916${String(++callers).padStart(7, '0')}`).dial();

beforeAll(async () => {
  bench = await new Bench(await cloneDatabase()).open();
}, 60_000);
beforeEach(() => bench.reset());
afterEach(() => expect(bench.telephone.warnings.splice(0)).toEqual([]));
afterAll(() => bench.close());

type Walk = (call: PersonCall) => Promise<unknown>;
const gather: Walk = (call) => bench.until(call.waitFor('gather'));
const wait = (ms: number) => bench.advance(ms);
const inMenu: Walk = async (call) => {
  await gather(call);
  await wait(3300);
};
const queued: Walk = async (call) => {
  await inMenu(call);
  call.press('1');
  await bench.until(call.waitFor('queued'));
};
const talking: Walk = async (call) => {
  await queued(call);
  await bench.until(call.waitFor('bridged'));
  await wait(17_400);
};
const held: Walk = async (call) => {
  await talking(call);
  await bench.calls.hold(call.sid, bench.agents.maria);
  await wait(8700);
};
const released: Walk = async (call) => {
  await held(call);
  await bench.calls.resume(call.sid, bench.agents.maria);
  await wait(4200);
};
const waiting = (ms: number): Walk => async (call) => {
  await queued(call);
  await wait(ms);
};
const toVoicemail: Walk = async (call) => {
  await gather(call);
  call.press('1');
  await bench.until(call.waitFor('recording'));
  call.say('Перезвоните', 4000);
  await wait(2600);
};
const nobody = () => Object.values(PHONES).forEach((phone) => void bench.telephone.phone(phone).noAnswer());
/** Thursday night in Moscow and nobody at work. */
const closed = async () => {
  await bench.query(`update agents set presence = 'offline'`);
  const night = new Date(bench.clock.now());
  night.setUTCHours(20, 0, 0, 300);
  if (night > bench.clock.now()) await bench.clock.advance(night.getTime() - bench.clock.now().getTime());
  await bench.settle();
};

interface Story {
  tickets: number;
  call: CallFacts;
  live: boolean;
  callback: { phone: string; how: string } | null;
  files: number;
  kinds: string[];
}
async function storyOf(call: PersonCall): Promise<Story> {
  const tickets = await bench.query<{ id: string; live: boolean; source: { callback?: Story['callback'] } }>('select t.id, t.live, t.source from tickets t join conversations c on c.id = t.conversation_id where c.key = $1', [call.sid]);
  const messages = await bench.query<{ meta: { call: CallFacts }; files: unknown[] }>('select meta, files from messages where external_id = $1', [call.sid]);
  expect(messages).toHaveLength(1);
  const kinds = await bench.query<{ kind: string }>(`select kind from journal where ticket_id = $1 and kind like 'call.%' order by id`, [tickets[0].id]);
  return { tickets: tickets.length, call: messages[0].meta.call, live: tickets[0].live, callback: tickets[0].source.callback ?? null, files: messages[0].files.length, kinds: kinds.map((row) => row.kind) };
}

async function expectLedger(call: PersonCall, outcome: CallFacts['outcome']): Promise<Story> {
  const [story, row] = [await storyOf(call), call.ledger()];
  expect(story.tickets).toBe(1);
  expect(story.call).toMatchObject({ outcome, menuPath: row.menuPath });
  for (const time of ['waitMs', 'talkMs', 'holdMs'] as const)
    expect(`${time} ${Math.abs(story.call[time] - row[time]) <= 1000 ? 'equal' : `${story.call[time]} ≠ ${row[time]}`}`).toBe(`${time} equal`);
  const answered = Object.entries(PHONES).find(([, phone]) => phone === row.answeredBy)?.[0];
  expect(story.call.agent).toBe(answered ? bench.agents[answered] : null);
  expect(story.kinds.filter((kind) => kind === 'call.ended')).toHaveLength(1);
  expect(story.kinds.filter((kind) => ['call.abandoned', 'call.callback', 'call.voicemail'].includes(kind))).toEqual(outcome === 'answered' ? [] : [`call.${outcome}`]);
  expect(story.live).toBe(false);
  return story;
}

const ENDINGS: [string, Walk, CallFacts['outcome'], (() => unknown)?][] = [
  ['at the greeting', (call) => bench.until(call.waitFor('heard')), 'abandoned'],
  ['in the menu', inMenu, 'abandoned'],
  ['just queued', queued, 'abandoned'],
  ['while a phone rings', waiting(1500), 'abandoned'],
  ['while the manager hears the offer', waiting(3100), 'abandoned'],
  ['after a long wait for nobody', waiting(71_000), 'abandoned', nobody],
  ['in the talk', talking, 'answered'],
  ['on hold', held, 'answered'],
  ['after hold', released, 'answered'],
  ['in the recording', toVoicemail, 'voicemail', closed],
];
const FAULTS = [{}, { times: 3, lateMs: 6000, seed: 11, askAgain: 1 }, { times: 2, lateMs: 30_000, seed: 5 }];

describe('a caller hangs up', () => {
  const cases = FAULTS.flatMap((faults) => ENDINGS.map((ending) => [ending[0], JSON.stringify(faults), ending, faults] as const));
  it.each(cases)('%s %s', async (_, __, [, walk, outcome, prepare], faults) => {
    await prepare?.();
    bench.telephone.deliver(faults);
    const call = dial();
    await walk(call);
    call.hangUp();
    await bench.advance(85_000);
    const story = await expectLedger(call, outcome);
    if (outcome === 'answered') {
      expect(story.kinds.at(-1)).toMatch(/^call\.(wrapped|corrected)$/);
      expect(Math.abs(story.call.wrapUpMs - 30_000)).toBeLessThanOrEqual('lateMs' in faults ? faults.lateMs! + 1000 : 1000);
      expect(story.call.recording).toBe(true);
    } else expect(story.callback).toMatchObject({ phone: call.leg.origin.from, how: outcome });
    expect(story.files).toBe(outcome === 'voicemail' ? 1 : 0);
  });
});
