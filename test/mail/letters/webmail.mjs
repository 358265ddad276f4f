// Letters in the shapes of Mail.ru, Yandex and Gmail.
import { cutWords, html, letter, multi, part, raw, text, usual, word } from './wire.mjs';

const PDF = Buffer.from('%PDF-1.4\n% квитанция', 'utf8');
const JPG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');
const utf = (subject) => word('utf-8', 'B', subject);
const person = (name, address) => `${utf(name)} <${address}>`;

const mailruForward = `Перешлите, пожалуйста, в бухгалтерию.

-------- Пересылаемое сообщение --------
От кого: Банк <info@bank.example>
Кому: mama@inbox.example
Дата: Понедельник, 2 ноября 2026, 10:15 +03:00
Тема: Платёж исполнен

Платёж 68 000 руб. исполнен.`;

const yandexForward = `Посмотрите ответ из колледжа.

-------- Пересылаемое сообщение --------
02.11.2026, 10:15, "Колледж связи" <info@college.example>:

Справка готова, можно забирать.

-------- Конец пересылаемого сообщения --------`;

const gmailForward = `Для сведения.

---------- Forwarded message ---------
От: Посольство <visa@embassy.example>
Date: пн, 2 нояб. 2026 г. в 10:15
Subject: Приглашение
To: <john@mail.example>


Приглашение принято к рассмотрению.`;

const lined = (content) => content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replaceAll('\n', '<br />');

export const webmail = [
  letter(
    'mailru-reply.eml',
    raw(
      usual(person('Ольга Сомова', 'somova@inbox.example'), utf('Re: Зачисление'), 'm1', 'X-Mailer: Mail.Ru Mailer 1.0'),
      multi('alternative', '--ALT--m1', [
        text(
          'Спасибо! А когда подписывать договор?\n\n>Понедельник, 2 ноября 2026, 10:15 +03:00 от Приёмная комиссия <priem@institut.example>:\n>\n>Вы рекомендованы к зачислению.\n',
        ),
        html(
          '\n<HTML><BODY>Спасибо! А когда подписывать договор?<br><br><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Понедельник, 2 ноября 2026, 10:15 +03:00 от Приёмная комиссия &lt;priem@institut.example&gt;:<br><br>Вы рекомендованы к зачислению.</blockquote></BODY></HTML>\n',
        ),
      ]),
    ),
    {
      from: ['Ольга Сомова', 'somova@inbox.example'],
      subject: 'Re: Зачисление',
      text: 'Спасибо! А когда подписывать договор?',
      boundary: '>Понедельник, 2 ноября 2026, 10:15 +03:00 от',
    },
  ),

  letter(
    'mailru-reply-html-only.eml',
    raw(
      usual(person('Ольга Сомова', 'somova@inbox.example'), utf('Re: Оригинал аттестата'), 'm2', 'X-Mailer: Mail.Ru Mailer 1.0'),
      html(
        '<HTML><BODY><div>Оригинал привезёт муж во вторник.</div><div>&nbsp;</div><div data-signature-widget="container"><div data-signature-widget="content"><div>--<br>Ольга Сомова</div></div></div><div>&nbsp;</div><div>&nbsp;</div><blockquote style="border-left:1px solid #0857A6;margin:10px"><div>Понедельник, 2 ноября 2026, 10:15 +03:00 от Приёмная комиссия &lt;priem@institut.example&gt;:<br>&nbsp;<div>Ждём оригинал.</div></div></blockquote></BODY></HTML>',
      ),
    ),
    {
      from: ['Ольга Сомова', 'somova@inbox.example'],
      subject: 'Re: Оригинал аттестата',
      text: 'Оригинал привезёт муж во вторник.\n\n--\nОльга Сомова',
      boundary: 'Понедельник, 2 ноября 2026, 10:15 +03:00 от',
    },
  ),

  letter(
    'mailru-app-reply.eml',
    raw(
      usual(person('Пётр', 'petr@inbox.example'), utf('Re: Расписание'), 'm3', 'X-Mailer: Mail.Ru Mailer 1.0'),
      text(
        'понял спс\n\n--\nОтправлено из Почты Mail для Android\n\nпонедельник, 02 ноября 2026г., 10:15 +03:00 от Единый деканат dekanat@institut.example:\n\n>Пары перенесены на субботу.\n',
      ),
    ),
    {
      from: ['Пётр', 'petr@inbox.example'],
      subject: 'Re: Расписание',
      text: 'понял спс\n\n--\nОтправлено из Почты Mail для Android',
      boundary: 'понедельник, 02 ноября 2026г., 10:15',
    },
  ),

  letter(
    'mailru-forward.eml',
    raw(
      usual(person('Мама', 'mama@inbox.example'), utf('Fwd: Платёж исполнен'), 'm4', 'X-Mailer: Mail.Ru Mailer 1.0'),
      text(mailruForward),
    ),
    { from: ['Мама', 'mama@inbox.example'], subject: 'Fwd: Платёж исполнен', text: mailruForward },
  ),

  letter(
    'mailru-attachment-cut-name.eml',
    raw(
      usual(person('Мама', 'mama@inbox.example'), cutWords('utf-8', 'B', 'Квитанция об оплате второго семестра', 21, 44), 'm5'),
      multi('mixed', '----m5', [
        text('Добрый день, чек прикладываю.'),
        part(
          [
            `Content-Type: application/pdf; name="${cutWords('utf-8', 'B', 'Квитанция за второй семестр.pdf', 15, 32)}"`,
            `Content-Disposition: attachment; filename="${cutWords('utf-8', 'B', 'Квитанция за второй семестр.pdf', 15, 32)}"`,
          ],
          PDF,
        ),
      ]),
    ),
    {
      from: ['Мама', 'mama@inbox.example'],
      subject: 'Квитанция об оплате второго семестра',
      text: 'Добрый день, чек прикладываю.',
      files: [['Квитанция за второй семестр.pdf', PDF]],
    },
  ),

  letter(
    'yandex-reply-html-only.eml',
    raw(
      usual(person('Рустам', 'rustam@ya.example'), utf('Re: Военкомат'), 'y1', 'X-Mailer: Yamail [ http://yandex.ru ] 5.0'),
      html(
        '<div>Справку получил, спасибо.</div><div> </div><div>Нужна ещё одна для старшего брата?</div><div> </div><div>02.11.2026, 10:15, "Второй отдел" &lt;vus@institut.example&gt;:</div><blockquote><p>Справка готова.</p></blockquote>',
        { transfer: '8bit' },
      ),
    ),
    {
      from: ['Рустам', 'rustam@ya.example'],
      subject: 'Re: Военкомат',
      text: 'Справку получил, спасибо.\n\nНужна ещё одна для старшего брата?',
      boundary: '02.11.2026, 10:15, "Второй отдел"',
    },
  ),

  letter(
    'yandex-reply-dashed.eml',
    raw(
      usual(person('Рустам', 'rustam@ya.example'), utf('Re: Военкомат'), 'y2', 'X-Mailer: Yamail [ http://yandex.ru ] 5.0'),
      html(
        '<div>Да, в четверг подойду.</div><div>-- </div><div>С уважением, Рустам</div><div> </div><div>----------------</div><div>Кому: rustam@ya.example (rustam@ya.example);</div><div>Тема: Военкомат;</div><div>02.11.2026, 10:15, "Второй отдел" &lt;vus@institut.example&gt;:</div><blockquote><div>Подойдите в четверг.</div></blockquote>',
      ),
    ),
    {
      from: ['Рустам', 'rustam@ya.example'],
      subject: 'Re: Военкомат',
      text: 'Да, в четверг подойду.\n--\nС уважением, Рустам',
      boundary: '----------------',
    },
  ),

  letter(
    'yandex-app-reply.eml',
    raw(
      usual(person('Зоя', 'zoya@ya.example'), utf('Re: Бассейн'), 'y3'),
      multi('alternative', '----y3', [
        text(
          'А шапочка нужна?\n\nОтправлено из мобильной Яндекс Почты: http://m.ya.example/ymail\n\n10:15, 2 ноября 2026 г., "Кафедра спорта" <sport@institut.example>:\n\n> Бассейн по средам.\n',
        ),
        html(
          '<div>А шапочка нужна?</div><br><div>Отправлено из мобильной Яндекс Почты: http://m.ya.example/ymail</div><br><div>10:15, 2 ноября 2026 г., "Кафедра спорта" &lt;sport@institut.example&gt;:</div><blockquote class="e1eaa98c"><div>Бассейн по средам.</div></blockquote>',
        ),
      ]),
    ),
    {
      from: ['Зоя', 'zoya@ya.example'],
      subject: 'Re: Бассейн',
      text: 'А шапочка нужна?\n\nОтправлено из мобильной Яндекс Почты: http://m.ya.example/ymail',
      boundary: '10:15, 2 ноября 2026 г., "Кафедра спорта"',
    },
  ),

  letter(
    'yandex-forward.eml',
    raw(usual(person('Зоя', 'zoya@ya.example'), utf('Fwd: Справка'), 'y4'), html(`<div>${lined(yandexForward)}</div>`)),
    { from: ['Зоя', 'zoya@ya.example'], subject: 'Fwd: Справка', text: yandexForward },
  ),

  letter(
    'gmail-reply.eml',
    raw(
      usual(
        person('Иван Белов', 'belov@gm.example'),
        utf('Re: Практика'),
        'g1',
        'In-Reply-To: <t1@institut.example>',
        'References: <t1@institut.example>',
      ),
      multi('alternative', '000000000000g1', [
        text(
          'Добрый день! Отчёт сдам в пятницу.\n\nпн, 2 нояб. 2026 г. в 10:15, Практика <practice@institut.example>:\n\n> Ждём отчёт.\n>\n',
        ),
        html(
          '<div dir="ltr">Добрый день! Отчёт сдам в пятницу.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">пн, 2 нояб. 2026 г. в 10:15, Практика &lt;<a href="mailto:practice@institut.example">practice@institut.example</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">Ждём отчёт.<br></blockquote></div>\n',
        ),
      ]),
    ),
    {
      from: ['Иван Белов', 'belov@gm.example'],
      subject: 'Re: Практика',
      text: 'Добрый день! Отчёт сдам в пятницу.',
      boundary: 'пн, 2 нояб. 2026 г. в 10:15, Практика',
    },
  ),

  letter(
    'gmail-reply-wrapped-announcement.eml',
    raw(
      usual(person('Иван Белов', 'belov@gm.example'), utf('Re: Практика'), 'g2'),
      text(
        'Хорошо.\n\nвт, 3 нояб. 2026 г. в 9:02, Отдел практики и трудоустройства института <\npractice@institut.example>:\n\n> Нужна печать предприятия.\n>\n> пн, 2 нояб. 2026 г. в 10:15, Иван Белов <belov@gm.example>:\n>\n>> Что ещё нужно?\n',
      ),
    ),
    { from: ['Иван Белов', 'belov@gm.example'], subject: 'Re: Практика', text: 'Хорошо.', boundary: 'вт, 3 нояб. 2026 г. в 9:02, Отдел' },
  ),

  letter(
    'gmail-reply-english.eml',
    raw(
      usual('John Smith <john@gm.example>', 'Re: Visa invitation', 'g3'),
      text(
        'Thank you, I will send the passport scan today.\n\nOn Mon, Nov 2, 2026 at 10:15 AM International Office <int@institut.example>\nwrote:\n\n> Please send a scan of your passport.\n',
        { transfer: '8bit' },
      ),
    ),
    {
      from: ['John Smith', 'john@gm.example'],
      subject: 'Re: Visa invitation',
      text: 'Thank you, I will send the passport scan today.',
      boundary: 'On Mon, Nov 2, 2026 at 10:15 AM',
    },
  ),

  letter(
    'gmail-reply-html-only.eml',
    raw(
      usual(person('Иван Белов', 'belov@gm.example'), utf('Re: Вопрос'), 'g4'),
      html(
        '<div dir="ltr"><div>Да, именно так.</div><div><br></div><div>Спасибо &amp; до встречи!</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">пн, 2 нояб. 2026 г. в 10:15, Учебный отдел &lt;<a href="mailto:study@institut.example">study@institut.example</a>&gt;:<br></div><blockquote class="gmail_quote">Правильно ли мы поняли вопрос?</blockquote></div>',
        { transfer: 'quoted-printable' },
      ),
    ),
    {
      from: ['Иван Белов', 'belov@gm.example'],
      subject: 'Re: Вопрос',
      text: 'Да, именно так.\n\nСпасибо & до встречи!',
      boundary: 'пн, 2 нояб. 2026 г. в 10:15, Учебный',
    },
  ),

  letter(
    'gmail-forward.eml',
    raw(
      usual('John Smith <john@gm.example>', utf('Fwd: Приглашение'), 'g5'),
      multi('alternative', '000000000000g5', [text(gmailForward), html(`<div dir="ltr">${lined(gmailForward)}</div>`)]),
    ),
    { from: ['John Smith', 'john@gm.example'], subject: 'Fwd: Приглашение', text: gmailForward },
  ),

  letter(
    'gmail-two-files-same-name.eml',
    raw(
      usual(person('Иван Белов', 'belov@gm.example'), utf('Фото документов'), 'g6'),
      multi('mixed', '000000000000g6', [
        multi('alternative', '000000000000g6a', [text('Две стороны.'), html('<div dir="ltr">Две стороны.</div>')]),
        part(
          ['Content-Type: image/jpeg; name="photo.jpg"', 'Content-Disposition: attachment; filename="photo.jpg"', 'X-Attachment-Id: f_1'],
          JPG,
        ),
        part(
          ['Content-Type: image/jpeg; name="photo.jpg"', 'Content-Disposition: attachment; filename="photo.jpg"', 'X-Attachment-Id: f_2'],
          Buffer.concat([JPG, JPG]),
        ),
      ]),
    ),
    {
      from: ['Иван Белов', 'belov@gm.example'],
      subject: 'Фото документов',
      text: 'Две стороны.',
      files: [
        ['photo.jpg', JPG],
        ['photo.jpg', Buffer.concat([JPG, JPG])],
      ],
    },
  ),
];
