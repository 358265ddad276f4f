// Forwards inside forwards: as text of several programs, and as letters attached to attached letters.
import { bytes, letter, multi, part, raw, text, usual, word } from './wire.mjs';

const utf = (subject) => word('utf-8', 'B', subject);
const father = `${utf('Игорь Лапин')} <lapin@post.example>`;
const FATHER = ['Игорь Лапин', 'lapin@post.example'];
const eight = { transfer: '8bit' };

const outlookTwice = `Посмотрите, пожалуйста, кому это адресовать.

-----Исходное сообщение-----
От: Лапина Ольга
Отправлено: 1 ноября 2026 г. 18:22
Кому: Игорь Лапин
Тема: FW: Справка для военкомата

Переслал сын, ответа он так и не получил.

-----Исходное сообщение-----
От: Лапин Фёдор
Отправлено: 31 октября 2026 г. 9:05
Кому: Лапина Ольга
Тема: Справка для военкомата

Мама, в деканате сказали ждать две недели.`;

const yandexInMailru = `Вся переписка ниже.

-------- Пересылаемое сообщение --------
От кого: Игорь Лапин <lapin@post.example>
Кому: olga@post.example
Дата: Воскресенье, 1 ноября 2026, 20:10 +03:00
Тема: Fwd: Счёт за семестр

-------- Пересылаемое сообщение --------
31.10.2026, 11:40, "Бухгалтерия" <pay@institut.example>:

Оплатите до 10 ноября.
-------- Конец пересылаемого сообщения --------`;

const innermost = Buffer.from(
  [
    'From: Dean <dean@institut.example>',
    'To: fedor@post.example',
    'Subject: Order',
    'Message-ID: <n1@institut.example>',
    'Content-Type: text/plain; charset=koi8-r',
    'Content-Transfer-Encoding: 8bit',
    '',
    '',
  ].join('\r\n'),
  'latin1',
);
const order = Buffer.concat([innermost, bytes('koi8-r', 'Приказ подписан.')]);
const between = raw(
  ['From: fedor@post.example', 'To: lapin@post.example', 'Subject: Fwd: Order', 'Message-ID: <n2@post.example>'],
  multi('mixed', 'n-inner', [
    text('Папа, вот приказ.', eight),
    part(['Content-Type: message/rfc822', 'Content-Disposition: attachment; filename="Order.eml"'], order, '8bit'),
  ]),
);

const scan = Buffer.from('89504e470d0a1a0a0000000d4948445200ff', 'hex');
const withScan = raw(
  [`From: ${utf('Фёдор Лапин')} <fedor@post.example>`, `Subject: ${utf('Скан')}`, 'Date: Sun, 1 Nov 2026 10:00:00 +0300'],
  multi('mixed', 'n-scan', [
    text('Скан справки приложил.', eight),
    part(['Content-Type: image/png; name="scan.png"', 'Content-Disposition: attachment; filename="scan.png"'], scan),
  ]),
);
const around = raw(
  [`From: ${utf('Ольга Лапина')} <olga@post.example>`, `Subject: ${utf('Fwd: Скан')}`, 'Date: Sun, 1 Nov 2026 11:00:00 +0300'],
  multi('mixed', 'n-around', [text('Пересылаю от Феди.', eight), part(['Content-Type: message/rfc822'], withScan, '8bit')]),
);

export const forwards = [
  letter(
    'forward-of-a-forward-outlook-1251.eml',
    raw(
      usual(father, word('windows-1251', 'B', 'FW: FW: Справка для военкомата'), 'f1', 'X-Mailer: Microsoft Outlook 16.0'),
      text(outlookTwice, { charset: 'windows-1251', transfer: '8bit' }),
    ),
    { from: FATHER, subject: 'FW: FW: Справка для военкомата', text: outlookTwice },
  ),

  letter(
    'forward-of-a-forward-mailru.eml',
    raw(usual(father, utf('Fwd: Fwd: Счёт за семестр'), 'f2', 'X-Mailer: Mail.Ru Mailer 1.0'), text(yandexInMailru)),
    { from: FATHER, subject: 'Fwd: Fwd: Счёт за семестр', text: yandexInMailru },
  ),

  letter(
    'forward-attached-in-attached.eml',
    raw(
      usual(father, utf('Приказ о зачислении'), 'f3', 'User-Agent: Mozilla Thunderbird'),
      multi('mixed', 'n-outer', [
        text('Приказ во вложенных письмах.', eight),
        part(['Content-Type: message/rfc822; name="Fwd.eml"', 'Content-Disposition: attachment; filename="Fwd.eml"'], between, '8bit'),
      ]),
    ),
    { from: FATHER, subject: 'Приказ о зачислении', text: 'Приказ во вложенных письмах.', files: [['Fwd.eml', between]] },
  ),

  letter(
    'forward-part-in-part.eml',
    raw(
      usual(father, utf('Fwd: Fwd: Скан'), 'f4', 'X-Mailer: Apple Mail (2.3826)'),
      multi('mixed', 'n-apple', [text('Скан внутри.', eight), part(['Content-Type: message/rfc822'], around, '8bit')]),
    ),
    {
      from: FATHER,
      subject: 'Fwd: Fwd: Скан',
      text: [
        'Скан внутри.',
        '---------- Forwarded message ----------\nFrom: Ольга Лапина <olga@post.example>\nDate: Sun, 1 Nov 2026 11:00:00 +0300\nSubject: Fwd: Скан\n\nПересылаю от Феди.',
        '---------- Forwarded message ----------\nFrom: Фёдор Лапин <fedor@post.example>\nDate: Sun, 1 Nov 2026 10:00:00 +0300\nSubject: Скан\n\nСкан справки приложил.',
      ].join('\n\n'),
      files: [['scan.png', scan]],
    },
  ),
];
