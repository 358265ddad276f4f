// A whole small hotline made of the pure parts, called through the stand-in provider: every way a call can end, with notices
// repeated, shuffled and late; the facts must equal the provider's own ledger.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock } from '#apps/simulator/telephone/clock.js';
import type { PersonCall } from '#apps/simulator/telephone/phone.js';
import { startTelephone, type Telephone } from '#apps/simulator/telephone/telephone.server.js';
import { fill } from '#libs/kernel/texts.js';
import { type Call, type CallEvent, callOf } from './call.js';
import { defaultMenu, enter, type MenuPosition, positionOf, positionQuery, press, prompts } from './menu.js';
import { waitSentence } from './numerals.js';
import { type Form, formOf, fromProvider } from './signature.js';
import { hotlineTexts, type TextKey } from './texts.js';
import {
  farewellTwiml,
  holdTwiml,
  joinTwiml,
  leaveTwiml,
  menuTwiml,
  offerTwiml,
  queueTwiml,
  redirectTwiml,
  type Voice,
  voicemailTwiml,
  waitTwiml,
} from './twiml.js';
import { type HotlinePath, toldBy } from './wire.js';

const ACCOUNT = `AC${'1'.repeat(32)}`;
const TOKEN = 'token';
const NUMBER = '+74950000000';
const PUBLIC = 'https://otklik.example.edu';
const AGENTS = [
  ['maria', '+79030000001'],
  ['olga', '+79030000002'],
];
const RING_S = 15;

const russian: Voice = { language: 'ru', text: ({ key, facts, spokenIn }) => fill(hotlineTexts[spokenIn ?? 'ru'][key as TextKey], facts) };
const query = (facts: Record<string, string>) => new URLSearchParams(facts).toString();

/** Answers the provider as the product will, with memory instead of tables and the two managers in turn instead of routing. */
class SmallHotline {
  readonly events = new Map<string, CallEvent[]>();
  readonly rung: { agent: string; at: number }[] = [];
  open = true;
  private readonly taken = new Map<string, string>();
  private readonly server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [path, asked = ''] = (request.url ?? '').split('?');
    const form = formOf(body);
    if (!fromProvider(TOKEN, request.headers['x-twilio-signature'] as string, PUBLIC + request.url, form))
      return response.writeHead(403).end();
    const name = path.replace('/channels/hotline/', '');
    const told = toldBy(name as HotlinePath, asked, form, this.telephone().clock.now().getTime());
    if (told) this.events.set(told.call, [...(this.events.get(told.call) ?? []), ...told.events]);
    const page = await this.answer(name, new URLSearchParams(asked), form);
    return response.writeHead(200, { 'Content-Type': 'text/xml' }).end(page);
  });

  constructor(private readonly telephone: () => Telephone) {}

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  call(sid: string): Call {
    return callOf(this.events.get(sid) ?? [], this.telephone().clock.now().getTime());
  }

  async rest(path: string, form: Record<string, string>, more: [string, string][] = []): Promise<Response> {
    const headers = { Authorization: `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}` };
    return fetch(`${this.telephone().url}/2010-04-01/Accounts/${ACCOUNT}${path}.json`, {
      method: 'POST',
      headers,
      body: new URLSearchParams([...Object.entries(form), ...more]),
    });
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private ask(position: MenuPosition, before: 'greet' | null, say = prompts(defaultMenu, position)): string {
    return menuTwiml(russian, {
      before: before ? [{ key: 'greeting' }, { key: 'recorded' }] : [],
      say,
      action: `gather?${query(positionQuery(position))}`,
    });
  }

  private async answer(path: string, asked: URLSearchParams, form: Form): Promise<string> {
    const call = asked.get('call') ?? form.CallSid;
    const agent = asked.get('agent') ?? '';
    switch (path) {
      case 'voice':
        return this.ask(enter(defaultMenu, 'ru', this.open ? 'root' : 'closed'), 'greet');
      case 'gather':
        return this.follow(call, asked, form);
      case 'queue':
        return waitTwiml(russian, {
          say: [waitSentence(Number(form.QueuePosition), 120_000, 'ru'), { key: 'wait.callback' }],
          music: null,
          key: 'wait-key',
        });
      case 'wait-key':
        return form.Digits === '1' ? leaveTwiml() : redirectTwiml('queue');
      case 'left':
        return form.QueueResult === 'leave' ? farewellTwiml(russian, [{ key: 'callback.agreed' }]) : farewellTwiml(russian, []);
      case 'agent':
        return offerTwiml(russian, {
          say: [{ key: 'agent.offer' }],
          action: `accept?${query({ call, agent })}`,
        });
      case 'accept':
        return this.accept(call, agent);
      case 'join':
        return joinTwiml(russian, [{ key: 'connecting.plain' }], this.meeting(call, 'client'));
      case 'hold':
        return holdTwiml(russian, { say: [{ key: 'hold.wait' }], music: null });
      case 'voicemail':
        return farewellTwiml(russian, [{ key: 'voicemail.kept' }]);
      case 'after':
        return farewellTwiml(russian, [{ key: 'goodbye' }]);
      default:
        return farewellTwiml(russian, []);
    }
  }

  private follow(call: string, asked: URLSearchParams, form: Form): string {
    const move = press(defaultMenu, positionOf(defaultMenu, Object.fromEntries(asked)), form.Digits ?? '');
    if (move.kind === 'ask') return this.ask(move.position, null, move.say);
    if (move.kind === 'queue') {
      void this.offer(call, 0);
      return queueTwiml(russian, { say: move.say, queue: move.queue, left: 'left', wait: 'queue' });
    }
    return voicemailTwiml(russian, {
      say: [{ key: 'voicemail.prompt' }],
      action: 'voicemail',
      recording: `recording?${query({ call })}`,
      empty: [{ key: 'voicemail.empty' }],
    });
  }

  /** Rings one manager; the next one when the time is over, by our own clock, for notices may be late. */
  private async offer(call: string, turn: number): Promise<void> {
    if (turn >= AGENTS.length || this.taken.has(call) || this.call(call).endedAt !== null) return;
    const [agent, phone] = AGENTS[turn];
    const to = query({ call, agent });
    this.rung.push({ agent, at: this.telephone().clock.now().getTime() });
    this.telephone().clock.after((RING_S + 1) * 1000, () => void this.offer(call, turn + 1));
    const address = (path: string) => `${PUBLIC}/channels/hotline/${path}?${to}`;
    await this.rest(
      '/Calls',
      { From: NUMBER, To: phone, Url: address('agent'), Timeout: String(RING_S), StatusCallback: address('agent-status') },
      ['initiated', 'ringing', 'answered', 'completed'].map((event) => ['StatusCallbackEvent', event]),
    );
  }

  private async accept(call: string, agent: string): Promise<string> {
    if (this.taken.has(call) || this.call(call).endedAt !== null) return farewellTwiml(russian, [{ key: 'agent.gone' }]);
    this.taken.set(call, agent);
    const redirected = await this.rest(`/Calls/${call}`, { Url: `${PUBLIC}/channels/hotline/join?${query({ call })}` });
    return redirected.ok ? joinTwiml(russian, [], this.meeting(call, `agent-${agent}`)) : farewellTwiml(russian, [{ key: 'agent.gone' }]);
  }

  private meeting(call: string, label: string) {
    return {
      room: call,
      label,
      after: `after?${query({ call })}`,
      events: `conference?${query({ call })}`,
      wait: null,
      recording: label === 'client' ? { callback: `recording?${query({ call })}` } : null,
    };
  }
}

let telephone: Telephone;
let hotline: SmallHotline;

beforeEach(async () => {
  hotline = new SmallHotline(() => telephone);
  const connect = await hotline.listen();
  telephone = await startTelephone({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    number: NUMBER,
    publicUrl: () => PUBLIC,
    connectUrl: () => connect,
    clock: new ManualClock(new Date('2026-10-01T09:00:00.300Z')),
  });
  telephone.phone(AGENTS[0][1]).answers(2500, '1');
  telephone.phone(AGENTS[1][1]).answers(1500, '1');
});

afterEach(async () => {
  await telephone.close();
  hotline.close();
});

type Walk = (call: PersonCall) => Promise<unknown>;
const gather: Walk = (call) => telephone.until(call.waitFor('gather'));
const wait = (ms: number) => telephone.advance(ms);
const hold = (call: PersonCall, on: boolean) =>
  hotline.rest(`/Conferences/${[...telephone.x.rooms.values()].find((room) => room.name === call.sid)?.sid}/Participants/client`, {
    Hold: String(on),
    HoldUrl: `${PUBLIC}/channels/hotline/hold`,
  });

const inMenu: Walk = async (call) => {
  await gather(call);
  await wait(3300);
};
const queued: Walk = async (call) => {
  await inMenu(call);
  call.press('1');
  await telephone.until(call.waitFor('queued'));
};
const talking: Walk = async (call) => {
  await queued(call);
  await telephone.until(call.waitFor('bridged'));
  await wait(17_400);
};
const held: Walk = async (call) => {
  await talking(call);
  await hold(call, true);
  await wait(8_700);
};
const released: Walk = async (call) => {
  await held(call);
  await hold(call, false);
  await wait(4_200);
};
const nobody = () => AGENTS.forEach(([, phone]) => void telephone.phone(phone).noAnswer());
const recorded: Walk = async (call) => {
  await gather(call);
  call.press('1');
  await telephone.until(call.waitFor('recording'));
  call.say('Перезвоните', 4000);
  await wait(2600);
};

const ENDINGS: [string, Walk, Call['outcome'], (() => void)?][] = [
  ['at the greeting', (call) => telephone.until(call.waitFor('heard')), 'abandoned'],
  ['in the menu', inMenu, 'abandoned'],
  [
    'after a wrong key',
    async (call) => {
      await inMenu(call);
      call.press('7');
      await wait(2000);
    },
    'abandoned',
  ],
  ['just queued', queued, 'abandoned'],
  [
    'while a phone rings',
    async (call) => {
      await queued(call);
      await wait(1500);
    },
    'abandoned',
  ],
  [
    'while the manager hears the offer',
    async (call) => {
      await queued(call);
      await wait(3100);
    },
    'abandoned',
  ],
  [
    'after a long wait for nobody',
    async (call) => {
      await queued(call);
      await wait(71_000);
    },
    'abandoned',
    nobody,
  ],
  ['in the talk', talking, 'answered'],
  ['on hold', held, 'answered'],
  ['after hold', released, 'answered'],
  [
    'in the recording',
    recorded,
    'voicemail',
    () => {
      hotline.open = false;
    },
  ],
  [
    'at the voicemail prompt',
    async (call) => {
      await gather(call);
      call.press('1');
      await wait(2000);
    },
    'abandoned',
    () => {
      hotline.open = false;
    },
  ],
];

const FAULTS = [{}, { times: 3, lateMs: 0 }, { times: 3, lateMs: 6000, seed: 11, askAgain: 1 }, { times: 2, lateMs: 30_000, seed: 5 }];

function expectLedger(call: PersonCall, outcome: Call['outcome']): void {
  const [facts, row] = [hotline.call(call.sid), call.ledger()];
  expect(facts.outcome).toBe(outcome);
  expect(['ended', 'wrap-up']).toContain(facts.state);
  expect(facts.menuPath).toEqual(row.menuPath);
  for (const time of ['waitMs', 'talkMs', 'holdMs'] as const)
    expect(`${time} ${Math.abs(facts[time] - row[time]) <= 1000 ? 'equal' : `${facts[time]} ≠ ${row[time]}`}`).toBe(`${time} equal`);
  const answered = AGENTS.find(([, phone]) => phone === row.answeredBy)?.[0] ?? null;
  expect(facts.answeredBy).toBe(answered);
}

describe('a caller hangs up', () => {
  const cases = ENDINGS.flatMap((ending) => FAULTS.map((faults) => [ending[0], JSON.stringify(faults), ending, faults] as const));
  it.each(cases)('%s %s', async (_, __, [, walk, outcome, prepare], faults) => {
    prepare?.();
    telephone.deliver(faults);
    const call = telephone.caller('+79161234567').dial();
    await walk(call);
    call.hangUp();
    await telephone.advance(100_000);
    expectLedger(call, outcome);
    expect(telephone.warnings).toEqual([]);
  });
});

describe('a call ends by itself', () => {
  it('is answered when the manager hangs up, and says goodbye', async () => {
    const call = telephone.caller('+79161234567').dial();
    await talking(call);
    telephone.phone(AGENTS[0][1]).call?.hangUp();
    await telephone.until(call.waitFor('ended'));
    await telephone.advance(1000);
    expectLedger(call, 'answered');
    expect(call.heard.at(-1)?.text).toBe(hotlineTexts.ru.goodbye);
    expect(hotline.call(call.sid).recordings).toHaveLength(1);
  });

  it('becomes a callback by key 1', async () => {
    nobody();
    const call = telephone.caller('+79161234567').dial();
    await queued(call);
    await gather(call);
    await wait(4000);
    call.press('1');
    await telephone.until(call.waitFor('ended'));
    await wait(1000);
    expectLedger(call, 'callback');
  });

  it('reaches a person after two silences', async () => {
    const call = telephone.caller('+79161234567').dial();
    await telephone.until(call.waitFor('bridged'));
    await wait(100);
    expect(call.heard.map((heard) => heard.text)).toContain(hotlineTexts.ru['menu.person']);
    expect(hotline.call(call.sid)).toMatchObject({ state: 'talking', menuPath: [] });
    call.hangUp();
    await wait(1000);
    expectLedger(call, 'answered');
  });

  it.each([
    ['does not answer', (phone: string) => telephone.phone(phone).noAnswer()],
    ['is dead without a word', (phone: string) => telephone.phone(phone).dead(true)],
    ['is picked up by a machine that presses nothing', (phone: string) => telephone.phone(phone).answers(3000)],
  ])('goes to the next person when a phone %s', async (_, spoil) => {
    spoil(AGENTS[0][1]);
    const call = telephone.caller('+79161234567').dial();
    await queued(call);
    await telephone.until(call.waitFor('bridged'));
    await wait(100);
    expect(hotline.rung.map((ring) => ring.agent)).toEqual(['maria', 'olga']);
    expect(hotline.rung[1].at - hotline.rung[0].at).toBeLessThanOrEqual((RING_S + 2) * 1000);
    expect(hotline.call(call.sid).answeredBy).toBe('olga');
  });
});
