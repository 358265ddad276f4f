// Letters in the shapes of Thunderbird, iPhone Mail, Samsung, The Bat!, Roundcube and Zimbra.
import { html, letter, multi, part, raw, text, usual, word } from './wire.mjs';

const utf = (subject) => word('utf-8', 'B', subject);
const vera = `${utf('Вера Орлова')} <orlova@post.example>`;
const VERA = ['Вера Орлова', 'orlova@post.example'];
const HEIC = Buffer.from('00000018667479706865696300000000', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const inner = Buffer.from(
  'From: bank@bank.example\r\nTo: orlova@post.example\r\nSubject: Statement\r\nMessage-ID: <in1@bank.example>\r\n\r\nPaid 100.',
  'latin1',
);

const eight = { transfer: '8bit' };

const thunderbirdForward = `Коллеги, это, кажется, вам.

-------- Перенаправленное сообщение --------
Тема: 	Заявка на экскурсию
Дата: 	Mon, 2 Nov 2026 10:15:00 +0300
От: 	Школа № 14 <school14@edu.example>
Кому: 	orlova@post.example

Нас 22 человека.`;

const appleForward = `Пересылаю ответ.

Начало переадресованного сообщения:

> От: Поликлиника <info@clinic.example>
> Тема: Справка
> Дата: 2 ноября 2026 г. в 10:15:00 GMT+3
> Кому: orlova@post.example
> 
> Справка 086 готова.`;

export const desktop = [
  letter(
    'thunderbird-reply-above.eml',
    raw(
      usual(vera, utf('Re: Библиотека'), 't1', 'User-Agent: Mozilla Thunderbird'),
      text('Спасибо, тогда приду в субботу.\n\n02.11.2026 10:15, Библиотека пишет:\n> Мы работаем до 18:00.\n> В субботу до 15:00.\n', {
        ...eight,
        more: '; format=flowed',
      }),
    ),
    { from: VERA, subject: 'Re: Библиотека', text: 'Спасибо, тогда приду в субботу.', boundary: '02.11.2026 10:15, Библиотека пишет:' },
  ),

  letter(
    'thunderbird-reply-below.eml',
    raw(
      usual(vera, utf('Re: Библиотека'), 't2', 'User-Agent: Mozilla Thunderbird'),
      text(
        '02.11.2026 10:15, Библиотека пишет:\n> Нужен ли вам учебник Кремера?\n\nДа, нужен, третье издание.\n\n-- \nВера Орлова, ПС-31\n',
        eight,
      ),
    ),
    {
      from: VERA,
      subject: 'Re: Библиотека',
      text: 'Да, нужен, третье издание.\n\n-- \nВера Орлова, ПС-31',
      boundary: '02.11.2026 10:15, Библиотека пишет:',
    },
  ),

  letter(
    'thunderbird-reply-between.eml',
    raw(
      usual(vera, utf('Re: Анкета'), 't3', 'User-Agent: Mozilla Thunderbird'),
      text(
        'Здравствуйте!\n\nOn 02.11.2026 10:15, Социальный отдел wrote:\n> Сколько человек в семье?\nШестеро.\n\n> Есть ли справка о доходах?\nБудет в пятницу.\n',
        eight,
      ),
    ),
    {
      from: VERA,
      subject: 'Re: Анкета',
      text: 'Здравствуйте!\n\nШестеро.\n\nБудет в пятницу.',
      boundary: 'On 02.11.2026 10:15, Социальный отдел wrote:',
    },
  ),

  letter(
    'thunderbird-reply-html.eml',
    raw(
      usual(vera, utf('Re: Медосмотр'), 't4', 'User-Agent: Mozilla Thunderbird'),
      html(
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body><p>Прошла вчера, печать есть.</p><div class="moz-cite-prefix">02.11.2026 10:15, Медпункт пишет:<br></div><blockquote type="cite" cite="mid:t@institut.example"><p>Пройдите медосмотр до пятницы.</p></blockquote><div class="moz-signature">-- <br>Вера Орлова</div></body></html>',
      ),
    ),
    {
      from: VERA,
      subject: 'Re: Медосмотр',
      text: 'Прошла вчера, печать есть.\n\n--\nВера Орлова',
      boundary: '02.11.2026 10:15, Медпункт пишет:',
    },
  ),

  letter(
    'thunderbird-forward-text.eml',
    raw(
      usual(vera, utf('Fwd: Заявка на экскурсию'), 't5', 'User-Agent: Mozilla Thunderbird'),
      text(thunderbirdForward, { transfer: 'quoted-printable' }),
    ),
    { from: VERA, subject: 'Fwd: Заявка на экскурсию', text: thunderbirdForward },
  ),

  letter(
    'thunderbird-forward-attached.eml',
    raw(
      usual(vera, utf('Fwd: Statement'), 't6', 'User-Agent: Mozilla Thunderbird'),
      multi('mixed', '------------t6', [
        text('Выписка банка во вложенном письме.', eight),
        part(
          ['Content-Type: message/rfc822; name="Statement.eml"', 'Content-Disposition: attachment; filename="Statement.eml"'],
          inner,
          '7bit',
        ),
      ]),
    ),
    { from: VERA, subject: 'Fwd: Statement', text: 'Выписка банка во вложенном письме.', files: [['Statement.eml', inner]] },
  ),

  letter(
    'iphone-reply.eml',
    raw(
      usual(vera, utf('Re: Практика'), 'i1', 'X-Mailer: iPhone Mail (22A3370)'),
      text(
        'Ок, договор принесу.\n\nОтправлено с iPhone\n\n> 2 нояб. 2026 г., в 10:15, Практика <practice@institut.example> написал(а):\n> \n> \u200eПринесите договор.\n',
        { transfer: 'quoted-printable' },
      ),
    ),
    {
      from: VERA,
      subject: 'Re: Практика',
      text: 'Ок, договор принесу.\n\nОтправлено с iPhone',
      boundary: '> 2 нояб. 2026 г., в 10:15, Практика',
    },
  ),

  letter(
    'iphone-reply-html.eml',
    raw(
      usual(vera, utf('Re: Практика'), 'i2', 'X-Mailer: iPhone Mail (22A3370)'),
      html(
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">Подписала.<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Отправлено с&nbsp;iPhone</div><div dir="ltr"><br><blockquote type="cite">2 нояб. 2026 г., в 10:15, Практика &lt;practice@institut.example&gt; написал(а):<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Подпишите договор.</div></blockquote></body></html>',
      ),
    ),
    { from: VERA, subject: 'Re: Практика', text: 'Подписала.\nОтправлено с iPhone', boundary: '2 нояб. 2026 г., в 10:15, Практика' },
  ),

  letter('iphone-forward.eml', raw(usual(vera, utf('Fwd: Справка'), 'i3', 'X-Mailer: iPhone Mail (22A3370)'), text(appleForward)), {
    from: VERA,
    subject: 'Fwd: Справка',
    text: appleForward,
  }),

  letter(
    'iphone-photo-only.eml',
    raw(
      usual(vera, '', 'i4', 'X-Mailer: iPhone Mail (22A3370)'),
      multi('mixed', 'Apple-Mail-i4', [
        text('\n', { transfer: '7bit', charset: 'utf-8' }),
        part(['Content-Type: image/heic; name=IMG_0417.HEIC', 'Content-Disposition: inline; filename=IMG_0417.HEIC'], HEIC),
        text('\n\nОтправлено с iPhone', { transfer: 'quoted-printable' }),
      ]),
    ),
    { from: VERA, subject: '', text: 'Отправлено с iPhone', files: [['IMG_0417.HEIC', HEIC]] },
  ),

  letter(
    'apple-text-around-a-picture.eml',
    raw(
      usual(vera, utf('Замок'), 'i5', 'X-Mailer: Apple Mail (2.3776)'),
      multi('mixed', 'Apple-Mail-i5', [
        text('Вот такой замок стоит:\n', eight),
        part(['Content-Type: image/png; name="lock.png"', 'Content-Disposition: inline; filename="lock.png"'], PNG),
        text('\nКлюч не подходит.\n', eight),
      ]),
    ),
    { from: VERA, subject: 'Замок', text: 'Вот такой замок стоит:\n\nКлюч не подходит.', files: [['lock.png', PNG]] },
  ),

  letter(
    'samsung-reply.eml',
    raw(
      usual(vera, utf('Re: Пропуск'), 's1'),
      text(
        'Карта заработала, вопрос снят.\n\n\nОтправлено со смартфона Galaxy\n\n\n-------- Исходное сообщение --------\nОт: Бюро пропусков <pass@institut.example>\nДата: 02.11.2026 10:15 (GMT+03:00)\nКому: orlova@post.example\nТема: Пропуск\n\nПроверьте карту.\n',
      ),
    ),
    {
      from: VERA,
      subject: 'Re: Пропуск',
      text: 'Карта заработала, вопрос снят.\n\n\nОтправлено со смартфона Galaxy',
      boundary: '-------- Исходное сообщение --------',
    },
  ),

  letter(
    'the-bat-reply-1251.eml',
    raw(
      usual(
        `${word('windows-1251', 'Q', 'Вера Орлова')} <orlova@post.example>`,
        word('windows-1251', 'Q', 'Re: Архивная справка'),
        'b1',
        'X-Mailer: The Bat! (v11.4) Professional',
      ),
      text(
        'Здравствуйте, Архив.\n\nВы писали 2 ноября 2026 г., 10:15:14:\n\n> Укажите годы учёбы.\n\n1971-1976, вечернее отделение.\n\n-- \nС уважением,\n Вера                          mailto:orlova@post.example\n',
        { charset: 'windows-1251', transfer: '8bit' },
      ),
    ),
    {
      from: VERA,
      subject: 'Re: Архивная справка',
      text: 'Здравствуйте, Архив.\n\n1971-1976, вечернее отделение.\n\n-- \nС уважением,\n Вера                          mailto:orlova@post.example',
      boundary: 'Вы писали 2 ноября 2026 г., 10:15:14:',
    },
  ),

  letter(
    'roundcube-reply.eml',
    raw(
      usual(vera, utf('Re: Wi-Fi'), 'r1', 'User-Agent: Roundcube Webmail/1.6.9'),
      text('После смены пароля подключилось.\n\nИТ-отдел писал(а) 2026-11-02 10:15:\n> Смените пароль и попробуйте снова.\n', {
        ...eight,
        more: '; format=flowed',
      }),
    ),
    { from: VERA, subject: 'Re: Wi-Fi', text: 'После смены пароля подключилось.', boundary: 'ИТ-отдел писал(а) 2026-11-02 10:15:' },
  ),

  letter(
    'zimbra-reply.eml',
    raw(
      usual(vera, utf('Re: Конференция'), 'z1', 'X-Mailer: Zimbra 8.8.15'),
      text(
        'Тезисы отправила повторно.\n\n\n----- Исходное сообщение -----\nОт: "Научный отдел" <science@institut.example>\nКому: "orlova" <orlova@post.example>\nОтправленные: Понедельник, 2 Ноябрь 2026 г 10:15:00\nТема: Конференция\n\nФайл не открывается.\n',
      ),
    ),
    { from: VERA, subject: 'Re: Конференция', text: 'Тезисы отправила повторно.', boundary: '----- Исходное сообщение -----' },
  ),

  letter(
    'bare-quotes-without-announcement.eml',
    raw(
      usual(vera, utf('Re: Приём'), 'q1', 'In-Reply-To: <q0@institut.example>'),
      text('Подойду к двум.\n\n> Когда вам удобно?\n> Мы до шести.\n', eight),
    ),
    { from: VERA, subject: 'Re: Приём', text: 'Подойду к двум.', boundary: '> Когда вам удобно?' },
  ),
];
