// Replies as letters, SMTP answers as outcomes, settings.
import { describe, expect, it } from '@jest/globals';
import type { Outbound } from '../channel.js';
import { compose, isAddress, toHtml } from './compose.js';
import { readFailure } from './outcome.js';
import { accountsFromEnvironment, EmailSettings, readEndpoint } from './settings.js';
import { texts } from './texts.js';

const settings: EmailSettings = {
  imapUrl: 'imap://u:p@h',
  smtpUrl: 'smtp://h',
  from: { name: 'Приёмная', address: 'cc@example.edu' },
  plusAddress: false,
};
const keys = { sign: (purpose: string, value: string) => `${purpose}-${value.replace('/', '-')}` };
const out: Outbound = {
  key: 'k1',
  attempt: 1,
  ticketId: 'T1',
  ticketNumber: 'ОБР-2026-000001',
  conversationKey: 'a@x.ru',
  to: { address: 'a@x.ru', name: 'Анна' },
  text: 'Здравствуйте!',
  files: [],
  automatic: false,
  subject: null,
  replyTo: { externalId: '<q@x.ru>', meta: { subject: 'Вопрос' } },
  references: Array.from({ length: 15 }, (_, at) => `<${at}@x.ru>`),
  from: { name: null },
  signature: '',
  sentParts: [],
  language: 'ru',
};

describe('a reply as a letter', () => {
  it('threads', () => {
    const letter = compose(out, settings, keys);
    expect(letter).toMatchObject({ messageId: '<otk.mail-T1-k1@example.edu>', inReplyTo: '<q@x.ru>', subject: 'Re: Вопрос', headers: {} });
    expect(letter.references).toHaveLength(10);
    expect(letter.references?.at(-1)).toBe('<q@x.ru>');
    expect(compose({ ...out, attempt: 5 }, settings, keys).messageId).toBe(letter.messageId);
  });

  it.each([
    ['the ticket’s subject is answered', 'Общежитие', 'Re: Общежитие'],
    ['an answer is not answered twice', 'RE: Общежитие', 'RE: Общежитие'],
    ['nor a numbered Russian one', 'Отв[2]: Общежитие', 'Отв[2]: Общежитие'],
    ['a letter without a subject', '', 'ОБР-2026-000001'],
  ])('%s', (_, subject, expected) => expect(compose({ ...out, subject }, settings, keys).subject).toBe(expected));

  it('names the institute, then the person', () => {
    expect(compose(out, settings, keys).from).toEqual({ name: 'Приёмная', address: 'cc@example.edu' });
    expect(compose({ ...out, from: { name: 'Ким Анна' } }, settings, keys).from.name).toBe('Приёмная — Ким Анна');
  });

  it('marks robots, offers the plus-address, signs', () => {
    const letter = compose({ ...out, automatic: true, signature: 'Контакт-центр' }, { ...settings, plusAddress: true }, keys);
    expect(letter.headers).toEqual({ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' });
    expect(letter.replyTo?.address).toBe('cc+otk-reply-T1@example.edu');
    expect(letter.text).toBe('Здравствуйте!\n\n-- \nКонтакт-центр');
  });

  it('cannot be injected into', () => {
    const letter = compose(
      { ...out, subject: 'a\r\nBcc: x@y', replyTo: null, to: { address: 'a@x.ru', name: 'Иван, evil@x.ru\r\nBcc: z@y' } },
      settings,
      keys,
    );
    expect(letter.subject).toBe('a Bcc: x@y');
    expect(letter.to).toEqual([{ name: 'Иван, evil@x.ru Bcc: z@y', address: 'a@x.ru' }]);
    expect(toHtml('<b>&"</b> https://x.ru/a.', 'ru')).toContain(
      '<p>&lt;b&gt;&amp;&quot;&lt;/b&gt; <a href="https://x.ru/a">https://x.ru/a</a>.</p>',
    );
  });

  it.each([
    ['a@x.ru', true],
    ['a@x.ru, b@x.ru', false],
    ['a@x.ru\r\nRCPT TO:<b@x.ru>', false],
    ['Анна <a@x.ru>', false],
    ['', false],
  ])('address %j: %s', (address, good) => expect(isAddress(address)).toBe(good));
});

describe('what the server answered', () => {
  it.each([
    [{ responseCode: 550, response: '550 5.1.1 user unknown', command: 'RCPT TO' }, 'failed', 'smtp.mailbox'],
    [{ responseCode: 552, response: '552 5.2.2 mailbox full' }, 'failed', 'smtp.full'],
    [{ responseCode: 552, response: '552 5.3.4 message too large' }, 'failed', 'smtp.too-large'],
    [{ responseCode: 553, response: '553 no', command: 'MAIL FROM' }, 'failed', 'smtp.sender'],
    [{ responseCode: 554, response: '554 spam' }, 'failed', 'smtp.refused'],
    [{ responseCode: 451, response: '451 greylisted' }, 'retry', 'smtp.later'],
    [{ responseCode: 421, response: '421 busy' }, 'retry', 'smtp.later'],
    [{ code: 'EAUTH', responseCode: 535 }, 'retry', 'smtp.sign-in'],
    [{ code: 'ECONNECTION', command: 'DATA', message: 'closed' }, 'retry', 'net.lost'],
  ])('%j', (failure, state, key) => expect(readFailure(failure)).toMatchObject({ state, reason: { key } }));
});

describe('settings', () => {
  it('reads addresses of servers', () => {
    expect(readEndpoint('imaps://cc%40example.edu:p%3Aw@mail.example.edu/%D0%9F%D0%BE%D1%87%D1%82%D0%B0')).toEqual({
      scheme: 'imap',
      secure: true,
      host: 'mail.example.edu',
      port: 993,
      user: 'cc@example.edu',
      pass: 'p:w',
      folder: 'Почта',
    });
    expect(readEndpoint('http://x')).toBeNull();
  });

  it('takes a mailbox from the environment', () => {
    const [account] = accountsFromEnvironment({
      IMAP_URL: 'imap://u:p@127.0.0.1:1143/',
      SMTP_URL: 'smtp://127.0.0.1:1025',
      MAIL_FROM: 'Приёмная <cc@example.edu>',
    });
    expect(account).toMatchObject({ name: 'cc@example.edu', endpoints: ['127.0.0.1', '127.0.0.1'] });
    expect(EmailSettings.parse(account.settings).from).toEqual({ name: 'Приёмная', address: 'cc@example.edu' });
    expect(accountsFromEnvironment({})).toEqual([]);
  });

  it('says the same things in both languages', () => {
    expect(Object.keys(texts.en)).toEqual(Object.keys(texts.ru));
    for (const key of Object.keys(texts.ru))
      expect(texts.en[key].match(/\{\w+\}/g)?.sort()).toEqual(texts.ru[key].match(/\{\w+\}/g)?.sort());
  });
});
