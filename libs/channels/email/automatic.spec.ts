// Robots, bounces, receipts and lists told from people.
import { describe, expect, it } from '@jest/globals';
import { letter } from './fixtures/encode.js';
import { parseMail } from './mail.js';

const one = (...headers: string[]) => parseMail(letter('From: a@example.ru', ...headers, '', 'text')).automatic;

describe('automatic letters', () => {
  it.each([
    [['Subject: Вопрос'], undefined],
    [['Subject: Вопрос', 'Auto-Submitted: no'], undefined],
    [['Subject: Re: отпуск', 'Return-Path: <a@example.ru>'], undefined],
    [['Auto-Submitted: auto-generated'], 'robot'],
    [['Auto-Submitted: auto-replied'], 'out-of-office'],
    [['X-Auto-Response-Suppress: All'], 'robot'],
    [['Return-Path: <>'], 'robot'],
    [['Precedence: bulk'], 'list'],
    [['List-Id: <news.example.ru>'], 'list'],
    [['Subject: Автоматический ответ: Вопрос'], 'out-of-office'],
    [['Subject: Out of office: hello'], 'out-of-office'],
    [['Subject: Прочитано: Ваш вопрос', 'Return-Path: <>'], 'receipt'],
    [['Subject: Undelivered Mail Returned to Sender', 'Return-Path: <>'], 'bounce'],
    [['Subject: Недоставленное сообщение', 'Return-Path: <>'], 'bounce'],
    [['X-Failed-Recipients: b@example.ru'], 'bounce'],
  ])('%j', (headers, reason) => expect(one(...headers)?.reason).toBe(reason));

  const report = (type: string, machine: string[], copy: string[] = []) =>
    parseMail(
      letter(
        'From: MAILER-DAEMON@example.ru',
        `Content-Type: multipart/report; report-type=${type}; boundary=b`,
        '',
        '--b',
        '',
        'Sorry',
        '--b',
        `Content-Type: message/${type}`,
        '',
        ...machine,
        '--b',
        'Content-Type: message/rfc822',
        '',
        ...copy,
        '',
        'old',
        '--b--',
      ),
    );

  it('reads a delivery report', () => {
    const mail = report(
      'delivery-status',
      [
        'Reporting-MTA: dns; mx',
        '',
        'Final-Recipient: rfc822; x@example.ru',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 5.1.1 no',
        ' such user',
      ],
      ['Message-ID: <otk.t@cc>', 'Subject: old'],
    );
    expect(mail.automatic).toEqual({
      reason: 'bounce',
      about: ['<otk.t@cc>'],
      failed: { reason: '550 5.1.1 no such user', permanent: true },
    });
    expect(mail.visible).toBe('Sorry');
  });

  it.each([
    ['delayed', '4.4.1', { reason: 'bounce', permanent: false }],
    ['failed', '4.4.7', { reason: 'bounce', permanent: false }],
    ['delivered', '2.0.0', { reason: 'receipt', permanent: undefined }],
  ])('action %s', (action, status, expected) => {
    const found = report('delivery-status', ['X: y', '', `Action: ${action}`, `Status: ${status}`]).automatic;
    expect({ reason: found?.reason, permanent: found?.failed?.permanent }).toEqual(expected);
  });

  it('reads a read receipt', () => {
    const found = report('disposition-notification', [
      'Original-Message-ID: <otk.t@cc>',
      'Disposition: manual-action/MDN-sent-manually; displayed',
    ]).automatic;
    expect(found).toEqual({ reason: 'receipt', about: ['<otk.t@cc>'] });
  });
});
