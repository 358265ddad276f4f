// The SMTP stand-in and people's mailboxes against the real nodemailer.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { type Mail, startMail } from './mail.server.js';

let mail: Mail;
beforeEach(async () => {
  mail = await startMail({ accounts: [{ address: 'help@institute.example' }, { address: 'dorm@institute.example' }] });
});
afterEach(() => mail.close());

const send = (to: string, extra: object = {}) => {
  const transport = createTransport({
    host: '127.0.0.1',
    port: mail.smtp.port,
    secure: false,
    auth: { user: 'help@institute.example', pass: 'demo' },
  });
  return transport.sendMail({
    from: { name: 'Отклик', address: 'help@institute.example' },
    to: { name: 'Анна', address: to },
    subject: 'Ваше обращение ОБР-2026-000001 зарегистрировано',
    text: 'Здравствуйте! Мы ответим до 18:00.',
    html: '<p>Здравствуйте!</p>',
    replyTo: 'help+t0ken@institute.example',
    ...extra,
  });
};

describe('letters', () => {
  it('reach the person decoded, and the answer comes back threaded into the right mailbox', async () => {
    const anna = mail.person('anna@mail.example', 'Анна Петрова');
    await send('Anna@mail.example', { attachments: [{ filename: 'Памятка абитуриента.txt', content: 'памятка' }] });
    const letter = await anna.waitFor();
    const { subject, text, html, attachmentNames, answerTo } = letter;
    expect({ subject, text, html, attachmentNames, answerTo }).toEqual({
      subject: 'Ваше обращение ОБР-2026-000001 зарегистрировано',
      text: 'Здравствуйте! Мы ответим до 18:00.',
      html: '<p>Здравствуйте!</p>',
      attachmentNames: ['Памятка абитуриента.txt'],
      answerTo: 'help+t0ken@institute.example',
    });
    const answer = anna.reply(letter, { text: 'Спасибо, жду.' }).toString();
    expect(answer).toContain(`In-Reply-To: ${letter.messageId}`);
    expect(mail.delivered.last).toMatchObject({ account: 'help@institute.example', mailbox: 'INBOX', uid: 1 });
    anna.vacation(letter);
    mail.bounce(letter);
    expect(mail.mailbox().letters.map((one) => /Auto-Submitted: (.*)/.exec(one.raw().toString())?.[1]?.trim())).toEqual([
      undefined,
      'auto-replied',
      'auto-replied',
    ]);
    await send('dorm@institute.example');
    expect(mail.mailbox('INBOX', 'dorm@institute.example').letters).toHaveLength(1);
  });

  it('keep the blank that stands before a soft line break', async () => {
    const html = `<p>${'Анна, добрый день! Справка будет готова через три рабочих дня. '.repeat(10)}</p>`;
    const latin = `<!-- ${'many plain words make quoted-printable the shorter way '.repeat(30)}-->`;
    await send('anna@mail.example', { html: `${html}${latin}` });
    const letter = await mail.person('anna@mail.example').waitFor();
    expect(letter.raw.toString()).toContain('quoted-printable');
    expect(letter.html).toBe(`${html}${latin}`);
  });

  it.each(['windows-1251', 'koi8-r'] as const)('are written in %s too', (charset) => {
    const raw = mail.person('anna@mail.example', 'Анна').send({ subject: 'Общежитие', text: 'Когда заселение? Ё', charset });
    const body = raw.toString('latin1').split('\r\n\r\n')[1]!;
    expect(new TextDecoder(charset).decode(Buffer.from(body, 'base64'))).toBe('Когда заселение? Ё');
    const careless = mail.person('anna@mail.example').send({ subject: 'Общежитие', text: 'р', charset, rawHeaders: true });
    expect(new TextDecoder(charset).decode(careless)).toContain('Subject: Общежитие\r\n');
  });
});

describe('refusals', () => {
  it.each([
    [
      '4xx after the data',
      () => mail.smtp.fault({ stage: 'data', code: 452, message: '4.2.2 Mailbox full' }),
      { responseCode: 452 },
      false,
    ],
    ['5xx for a recipient', () => mail.smtp.fault({ stage: 'rcpt', to: 'anna@mail.example', code: 554 }), { responseCode: 554 }, false],
    ['an unknown recipient', () => mail.smtp.unknown.add('anna@mail.example'), { responseCode: 550 }, false],
    [
      'greylisting',
      () => {
        mail.smtp.greylisting = true;
      },
      { responseCode: 451 },
      false,
    ],
    ['a cut at the start', () => mail.smtp.fault({ stage: 'connect', cut: true }), {}, false],
    ['a cut after the letter was taken', () => mail.smtp.fault({ stage: 'data', cut: true, after: true }), {}, true],
  ])('%s: the sender sees it, the person %#', async (_name, order, seen, taken) => {
    order();
    await expect(send('anna@mail.example')).rejects.toMatchObject(seen);
    expect(mail.person('anna@mail.example').inbox).toHaveLength(taken ? 1 : 0);
    mail.smtp.unknown.clear();
    await send('anna@mail.example');
    expect(mail.smtp.attempts.last).toMatchObject({ code: 250, taken: true, to: ['anna@mail.example'] });
  });
});
