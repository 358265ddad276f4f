// What leaves by mail: acknowledgements with an honest time and their limits, and replies through servers that delay and refuse.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Letter } from '#apps/simulator/mail/letter.js';
import type { MessageView, TicketView } from '#libs/contract/tickets.js';
import { mailboxAt, type MailOffice, openMailOffice } from '../peers/mail-office.js';
import { SmtpPeer } from '../peers/smtp.js';

const HOUR = 3_600_000;
let office: MailOffice;
beforeAll(async () => {
  office = await openMailOffice();
});
afterAll(() => office?.stop());

const automatic = (letter: Letter) => letter.header('auto-submitted') !== undefined;
let writers = 0;

/** A new person's letter as a ticket; its acknowledgement is left alone. */
async function ask(subject = 'Вопрос'): Promise<{
  person: ReturnType<MailOffice['mail']['person']>;
  ticket: TicketView;
  reply(text: string): Promise<void>;
  delivery(state: string): Promise<MessageView>;
}> {
  const person = office.mail.person(`writer${++writers}@mail.example`, `Клиент ${writers}`);
  person.send({ subject, messageId: `<q${writers}@mail.example>` });
  const ticket = await office.pavel.ticket((one) => one.client.name === person.name);
  await office.world.settle();
  return {
    person,
    ticket,
    reply: async (text) => void expect((await office.pavel.post(`/api/tickets/${ticket.id}/replies`, { text })).status).toBe(201),
    delivery: async (state) => (await office.conversation(ticket.id, (all) => all.at(-1)!.delivery?.state === state)).at(-1)!,
  };
}

describe('acknowledgement', () => {
  it('in working hours: the number and a time the calendar allows, as an answer that robots recognise', async () => {
    const { person, ticket } = await ask('Справка об обучении');
    const [letter] = person.inbox;
    // read as the client reads it
    expect(letter!.text.trimEnd()).toBe(
      [
        'Здравствуйте!',
        '',
        `Ваше обращение зарегистрировано под номером ${ticket.number}. Ответим не позднее 14 октября в 16:00 (время московское).`,
        'Чтобы что-то добавить, просто ответьте на это письмо.',
        '',
        'Это письмо отправлено автоматически.',
      ].join('\n'),
    );
    expect(letter!.subject).toBe('Re: Справка об обучении');
    expect(letter!.header('auto-submitted')).toBe('auto-replied');
    expect(letter!.header('in-reply-to')).toBe(`<q${writers}@mail.example>`);
    expect(letter!.header('from')).toContain('Институт «Меридиан»');
    expect(Date.parse(ticket.clocks.firstAnswerDueAt!)).toBeGreaterThan(office.world.clock.now().getTime());
  });

  it('at most one a day to an address, also when letters come together; the next day one more', async () => {
    const { person } = await ask();
    for (const subject of ['Второе', 'Третье', 'Четвёртое']) person.send({ subject });
    await office.pavel.ticket((one) => one.subject === 'Четвёртое');
    await office.world.settle();
    expect(person.inbox.filter(automatic)).toHaveLength(1);
    const many = office.mail.person('many@mail.example', 'Сразу Много');
    for (const subject of ['а', 'б', 'в']) office.mail.mailbox().append(many.send({ subject, to: 'nobody@else.example' }));
    await office.pavel.ticket((one) => one.subject === 'в' && one.client.name === 'Сразу Много');
    await office.world.settle();
    expect(many.inbox.filter(automatic)).toHaveLength(1);
    await office.world.pass(25 * HOUR);
    person.send({ subject: 'Назавтра' });
    await office.pavel.ticket((one) => one.subject === 'Назавтра');
    await office.world.settle();
    expect(person.inbox.filter(automatic)).toHaveLength(2);
  });

  it('is an answer to the client’s words: it stands below them, and lists go on showing the question', async () => {
    const { ticket } = await ask();
    const messages = await office.messages(ticket.id);
    expect(messages.map((one) => one.direction)).toEqual(['inbound', 'outbound']);
    expect((await office.pavel.get(`/api/tickets/${ticket.id}`)).body).toMatchObject({ preview: messages[0]!.text, unanswered: true });
  });

  it('at night names the opening hour', async () => {
    office.world.clock.moveTo(new Date('2026-10-16T18:00:00Z'));
    const { person, ticket } = await ask();
    expect(person.inbox[0]!.text).toContain(
      `под номером ${ticket.number}. Сейчас нерабочее время: контактный отдел откроется 19 октября в 09:00. Ответим не позднее 19 октября в 13:00 (время московское).`,
    );
  });

  it('one switch silences it, and it comes back', async () => {
    await office.admin.put('/api/channels/silence', { silenced: true });
    const { person } = await ask();
    expect(person.inbox).toEqual([]);
    await office.admin.put('/api/channels/silence', { silenced: false });
    expect((await ask()).person.inbox).toHaveLength(1);
  });
});

describe('replies through difficult servers', () => {
  it('greylisting: the letter waits, says why, and arrives once at the second attempt', async () => {
    const { person, reply, delivery } = await ask();
    office.mail.smtp.fault({ stage: 'rcpt', code: 451, message: '4.7.1 Greylisted, please try again later' });
    await reply('После серого списка.');
    const waiting = (await delivery('queued')).delivery!;
    expect(waiting).toMatchObject({ attempts: 1, error: expect.stringMatching(/повторить позже: .*Greylisted/) });
    await office.world.pass(4 * 60_000);
    expect(person.inbox.filter((one) => !automatic(one))).toEqual([]);
    await office.world.pass(2 * 60_000);
    expect((await delivery('sent')).delivery).toMatchObject({ attempts: 2, error: null });
    expect(person.inbox.filter((one) => one.text.includes('После серого списка'))).toHaveLength(1);
  });

  it('4xx is tried again up to a day and then shown as not delivered', async () => {
    const { ticket, reply, delivery } = await ask();
    office.mail.smtp.fault({ stage: 'mail', code: 421, message: '4.3.2 try later', times: 2 });
    await reply('Не дойдёт.');
    await delivery('queued');
    await office.world.pass(25 * HOUR);
    expect((await delivery('failed')).delivery!.error).toContain('try later');
    expect((await office.pavel.get(`/api/tickets/${ticket.id}`)).body.unanswered).toBe(true);
  });

  it('5xx fails at once with a reason to act on, and a person may try again', async () => {
    const { person, ticket, reply, delivery } = await ask();
    office.mail.smtp.fault({ stage: 'rcpt', code: 550, message: '5.1.1 user unknown' });
    await reply('Адресата нет.');
    const failed = await delivery('failed');
    expect(failed.delivery).toMatchObject({
      attempts: 1,
      error: expect.stringMatching(/^Почтового ящика writer\d+@mail.example нет или он отключён. Уточните адрес у клиента./),
    });
    expect((await office.pavel.get(`/api/tickets/${ticket.id}`)).body.unanswered).toBe(true);
    expect((await office.pavel.post(`/api/tickets/${ticket.id}/messages/${failed.id}/retry`)).status).toBe(204);
    await delivery('sent');
    expect(person.inbox.filter((one) => one.text.includes('Адресата нет'))).toHaveLength(1);
  });

  it('an answer lost after DATA is sent again under the same Message-ID', async () => {
    const { person, reply, delivery } = await ask();
    office.mail.smtp.fault({ stage: 'data', cut: true, after: true });
    await reply('Ответ сервера потерян.');
    await delivery('queued');
    await office.world.pass(10_000);
    await delivery('sent');
    const copies = person.inbox.filter((one) => one.text.includes('Ответ сервера потерян'));
    expect(copies).toHaveLength(2);
    expect(new Set(copies.map((one) => one.messageId)).size).toBe(1);
  });

  it('"sent" appears only after the provider accepted the letter', async () => {
    const smtp = await new SmtpPeer().listen();
    const { ticket, reply, delivery } = await ask();
    const [account] = await office.world.services.accounts.accounts();
    await office.admin.patch(`/api/channels/email/accounts/${account!.id}`, { settings: mailboxAt(office.mail.imapUrl, smtp.url) });
    const release = smtp.hold();
    try {
      await reply('Держим ответ.');
      await smtp.arrived.waitFor((one) => one.text.includes('Держим ответ'));
      expect((await office.messages(ticket.id)).at(-1)!.delivery!.state).toBe('sending');
    } finally {
      release();
    }
    expect((await delivery('sent')).text).toBe('Держим ответ.');
    await smtp.close();
  });
});
