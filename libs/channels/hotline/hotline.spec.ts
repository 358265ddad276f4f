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
import { signWebhook } from '#apps/simulator/telephone/signature.js';
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
const BROWSER = { apiKeySid: `SK${'2'.repeat(32)}`, apiKeySecret: 'browser', appSid: `AP${'3'.repeat(32)}` };
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
    const institute = parseInstitute(readYaml('institute.yaml'));
    await seedStructure(db, institute, this.clock.now());
    for (const login of ['maria', 'olga'] as const) await this.hire(db, login);
    const texts = new TextsService({ ru: {}, en: {} });
    texts.add('hotline', channel.texts!);
    const surroundings = {
      resolve: <T>(token: abstract new (...args: never[]) => T) =>
        Object.values(this.services).find((one) => one.constructor === token) as T,
    };
    const log = makeLogger(process.env.LOG_LEVEL ?? 'silent');
    this.services = makeServices({
      config: loadConfig({}),
      db,
      clock: this.clock,
      log,
      channels: [channel as never],
      texts,
      key: Buffer.alloc(32),
      dataDir: this.dataDir,
      publicUrl: PUBLIC,
      surroundings,
    });
    this.services.workingTime.replace(institute.calendar as never);
    await this.services.topics.load();
    await this.services.router.load();
    handleJobs(this.services);
    await this.services.jobs.start();
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const connect = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    this.telephone = await startTelephone({
      accountSid: ACCOUNT,
      authToken: 'token',
      number: NUMBER,
      publicUrl: () => PUBLIC,
      connectUrl: () => connect,
      clock: this.clock,
    });
    await this.services.accounts.put(
      {
        channel: 'hotline',
        name: 'main',
        origin: 'screen',
        settings: { accountSid: ACCOUNT, authToken: 'token', apiBase: this.telephone.url, number: NUMBER, record: true, ...BROWSER },
      },
      SYSTEM,
    );
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
    const { x } = this.telephone;
    const left = [...x.legs.values()].filter((leg) => !leg.endedAt);
    for (const leg of left) x.hangUp(leg, 'canceled');
    if (left.length) await this.advance(50_000);
    await db.query(`update offers set state = 'withdrawn' where state = 'made'`);
    await db.query(`update tickets set status = 'closed' where status <> 'closed'`);
    await db.query(`delete from offers`);
    await db.query(`delete from hotline_softphones`);
    await db.query(
      `update agents set presence = 'online', presence_until = '2100-01-01', last_offer_at = case login when 'maria' then $1::timestamptz end`,
      [new Date(0)],
    );
    await db.query(`update agents set last_offer_at = $1 where login = 'olga'`, [new Date(1000)]);
    for (const [login, phone] of Object.entries(PHONES)) await db.query('update agents set phone = $2 where login = $1', [login, phone]);
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
    const wire = {
      method: 'POST',
      path: where,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: request.headers as Record<string, string>,
      rawBody: Buffer.concat(chunks),
      url: PUBLIC + request.url,
    };
    const { links } = this.services;
    const answer = await route.answer(wire, links.accountsOf('hotline') as never, links.host());
    response
      .writeHead(answer.status, { ...(answer.contentType ? { 'content-type': answer.contentType } : {}), ...answer.headers })
      .end(answer.body);
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
const agentOf = (call: PersonCall) => bench.agents[call.ledger().answeredBy === PHONES.olga ? 'olga' : 'maria'];
const talking: Walk = async (call) => {
  await queued(call);
  await bench.until(call.waitFor('bridged'));
  await wait(17_400);
};
const held: Walk = async (call) => {
  await talking(call);
  await bench.calls.hold(call.sid, agentOf(call));
  await wait(8700);
};
const released: Walk = async (call) => {
  await held(call);
  await bench.calls.resume(call.sid, agentOf(call));
  await wait(4200);
};
const waiting =
  (ms: number): Walk =>
  async (call) => {
    await queued(call);
    await wait(ms);
  };
const toVoicemail: Walk = async (call) => {
  await gather(call);
  await speakUp(call);
};
const speakUp: Walk = async (call) => {
  call.press('1');
  await bench.until(call.waitFor('recording'));
  call.say('Перезвоните', 4000);
  await wait(2600);
};
const connecting: Walk = async (call) => {
  await queued(call);
  await bench.until(call.waitFor('heard', 'Соединяем'));
  await wait(400);
};
const wrongKey: Walk = async (call) => {
  await inMenu(call);
  call.press('7');
  await wait(2000);
};
const toPrompt: Walk = async (call) => {
  await gather(call);
  call.press('1');
  await wait(2000);
};
const askingBack: Walk = async (call) => {
  await waiting(4000)(call);
  call.press('1');
  await bench.until(call.waitFor('heard', 'перезвоним'));
  await wait(500);
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
  const tickets = await bench.query<{ id: string; live: boolean; source: { callback?: Story['callback'] } }>(
    'select t.id, t.live, t.source from tickets t join conversations c on c.id = t.conversation_id where c.key = $1',
    [call.sid],
  );
  const messages = await bench.query<{ meta: { call: CallFacts }; files: unknown[] }>(
    'select meta, files from messages where external_id = $1',
    [call.sid],
  );
  expect(messages).toHaveLength(1);
  const kinds = await bench.query<{ kind: string }>(`select kind from journal where ticket_id = $1 and kind like 'call.%' order by id`, [
    tickets[0].id,
  ]);
  return {
    tickets: tickets.length,
    call: messages[0].meta.call,
    live: tickets[0].live,
    callback: tickets[0].source.callback ?? null,
    files: messages[0].files.length,
    kinds: kinds.map((row) => row.kind),
  };
}

async function expectLedger(call: PersonCall, outcome: CallFacts['outcome']): Promise<Story> {
  const [story, row] = [await storyOf(call), call.ledger()];
  expect(story.tickets).toBe(1);
  expect(story.call).toMatchObject({ outcome, menuPath: row.menuPath });
  for (const time of ['waitMs', 'talkMs', 'holdMs'] as const)
    expect(`${time} ${Math.abs(story.call[time] - row[time]) <= 1000 ? 'equal' : `${story.call[time]} ≠ ${row[time]}`}`).toBe(
      `${time} equal`,
    );
  const answered = Object.entries(PHONES).find(([, phone]) => phone === row.answeredBy)?.[0];
  expect(story.call.agent).toBe(answered ? bench.agents[answered] : null);
  expect(story.kinds.filter((kind) => kind === 'call.ended')).toHaveLength(1);
  expect(story.kinds.filter((kind) => ['call.abandoned', 'call.callback', 'call.voicemail'].includes(kind))).toEqual(
    outcome === 'answered' ? [] : [`call.${outcome}`],
  );
  expect(story.live).toBe(false);
  return story;
}

const ticketsInAll = async () => (await bench.query<{ n: number }>('select count(*)::int as n from tickets'))[0]!.n;
/** When the manager of the call came back from the work after it. */
async function freeAgain(call: PersonCall): Promise<number> {
  const [entry] = await bench.query<{ at: Date }>(
    `select at from journal where kind = 'presence.changed' and subject_id = $1 and facts->>'state' = 'online' and at > $2 order by id limit 1`,
    [agentOf(call), call.ledger().talkEndedAt],
  );
  return entry!.at.getTime();
}

const ENDINGS: [string, Walk, CallFacts['outcome'], (() => unknown)?][] = [
  ['at the greeting', (call) => bench.until(call.waitFor('heard')), 'abandoned'],
  ['in the menu', inMenu, 'abandoned'],
  ['after a wrong key', wrongKey, 'abandoned'],
  ['just queued', queued, 'abandoned'],
  ['while a phone rings', waiting(1500), 'abandoned'],
  ['while the manager hears the offer', waiting(3100), 'abandoned'],
  ['after a long wait for nobody', waiting(71_000), 'abandoned', nobody],
  ['on the way to the talk', connecting, 'abandoned'],
  ['having asked to be called back', askingBack, 'callback', nobody],
  ['in the talk', talking, 'answered'],
  ['on hold', held, 'answered'],
  ['after hold', released, 'answered'],
  ['at the voicemail prompt', toPrompt, 'abandoned', closed],
  ['in the recording', toVoicemail, 'voicemail', closed],
];
const FAULTS = [{}, { times: 3, lateMs: 6000, seed: 11, askAgain: 1 }, { times: 2, lateMs: 30_000, seed: 5 }];

describe('a caller hangs up', () => {
  const cases = FAULTS.flatMap((faults) => ENDINGS.map((ending) => [ending[0], JSON.stringify(faults), ending, faults] as const));
  it.each(cases)('%s %s', async (_, __, [, walk, outcome, prepare], faults) => {
    await prepare?.();
    bench.telephone.deliver(faults);
    const before = await ticketsInAll();
    const call = dial();
    await walk(call);
    call.hangUp();
    await bench.advance(85_000);
    const story = await expectLedger(call, outcome);
    expect(await ticketsInAll()).toBe(before + 1);
    if (outcome === 'answered') {
      expect(story.kinds.at(-1)).toMatch(/^call\.(wrapped|corrected)$/);
      const expected = (await freeAgain(call)) - call.ledger().talkEndedAt!.getTime();
      expect(expected).toBeGreaterThanOrEqual(30_000);
      expect(Math.abs(story.call.wrapUpMs - expected)).toBeLessThanOrEqual(1000);
      expect(story.call.recording).toBe(true);
    } else expect(story.callback).toMatchObject({ phone: call.leg.origin.from, how: outcome });
    expect(story.files).toBe(outcome === 'voicemail' ? 1 : 0);
  });
});

/** When the network was last asked to ring that phone. */
const rungAt = (phone: string) => [...bench.telephone.x.legs.values()].findLast((leg) => leg.origin.to === phone)!.createdAt.getTime();

describe('a phone that does not bring the manager', () => {
  const SILENT: [string, (phone: string) => unknown, number][] = [
    ['is not answered', (phone) => bench.telephone.phone(phone).noAnswer(), 30_000],
    ['is dead without a word', (phone) => bench.telephone.phone(phone).dead(true), 30_000],
  ];
  const TELLING: typeof SILENT = [
    // 0.5 s to ring, 3 s to pick up, 3.8 s for the offer, 4 s for the key
    ['is picked up by a machine that presses nothing', (phone) => bench.telephone.phone(phone).answers(3000), 11_000],
    ['is busy', (phone) => bench.telephone.phone(phone).busy(), 500],
    ['is refused', (phone) => bench.telephone.phone(phone).declines(1500), 2000],
    ['is dead', (phone) => bench.telephone.phone(phone).dead(), 500],
    ['cannot be dialled', () => bench.telephone.fail({ status: 400, times: 1, match: /Calls\.json$/ }), 0],
  ];
  it.each([
    ...TELLING.map((one) => [...one, {}] as const),
    // our own clock rules: notices may be late and come twice
    ...SILENT.flatMap((one) => FAULTS.map((faults) => [...one, faults] as const)),
  ])('%s: the next person rings in time (%#)', async (_, spoil, ownMs, faults) => {
    spoil(PHONES.maria);
    bench.telephone.deliver(faults);
    const call = dial();
    await queued(call);
    await bench.settle();
    const began = bench.clock.now().getTime();
    await bench.until(call.waitFor('bridged'));
    await wait(3000);
    expect(rungAt(PHONES.olga) - began).toBeGreaterThanOrEqual(ownMs);
    expect(rungAt(PHONES.olga) - began).toBeLessThanOrEqual(ownMs + 2000);
    expect(call.ledger().answeredBy).toBe(PHONES.olga);
    expect(bench.telephone.phone(PHONES.maria).call).toBeNull();
    call.hangUp();
    await wait(50_000);
    await expectLedger(call, 'answered');
  });

  it('is missing from the card: the next person rings at once', async () => {
    await bench.query(`update agents set phone = null where login = 'maria'`);
    const call = dial();
    await queued(call);
    const began = bench.clock.now().getTime();
    await bench.until(call.waitFor('bridged'), 10_000);
    expect(rungAt(PHONES.olga) - began).toBeLessThanOrEqual(2000);
    expect(call.ledger().answeredBy).toBe(PHONES.olga);
    call.hangUp();
    await wait(50_000);
  });

  it('is lost after the key, before the talk: the caller goes back to the line and the next person rings', async () => {
    const call = dial();
    await queued(call);
    const phone = bench.telephone.phone(PHONES.maria);
    while (!bench.telephone.sent.some((one) => one.url.includes('/join') && one.params.CallSid === call.sid)) await wait(100);
    phone.call!.hangUp();
    phone.noAnswer();
    await bench.until(call.waitFor('bridged'));
    expect(call.ledger().answeredBy).toBe(PHONES.olga);
    await wait(3000);
    call.hangUp();
    await wait(50_000);
    await expectLedger(call, 'answered');
  });
});

describe('the browser phone', () => {
  const signIn = async (login: string) => (await bench.calls.softphone(bench.agents[login]))!;

  it('is signed in by a token of its own person', async () => {
    const { token, identity } = await signIn('maria');
    const [header, claims] = token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(identity).toBe(`agent-${bench.agents.maria}`);
    expect(header).toMatchObject({ alg: 'HS256', cty: 'twilio-fpa;v=1' });
    expect(claims).toMatchObject({ iss: BROWSER.apiKeySid, sub: ACCOUNT, grants: { identity, voice: { incoming: { allow: true } } } });
  });

  it('rings instead of the ordinary one, and needs no key', async () => {
    const { identity } = await signIn('maria');
    bench.telephone.softphone(identity).answers(1000);
    const call = dial();
    await queued(call);
    await bench.until(call.waitFor('bridged'));
    expect(call.ledger().answeredBy).toBe(`client:${identity}`);
    await wait(5000);
    call.hangUp();
    await wait(85_000);
    expect((await storyOf(call)).call).toMatchObject({ outcome: 'answered', agent: bench.agents.maria });
  });

  it.each([
    ['is refused', (identity: string) => bench.telephone.softphone(identity).declines(2000)],
    ['is closed', () => undefined],
  ])('%s: the ordinary phone rings within the same offer', async (_, behave) => {
    const { identity } = await signIn('maria');
    behave(identity);
    const call = dial();
    await queued(call);
    await bench.until(call.waitFor('bridged'), 20_000);
    expect(call.ledger().answeredBy).toBe(PHONES.maria);
    await wait(5000);
    call.hangUp();
    await wait(85_000);
    await expectLedger(call, 'answered');
  });
});

describe('what is heard', () => {
  it('the whole menu in Russian, with English offered in English, and after key 9 the other way round', async () => {
    const call = dial();
    await gather(call);
    await wait(14_000);
    const said = () => call.heard.filter((one) => one.kind === 'say').map(({ text, language }) => [language, text]);
    const { ru, en } = hotlineTexts;
    const menu = (language: 'ru' | 'en') => (language === 'ru' ? ['ru-RU', ru['menu.root']] : ['en-US', en['menu.root']]);
    expect(said()).toEqual([['ru-RU', ru.greeting], ['ru-RU', ru.recorded], menu('ru'), ['en-US', 'For English, press nine.']]);
    call.press('9');
    await wait(14_000);
    expect(said().slice(4)).toEqual([menu('en'), ['ru-RU', 'Чтобы продолжить на русском, нажмите девять.']]);
    call.hangUp();
    await wait(50_000);
  });

  it('a wait that is reckoned from the last talks, and the offer to be called back after a minute and a half', async () => {
    const first = dial();
    await talking(first);
    await wait(120_000);
    first.hangUp();
    await wait(80_000);
    nobody();
    const call = dial();
    await queued(call);
    await wait(170_000);
    const said = call.heard.slice(-20).map((one) => one.text);
    expect(said.find((text) => text.startsWith('Ваше место'))).toMatch(
      /первое\. Ждать (примерно (одну минуту|\S+ минут[ы]?)|меньше минуты)\.$/,
    );
    const music = call.heard.find((one) => one.kind === 'music')!.at.getTime();
    const times = (start: string) => call.heard.filter((one) => one.text.startsWith(start)).map((one) => one.at.getTime());
    const places = times('Ваше место');
    expect(places.length).toBeGreaterThanOrEqual(3);
    for (let i = 1; i < places.length; i++) {
      expect(places[i] - places[i - 1]).toBeGreaterThan(35_000);
      expect(places[i] - places[i - 1]).toBeLessThan(85_000);
    }
    expect(music).toBeGreaterThan(places[0]);
    expect(times('Можно не ждать')[0] - places[0]).toBeGreaterThanOrEqual(90_000);
    call.hangUp();
    await wait(50_000);
  });
});

describe('out of hours', () => {
  it('says when we open, offers to leave a message, and keeps it', async () => {
    await closed();
    const call = dial();
    await gather(call);
    await wait(12_000);
    await speakUp(call);
    call.press('#');
    await bench.until(call.waitFor('ended'));
    expect(call.heard.filter((one) => one.kind === 'say').map((one) => one.text)).toEqual([
      hotlineTexts.ru.closed,
      expect.stringMatching(/^Откроемся (сегодня|завтра) в девять часов по московскому времени\.$/),
      hotlineTexts.ru['closed.voicemail'],
      hotlineTexts.ru['voicemail.prompt'],
      hotlineTexts.ru['voicemail.kept'],
    ]);
    await wait(50_000);
    expect((await expectLedger(call, 'voicemail')).files).toBe(1);
  });

  it('a caller who wants a person all the same hears of the recording before anybody answers', async () => {
    await closed();
    const call = dial();
    await gather(call);
    call.press('0');
    await bench.until(call.waitFor('queued'));
    expect(call.heard.map((one) => one.text)).toContain(hotlineTexts.ru.recorded);
    await wait(5000);
    expect(call.heard.map((one) => one.text)).toContain(hotlineTexts.ru['wait.closing']);
    call.press('1');
    await bench.until(call.waitFor('ended'));
    await wait(50_000);
    await expectLedger(call, 'callback');
  });

  it('a hidden number is promised nothing', async () => {
    await closed();
    const call = bench.telephone.caller('anonymous').dial();
    await gather(call);
    call.press('1');
    await bench.until(call.waitFor('ended'));
    expect(call.heard.at(-1)?.text).toBe(hotlineTexts.ru['voicemail.empty.hidden']);
  });
});

describe('the console', () => {
  const offerOf = async (call: PersonCall) =>
    (
      await bench.query<{ id: string; agent_id: string; ticket_id: string }>(
        `select o.id, o.agent_id, o.ticket_id from offers o join hotline_calls c on c.ticket_id = o.ticket_id where c.sid = $1 and o.state = 'made'`,
        [call.sid],
      )
    )[0];

  it.each([
    ['while the phone rings', 1000],
    ['while the phone says the offer', 3200],
  ])('accepts %s: the phone is joined without a key', async (_, ms) => {
    bench.telephone.phone(PHONES.maria).answers(2500);
    const call = dial();
    await queued(call);
    await wait(ms);
    const offer = await offerOf(call);
    await bench.services.offers.accept(offer.id, offer.agent_id);
    await bench.until(call.waitFor('bridged'), 8000);
    expect(call.ledger().answeredBy).toBe(PHONES.maria);
    expect(await bench.calls.current(bench.agents.maria)).toMatchObject({ callId: call.sid, ticketId: offer.ticket_id, state: 'talking' });
    await wait(5000);
    await bench.calls.hangUp(call.sid, bench.agents.maria);
    await bench.until(call.waitFor('ended'));
    expect(call.heard.at(-1)?.text).toBe(hotlineTexts.ru.goodbye);
    await bench.calls.endWrapUp(call.sid, bench.agents.maria);
    await wait(50_000);
    expect((await expectLedger(call, 'answered')).call.wrapUpMs).toBeLessThan(5000);
    const wanted = { callId: call.sid, ticketId: offer.ticket_id, agentId: bench.agents.maria };
    expect((await bench.calls.recording(wanted))?.bytes.subarray(0, 4).toString()).toBe('RIFF');
    const [heard] = await bench.query(`select actor_id from journal where kind = 'call.recordingHeard' and ticket_id = $1`, [
      offer.ticket_id,
    ]);
    expect(heard).toEqual({ actor_id: bench.agents.maria });
    // a ticket that one may read does not open another's recording
    expect(await bench.calls.recording({ ...wanted, ticketId: String(Number(offer.ticket_id) - 1) })).toBeNull();
  });

  it("refuses another person's call", async () => {
    const call = dial();
    await talking(call);
    await expect(bench.calls.hangUp(call.sid, bench.agents.olga)).rejects.toMatchObject({ kind: 'not-found' });
    call.hangUp();
    await wait(50_000);
    await expect(bench.calls.hold(call.sid, agentOf(call))).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('calls a lost caller back: first the manager, then the client, in the same ticket', async () => {
    nobody();
    const lost = dial();
    await queued(lost);
    await wait(40_000);
    lost.hangUp();
    await wait(1000);
    const [{ ticket_id: ticketId }] = await bench.query<{ ticket_id: string }>('select ticket_id from hotline_calls where sid = $1', [
      lost.sid,
    ]);
    const [offer] = await bench.query<{ id: string; agent_id: string }>(
      `select id, agent_id from offers where ticket_id = $1 and state = 'made'`,
      [ticketId],
    );
    await bench.services.offers.accept(offer.id, offer.agent_id);
    const login = offer.agent_id === bench.agents.maria ? 'maria' : 'olga';
    bench.telephone.phone(PHONES[login]).answers(1000);
    const phone = lost.leg.origin.from;
    bench.telephone.caller(phone).answers(2000);
    const ringing = bench.telephone.caller(phone).nextRing();
    const { callId } = await bench.calls.dial({ agentId: offer.agent_id, ticketId, phone });
    const client = await bench.until(ringing);
    await bench.until(client.waitFor('bridged'));
    await wait(20_000);
    client.hangUp();
    await wait(85_000);
    const [message] = await bench.query<{ direction: string; meta: { call: CallFacts } }>(
      'select direction, meta from messages where external_id = $1',
      [callId],
    );
    expect(message).toMatchObject({
      direction: 'outbound',
      meta: { call: { outcome: 'answered', direction: 'outbound', agent: offer.agent_id } },
    });
    expect(Math.abs(message.meta.call.talkMs - client.ledger().talkMs)).toBeLessThanOrEqual(1000);
    const [ticket] = await bench.query<{ source: { callback: { reachedAt?: string } } }>('select source from tickets where id = $1', [
      ticketId,
    ]);
    expect(ticket.source.callback.reachedAt).toBeDefined();
  });

  it.each([
    ['the client is busy', (phone: string) => bench.telephone.caller(phone).busy(), true],
    ['the manager does not pick up', (phone: string) => bench.telephone.caller(phone).answers(), false],
  ])('is told when %s', async (_, client, picksUp) => {
    const call = dial();
    await inMenu(call);
    call.hangUp();
    await wait(1000);
    const [{ ticket_id: ticketId }] = await bench.query<{ ticket_id: string }>('select ticket_id from hotline_calls where sid = $1', [
      call.sid,
    ]);
    client(call.leg.origin.from);
    if (picksUp) bench.telephone.phone(PHONES.maria).answers(1000);
    else bench.telephone.phone(PHONES.maria).noAnswer();
    const { callId } = await bench.calls.dial({ agentId: bench.agents.maria, ticketId, phone: call.leg.origin.from });
    await wait(60_000);
    const [message] = await bench.query<{ direction: string; meta: { call: CallFacts } }>(
      'select direction, meta from messages where external_id = $1',
      [callId],
    );
    expect(message).toMatchObject({ direction: 'note', meta: { call: { outcome: 'unreached' } } });
    expect(bench.telephone.phone(PHONES.maria).call).toBeNull();
  });
});

describe('the doors', () => {
  const knock = (headers: Record<string, string>, body: string, url = `${PUBLIC}/channels/hotline/voice`) => {
    const route = channel.routes!.find((one) => one.path === 'voice')!;
    const { links } = bench.services;
    return route.answer(
      { method: 'POST', path: '/channels/hotline/voice', query: {}, headers, rawBody: Buffer.from(body), url },
      links.accountsOf('hotline') as never,
      links.host(),
    );
  };
  const sign = (form: Record<string, string>) => signWebhook('token', `${PUBLIC}/channels/hotline/voice`, form);

  it.each([
    ['no signature', {}, 'CallSid=CA1', 403],
    ['a foreign signature', { 'x-twilio-signature': 'AAAA' }, 'CallSid=CA1', 403],
    ['no call', { 'x-twilio-signature': sign({ From: '+79161112233' }) }, 'From=%2B79161112233', 400],
    ['an impossible call', { 'x-twilio-signature': sign({ CallSid: 'a b' }) }, 'CallSid=a+b', 400],
  ])('%s: a sentence that says what to do', async (_, headers, body, status) => {
    const answer = await knock(headers as Record<string, string>, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(String(answer.body)).error.message).toMatch(/^[А-Я].+\.$/s);
  });

  it('a caller who hides the number has a ticket as well', async () => {
    const call = bench.telephone.caller('anonymous').dial();
    await inMenu(call);
    call.hangUp();
    await wait(50_000);
    expect((await expectLedger(call, 'abandoned')).callback).toMatchObject({ phone: null });
  });

  it('a call whose end was never told is asked for', async () => {
    const call = dial();
    await inMenu(call);
    call.leg.callback = null;
    call.hangUp();
    await wait(200_000);
    expect((await storyOf(call)).call.outcome).toBe('abandoned');
  });
});
