// The whole channel against the stand-in mail server: IMAP in, SMTP out, outages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Mail, startMail } from '#apps/simulator/mail/mail.server.js';
import type { ChannelLink, TestStep } from '../channel.js';
import { channel } from './email.channel.js';
import { mailAccount, Recorder, reply } from './fixtures/recorder.js';

let mail: Mail;
let host: Recorder;
let link: ChannelLink | null;

beforeEach(async () => {
  mail = await startMail();
  host = new Recorder();
  link = null;
});
afterEach(async () => {
  await link?.close();
  await mail.close();
});

const account = (intakeFrom?: Date) => mailAccount({ imapUrl: mail.imapUrl, smtpUrl: mail.smtpUrl }, intakeFrom);
const connect = async (intakeFrom?: Date) => {
  link = await channel.open(account(intakeFrom), host);
  await host.until(() => host.states.includes('up'));
};
const write = (subject: string) => mail.person('anna@mail.example', 'Анна Петрова').send({ subject, text: 'Здравствуйте!' });

describe('receiving', () => {
  it('takes a new letter once, with its cursor, and leaves flags alone', async () => {
    await connect();
    write('Вопрос');
    await host.until(() => host.rows.length === 1);
    expect(host.rows[0]).toMatchObject({
      state: 'accepted',
      inbound: {
        event: { kind: 'message', conversationKey: 'anna@mail.example', text: 'Здравствуйте!', sender: { email: { verified: true } } },
      },
    });
    expect(host.cursors.get('inbox')).toMatchObject({ lastUid: 1 });
    expect([...mail.mailbox().letters[0].flags]).toEqual([]);
  });

  it('leaves 30,000 old letters and takes the next within five seconds', async () => {
    mail.preload(30_000);
    const began = Date.now();
    await connect();
    write('Новое');
    await host.until(() => host.rows.length > 0);
    expect(Date.now() - began).toBeLessThan(5000);
    expect(host.subjects()).toEqual(['Новое']);
  });

  it('takes letters from the chosen date on', async () => {
    mail.deliver('Subject: old\r\n\r\na', { internalDate: new Date('2026-01-01T10:00:00Z') });
    mail.deliver('Subject: chosen\r\n\r\nb', { internalDate: new Date('2026-02-01T10:00:00Z') });
    await connect(new Date('2026-01-15T00:00:00Z'));
    expect(host.subjects()).toEqual(['chosen']);
  });

  it('fills in what came during an outage, and goes on after a restart of the link', async () => {
    await connect();
    write('1');
    await host.until(() => host.rows.length === 1);
    await mail.down();
    await host.until(() => host.states.at(-1) !== 'up');
    for (let at = 2; at <= 40; at += 1) write(String(at));
    await mail.up();
    await host.until(() => host.rows.length === 40);
    await link?.close();
    write('41');
    await connect();
    await host.until(() => host.rows.length === 41);
    expect(host.subjects()).toEqual(Array.from({ length: 41 }, (_, at) => String(at + 1)));
  });

  it('a new UIDVALIDITY repeats nothing', async () => {
    await connect();
    write('1');
    await host.until(() => host.rows.length === 1);
    mail.changeUidValidity();
    await host.until(() => (host.cursors.get('inbox') as { uidValidity: string }).uidValidity === String(mail.mailbox().uidValidity));
    write('2');
    await host.until(() => host.subjects().includes('2'));
    expect(host.subjects()).toEqual(['1', '2']);
  });

  it('leaves a half-open connection', async () => {
    await connect();
    mail.imap.freeze();
    write('1');
    // the poll comes due, its command is never answered
    while (!host.states.includes('degraded')) {
      host.clock.moveTo(new Date(host.clock.now().getTime() + 5000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await host.until(() => host.rows.length > 0);
    expect(host.subjects()).toEqual(['1']);
  });

  it('puts a letter that cannot be stored into quarantine and takes the others', async () => {
    await connect();
    await link?.close();
    for (const subject of ['1', '2', '3']) write(subject);
    const bad = new Error('refused by the database');
    host.failing = [bad, bad];
    await connect();
    await host.until(() => host.rows.length === 3);
    expect(host.rows.map((row) => row.state)).toEqual(['quarantined', 'accepted', 'accepted']);
  });

  it('takes only the beginning of a letter over 25 MB', async () => {
    await connect();
    const head =
      'Subject: big\r\nFrom: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: video/mp4; name=v.mp4\r\n\r\n';
    mail.deliver(Buffer.concat([Buffer.from(head), Buffer.alloc(26 * 1024 * 1024, 'x\n'), Buffer.from('\r\n--b--')]));
    await host.until(() => host.rows.length === 1);
    expect(host.accepted()[0].event).toMatchObject({
      text: 'text',
      files: [{ name: 'v.mp4', missing: 'too large' }],
      meta: { cut: ['size'] },
    });
    expect(host.accepted()[0].raw.length).toBeLessThan(1024 * 1024);
  });

  it('attaches a colleague’s answer from Sent, not our own letters', async () => {
    await connect();
    await link?.send(reply());
    const letter = await mail.person('anna@mail.example').waitFor();
    mail.deliver(letter.raw, { mailbox: 'Sent' });
    mail.deliver(
      `From: Ольга <olga@institute.example>\r\nTo: anna@mail.example\r\nIn-Reply-To: ${letter.messageId}\r\nSubject: Re\r\n\r\nЯ отвечу`,
      { mailbox: 'Sent' },
    );
    await link?.close();
    await connect();
    await host.until(() => host.rows.length > 0);
    expect(host.accepted().map(({ event }) => event)).toMatchObject([{ outboundBy: 'Ольга', ticketId: 'T1', text: 'Я отвечу' }]);
  });

  it('looks into Sent once a minute also while the inbox never rests', async () => {
    await connect();
    await link?.send(reply());
    const { messageId } = await mail.person('anna@mail.example').waitFor();
    mail.deliver(`From: Ольга <olga@institute.example>\r\nTo: anna@mail.example\r\nIn-Reply-To: ${messageId}\r\n\r\nЯ отвечу`, {
      mailbox: 'Sent',
    });
    for (let step = 1; step <= 4; step++) {
      host.clock.moveTo(new Date(host.clock.now().getTime() + 20_000));
      write(`Вопрос ${step}`);
      await host.until(() => host.subjects().includes(`Вопрос ${step}`));
    }
    expect(host.accepted().filter(({ event }) => 'outboundBy' in event && event.outboundBy === 'Ольга')).toHaveLength(1);
  });
});

describe('sending', () => {
  it('reaches the person, and the answer names the ticket', async () => {
    await connect();
    const file = await host.putFile({ name: 'Памятка.txt', mime: 'text/plain', bytes: Buffer.from('памятка') });
    expect(await link?.send(reply({ files: [file] }))).toMatchObject({ state: 'sent', parts: [expect.stringMatching(/^<otk\./)] });
    const anna = mail.person('anna@mail.example');
    const letter = await anna.waitFor();
    expect(letter).toMatchObject({ subject: 'Re: Вопрос', text: 'Здравствуйте! Приём с 20 июня.', attachmentNames: ['Памятка.txt'] });
    expect(letter.envelope.to).toEqual(['anna@mail.example']);
    anna.reply(letter, { text: 'Спасибо' });
    await host.until(() => host.rows.length === 1);
    expect(host.accepted()[0].event).toMatchObject({ ticketId: 'T1', text: 'Спасибо' });
  });

  it('a bounce of our letter names it', async () => {
    await connect();
    const sent = await link?.send(reply());
    mail.bounce(await mail.person('anna@mail.example').waitFor());
    await host.until(() => host.rows.length === 1);
    expect(host.rows[0]).toMatchObject({
      state: 'automatic',
      inbound: { event: { reason: 'bounce', aboutExternalId: sent?.parts[0], failed: { permanent: true } } },
    });
  });

  it.each([
    ['greylisting', { stage: 'rcpt', code: 451, message: '4.7.1 Greylisted' }, { state: 'retry', afterMs: 300_000 }],
    [
      'no such mailbox',
      { stage: 'rcpt', code: 550, message: '5.1.1 user unknown' },
      { state: 'failed', reason: expect.stringMatching(/^Почтового ящика anna@mail.example нет/) },
    ],
    [
      'too large',
      { stage: 'data', code: 552, message: '5.3.4 message too big' },
      { state: 'failed', reason: expect.stringMatching(/слишком велико/) },
    ],
    ['connection lost after DATA', { stage: 'data', cut: true, after: true }, { state: 'retry' }],
  ] as const)('%s', async (_, fault, outcome) => {
    link = await channel.open(account(), host);
    mail.smtp.fault(fault);
    expect(await link.send(reply())).toMatchObject(outcome);
  });

  it('keeps its Message-ID over attempts', async () => {
    link = await channel.open(account(), host);
    mail.smtp.fault({ stage: 'data', cut: true, after: true });
    await link.send(reply());
    await link.send(reply({ attempt: 2 }));
    const anna = mail.person('anna@mail.example');
    const ids = anna.inbox.map((letter) => letter.messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('test connection', () => {
  const run = async (settings: Partial<{ imapUrl: string; smtpUrl: string }>) => {
    const steps: TestStep[] = [];
    for await (const step of channel.test!({ ...account().settings, ...settings }, host, 'ru')) steps.push(step);
    return steps;
  };
  it('passes step by step', async () => {
    expect((await run({})).map((step) => [step.step, step.ok])).toEqual(
      ['resolve', 'connect', 'tls', 'sign-in', 'folder', 'idle', 'smtp'].map((step) => [step, true]),
    );
  });

  it.each([
    [
      'wrong password',
      () => ({ imapUrl: mail.imapUrl.replace(':demo@', ':wrong@') }),
      /^Почтовый сервер 127.0.0.1 не принял имя «help@institute.example» и пароль/,
    ],
    ['closed port', () => ({ imapUrl: 'imap://u:p@127.0.0.1:1/' }), /не принимает соединения на порту 1/],
    ['no such folder', () => ({ imapUrl: mail.imapUrl.replace('INBOX', 'Nowhere') }), /нет папки «Nowhere»/],
    ['wrong SMTP password', () => ({ smtpUrl: mail.smtpUrl.replace(':demo@', ':wrong@') }), /исходящей почты 127.0.0.1 не принял/],
  ])('%s', async (_, settings, sentence) => {
    const steps = await run(settings());
    expect(steps.at(-1)).toMatchObject({ ok: false, message: expect.stringMatching(sentence) });
  });
});

const PUBLIC = path.resolve(process.env.TEST_DATA ?? '../shared/data', 'mail');

describe('public mails through IMAP', () => {
  if (!existsSync(PUBLIC)) {
    it.skip(`skipped: no mails in ${PUBLIC}; set TEST_DATA to the folder that has them`, () => undefined);
    return;
  }
  const files = readdirSync(PUBLIC, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  it(`each of ${files.length} has one row, none in quarantine`, async () => {
    await connect();
    for (const file of files) mail.mailbox().append(readFileSync(path.join(file.parentPath, file.name)));
    await host.until(() => host.rows.length >= files.length);
    expect(new Set(host.rows.map((row) => row.key)).size).toBe(files.length);
    expect(host.rows.filter((row) => row.state === 'quarantined')).toEqual([]);
  });
});
