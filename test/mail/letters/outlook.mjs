// Letters in the shapes of Outlook, its web version and 1С:Документооборот.
import { bytes, DESK, html, letter, line, multi, part, percent, raw, text, tnef, usual, word } from './wire.mjs';

const DOCX = Buffer.from('PK\u0003\u0004 заявление на перевод, черновик', 'utf8');
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');

const replyTop = `Добрый день!

Паспорт и аттестат прикладываю повторно, в прошлый раз файл не открылся.

С уважением,
Анна Петрова`;

const replyQuote = `From: Приёмная комиссия <priem@institut.example>
Sent: Monday, November 2, 2026 10:15 AM
To: Анна Петрова <a.petrova@mail.example>
Subject: RE: Документы

Здравствуйте! Файл «скан1.pdf» повреждён, пришлите его ещё раз.`;

const wordHtml = (inner) => `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<meta name="Generator" content="Microsoft Word 15 (filtered medium)">
<style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style></head>
<body lang="RU"><div class="WordSection1">${inner}</div></body></html>`;

const anna = `${word('utf-8', 'B', 'Анна Петрова')} <a.petrova@mail.example>`;

export const outlook = [
  letter(
    'outlook-reply-english-labels.eml',
    raw(
      usual(anna, word('utf-8', 'B', 'RE: Документы'), 'o1', 'X-Mailer: Microsoft Outlook 16.0', 'Thread-Index: AQHc0o1=='),
      multi('alternative', '----=_NextPart_000_0001_01DC', [
        text(`${replyTop}\n\n${replyQuote}\n`),
        html(
          wordHtml(
            `<p class="MsoNormal">${replyTop.replaceAll('\n', '<br>')}</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">${replyQuote.replace(/</g, '&lt;').replaceAll('\n', '<br>')}</p></div>`,
          ),
        ),
      ]),
    ),
    {
      from: ['Анна Петрова', 'a.petrova@mail.example'],
      subject: 'RE: Документы',
      text: replyTop,
      boundary: 'From: Приёмная комиссия <priem@institut.example>',
    },
  ),

  letter(
    'outlook-reply-html-1251.eml',
    raw(
      usual(
        `${word('windows-1251', 'Q', 'Сергей Ким')} <kim@firma.example>`,
        word('windows-1251', 'Q', 'RE: Договор на обучение'),
        'o2',
        'X-Mailer: Microsoft Outlook 15.0',
      ),
      html(
        wordHtml(
          '<p class="MsoNormal">Добрый день.<o:p></o:p></p><p class="MsoNormal">Договор подписали, оригинал отправим почтой&nbsp;4&nbsp;ноября.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>От:</b> Учебный отдел [mailto:study@institut.example] <br><b>Отправлено:</b> 2 ноября 2026 г. 10:15<br><b>Кому:</b> Сергей Ким<br><b>Тема:</b> Договор на обучение</p></div></div><p class="MsoNormal">Ждём подписанный экземпляр.</p>',
        ),
        { charset: 'windows-1251', transfer: 'quoted-printable' },
      ),
    ),
    {
      from: ['Сергей Ким', 'kim@firma.example'],
      subject: 'RE: Договор на обучение',
      text: 'Добрый день.\nДоговор подписали, оригинал отправим почтой 4 ноября.',
      boundary: 'От: Учебный отдел [mailto:study@institut.example]',
    },
  ),

  letter(
    'owa-reply-koi8.eml',
    raw(
      usual(
        `${word('koi8-r', 'B', 'Лев Толкачёв')} <lev@student.example>`,
        word('koi8-r', 'B', 'Re: Пересдача'),
        'o3',
        'X-Originating-IP: [192.0.2.7]',
      ),
      text(
        `Спасибо, понял. А во сколько начало?\n\n________________________________\nОт: Единый деканат <dekanat@institut.example>\nОтправлено: 2 ноября 2026 г. 10:15\nКому: Лев Толкачёв\nТема: Пересдача\n\nПересдача 9 ноября, аудитория 305.\n`,
        { charset: 'koi8-r' },
      ),
    ),
    {
      from: ['Лев Толкачёв', 'lev@student.example'],
      subject: 'Re: Пересдача',
      text: 'Спасибо, понял. А во сколько начало?',
      boundary: '________________________________',
    },
  ),

  letter(
    'owa-reply-html.eml',
    raw(
      usual(`${word('utf-8', 'B', 'Дарья Ли')} <d.li@student.example>`, word('utf-8', 'B', 'Re: Общежитие'), 'o4'),
      html(
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style type="text/css" style="display:none">P {margin-top:0;margin-bottom:0;}</style></head><body dir="ltr"><div style="font-family:Calibri">Да, место ещё нужно.</div><div>Заеду 5-го вечером.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>От:</b> Общежитие &lt;dorm@institut.example&gt;<br><b>Отправлено:</b> 2 ноября 2026 г. 10:15<br><b>Кому:</b> Дарья Ли<br><b>Тема:</b> Общежитие</font></div><div>Вам ещё нужно место?</div></body></html>',
      ),
    ),
    {
      from: ['Дарья Ли', 'd.li@student.example'],
      subject: 'Re: Общежитие',
      text: 'Да, место ещё нужно.\nЗаеду 5-го вечером.',
      boundary: 'От: Общежитие <dorm@institut.example>',
    },
  ),

  letter(
    'outlook-original-message-1251.eml',
    raw(
      usual(
        `${word('windows-1251', 'B', 'Отдел кадров')} <hr@zavod.example>`,
        word('windows-1251', 'B', 'RE: Подтверждение диплома'),
        'o5',
        'X-Mailer: Microsoft Outlook Express 6.00.2900.5512',
      ),
      text(
        'Диплом серии ВСГ 1234567, копия была в первом письме.\n\n-----Original Message-----\nFrom: archive@institut.example [mailto:archive@institut.example]\nSent: Monday, November 02, 2026 10:15 AM\nTo: hr@zavod.example\nSubject: Подтверждение диплома\n\nУкажите серию и номер.\n',
        { charset: 'windows-1251', transfer: '8bit' },
      ),
    ),
    {
      from: ['Отдел кадров', 'hr@zavod.example'],
      subject: 'RE: Подтверждение диплома',
      text: 'Диплом серии ВСГ 1234567, копия была в первом письме.',
      boundary: '-----Original Message-----',
    },
  ),

  letter(
    'outlook-original-message-russian-koi8.eml',
    raw(
      usual(`${word('koi8-r', 'Q', 'Нина')} <nina@mail.example>`, word('koi8-r', 'Q', 'HA: Оплата'), 'o6'),
      text(
        'Чек во вложении не прошёл, вот номер платежа: 48213.\n\n-----Исходное сообщение-----\nОт: Бухгалтерия [mailto:buh@institut.example]\nОтправлено: 2 ноября 2026 г. 10:15\nКому: nina@mail.example\nТема: Оплата\n\nПришлите чек.\n',
        { charset: 'koi8-r', transfer: '8bit' },
      ),
    ),
    {
      from: ['Нина', 'nina@mail.example'],
      subject: 'HA: Оплата',
      text: 'Чек во вложении не прошёл, вот номер платежа: 48213.',
      boundary: '-----Исходное сообщение-----',
    },
  ),

  letter(
    'outlook-two-levels-of-history.eml',
    raw(
      usual(anna, word('utf-8', 'Q', 'RE: Академ'), 'o7'),
      text(
        'Принято, приеду в среду.\n\nОт: Учебный отдел <study@institut.example>\nОтправлено: 3 ноября 2026 г. 9:05\nКому: Анна Петрова <a.petrova@mail.example>\nТема: RE: Академ\n\nПриходите в среду с 10 до 16.\n\nОт: Анна Петрова <a.petrova@mail.example>\nОтправлено: 2 ноября 2026 г. 10:15\nКому: Учебный отдел <study@institut.example>\nТема: Академ\n\nКогда можно подойти?\n',
        { transfer: 'quoted-printable' },
      ),
    ),
    {
      from: ['Анна Петрова', 'a.petrova@mail.example'],
      subject: 'RE: Академ',
      text: 'Принято, приеду в среду.',
      boundary: 'От: Учебный отдел <study@institut.example>',
    },
  ),

  letter(
    'outlook-winmail.eml',
    raw(
      usual(
        `${word('windows-1251', 'B', 'Олег Дым')} <dym@firma.example>`,
        word('windows-1251', 'B', 'Заявление'),
        'o8',
        'X-MS-TNEF-Correlator: <o8@mail.example>',
      ),
      multi('mixed', '----_=_NextPart_001_01DC', [
        text('Высылаю заявление, файл внутри письма.', { charset: 'windows-1251', transfer: 'quoted-printable' }),
        part(
          ['Content-Type: application/ms-tnef; name="winmail.dat"', 'Content-Disposition: attachment; filename="winmail.dat"'],
          tnef('Заявление.docx', DOCX),
        ),
      ]),
    ),
    {
      from: ['Олег Дым', 'dym@firma.example'],
      subject: 'Заявление',
      text: 'Высылаю заявление, файл внутри письма.',
      files: [['Заявление.docx', DOCX]],
    },
  ),

  letter(
    'outlook-winmail-broken.eml',
    raw(
      usual('dym@firma.example', word('windows-1251', 'B', 'Ещё раз заявление'), 'o9'),
      multi('mixed', '----_=_NextPart_002_01DC', [
        text('Повторяю, вложение то же.', { charset: 'windows-1251', transfer: '8bit' }),
        part(
          ['Content-Type: application/ms-tnef; name="winmail.dat"', 'Content-Disposition: attachment; filename="winmail.dat"'],
          tnef('Заявление.docx', DOCX).subarray(0, 40),
        ),
      ]),
    ),
    {
      from: ['', 'dym@firma.example'],
      subject: 'Ещё раз заявление',
      text: 'Повторяю, вложение то же.',
      files: [['winmail.dat', tnef('Заявление.docx', DOCX).subarray(0, 40)]],
    },
  ),

  letter(
    'outlook-inline-image.eml',
    raw(
      usual(anna, word('utf-8', 'B', 'Ошибка в кабинете'), 'o10'),
      multi(
        'related',
        '----=_NextPart_000_0010',
        [
          html(
            wordHtml(
              '<p class="MsoNormal">Вот что показывает кабинет:<o:p></o:p></p><p class="MsoNormal"><img width="640" src="cid:image001.png@01DC4B2A.7F3E" alt=""></p><p class="MsoNormal">Что делать?</p>',
            ),
          ),
          part(
            [
              'Content-Type: image/png; name="image001.png"',
              'Content-ID: <image001.png@01DC4B2A.7F3E>',
              'Content-Disposition: inline; filename="image001.png"',
            ],
            PNG,
          ),
        ],
        '; type="text/html"',
      ),
    ),
    {
      from: ['Анна Петрова', 'a.petrova@mail.example'],
      subject: 'Ошибка в кабинете',
      text: 'Вот что показывает кабинет:\n\nЧто делать?',
      files: [['image001.png', PNG]],
    },
  ),

  letter(
    '1c-letter-of-an-organisation.eml',
    raw(
      usual(
        `${word('windows-1251', 'B', 'Администрация района')} <adm@rayon.example>`,
        word('windows-1251', 'B', 'Исх. № 114 от 02.11.2026 О целевом обучении'),
        '1c1',
        'X-Mailer: 1C:Enterprise 8.3',
      ),
      multi('mixed', '=1c-8f1', [
        text('Направляем письмо о целевом обучении.\n\nИсполнитель: Гусева О. В., тел. 2-14-15', { charset: 'windows-1251' }),
        part(
          [
            line("Content-Type: application/pdf; name*=windows-1251''", percent(bytes('windows-1251', 'Исх 114 от 02.11.2026.pdf'))),
            line("Content-Disposition: attachment; filename*=windows-1251''", percent(bytes('windows-1251', 'Исх 114 от 02.11.2026.pdf'))),
          ],
          '%PDF-1.4 114',
        ),
      ]),
    ),
    {
      from: ['Администрация района', 'adm@rayon.example'],
      subject: 'Исх. № 114 от 02.11.2026 О целевом обучении',
      text: 'Направляем письмо о целевом обучении.\n\nИсполнитель: Гусева О. В., тел. 2-14-15',
      files: [['Исх 114 от 02.11.2026.pdf', Buffer.from('%PDF-1.4 114')]],
    },
  ),

  letter(
    '1c-robot.eml',
    raw(
      usual(
        `${word('utf-8', 'B', '1С:Документооборот')} <robot@firma.example>`,
        word('utf-8', 'B', 'Задача «Согласовать договор» просрочена'),
        '1c2',
        'Auto-Submitted: auto-generated',
        'X-Mailer: 1C:Enterprise 8.3',
      ),
      text('Задача просрочена на 2 дня.\n\nПисьмо создано программой, отвечать на него не нужно.'),
    ),
    {
      from: ['1С:Документооборот', 'robot@firma.example'],
      subject: 'Задача «Согласовать договор» просрочена',
      text: 'Задача просрочена на 2 дня.\n\nПисьмо создано программой, отвечать на него не нужно.',
      automatic: 'robot',
    },
  ),

  letter(
    '1c-bulk.eml',
    raw(
      usual(
        `${word('utf-8', 'B', 'Расчётный центр')} <noreply@schet.example>`,
        word('utf-8', 'B', 'Счёт № 77'),
        '1c3',
        'Precedence: bulk',
        'X-Auto-Response-Suppress: All',
      ),
      multi('mixed', '=1c-8f3', [
        text('Во вложении счёт № 77.', { transfer: '8bit' }),
        part(
          ['Content-Type: application/octet-stream', `Content-Disposition: attachment; filename="${word('utf-8', 'B', 'Счёт № 77.xlsx')}"`],
          DOCX,
        ),
      ]),
    ),
    {
      from: ['Расчётный центр', 'noreply@schet.example'],
      subject: 'Счёт № 77',
      text: 'Во вложении счёт № 77.',
      files: [['Счёт № 77.xlsx', DOCX]],
      automatic: 'robot',
    },
  ),

  letter(
    'statement-that-looks-like-a-header.eml',
    raw(
      usual(`${word('utf-8', 'B', 'Иванова А. П.')} <ivanova@mail.example>`, word('utf-8', 'B', 'Заявление на общежитие'), 'o11'),
      text(
        `Кому: директору института\nОт: Ивановой А. П., 2 курс\nТема: предоставление места в общежитии\n\nПрошу предоставить мне место с 1 декабря 2026 года.\n\n2 ноября 2026 г.`,
        { transfer: 'quoted-printable' },
      ),
    ),
    {
      from: ['Иванова А. П.', 'ivanova@mail.example'],
      subject: 'Заявление на общежитие',
      text: 'Кому: директору института\nОт: Ивановой А. П., 2 курс\nТема: предоставление места в общежитии\n\nПрошу предоставить мне место с 1 декабря 2026 года.\n\n2 ноября 2026 г.',
    },
  ),

  letter(
    'smime-signed.eml',
    raw(
      usual(`${word('utf-8', 'B', 'Приёмная главы района')} <glava@rayon.example>`, word('utf-8', 'B', 'Запрос'), 'o12', `Cc: ${DESK}`),
      multi(
        'signed',
        '----SIG01',
        [
          text('Просим подтвердить факт обучения граждан по списку.', { transfer: 'quoted-printable' }),
          part(
            ['Content-Type: application/x-pkcs7-signature; name="smime.p7s"', 'Content-Disposition: attachment; filename="smime.p7s"'],
            Buffer.from('3082010a0201', 'hex'),
          ),
        ],
        '; protocol="application/x-pkcs7-signature"; micalg=sha-256',
      ),
    ),
    {
      from: ['Приёмная главы района', 'glava@rayon.example'],
      subject: 'Запрос',
      text: 'Просим подтвердить факт обучения граждан по списку.',
      files: [['smime.p7s', Buffer.from('3082010a0201', 'hex')]],
    },
  ),
];
