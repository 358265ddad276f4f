// Live mode by the README alone: an outside database, people by the command, channels by environment and by settings, a proxy in front, a restart.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type Mail, startMail } from '#apps/simulator/mail/mail.server.js';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { signWebhook } from '#apps/simulator/telephone/signature.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { freePort, kill, Launched, makeDataDir, removeDataDir } from '../launched.js';
import { Person } from '../world.js';

const PUBLIC_URL = 'https://otklik.example.edu';
const PASSWORD = 'долгий-пароль-live';
const MAILBOX = 'ask@institute.example';
const SECOND_MAILBOX = 'priem@institute.example';
const TOKENS = ['7100000001:AAExample_token-of-the-live-bot-000001', '7100000002:AAExample_token-of-the-live-bot-000002'] as const;
const SID = `AC${'0'.repeat(30)}42`;
const dataDir = makeDataDir();
const wrongKey = path.join(path.dirname(dataDir), 'wrong-key.yaml');
const databases: string[] = [];
let mail: Mail;
let bots: Telegram[];
let env: Record<string, string>;
let program: Launched;
let admin: Person;
let maria: Person;

const onServer = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: process.env.TEST_PG_URL });
  await client.connect();
  await client.query(sql);
  await client.end();
};
async function outsideDatabase(more = ''): Promise<string> {
  const name = `live_${process.pid}_${databases.length}`;
  databases.push(name);
  await onServer(`create database ${name} template template0 ${more}`);
  return process.env.TEST_PG_URL!.replace(/\/postgres$/, `/${name}`);
}

/** `npm run admin -- …` as the README writes it. */
async function adminCommand(args: string[], password = ''): Promise<string> {
  const root = path.join(import.meta.dirname, '../..');
  const child = spawn('npm', ['run', '-s', 'admin', '--', ...args], { cwd: root, env: { ...process.env, DATA_DIR: dataDir, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  child.stdin.end(password);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(output);
  return output;
}

/** What the proxy of config/deploy/nginx.conf adds. */
const PROXIED = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', host: 'otklik.example.edu' };

async function signIn(login: string, password: string): Promise<Response> {
  return fetch(`${program.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: PUBLIC_URL, ...PROXIED },
    body: JSON.stringify({ login, password }),
  });
}
async function as(login: string): Promise<Person> {
  const answer = await signIn(login, PASSWORD);
  expect(answer.status).toBe(200);
  const { agent } = (await answer.json()) as { agent: { id: string } };
  return new Person(program.url, answer.headers.get('set-cookie')!.split(';')[0]!, agent.id);
}
const signed = (url: string): Promise<Response> => {
  const form = { CallSid: `CA${'1'.repeat(32)}`, AccountSid: SID, From: '+79165550101', To: '+74955550100', CallStatus: 'ringing' };
  return fetch(`${program.url}/channels/hotline/voice`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signWebhook('live-auth-token', url, form) },
    body: new URLSearchParams(form),
  });
};

beforeAll(async () => {
  writeFileSync(wrongKey, 'http:\n  bodyLimit: 1048576 # the key is bodyLimitBytes\n');
  mail = await startMail({ accounts: [{ address: MAILBOX }, { address: SECOND_MAILBOX }] });
  bots = await Promise.all(TOKENS.map((token) => startTelegram({ token, limits: false })));
  env = {
    MODE: 'live',
    DATABASE_URL: await outsideDatabase(),
    HOST: '127.0.0.1',
    PUBLIC_URL,
    TRUSTED_PROXIES: '127.0.0.1',
    ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
    IMAP_URL: mail.imapUrl,
    SMTP_URL: mail.smtpUrl,
    MAIL_FROM: `Контактный отдел <${MAILBOX}>`,
    TELEGRAM_BOT_TOKEN: TOKENS[0],
    TELEGRAM_API_ROOT: bots[0]!.url,
    TWILIO_ACCOUNT_SID: SID,
    TWILIO_AUTH_TOKEN: 'live-auth-token',
    TWILIO_NUMBER: '+74955550100',
    TWILIO_API_BASE: 'http://127.0.0.1:9',
  };
  await adminCommand(
    ['create-user', '--login', 'boss', '--name', 'Иванов Иван Иванович', '--role', 'administrator', '--password-stdin'],
    PASSWORD,
  );
  await adminCommand(
    'create-user --login maria --role contact-manager --queue contact --password-stdin --name'
      .split(' ')
      .concat('Соколова Мария Андреевна'),
    PASSWORD,
  );
  program = new Launched({ dataDir, port: await freePort(), env });
  await program.ready();
  admin = await as('boss');
  maria = await as('maria');
}, 180_000);

afterAll(async () => {
  await program?.end();
  await Promise.all([mail?.close(), ...(bots ?? []).map((bot) => bot.close())]);
  for (const name of databases) await onServer(`drop database if exists ${name} with (force)`);
  removeDataDir(dataDir);
});

const subjects = async (): Promise<TicketView[]> => (await admin.get('/api/tickets?limit=200')).body.items;

describe('live', () => {
  it('has the people of the command, and nothing of a demo', async () => {
    expect((await adminCommand(['list-users'])).trim().split('\n')).toHaveLength(2);
    expect(program.databaseRuns()).toBe(false);
    expect([(await fetch(`${program.url}/demo`)).status, (await signIn('admin', 'demo')).status]).toEqual([404, 401]);
    expect((await admin.get('/api/queues')).body.items.length).toBeGreaterThan(10);
    expect(await subjects()).toEqual([]);
  });

  it('signs in behind the proxy by a Secure cookie, and lets no foreign page in', async () => {
    expect((await signIn('boss', PASSWORD)).headers.get('set-cookie')).toMatch(/; Secure/);
    const { status } = await maria.call('PUT', '/api/presence', { state: 'online' }, { origin: 'https://evil.example' });
    expect(status).toBe(403);
  });

  it('checks the provider’s signature over PUBLIC_URL', async () => {
    expect((await signed(`${program.url}/channels/hotline/voice`)).status).toBe(403);
    expect((await signed(`${PUBLIC_URL}/channels/hotline/voice`)).status).toBe(200);
  });

  it('takes a letter and a bot’s message by accounts of the environment', async () => {
    await mail.person('anna@mail.example', 'Анна Петрова').send({ subject: 'Приём', text: 'До какого числа можно подать документы?' });
    await bots[0]!.user(5210001, 'Пётр').text('Сколько стоит год обучения?');
    await admin.ticket(({ channel }) => channel === 'email', 20_000);
    await admin.ticket(({ channel }) => channel === 'telegram', 20_000);
  }, 60_000);

  it('takes messages of a bot connected in the settings, tested first, and answers there', async () => {
    const settings = { token: TOKENS[1], apiRoot: bots[1]!.url, mode: 'polling' };
    const { body } = await admin.post('/api/channels/telegram/accounts/new/test', { settings });
    expect(body.steps.filter(({ ok }: { ok: boolean }) => !ok)).toEqual([]);
    expect((await admin.post('/api/channels/telegram/accounts', { name: 'Второй бот', settings })).status).toBe(201);
    const vera = bots[1]!.user(5210002, 'Вера');
    await vera.text('Где посмотреть расписание?');
    const ticket = await admin.ticket(({ client }) => client.name === 'Вера', 20_000);
    expect((await maria.post(`/api/tickets/${ticket.id}/assignment`)).status).toBe(201);
    expect((await maria.post(`/api/tickets/${ticket.id}/replies`, { text: 'В личном кабинете.' })).status).toBe(201);
    await vera.waitFor((message) => message.text?.includes('В личном кабинете') ?? false, 10_000);
  }, 60_000);

  it('takes letters of a mailbox connected in the settings, tested first, and answers from there', async () => {
    const of = (address: string) => address.replace(encodeURIComponent(MAILBOX), encodeURIComponent(SECOND_MAILBOX));
    const settings = { imapUrl: of(mail.imapUrl), smtpUrl: of(mail.smtpUrl), from: { name: 'Приёмная комиссия', address: SECOND_MAILBOX } };
    expect(settings.imapUrl).not.toBe(mail.imapUrl);
    const { body } = await admin.post('/api/channels/email/accounts/new/test', { settings });
    expect(body.steps.filter(({ ok }: { ok: boolean }) => !ok)).toEqual([]);
    expect((await admin.post('/api/channels/email/accounts', { name: 'Приёмная', settings })).status).toBe(201);
    const ivan = mail.person('ivan@mail.example', 'Иван Сидоров');
    await ivan.send({ to: SECOND_MAILBOX, subject: 'Расписание', text: 'Где посмотреть расписание?' });
    const ticket = await admin.ticket(({ client }) => client.name === 'Иван Сидоров', 20_000);
    expect((await maria.post(`/api/tickets/${ticket.id}/assignment`)).status).toBe(201);
    expect((await maria.post(`/api/tickets/${ticket.id}/replies`, { text: 'В личном кабинете на сайте.' })).status).toBe(201);
    const reply = await ivan.waitFor((letter) => letter.text.includes('В личном кабинете на сайте'), 10_000);
    expect(reply.header('from')).toContain(SECOND_MAILBOX);
  }, 60_000);

  it('keeps everything over a restart: tickets, sessions, accounts, numbers', async () => {
    const before = await subjects();
    kill(program.npm.pid!, 'SIGTERM');
    await program.ended;
    program = new Launched({ dataDir, port: await freePort(), env });
    await program.ready();
    [admin, maria] = [admin, maria].map(({ cookie, id }) => new Person(program.url, cookie, id)) as [Person, Person];
    expect((await subjects()).map(({ number }) => number).sort()).toEqual(before.map(({ number }) => number).sort());
    await bots[1]!.user(5210003, 'Олег').text('А справку где взять?');
    const ticket = await admin.ticket(({ client }) => client.name === 'Олег', 20_000);
    expect(Number(ticket.number.slice(-6))).toBe(Math.max(...before.map(({ number }) => Number(number.slice(-6)))) + 1);
  }, 120_000);
});

describe('a start is refused with what to do', () => {
  const refusal = async (more: Record<string, string>): Promise<string> => {
    const folder = makeDataDir();
    const attempt = new Launched({ dataDir: folder, port: await freePort(), env: { ...env, ...more } });
    const code = await attempt.ended;
    removeDataDir(folder);
    expect(code).toBe(1);
    expect(attempt.output).not.toMatch(/\n\s+at .+:\d+/);
    return attempt.output;
  };

  it('for demo data started as live', async () => {
    const DATABASE_URL = await outsideDatabase();
    env = { ...env, MODE: '', DATABASE_URL };
    await adminCommand(['list-users']);
    expect(await refusal({ MODE: 'live' })).toMatch(/демонстрационные данные[\s\S]*npm run demo:reset/);
  }, 60_000);

  it.each([
    ['an encoding without Cyrillic', `encoding 'LATIN1' locale 'C'`],
    ['a locale without letters', `encoding 'UTF8' locale 'C' locale_provider libc`],
  ])(
    'for %s',
    async (_, more) => {
      expect(await refusal({ DATABASE_URL: await outsideDatabase(more) })).toMatch(/создайте её с ENCODING UTF8/);
    },
    60_000,
  );

  it.each([
    ['a database that is not there', { DATABASE_URL: 'postgres://x:y@127.0.0.1:9/none' }, /Проверьте DATABASE_URL/],
    ['a wrong word in the environment', { ROLE: 'boss', INTAKE_FROM: 'yesterday' }, /ROLE: [\s\S]*INTAKE_FROM: /],
    ['a port that is no number', { PORT: 'abc' }, /PORT=abc is not a port number/],
    ['a settings file that is not there', { OTKLIK_CONFIG: '/nowhere/otklik.yaml' }, /\/nowhere\/otklik\.yaml\. Проверьте OTKLIK_CONFIG/],
    ['an unknown key in the settings file', { OTKLIK_CONFIG: wrongKey }, /wrong-key\.yaml[\s\S]*http\.bodyLimit: unknown key/],
  ])(
    'for %s',
    async (_, more, says) => {
      expect(await refusal(more)).toMatch(says);
    },
    60_000,
  );
});
