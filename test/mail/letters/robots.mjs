// Letters written by machines, and people's letters that resemble them.
import { DESK, html, letter, line, multi, part, raw, text, usual, word } from './wire.mjs';

const utf = (subject) => word('utf-8', 'B', subject);
const eight = { transfer: '8bit' };
const status = (...rows) =>
  part(['Content-Type: message/delivery-status', 'Content-Description: Delivery report'], rows.join('\r\n'), '7bit');
const returned = (body = '') =>
  part(
    ['Content-Type: message/rfc822', 'Content-Description: Undelivered Message'],
    `From: ${DESK}\r\nTo: anna@mail.example\r\nSubject: answer\r\nMessage-ID: <cc1@institut.example>\r\n\r\n${body}`,
    '7bit',
  );

const postfix = `This is the mail system at host mx.institut.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<anna@mail.example>: host mx.mail.example[192.0.2.1] said: 550 5.1.1 user unknown`;

const exchange =
  'Не удалось выполнить доставку следующим получателям или группам:\n\nanna@mail.example\nПочтовый ящик получателя переполнен.';

const exim = `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  anna@inbox.example
    550 Message was not accepted -- invalid mailbox.`;

const away = 'Здравствуйте! Я в отпуске до 16 ноября. По срочным вопросам пишите Иванову.';
const receipt = 'Это уведомление о том, что письмо было показано на экране получателя.';
const disposition = part(
  ['Content-Type: message/disposition-notification'],
  'Final-Recipient: rfc822;anna@mail.example\r\nOriginal-Message-ID: <cc1@institut.example>\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n',
  '7bit',
);

export const robots = [
  letter(
    'vacation-rfc3834.eml',
    raw(
      usual(
        `${utf('Анна Петрова')} <anna@mail.example>`,
        utf('Автоответ: Ваше обращение'),
        'a1',
        'Auto-Submitted: auto-replied (vacation)',
        'In-Reply-To: <cc1@institut.example>',
      ),
      text(away),
    ),
    { from: ['Анна Петрова', 'anna@mail.example'], subject: 'Автоответ: Ваше обращение', text: away, automatic: 'out-of-office' },
  ),

  letter(
    'vacation-exchange.eml',
    raw(
      usual(
        `${utf('Сергей Ким')} <kim@firma.example>`,
        utf('Автоматический ответ: Договор'),
        'a2',
        'Auto-Submitted: auto-generated',
        'X-Auto-Response-Suppress: All',
        'X-MS-Exchange-Inbox-Rules-Loop: kim@firma.example',
      ),
      html('<html><body><p>Меня нет на месте до 9 ноября.</p></body></html>'),
    ),
    {
      from: ['Сергей Ким', 'kim@firma.example'],
      subject: 'Автоматический ответ: Договор',
      text: 'Меня нет на месте до 9 ноября.',
      automatic: 'out-of-office',
    },
  ),

  letter(
    'vacation-gmail.eml',
    raw(
      usual(
        `${utf('Иван Белов')} <belov@gm.example>`,
        utf('В отпуске Re: Практика'),
        'a3',
        'Auto-Submitted: auto-replied',
        'Precedence: bulk',
        'X-Autoreply: yes',
      ),
      text(away, eight),
    ),
    { from: ['Иван Белов', 'belov@gm.example'], subject: 'В отпуске Re: Практика', text: away, automatic: 'out-of-office' },
  ),

  letter(
    'vacation-with-old-headers.eml',
    raw(
      usual(
        `${utf('Вера Орлова')} <orlova@post.example>`,
        utf('Out of Office: вернусь 16 ноября'),
        'a4',
        'X-Autorespond: vacation',
        'Precedence: auto_reply',
        'Return-Path: <>',
      ),
      text(away),
    ),
    { from: ['Вера Орлова', 'orlova@post.example'], subject: 'Out of Office: вернусь 16 ноября', text: away, automatic: 'out-of-office' },
  ),

  letter(
    'bounce-postfix.eml',
    raw(
      [
        'Return-Path: <>',
        'From: MAILER-DAEMON@mx.institut.example (Mail Delivery System)',
        `To: ${DESK}`,
        'Subject: Undelivered Mail Returned to Sender',
        'Auto-Submitted: auto-replied',
        'Message-Id: <d1@mx.institut.example>',
      ],
      multi(
        'report',
        'D1.1/mx',
        [
          text(postfix, { charset: 'utf-8', transfer: '7bit' }),
          status(
            'Reporting-MTA: dns; mx.institut.example',
            '',
            'Final-Recipient: rfc822; anna@mail.example',
            'Action: failed',
            'Status: 5.1.1',
          ),
          returned('hello'),
        ],
        '; report-type=delivery-status',
      ),
    ),
    {
      from: ['Mail Delivery System', 'MAILER-DAEMON@mx.institut.example'],
      subject: 'Undelivered Mail Returned to Sender',
      text: postfix,
      files: null,
      automatic: 'bounce',
    },
  ),

  letter(
    'bounce-exchange.eml',
    raw(
      [
        'From: Microsoft Outlook <MicrosoftExchange329e71ec@firma.example>',
        `To: ${DESK}`,
        line('Subject: ', utf('Не удается доставить: Ваше обращение')),
        'Auto-Submitted: auto-replied',
        'X-MS-Exchange-Message-Is-Ndr:',
        'Message-ID: <d2@firma.example>',
      ],
      multi(
        'report',
        'd2',
        [
          multi('alternative', 'd2a', [
            text(exchange),
            html(
              `<html><body><p>Не удалось выполнить доставку следующим получателям или группам:</p><p>anna@mail.example<br>Почтовый ящик получателя переполнен.</p></body></html>`,
            ),
          ]),
          status('Reporting-MTA: dns;ex.firma.example', '', 'Final-recipient: RFC822;anna@mail.example', 'Action: failed', 'Status: 5.2.2'),
          returned(),
        ],
        '; report-type=delivery-status',
      ),
    ),
    {
      from: ['Microsoft Outlook', 'MicrosoftExchange329e71ec@firma.example'],
      subject: 'Не удается доставить: Ваше обращение',
      text: exchange,
      files: null,
      automatic: 'bounce',
    },
  ),

  letter(
    'bounce-mailru-plain.eml',
    raw(
      [
        'Return-path: <>',
        'From: mailer-daemon@corp.inbox.example',
        `To: ${DESK}`,
        'Subject: Mail failure.',
        'X-Failed-Recipients: anna@inbox.example',
        'Auto-Submitted: auto-replied',
        'Message-Id: <d3@inbox.example>',
      ],
      text(exim, { transfer: '7bit' }),
    ),
    { from: ['', 'mailer-daemon@corp.inbox.example'], subject: 'Mail failure.', text: exim, automatic: 'bounce' },
  ),

  letter(
    'bounce-without-auto-submitted.eml',
    raw(
      [
        'From: Mail Delivery Subsystem <mailer-daemon@gm.example>',
        `To: ${DESK}`,
        'Subject: Delivery Status Notification (Failure)',
        'Message-ID: <d4@gm.example>',
      ],
      multi(
        'report',
        'd4',
        [
          text('Адрес не найден.\nПисьмо не доставлено на адрес anna@gm.example.'),
          status('Reporting-MTA: dns; gm.example', '', 'Final-Recipient: rfc822; anna@gm.example', 'Action: failed', 'Status: 5.1.1'),
        ],
        '; report-type="delivery-status"',
      ),
    ),
    {
      from: ['Mail Delivery Subsystem', 'mailer-daemon@gm.example'],
      subject: 'Delivery Status Notification (Failure)',
      text: 'Адрес не найден.\nПисьмо не доставлено на адрес anna@gm.example.',
      files: null,
      automatic: 'bounce',
    },
  ),

  letter(
    'receipt-outlook.eml',
    raw(
      usual(`${utf('Анна Петрова')} <anna@mail.example>`, utf('Прочитано: Ваше обращение'), 'r1'),
      multi('report', 'r1', [text(receipt), disposition], '; report-type=disposition-notification'),
    ),
    { from: ['Анна Петрова', 'anna@mail.example'], subject: 'Прочитано: Ваше обращение', text: receipt, files: null, automatic: 'receipt' },
  ),

  letter(
    'receipt-thunderbird-1251.eml',
    raw(
      usual(
        `${word('windows-1251', 'B', 'Вера Орлова')} <orlova@post.example>`,
        word('windows-1251', 'B', 'Уведомление о прочтении - Ваше обращение'),
        'r2',
        'Auto-Submitted: auto-replied',
      ),
      multi(
        'report',
        'r2',
        [text(receipt, { charset: 'windows-1251', transfer: 'quoted-printable' }), disposition],
        '; report-type="disposition-notification"',
      ),
    ),
    {
      from: ['Вера Орлова', 'orlova@post.example'],
      subject: 'Уведомление о прочтении - Ваше обращение',
      text: receipt,
      files: null,
      automatic: 'receipt',
    },
  ),

  letter(
    'mailing-list.eml',
    raw(
      usual(
        `${utf('Вестник вузов')} <news@list.example>`,
        utf('Новости за ноябрь'),
        'l1',
        'List-Id: <news.list.example>',
        'List-Unsubscribe: <mailto:out@list.example>',
        'Precedence: list',
      ),
      html('<html><body><h2>Новости</h2><p>Открыт приём заявок.</p></body></html>'),
    ),
    {
      from: ['Вестник вузов', 'news@list.example'],
      subject: 'Новости за ноябрь',
      text: 'Новости\nОткрыт приём заявок.',
      automatic: 'robot',
    },
  ),

  letter(
    'helpdesk-acknowledgement.eml',
    raw(
      usual(
        `${utf('Служба поддержки')} <support@soft.example>`,
        utf('[#4821] Ваша заявка принята'),
        'l2',
        'Auto-Submitted: auto-generated',
        'X-Auto-Response-Suppress: All',
      ),
      text('Заявка зарегистрирована под номером 4821.', eight),
    ),
    {
      from: ['Служба поддержки', 'support@soft.example'],
      subject: '[#4821] Ваша заявка принята',
      text: 'Заявка зарегистрирована под номером 4821.',
      automatic: 'robot',
    },
  ),

  letter(
    'person-with-auto-submitted-no.eml',
    raw(
      usual(`${utf('Анна Петрова')} <anna@mail.example>`, utf('Вопрос'), 'p1', 'Auto-Submitted: no'),
      text('Когда день открытых дверей?'),
    ),
    { from: ['Анна Петрова', 'anna@mail.example'], subject: 'Вопрос', text: 'Когда день открытых дверей?' },
  ),

  letter(
    'person-answers-an-automatic-answer.eml',
    raw(
      usual(
        `${utf('Анна Петрова')} <anna@mail.example>`,
        utf('Re: Автоматический ответ: Вопрос'),
        'p2',
        'In-Reply-To: <cc2@institut.example>',
      ),
      text('Это понятно, но ответьте по существу: место есть или нет?'),
    ),
    {
      from: ['Анна Петрова', 'anna@mail.example'],
      subject: 'Re: Автоматический ответ: Вопрос',
      text: 'Это понятно, но ответьте по существу: место есть или нет?',
    },
  ),
];
