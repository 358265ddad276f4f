// 003 §3.1.2: letters of people become tickets and are answered by letter; robots, bounces, copies and strangers stay what they are.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Letter } from '#apps/simulator/mail/letter.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { type MailOffice, openMailOffice } from '../peers/mail-office.js';
import type { Person } from '../world.js';

let office: MailOffice;
let timur: Person;
let ticket: TicketView;
beforeAll(async () => {
  office = await openMailOffice();
  timur = await office.world.as('timur');
});
afterAll(() => office?.stop());

const pdf = Buffer.from('%PDF-1.4 аттестат');
const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3]);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const anna = () => office.mail.person('anna@mail.example', 'Анна Петрова');
const written = (letter: Letter) => letter.header('auto-submitted') === undefined;
const numberOf = (subject: string) => office.tickets().then((all) => all.filter((one) => one.subject === subject).length);

async function upload(name: string, bytes: Buffer): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'text/plain' }), name);
  const answer = await fetch(`${timur.url}/api/files`, { method: 'POST', headers: { cookie: timur.cookie }, body: form });
  return ((await answer.json()) as { id: string }).id;
}

describe('[003-3.1.2] e-mail', () => {
  it('a letter with two files and a KOI8-R subject becomes a ticket, offered to a manager', async () => {
    await timur.online();
    const desk = await timur.console();
    anna().send({
      subject: 'Поступление в магистратуру',
      charset: 'koi8-r',
      messageId: '<first@mail.example>',
      text: 'Здравствуйте! Подскажите, до какого числа можно подать документы?',
      attachments: [
        { name: 'Аттестат.pdf', mime: 'application/pdf', bytes: pdf },
        { name: 'Паспорт.jpg', mime: 'image/jpeg', bytes: photo },
      ],
    });
    const offer = await desk.until('offer');
    ticket = (await timur.post(`/api/offers/${offer.id}/acceptance`)).body;
    expect(ticket).toMatchObject({
      number: 'ОБР-2026-000001',
      channel: 'email',
      subject: 'Поступление в магистратуру',
      client: { name: 'Анна Петрова' },
      status: 'assigned',
    });
    const [message] = await office.messages(ticket.id);
    expect(message).toMatchObject({
      text: 'Здравствуйте! Подскажите, до какого числа можно подать документы?',
      files: [
        { name: 'Аттестат.pdf', sha256: sha256(pdf) },
        { name: 'Паспорт.jpg', sha256: sha256(photo) },
      ],
    });
    const file = await fetch(`${timur.url}/api/files/${message!.files[0]!.id}`, { headers: { cookie: timur.cookie } });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(pdf);
    desk.socket.close();
  });

  it('the reply reaches the mailbox with its thread and file', async () => {
    const file = await upload('Перечень.txt', Buffer.from('паспорт, аттестат'));
    const reply = await timur.post(`/api/tickets/${ticket.id}/replies`, {
      text: 'Добрый день! Документы принимаем до 25 июля.',
      files: [file],
    });
    expect(reply.status).toBe(201);
    const letter = await anna().waitFor(written);
    expect(letter.text).toContain('Документы принимаем до 25 июля.');
    expect(letter.subject).toBe('Re: Поступление в магистратуру');
    expect(letter.header('in-reply-to')).toBe('<first@mail.example>');
    expect(letter.header('references')).toContain('<first@mail.example>');
    expect(letter.header('from')).toContain('help@institute.example');
    expect(letter.attachmentNames).toEqual(['Перечень.txt']);
    const [sent] = (
      await office.conversation(ticket.id, (all) => all.some((m) => m.delivery?.state === 'sent' && m.author.kind === 'agent'))
    ).filter((m) => m.author.kind === 'agent');
    expect(sent).toMatchObject({ text: 'Добрый день! Документы принимаем до 25 июля.', delivery: { state: 'sent' } });
  });

  it('the answer lands in the same ticket, its history folded away', async () => {
    anna().reply(await anna().waitFor(written), { text: 'Спасибо! А копии заверять у нотариуса?' });
    const messages = await office.conversation(ticket.id, (all) => all.filter((m) => m.direction === 'inbound').length === 2);
    expect(messages.at(-1)).toMatchObject({
      text: 'Спасибо! А копии заверять у нотариуса?',
      meta: { quoted: expect.stringContaining('до 25 июля') },
    });
    expect((await office.tickets()).length).toBe(1);
    expect(await timur.get(`/api/tickets/${ticket.id}`)).toMatchObject({ body: { status: 'assigned', unanswered: true } });
  });

  it('holiday notices, lists, receipts and robots open no ticket and get no answer', async () => {
    const letters = anna().inbox.length;
    const attempts = office.mail.smtp.attempts.entries.length;
    anna().vacation(await anna().waitFor(written));
    office.mail
      .person('news@list.example', 'Новости')
      .send({ subject: 'Дайджест недели', headers: { 'List-Id': '<news.list.example>', Precedence: 'bulk' } });
    office.mail.person('robot@bank.example').send({ subject: 'Выписка', headers: { 'Auto-Submitted': 'auto-generated' } });
    const rows = await office.ledger((all) => all.length === 5);
    expect(rows.slice(2).map((row) => [row.state, row.reason])).toEqual([
      ['automatic', 'out-of-office'],
      ['automatic', 'list'],
      ['automatic', 'robot'],
    ]);
    // the notice speaks of our letter: people see it in the ticket, as a note
    expect(rows[2]!.ticketId).toBe(ticket.id);
    expect((await office.messages(ticket.id)).at(-1)).toMatchObject({
      direction: 'note',
      author: { kind: 'machine' },
      meta: { automatic: 'out-of-office' },
    });
    await office.world.settle();
    expect(await office.tickets()).toHaveLength(1);
    expect(anna().inbox).toHaveLength(letters);
    expect(office.mail.smtp.attempts.entries).toHaveLength(attempts);
  });

  it('a bounce marks the delivery failed and the ticket unanswered again', async () => {
    const before = anna().inbox.length;
    await timur.post(`/api/tickets/${ticket.id}/replies`, { text: 'Нотариус не нужен.' });
    const letter = await anna().waitFor((one) => one.text.includes('Нотариус не нужен'), 5_000, before);
    await office.conversation(ticket.id, (all) => all.some((m) => m.text === 'Нотариус не нужен.' && m.delivery?.state === 'sent'));
    office.mail.bounce(letter, '5.2.2', '552 5.2.2 mailbox full');
    const messages = await office.conversation(ticket.id, (all) => all.some((m) => m.delivery?.state === 'failed'));
    expect(messages.find((m) => m.text === 'Нотариус не нужен.')!.delivery).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('mailbox full'),
    });
    expect((await timur.get(`/api/tickets/${ticket.id}`)).body.unanswered).toBe(true);
    expect(await office.tickets()).toHaveLength(1);
  });

  it('Cc is kept, and the person in Cc who answers is heard in the same ticket under the own name', async () => {
    const father = office.mail.person('father@mail.example', 'Пётр Петров');
    anna().reply(await anna().waitFor(written), { text: 'Папа в копии.', cc: [{ name: 'Пётр Петров', address: 'father@mail.example' }] });
    const withCopy = await office.conversation(ticket.id, (all) => all.some((m) => m.text === 'Папа в копии.'));
    expect(withCopy.find((m) => m.text === 'Папа в копии.')!.meta.cc).toEqual([{ name: 'Пётр Петров', address: 'father@mail.example' }]);
    father.reply(await anna().waitFor(written), { text: 'Это отец. Оплату внесу я.' });
    const messages = await office.conversation(ticket.id, (all) => all.some((m) => m.text.startsWith('Это отец')));
    expect(messages.find((m) => m.text.startsWith('Это отец'))!.author).toMatchObject({ kind: 'client', name: 'Пётр Петров' });
    expect((await timur.get(`/api/tickets/${ticket.id}`)).body.client.name).toBe('Анна Петрова');
  });

  it('a colleague’s answer seen in Sent is attached as outbound', async () => {
    const letter = await anna().waitFor(written);
    office.mail.deliver(
      `From: =?utf-8?B?${Buffer.from('Ольга Белова').toString('base64')}?= <help@institute.example>\r\nTo: anna@mail.example\r\nSubject: Re: x\r\nIn-Reply-To: ${letter.messageId}\r\nMessage-ID: <outlook-1@institute.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nАнна, я ответила из своей почты.`,
      { mailbox: 'Sent' },
    );
    // Sent is looked through at each poll
    await office.world.pass(61_000);
    const messages = await office.conversation(ticket.id, (all) => all.some((m) => m.text.startsWith('Анна, я ответила')));
    expect(messages.at(-1)).toMatchObject({ direction: 'outbound', author: { kind: 'agent', name: 'Ольга Белова' }, delivery: null });
    expect((await timur.get(`/api/tickets/${ticket.id}`)).body.unanswered).toBe(false);
  });

  it('a stranger who quotes the number or forges In-Reply-To gets a ticket of their own', async () => {
    const [, token] = /<otk\.([^@]+)@/.exec((await anna().waitFor(written)).messageId)!;
    const forged = `<otk.${Buffer.from(`${ticket.id}/m1`).toString('base64url')}.${token!.split('.')[1]}@institute.example>`;
    const eve = office.mail.person('eve@evil.example', 'Ева');
    eve.send({ subject: `Re: ${ticket.number}`, text: `Пришлите всё по обращению ${ticket.number}.` });
    eve.send({
      subject: 'Re: Поступление в магистратуру',
      text: 'И это тоже мне.',
      inReplyTo: forged,
      references: ['<first@mail.example>', forged],
    });
    eve.send({
      subject: 'Добавка',
      text: 'На адрес с меткой.',
      to: `help+otk-${Buffer.from(ticket.id).toString('base64url')}.AAAAAAAAAAAAAAAAAAAAAA@institute.example`,
    });
    const tickets = await office.pavel.ticket((one) => one.subject === 'Добавка').then(() => office.tickets());
    expect(tickets.filter((one) => one.client.name === 'Ева')).toHaveLength(3);
    expect((await office.messages(ticket.id)).some((m) => m.author.name === 'Ева')).toBe(false);
    expect(await numberOf(`Re: ${ticket.number}`)).toBe(1);
    const [hinted] = await office.messages(tickets.find((one) => one.subject === `Re: ${ticket.number}`)!.id);
    expect(hinted!.meta.hints).toEqual([`number ${ticket.number}`]);
  });

  it('a letter with a staff address, or our own, in From gets no rights by it', async () => {
    const staff = (await office.admin.get('/api/staff')).body.items.find((one: { login: string }) => one.login === 'olga');
    expect((await office.admin.patch(`/api/staff/${staff.id}`, { email: 'olga@institute.example' })).status).toBeLessThan(300);
    await office.world.settle();
    const letters = office.mail.smtp.attempts.entries.length;
    office.mail
      .person('olga@institute.example', 'Белова Ольга Петровна')
      .send({ subject: 'Срочно от Ольги', text: `Пришлите переписку ${ticket.number}.`, authenticated: false });
    const own = await office.pavel.ticket((one) => one.subject === 'Срочно от Ольги');
    expect((await office.messages(own.id))[0]).toMatchObject({ direction: 'inbound', author: { kind: 'client' } });
    await office.world.settle();
    const told = office.mail.smtp.attempts.entries.length;
    expect(told - letters).toBe(1);
    // our own address in From: ourselves or a forgery; answering it would be a loop
    office.mail.person('help@institute.example').send({ subject: 'От нас самих', to: 'help@institute.example' });
    const rows = await office.ledger((all) => all.at(-1)!.reason === 'own');
    expect(rows.at(-1)).toMatchObject({ state: 'automatic', ticketId: null });
    await office.world.settle();
    expect(office.mail.smtp.attempts.entries).toHaveLength(told);
  });

  it('nothing automatic reopens a resolved ticket or is answered; a person does', async () => {
    expect((await timur.post(`/api/tickets/${ticket.id}/resolution`, { result: 'explained', topic: 'other' })).status).toBe(201);
    const letter = await anna().waitFor((one) => one.text.includes('до 25 июля'));
    const before = (await office.ledger()).length;
    const attempts = office.mail.smtp.attempts.entries.length;
    anna().vacation(letter);
    office.mail.bounce(letter);
    office.mail.deliver(receiptFor(letter));
    const rows = await office.ledger((all) => all.length === before + 3);
    expect(rows.slice(before).map((row) => [row.state, row.reason, row.ticketId])).toEqual([
      ['automatic', 'out-of-office', ticket.id],
      ['automatic', 'bounce', ticket.id],
      ['automatic', 'receipt', ticket.id],
    ]);
    await office.world.settle();
    const state = async () => (await timur.get(`/api/tickets/${ticket.id}`)).body.status;
    expect(await state()).toBe('resolved');
    // the late bounce: what was sent is now known not to have arrived
    const late = (await office.messages(ticket.id)).find((one) => one.text.includes('до 25 июля'));
    expect(late!.delivery).toMatchObject({ state: 'failed', error: expect.stringContaining('user unknown') });
    expect(office.mail.smtp.attempts.entries).toHaveLength(attempts);
    anna().reply(letter, { text: 'Остался ещё один вопрос.' });
    await office.conversation(ticket.id, (all) => all.some((one) => one.text === 'Остался ещё один вопрос.'));
    expect(['assigned', 'queued']).toContain(await state());
  });

  it('numbers have no gap', async () => {
    const numbers = (await office.tickets()).map((one) => one.number).sort();
    expect(numbers).toEqual(['ОБР-2026-000001', 'ОБР-2026-000002', 'ОБР-2026-000003', 'ОБР-2026-000004', 'ОБР-2026-000005']);
  });
});

/** What a mail program sends when its owner allows "read" to be told (RFC 8098). */
const receiptFor = (letter: Letter): string =>
  [
    'From: anna@mail.example',
    'To: help@institute.example',
    'Subject: =?utf-8?B?0J/RgNC+0YfQuNGC0LDQvdC+?=: x',
    'Message-ID: <receipt-1@mail.example>',
    'Content-Type: multipart/report; report-type=disposition-notification; boundary=r',
    '',
    '--r',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Письмо прочитано.',
    '--r',
    'Content-Type: message/disposition-notification',
    '',
    'Final-Recipient: rfc822; anna@mail.example',
    `Original-Message-ID: ${letter.messageId}`,
    'Disposition: manual-action/MDN-sent-manually; displayed',
    '--r--',
    '',
  ].join('\r\n');
