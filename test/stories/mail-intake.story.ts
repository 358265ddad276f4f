// What a mailbox may bring: wild letters, the same letter many times, 30,000 old ones, every string that breaks others.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseMail } from '#libs/channels/email/mail.js';
import { compose } from '#apps/simulator/mail/compose.js';
import { mailboxAt, type MailOffice, openMailOffice } from '../peers/mail-office.js';

const DATA = path.resolve(process.env.TEST_DATA ?? '../shared/data');
let office: MailOffice | undefined;
afterEach(async () => {
  await office?.stop();
  office = undefined;
});

const have = (folder: string, what: string) => {
  if (existsSync(path.join(DATA, folder))) return true;
  it.skip(`skipped: no ${what} in ${DATA}; set TEST_DATA to the folder that has them`, () => undefined);
  return false;
};
const isUp = async ({ admin }: MailOffice) =>
  (await admin.get('/api/channels')).body.items.find((one: any) => one.descriptor.id === 'email').accounts[0].health.state === 'up';
const ready = async ({ world }: MailOffice) => (await fetch(`${world.url}/health/ready`)).status;
const letter = (n: number) =>
  compose({
    from: { name: 'Анна', address: `anna${n}@mail.example` },
    to: ['help@institute.example'],
    subject: `Письмо ${n}`,
    text: `Текст ${n}`,
    messageId: `<letter-${n}@mail.example>`,
  });

describe('wild letters', () => {
  if (!have('mail', 'mails')) return;
  const files = readdirSync(path.join(DATA, 'mail'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();

  it(`each of ${files.length} has one row in one state, none lost, none doubled, at most one in a hundred in quarantine`, async () => {
    office = await openMailOffice({ connected: true });
    const begun = performance.now();
    for (const file of files) office.mail.mailbox().append(readFileSync(file));
    const rows = await office.ledger((all) => all.length >= files.length, 60_000);
    const took = performance.now() - begun;
    const uids = rows.map((row) => Number(row.providerKey.split(':')[1])).sort((a, b) => a - b);
    expect(uids).toEqual(files.map((_, i) => i + 1));
    const count = (state: string) => rows.filter((row) => row.state === state).length;
    console.info(
      `${files.length} mails in ${Math.round(took)} ms: ${count('accepted')} accepted, ${count('automatic')} automatic, ${count('duplicate')} duplicate, ${count('quarantined')} quarantined`,
    );
    expect(count('quarantined')).toBeLessThanOrEqual(Math.floor(files.length / 100));
    // every accepted letter is one message of one ticket
    const tickets = await office.tickets();
    expect(tickets).toHaveLength(count('accepted'));
    expect(new Set(rows.filter((row) => row.state === 'accepted').map((row) => row.messageId)).size).toBe(count('accepted'));
    await office.world.settle();
    expect(await ready(office)).toBe(200);
    expect(await isUp(office)).toBe(true);
    // nobody is written to where nobody can be
    expect(office.mail.smtp.attempts.entries.filter((one) => one.to.some((to) => to.endsWith('.invalid')))).toEqual([]);
  }, 90_000);

  it('raw bytes are kept unchanged', async () => {
    office = await openMailOffice({ connected: true });
    const some = files.filter((_, i) => i % 20 === 0);
    for (const file of some) office.mail.mailbox().append(readFileSync(file));
    await office.ledger((all) => all.length >= some.length);
    const kept = await office.world.services.db.query<{ provider_key: string; raw: Buffer }>(
      'select provider_key, raw from envelopes order by id',
    );
    for (const [i, file] of some.entries())
      expect(Buffer.compare(kept.find((row) => row.provider_key.endsWith(`:${i + 1}`))!.raw, readFileSync(file))).toBe(0);
  }, 30_000);
});

describe('the same letter again', () => {
  it('three times each under shuffled UIDs: one message each; a new UIDVALIDITY repeats nothing', async () => {
    office = await openMailOffice();
    const order = [3, 1, 2, 1, 3, 3, 2, 1, 2];
    // a relay adds its own trace each time
    for (const [i, n] of order.entries())
      office.mail.deliver(Buffer.concat([Buffer.from(`Received: by relay${i}.example\r\n`), letter(n)]));
    const rows = await office.ledger((all) => all.length === 9);
    expect(rows.map((row) => row.state)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
    // a repeat names the message it repeats
    expect(new Set(rows.map((row) => row.messageId)).size).toBe(3);
    office.mail.changeUidValidity();
    office.mail.deliver(letter(4));
    await office.ledger((all) => all.some((row) => row.externalId === '<letter-4@mail.example>'));
    const tickets = await office.tickets();
    expect(tickets.map((one) => one.subject).sort()).toEqual(['Письмо 1', 'Письмо 2', 'Письмо 3', 'Письмо 4']);
    for (const ticket of tickets) expect((await office.messages(ticket.id)).filter((one) => one.direction === 'inbound')).toHaveLength(1);
  }, 30_000);

  it('two different letters with one Message-ID, and letters without any, are all kept', async () => {
    office = await openMailOffice();
    const bare = (text: string, id = '') =>
      Buffer.from(
        `From: a@mail.example\r\nTo: help@institute.example\r\nSubject: S\r\nDate: Wed, 14 Oct 2026 12:00:00 +0300\r\n${id}\r\n${text}`,
      );
    for (const raw of [bare('1', 'Message-ID: <same@x>\r\n'), bare('2', 'Message-ID: <same@x>\r\n'), bare('3'), bare('4'), bare('4')])
      office.mail.deliver(raw);
    const rows = await office.ledger((all) => all.length === 5);
    expect(rows.map((row) => [row.externalId, row.state])).toEqual([
      ['<same@x>', 'accepted'],
      ['<same@x>', 'accepted'],
      ['', 'accepted'],
      ['', 'accepted'],
      ['', 'duplicate'],
    ]);
  }, 30_000);
});

describe('letters made to break a reader', () => {
  const head = (subject: string, type: string) =>
    `From: a@mail.example\r\nTo: help@institute.example\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n`;
  const plain = '\r\nContent-Type: text/plain\r\n\r\nThe words stay.\r\n';
  const deep = Array.from({ length: 5000 }, (_, i) => `--d${i}\r\nContent-Type: multipart/mixed; boundary=d${i + 1}\r\n\r\n`).join('');
  const letters = {
    '20 MB of words': Buffer.concat([
      Buffer.from(`${head('20 MB of words', 'text/plain')}The words stay.\r\n`),
      Buffer.alloc(20 * 1024 * 1024, 'слово > слово: \r\n'),
    ]),
    '5000 levels': Buffer.from(`${head('5000 levels', 'multipart/mixed; boundary=d0')}--d0${plain}${deep}`),
    '20000 parts': Buffer.from(`${head('20000 parts', 'multipart/mixed; boundary=b')}--b${plain}${`--b${plain}`.repeat(20_000)}--b--`),
    'a letter in a letter': Buffer.from(
      `${head('a letter in a letter', 'multipart/mixed; boundary=b')}--b${plain}--b\r\n${'Content-Type: message/rfc822\r\n\r\n'.repeat(3000)}--b--`,
    ),
    'a header of 2 MB': Buffer.from(`X-Long: ${'a'.repeat(2 * 1024 * 1024)}\r\n${head('a header of 2 MB', 'text/plain')}The words stay.`),
  };

  it('leave the process up and responsive, and each keeps its words', async () => {
    office = await openMailOffice();
    for (const raw of Object.values(letters)) office.mail.deliver(raw);
    const rows = await office.ledger((all) => all.length === 5, 60_000);
    expect(rows.map((row) => row.state)).toEqual(['accepted', 'accepted', 'accepted', 'accepted', 'accepted']);
    expect(await ready(office)).toBe(200);
    const texts = await office.world.services.db.query<{ text: string }>(
      "select text from messages where direction = 'inbound' order by id",
    );
    for (const [i, { text }] of texts.entries())
      expect([Object.keys(letters)[i], text.includes('The words stay.')]).toEqual([expect.any(String), true]);
    office.mail.deliver(letter(1));
    await office.pavel.ticket((one) => one.subject === 'Письмо 1');
  }, 90_000);
});

describe('a mailbox with a past', () => {
  it('30,000 old letters: no ticket, no acknowledgement, and a new letter is a ticket within 5 s', async () => {
    office = await openMailOffice({ connected: false });
    office.mail.preload(30_000);
    const begun = performance.now();
    const account = await office.admin.post('/api/channels/email/accounts', {
      name: 'help',
      settings: mailboxAt(office.mail.imapUrl, office.mail.smtpUrl),
    });
    expect(account.status).toBe(201);
    office.mail.person('new@mail.example', 'Новый Человек').send({ subject: 'Новое письмо' });
    await office.pavel.ticket((one) => one.subject === 'Новое письмо');
    console.info(`30,000 old letters: the new one is a ticket ${Math.round(performance.now() - begun)} ms after connecting`);
    expect(performance.now() - begun).toBeLessThan(5000);
    await office.world.settle();
    expect(await office.tickets()).toHaveLength(1);
    expect(await office.ledger()).toHaveLength(1);
    expect(office.mail.smtp.attempts.entries.map((one) => one.to)).toEqual([['new@mail.example']]);
  }, 60_000);
});

describe('strings that break others', () => {
  if (!have('text/naughty-strings.json', 'strings')) return;
  const strings = JSON.parse(readFileSync(path.join(DATA, 'text/naughty-strings.json'), 'utf8')) as string[];
  const NUL_AND_HALF = `NUL \0 и половина пары \ud83d конец`;

  it('come back identical from subject and body of letters, and reach a mailbox in a reply', async () => {
    office = await openMailOffice();
    const anna = office.mail.person('anna@mail.example', 'Анна Петрова');
    for (const [i, one] of strings.entries())
      anna.send({ subject: `С${i} ${one} .`, text: `Т${i} ${one} .`, messageId: `<n${i}@mail.example>` });
    const rows = await office.ledger((all) => all.length >= strings.length, 50_000);
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['accepted']));
    const stored = await office.world.services.db.query<{ external_id: string; text: string; subject: string; shown: string }>(
      `select m.external_id, m.text, m.meta->>'subject' as subject, t.subject as shown from messages m join tickets t on t.id = m.ticket_id where m.direction = 'inbound'`,
    );
    const found = new Map(stored.map((row) => [row.external_id, row]));
    const wrong = strings.flatMap((one, i) => {
      const row = found.get(`<n${i}@mail.example>`)!;
      const subject = `С${i} ${one} .`;
      return [
        row.text === `Т${i} ${one} .` ? [] : [`text ${JSON.stringify(one)} → ${JSON.stringify(row.text)}`],
        row.subject === subject && row.shown === subject.slice(0, 500)
          ? []
          : [`subject ${JSON.stringify(one)} → ${JSON.stringify(row.subject)}`],
      ].flat();
    });
    expect(wrong).toEqual([]);
    // a first letter was acknowledged, the other 514 of that day were not
    await office.world.settle();
    expect(anna.inbox).toHaveLength(1);
    await replyIsWhole(office, strings.join('\n'));
    await replyIsWhole(office, NUL_AND_HALF, NUL_AND_HALF.replace('\0', '\ufffd').replace('\ud83d', '\ufffd'));
  }, 60_000);
});

async function replyIsWhole({ pavel, mail }: MailOffice, text: string, expected = text): Promise<void> {
  const anna = mail.person('anna@mail.example');
  const [ticket] = (await pavel.get('/api/tickets?limit=1&sort=newest')).body.items;
  const reply = await pavel.post(`/api/tickets/${ticket.id}/replies`, { text });
  expect(reply.status).toBe(201);
  expect(reply.body.message.text).toBe(expected);
  const letter = await anna.waitFor((one) => one.messageId.length > 0, 5000, anna.inbox.length);
  expect(parseMail(letter.raw).text.replace(/\n$/, '')).toBe(expected.replace(/\n$/, ''));
}
