// The IMAP stand-in against the real imapflow client.
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ImapFlow } from 'imapflow';
import { type Mail, startMail } from './mail.server.js';

let mail: Mail;
const clients: ImapFlow[] = [];

beforeEach(async () => {
  mail = await startMail();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await mail.close();
});

async function connect(password = 'demo'): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: mail.imap.port,
    secure: false,
    logger: false,
    disableAutoIdle: true,
    auth: { user: 'help@institute.example', pass: password },
  });
  client.on('error', () => {});
  clients.push(client);
  await client.connect();
  return client;
}

describe('reading', () => {
  it('shows letters of people with structure, envelope and bytes unchanged', async () => {
    const raw = mail.person('anna@mail.example', 'Анна Петрова').send({
      subject: 'Какие документы нужны для поступления на бакалавриат?',
      text: 'Здравствуйте!',
      html: '<p>Здравствуйте!</p>',
      attachments: [{ name: 'Аттестат «с отличием».pdf', mime: 'application/pdf', bytes: Buffer.alloc(5000, 7) }],
    });
    const client = await connect();
    const box = await client.mailboxOpen('INBOX');
    expect(box).toMatchObject({ exists: 1, uidNext: 2, uidValidity: BigInt(mail.mailbox().uidValidity) });
    const letter = await client.fetchOne(
      '1',
      {
        uid: true,
        flags: true,
        size: true,
        internalDate: true,
        envelope: true,
        bodyStructure: true,
        source: true,
        headers: ['message-id'],
      },
      { uid: true },
    );
    if (!letter) throw new Error('no letter');
    expect(letter.source!.equals(raw)).toBe(true);
    expect(letter.size).toBe(raw.length);
    expect(letter.envelope).toMatchObject({
      subject: 'Какие документы нужны для поступления на бакалавриат?',
      from: [{ name: 'Анна Петрова', address: 'anna@mail.example' }],
    });
    expect(letter.bodyStructure).toMatchObject({
      type: 'multipart/mixed',
      childNodes: [{ type: 'multipart/alternative' }, { type: 'application/pdf', disposition: 'attachment' }],
    });
    expect(letter.headers!.toString()).toMatch(/^Message-ID: <.+>\r\n\r\n$/);
    expect([...letter.flags!]).toEqual([]);
    const { content } = await client.download('1', '1.1', { uid: true });
    const chunks: Buffer[] = [];
    for await (const chunk of content!) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('Здравствуйте!');
  });

  it('wakes IDLE, searches, flags and moves', async () => {
    const anna = mail.person('anna@mail.example');
    anna.send({ subject: 'первое', messageId: '<one@mail.example>' });
    const client = await connect();
    await client.mailboxOpen('INBOX');
    const arrived = once(client, 'exists');
    const idle = client.idle();
    await mail.imap.calls.waitFor((call) => call.line === 'IDLE');
    anna.send({ subject: 'второе', messageId: '<two@mail.example>' });
    expect((await arrived)[0]).toMatchObject({ count: 2, prevCount: 1 });
    expect(await client.search({ header: { 'message-id': '<two@mail.example>' } }, { uid: true })).toEqual([2]);
    await idle;
    expect(await client.search({ uid: '3:*' }, { uid: true })).toEqual([2]);
    expect(await client.search({ since: new Date(Date.now() - 86_400_000), seen: false }, { uid: true })).toEqual([1, 2]);
    await client.messageFlagsAdd('1', ['\\Seen'], { uid: true });
    expect(await client.search({ seen: true }, { uid: true })).toEqual([1]);
    expect(await client.messageMove('2', 'Archive', { uid: true })).toMatchObject({ uidMap: new Map([[2, 1]]) });
    expect(await client.messageCopy('1', 'Junk', { uid: true })).toMatchObject({ uidMap: new Map([[1, 1]]) });
    expect(mail.mailbox().letters).toHaveLength(1);
    expect(await client.status('Archive', { messages: true, uidNext: true, uidValidity: true, unseen: true })).toMatchObject({
      messages: 1,
      uidNext: 2,
      unseen: 1,
    });
  });

  it('lists special folders and keeps what is appended', async () => {
    const client = await connect();
    const folders = await client.list();
    expect(folders.find((folder) => folder.specialUse === '\\Sent')?.path).toBe('Sent');
    const saved = await client.append('Sent', 'Subject: copy\r\n\r\nтекст', ['\\Seen'], new Date('2026-07-02T08:15:09Z'));
    expect(saved).toMatchObject({ uid: 1, destination: 'Sent' });
    expect(mail.mailbox('Sent').letters[0]!.internalDate.toISOString()).toBe('2026-07-02T08:15:09.000Z');
  });

  it('reads 30,000 old letters without keeping them, and one of 30 MB', async () => {
    mail.preload(30_000);
    mail.deliver(Buffer.concat([Buffer.from('Subject: big\r\n\r\n'), Buffer.alloc(30 * 1024 * 1024, 0x61)]));
    const client = await connect();
    await client.mailboxOpen('INBOX', { readOnly: true });
    let count = 0;
    for await (const letter of client.fetch('1:*', { uid: true, flags: true, internalDate: true })) count = letter.uid;
    expect(count).toBe(30_001);
    const old = await client.fetchOne('15000', { source: true, size: true }, { uid: true });
    if (!old) throw new Error('no letter');
    expect(old.source!.length).toBe(old.size);
    const big = await client.fetchOne('30001', { size: true, source: { start: 0, maxLength: 100 } }, { uid: true });
    expect(big).toMatchObject({ size: 30 * 1024 * 1024 + 16 });
    const whole = await client.fetchOne('30001', { source: true }, { uid: true });
    expect(whole && whole.source!.length).toBe(30 * 1024 * 1024 + 16);
  });
});

describe('troubles', () => {
  it('refuses a wrong password', async () => {
    await expect(connect('wrong')).rejects.toMatchObject({ authenticationFailed: true });
  });

  it('drops connections in IDLE and changes UIDVALIDITY', async () => {
    mail.deliver('Subject: a\r\n\r\n');
    const client = await connect();
    const before = (await client.mailboxOpen('INBOX')).uidValidity;
    const closed = once(client, 'close');
    void client.idle().catch(() => {});
    await mail.imap.calls.waitFor((call) => call.line === 'IDLE');
    mail.changeUidValidity();
    await closed;
    const after = await (await connect()).mailboxOpen('INBOX');
    expect(after.uidValidity).toBe(before + 1n);
    expect(after.exists).toBe(1);
  });

  it('comes back on the same port with what arrived meanwhile', async () => {
    const client = await connect();
    const closed = once(client, 'close');
    const port = mail.imap.port;
    await mail.down();
    await closed;
    mail.person('anna@mail.example').send({ subject: 'пока не работало' });
    await expect(connect()).rejects.toThrow();
    await mail.up();
    expect(mail.imap.port).toBe(port);
    expect((await (await connect()).mailboxOpen('INBOX')).exists).toBe(1);
  });

  it('fails one command on demand and can become half-open', async () => {
    const client = await connect();
    mail.imap.faults.push({ method: 'SELECT', answer: { status: 0, description: '[UNAVAILABLE] позже' } });
    await expect(client.mailboxOpen('INBOX')).rejects.toThrow();
    await client.mailboxOpen('INBOX');
    mail.imap.freeze();
    const answered = client
      .noop()
      .catch(() => {})
      .then(() => 'answered');
    expect(await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 30, 'silence'))])).toBe('silence');
    expect(client.usable).toBe(true);
    const other = await connect();
    expect((await other.mailboxOpen('INBOX')).exists).toBe(0);
  });
});
