// The doors of the Institute on their real wire: who stands before each, what they do to write, and how the answer comes back to them.
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { type Mail, startMail } from '#apps/simulator/mail/mail.server.js';
import { type Max, startMax } from '#apps/simulator/max/max-api.server.js';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { startTelephone, type Telephone } from '#apps/simulator/telephone/telephone.server.js';
import { makeWorld, type Person, type World, type WorldOptions } from '../world.js';
import { mailboxAt } from './mail-office.js';

const BOTS = { polling: '7000000001:AAExample_token-of-the-test-bot-000000', webhook: '7000000002:AAExample_token-of-the-test-bot-000000' };
const HOTLINE = '+74950000000';
const FORM_KEY = 'a-key-of-the-application-form';

/** One way to reach us. People are numbered; the same number is the same person. */
export interface Door {
  name: string;
  channel: string;
  account: string;
  /** Answers the moment the message left the person's hands. */
  write(person: number, text: string): Promise<number>;
  /** Resolves when the person has the text; absent where the answer is given by word of mouth. */
  hears?(person: number, text: string): Promise<unknown>;
  /** Channel of the reply where it is not the door's own. */
  replyBy?: string;
  /** How many messages are measured: letters are by their own story, on a real server. */
  messages: number;
  /** How soon a reply must be there, ms. */
  within: number;
  /** Ends what goes on by itself: a caller who waits. */
  leave?(person: number): void;
  /** Hands everything that came through this door in again, three times, shuffled; answers how many new messages that made on purpose. */
  again(): Promise<number>;
}

/** In the order of `Doors.all()`. */
export const doorNames = [
  'Telegram, polling',
  'Telegram, webhook',
  'MAX, polling',
  'MAX, webhook',
  'e-mail',
  'chat socket',
  'site form',
  'hotline',
  'walk-in',
];

/** The program with an account of every channel, all stand-ins around it. */
export class Doors {
  readonly chats = new Map<string, { socket: Socket; heard: { text: string }[]; token: string; said: { key: string; text: string }[] }>();
  readonly forms: { key: string; body: Record<string, unknown> }[] = [];
  readonly visits: { key: string; body: Record<string, unknown> }[] = [];
  world: World;
  desk: Person;

  private constructor(
    readonly telegram: Record<'polling' | 'webhook', Telegram>,
    readonly max: Record<'polling' | 'webhook', Max>,
    readonly mail: Mail,
    readonly telephone: Telephone,
  ) {}

  static async open(options: WorldOptions = {}): Promise<Doors> {
    let doors: Doors | undefined;
    const [a, b, c, d, mail, telephone] = await Promise.all([
      startTelegram({ token: BOTS.polling, limits: false }),
      startTelegram({ token: BOTS.webhook, limits: false }),
      startMax({ token: 'max-token-of-polling', limits: false, notReadyTimes: 0 }),
      startMax({ token: 'max-token-of-webhook', limits: false, notReadyTimes: 0, webhookRetryMs: 100 }),
      startMail(),
      startTelephone({
        accountSid: `AC${'1'.repeat(32)}`,
        authToken: 'token',
        number: HOTLINE,
        // what the product calls itself, and signs its webhooks' addresses with
        publicUrl: () => doors!.world.url.replace('127.0.0.1', 'localhost'),
        connectUrl: () => doors!.world.url,
        sayMs: () => 20,
        ringMs: 1,
      }),
    ]);
    doors = new Doors({ polling: a, webhook: b }, { polling: c, webhook: d }, mail, telephone);
    doors.world = await makeWorld({ ...options, accounts: doors.accounts() });
    doors.desk = await doors.world.as('olga');
    return doors;
  }

  private accounts(): NonNullable<WorldOptions['accounts']> {
    const secret = 'secret-of-the-test';
    return [
      ...(['polling', 'webhook'] as const).flatMap((mode) => [
        {
          channel: 'telegram',
          name: mode,
          settings: { token: BOTS[mode], apiRoot: this.telegram[mode].url, mode, ...(mode === 'webhook' ? { webhookSecret: secret } : {}) },
        },
        {
          channel: 'max',
          name: mode,
          settings: {
            token: this.max[mode].token,
            apiRoot: this.max[mode].url,
            mode,
            ...(mode === 'webhook' ? { webhookSecret: secret } : {}),
          },
        },
      ]),
      { channel: 'email', name: 'help', settings: mailboxAt(this.mail.imapUrl, this.mail.smtpUrl) },
      { channel: 'chat', name: 'site', settings: {} },
      { channel: 'api', name: 'form', settings: { key: FORM_KEY, rateLimitPerMinute: 10_000 } },
      {
        channel: 'hotline',
        name: 'main',
        settings: { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token', apiBase: this.telephone.url, number: HOTLINE, hours: 'always' },
      },
      { channel: 'walk-in', name: 'desk', settings: {} },
    ];
  }

  all(): Door[] {
    return [
      this.bot('polling'),
      this.bot('webhook'),
      this.maxBot('polling'),
      this.maxBot('webhook'),
      this.letters(),
      this.chat(),
      this.form(),
      this.hotline(),
      this.reception(),
    ];
  }

  async stop(): Promise<void> {
    for (const { socket } of this.chats.values()) socket.disconnect();
    await this.world?.stop();
    await Promise.all([...Object.values(this.telegram), ...Object.values(this.max), this.mail, this.telephone].map((one) => one.close()));
  }

  private bot(mode: 'polling' | 'webhook'): Door {
    const server = this.telegram[mode];
    const who = (person: number) => server.user(8_100_000_000 + person, `Человек ${person}`);
    return {
      name: `Telegram, ${mode}`,
      channel: 'telegram',
      account: mode,
      messages: 200,
      within: 1000,
      write: async (person, text) => {
        who(person);
        const at = performance.now();
        who(person).text(text);
        return at;
      },
      hears: (person, text) => who(person).waitFor((message) => message.text?.includes(text) ?? false),
      again: async () => {
        server.redeliver(
          server.updates.entries.map((record) => record.update.update_id),
          3,
          true,
        );
        return 0;
      },
    };
  }

  private maxBot(mode: 'polling' | 'webhook'): Door {
    const server = this.max[mode];
    const who = (person: number) => server.user(5_100_000_000 + person, `Человек ${person}`);
    return {
      name: `MAX, ${mode}`,
      channel: 'max',
      account: mode,
      messages: 200,
      within: 1000,
      write: async (person, text) => {
        who(person);
        const at = performance.now();
        who(person).text(text);
        return at;
      },
      hears: (person, text) => who(person).waitFor((message) => message.body.text?.includes(text) ?? false),
      again: async () => {
        server.redeliver([...server.updates.entries.keys()], 3, true);
        return 0;
      },
    };
  }

  private letters(): Door {
    const who = (person: number) => this.mail.person(`person-${person}@mail.example`, `Человек ${person}`);
    return {
      name: 'e-mail',
      channel: 'email',
      account: 'help',
      messages: 50,
      within: 2000,
      write: async (person, text) => {
        const at = performance.now();
        who(person).send({ subject: 'Вопрос', text });
        return at;
      },
      hears: (person, text) => who(person).waitFor((letter) => letter.text.includes(text)),
      // the provider numbered the folder anew: every letter comes once more under another UID
      again: async () => {
        this.mail.changeUidValidity();
        this.mail.dropConnections();
        return 0;
      },
    };
  }

  private chat(): Door {
    return {
      name: 'chat socket',
      channel: 'chat',
      account: 'site',
      messages: 200,
      within: 1000,
      write: async (person, text) => {
        const visitor = await this.visitor(String(person));
        const said = { key: randomUUID(), text };
        visitor.said.push(said);
        const at = performance.now();
        await visitor.socket.emitWithAck('say', said);
        return at;
      },
      hears: (person, text) => this.heard(String(person), text),
      again: async () => {
        const repeats = [...this.chats.values()].flatMap(({ socket, said }) => said.map((one) => () => socket.emitWithAck('say', one)));
        await Promise.all(shuffled([...repeats, ...repeats, ...repeats]).map((repeat) => repeat()));
        return 0;
      },
    };
  }

  /** A visitor's browser: connected once, remembers what it was shown. */
  async visitor(name: string, token?: string): Promise<NonNullable<ReturnType<typeof this.chats.get>>> {
    const known = this.chats.get(name);
    if (known) return known;
    const socket = io(`${this.world.url}/chat`, { transports: ['websocket'], auth: { account: 'site', token }, reconnection: false });
    const heard: { text: string }[] = [];
    socket.on('message', (message: { text: string }, ack?: () => void) => {
      heard.push(message);
      ack?.();
    });
    const welcome = await new Promise<{ token: string }>((resolve, reject) => {
      socket.once('welcome', (body: { token: string }, ack?: (fresh: string[]) => void) => {
        ack?.([]);
        resolve(body);
      });
      socket.once('connect_error', reject);
    });
    const visitor = { socket, heard, token: welcome.token, said: [] };
    this.chats.set(name, visitor);
    return visitor;
  }

  private heard(name: string, text: string): Promise<void> {
    const { socket, heard } = this.chats.get(name)!;
    return new Promise((resolve) => {
      const look = () => {
        if (!heard.some((message) => message.text.includes(text))) return;
        socket.off('message', look);
        resolve();
      };
      socket.on('message', look);
      look();
    });
  }

  private form(): Door {
    return {
      name: 'site form',
      channel: 'api',
      account: 'form',
      messages: 200,
      within: 2000,
      replyBy: 'email',
      write: async (person, text) => {
        const form = {
          key: randomUUID(),
          body: { name: `Человек ${person}`, email: `form-${person}@mail.example`, text, programme: 'Прикладная информатика' },
        };
        this.forms.push(form);
        const at = performance.now();
        await this.post(form.key, form.body);
        return at;
      },
      hears: (person, text) => this.mail.person(`form-${person}@mail.example`).waitFor((letter) => letter.text.includes(text)),
      again: async () => {
        const answers = await Promise.all(
          shuffled([...this.forms, ...this.forms, ...this.forms]).map(({ key, body }) => this.post(key, body)),
        );
        if (answers.some(({ status }) => status !== 201)) throw new Error('a repeated form was refused');
        return 0;
      },
    };
  }

  async post(key: string, body: Record<string, unknown>): Promise<{ status: number; body: any }> {
    const answer = await fetch(`${this.world.url}/channels/api/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${FORM_KEY}`, 'idempotency-key': key, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  private hotline(): Door {
    const who = (person: number) => this.telephone.caller(`+7916${String(person).padStart(7, '0')}`);
    return {
      name: 'hotline',
      channel: 'hotline',
      account: 'main',
      messages: 200,
      within: 1000,
      write: async (person) => {
        const call = who(person).dial();
        await call.waitFor('gather');
        const at = performance.now();
        call.press('0');
        return at;
      },
      leave: (person) => who(person).call?.hangUp(),
      // a call can't be made twice, but every webhook of it can come thrice, late and out of order
      again: async () => {
        this.telephone.deliver({ times: 3, lateMs: 100, seed: 7, askAgain: 2 });
        const call = this.telephone.caller('+79169999999').dial();
        await call.waitFor('gather');
        call.press('0');
        await call.waitFor('queued');
        call.hangUp();
        await this.telephone.settle();
        this.telephone.deliver({});
        return 1;
      },
    };
  }

  private reception(): Door {
    return {
      name: 'walk-in',
      channel: 'walk-in',
      account: '',
      messages: 200,
      within: 1000,
      write: async (person, text) => {
        const visit = { key: randomUUID(), body: { client: { name: `Человек ${person}` }, topic: 'other', text } };
        this.visits.push(visit);
        const at = performance.now();
        await this.register(visit);
        return at;
      },
      again: async () => {
        for (const visit of shuffled([...this.visits, ...this.visits, ...this.visits])) await this.register(visit);
        return 0;
      },
    };
  }
  private async register({ key, body }: { key: string; body: Record<string, unknown> }): Promise<void> {
    const { status } = await this.desk.post('/api/tickets', body, { 'idempotency-key': key });
    if (status !== 201) throw new Error(`the reception form answered ${status}`);
  }
}

const shuffled = <T>(items: T[]): T[] =>
  items
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
