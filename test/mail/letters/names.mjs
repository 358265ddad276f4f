// Letters about charsets, headers, addresses and file names.
import { bytes, cutWords, DESK, html, letter, line, multi, part, percent, raw, text, usual, word, wordOf } from './wire.mjs';

const FILE = Buffer.from('файл абитуриента', 'utf8');
const w1251 = (content) => bytes('windows-1251', content);
const koi8 = (content) => bytes('koi8-r', content);
const utf = (subject) => word('utf-8', 'B', subject);
const nina = `${utf('Нина Гай')} <gay@mail.example>`;
const NINA = ['Нина Гай', 'gay@mail.example'];
const bare = (content) => ({ head: [], body: content });

const withFile = (id, subject, rows) =>
  raw(usual(nina, utf(subject), id), multi('mixed', `=_${id}`, [text('Файл прилагаю.', { transfer: '8bit' }), part(rows, FILE)]));

const named = (subject, name) => ({ from: NINA, subject, text: 'Файл прилагаю.', files: [[name, FILE]] });

export const names = [
  letter(
    'raw-1251-headers.eml',
    raw(
      usual(line(w1251('Игорь Щукин'), ' <shukin@post.example>'), w1251('Вопрос о переводе на бюджет'), 'n1'),
      text('Когда подавать заявление на перевод?', { charset: 'windows-1251', transfer: '8bit' }),
    ),
    { from: ['Игорь Щукин', 'shukin@post.example'], subject: 'Вопрос о переводе на бюджет', text: 'Когда подавать заявление на перевод?' },
  ),

  letter(
    'raw-koi8-headers.eml',
    raw(
      usual(line('"', koi8('Игорь Щукин'), '" <shukin@post.example>'), koi8('Пересдача экзамена по физике'), 'n2'),
      text('Когда можно пересдать физику?', { charset: 'koi8-r', transfer: '8bit' }),
    ),
    { from: ['Игорь Щукин', 'shukin@post.example'], subject: 'Пересдача экзамена по физике', text: 'Когда можно пересдать физику?' },
  ),

  letter(
    'raw-1251-headers-utf8-body.eml',
    raw(
      usual(line(w1251('Игорь Щукин'), ' <shukin@post.example>'), w1251('Справка об обучении для посольства'), 'n3'),
      text('Нужна справка на английском.'),
    ),
    { from: ['Игорь Щукин', 'shukin@post.example'], subject: 'Справка об обучении для посольства', text: 'Нужна справка на английском.' },
  ),

  letter(
    'raw-koi8-everything-undeclared.eml',
    raw(
      usual(line(koi8('Игорь Щукин'), ' <shukin@post.example>'), koi8('Где получить студенческий билет'), 'n4'),
      bare(koi8('Здравствуйте! Где получить студенческий билет, если я был в больнице?')),
    ),
    {
      from: ['Игорь Щукин', 'shukin@post.example'],
      subject: 'Где получить студенческий билет',
      text: 'Здравствуйте! Где получить студенческий билет, если я был в больнице?',
    },
  ),

  letter(
    'raw-utf8-headers.eml',
    raw(usual('"Щукин Игорь" <shukin@post.example>', 'Оплата по частям', 'n5'), text('Можно ли платить помесячно?', { transfer: '8bit' })),
    { from: ['Щукин Игорь', 'shukin@post.example'], subject: 'Оплата по частям', text: 'Можно ли платить помесячно?' },
  ),

  letter(
    'body-1251-declared-ascii.eml',
    raw(usual(nina, utf('Кабинет'), 'n6'), {
      head: ['Content-Type: text/plain; charset=us-ascii', 'Content-Transfer-Encoding: 8bit'],
      body: w1251('Не открывается личный кабинет, что делать?'),
    }),
    { from: NINA, subject: 'Кабинет', text: 'Не открывается личный кабинет, что делать?' },
  ),

  letter(
    'charset-by-its-nickname.eml',
    raw(usual(nina, `=?cp1251?B?${w1251('Льготы').toString('base64')}?=`, 'n7'), {
      head: ['Content-Type: text/plain; charset="cp1251"', 'Content-Transfer-Encoding: base64'],
      body: Buffer.from(w1251('Какие льготы у многодетных?').toString('base64')),
    }),
    { from: NINA, subject: 'Льготы', text: 'Какие льготы у многодетных?' },
  ),

  letter(
    'subject-letter-cut-in-two-words.eml',
    raw(
      usual(nina, cutWords('utf-8', 'B', 'Заявление о восстановлении на третий курс', 7, 33, 52), 'n8'),
      text('Заявление во вложении забыла, дошлю.'),
    ),
    { from: NINA, subject: 'Заявление о восстановлении на третий курс', text: 'Заявление во вложении забыла, дошлю.' },
  ),

  letter(
    'subject-quoted-words-1251.eml',
    raw(
      usual(nina, `${word('windows-1251', 'Q', 'Про_подчёркивание = и вопрос?')}\r\n ${word('windows-1251', 'Q', ' вторая часть')}`, 'n9'),
      text('Тема письма длинная.', { charset: 'windows-1251', transfer: 'quoted-printable' }),
    ),
    { from: NINA, subject: 'Про_подчёркивание = и вопрос? вторая часть', text: 'Тема письма длинная.' },
  ),

  letter(
    'subject-words-mixed-with-plain.eml',
    raw(
      usual(nina, `Re: [CC-2026-000123] ${word('koi8-r', 'B', 'Вопрос')} (${word('windows-1251', 'B', 'срочно')})`, 'n10'),
      text('Есть новости?', { charset: 'koi8-r', transfer: 'quoted-printable' }),
    ),
    { from: NINA, subject: 'Re: [CC-2026-000123] Вопрос (срочно)', text: 'Есть новости?' },
  ),

  letter(
    'file-name-continued-utf8.eml',
    withFile('n11', 'Аттестат', [
      'Content-Type: application/pdf',
      `Content-Disposition: attachment;\r\n filename*0*=utf-8''${percent(Buffer.from('Аттестат о среднем '))};\r\n filename*1*=${percent(Buffer.from('общем образовании'))};\r\n filename*2=".pdf"`,
    ]),
    named('Аттестат', 'Аттестат о среднем общем образовании.pdf'),
  ),

  letter(
    'file-name-continuation-cuts-a-letter.eml',
    withFile('n12', 'Паспорт', [
      'Content-Type: image/jpeg',
      `Content-Disposition: attachment;\r\n filename*1*=${percent(Buffer.from('Паспорт разворот.jpg').subarray(5))};\r\n filename*0*=utf-8'ru'${percent(Buffer.from('Паспорт разворот.jpg').subarray(0, 5))}`,
    ]),
    named('Паспорт', 'Паспорт разворот.jpg'),
  ),

  letter(
    'file-name-1251-percent.eml',
    withFile('n13', 'Договор', [
      'Content-Type: application/msword',
      `Content-Disposition: attachment; filename*=windows-1251''${percent(w1251('Договор № 5.doc'))}`,
    ]),
    named('Договор', 'Договор № 5.doc'),
  ),

  letter(
    'file-name-koi8-percent.eml',
    withFile('n14', 'Справка', [
      `Content-Type: application/pdf; name*=koi8-r''${percent(koi8('Справка.pdf'))}`,
      'Content-Disposition: attachment',
    ]),
    named('Справка', 'Справка.pdf'),
  ),

  letter(
    'file-name-only-in-content-type.eml',
    withFile('n15', 'Чек', [
      `Content-Type: application/octet-stream; name="${word('windows-1251', 'Q', 'Чек об оплате.pdf')}"`,
      'Content-Disposition: attachment',
    ]),
    named('Чек', 'Чек об оплате.pdf'),
  ),

  letter(
    'file-name-raw-1251.eml',
    withFile('n16', 'Заявление', [
      line('Content-Type: application/msword; name="', w1251('Заявление на отчисление.doc'), '"'),
      line('Content-Disposition: attachment; filename="', w1251('Заявление на отчисление.doc'), '"'),
    ]),
    named('Заявление', 'Заявление на отчисление.doc'),
  ),

  letter(
    'file-name-raw-utf8.eml',
    withFile('n17', 'Диплом', ['Content-Type: application/pdf', 'Content-Disposition: attachment; filename="Диплом с приложением.pdf"']),
    named('Диплом', 'Диплом с приложением.pdf'),
  ),

  letter(
    'file-name-twice.eml',
    withFile('n18', 'Отчёт', [
      'Content-Type: application/pdf; name="=?utf-8?Q?_____.pdf?="',
      `Content-Disposition: attachment; filename="_____.pdf"; filename*=UTF-8''${percent(Buffer.from('Отчёт.pdf'))}`,
    ]),
    named('Отчёт', 'Отчёт.pdf'),
  ),

  letter(
    'file-without-name.eml',
    withFile('n19', 'Скан', ['Content-Type: image/tiff', 'Content-Disposition: attachment']),
    named('Скан', null),
  ),

  letter(
    'text-file-is-not-the-body.eml',
    raw(
      usual(nina, utf('Список группы'), 'n20'),
      multi('mixed', '=_n20', [
        text('Список внутри файла.', { transfer: '8bit' }),
        part(
          [
            `Content-Type: text/plain; charset=windows-1251; name="${word('windows-1251', 'B', 'список.txt')}"`,
            `Content-Disposition: attachment; filename="${word('windows-1251', 'B', 'список.txt')}"`,
          ],
          w1251('Белов\r\nГай\r\nЩукин\r\n'),
        ),
      ]),
    ),
    { from: NINA, subject: 'Список группы', text: 'Список внутри файла.', files: [['список.txt', w1251('Белов\r\nГай\r\nЩукин\r\n')]] },
  ),

  letter(
    'html-without-declared-charset.eml',
    raw(usual(nina, utf('Стоимость'), 'n21'), {
      head: ['Content-Type: text/html', 'Content-Transfer-Encoding: 8bit'],
      body: w1251(
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>Без темы</title></head><body><p>Сколько стоит год?</p></body></html>',
      ),
    }),
    { from: NINA, subject: 'Стоимость', text: 'Сколько стоит год?' },
  ),

  letter(
    'html-with-everything.eml',
    raw(
      usual(nina, utf('Вёрстка'), 'n22'),
      html(
        '<html><head><style>p{color:red}</style><script>alert("нет")</script></head><body><!-- не для чтения --><h1>Вопрос</h1><p>Ширина&nbsp;полей &mdash; 2&#160;см?<br>Шрифт &#x2116;&nbsp;14 &lt;Times&gt;.</p><div>Титул <b>обязателен</b>?</div></body></html>',
      ),
    ),
    { from: NINA, subject: 'Вёрстка', text: 'Вопрос\nШирина полей — 2 см?\nШрифт № 14 <Times>.\nТитул обязателен?' },
  ),

  letter(
    'empty-body-with-file.eml',
    raw(
      usual(nina, utf('Заявление'), 'n23'),
      multi('mixed', '=_n23', [
        part(['Content-Type: application/pdf; name="zayavlenie.pdf"', 'Content-Disposition: attachment; filename="zayavlenie.pdf"'], FILE),
      ]),
    ),
    { from: NINA, subject: 'Заявление', text: '', files: [['zayavlenie.pdf', FILE]] },
  ),

  letter(
    'no-message-id-no-subject.eml',
    raw(
      [line('From: ', nina), `To: ${DESK}`, 'Date: Mon, 2 Nov 2026 12:40:07 +0300'],
      text('перезвоните пожалуйста 8 912 000 00 00', { transfer: '8bit' }),
    ),
    { from: NINA, subject: '', text: 'перезвоните пожалуйста 8 912 000 00 00' },
  ),

  letter(
    'two-authors.eml',
    raw(
      usual(`${nina}, ${utf('Лев Гай')} <lev.gay@mail.example>`, utf('Мы, родители'), 'n24', 'Sender: gay@mail.example'),
      text('Просим объяснить условия проживания.'),
    ),
    { from: NINA, subject: 'Мы, родители', text: 'Просим объяснить условия проживания.' },
  ),

  letter(
    'two-from-headers.eml',
    raw(usual(nina, utf('Проба'), 'n25', 'From: other@mail.example'), text('Письмо с двумя строками отправителя.')),
    { from: NINA, subject: 'Проба', text: 'Письмо с двумя строками отправителя.' },
  ),

  letter(
    'name-with-comma-encoded.eml',
    raw(usual(`${utf('Петрова, Анна')} <anna@mail.example>`, utf('Запятая'), 'n26'), text('Имя с запятой.')),
    { from: ['Петрова, Анна', 'anna@mail.example'], subject: 'Запятая', text: 'Имя с запятой.' },
  ),

  letter(
    'name-with-comma-raw.eml',
    raw(
      usual('"Петрова, Анна (родитель)" <anna@mail.example>', 'Запятая в кавычках', 'n27'),
      text('Имя с запятой и скобками.', { transfer: '8bit' }),
    ),
    { from: ['Петрова, Анна (родитель)', 'anna@mail.example'], subject: 'Запятая в кавычках', text: 'Имя с запятой и скобками.' },
  ),

  letter(
    'name-encoded-inside-quotes.eml',
    raw(
      usual(`"${utf('ООО «Ромашка», приёмная')}" <office@romashka.example>`, `"${utf('Кавычки')}"`, 'n28'),
      text('Так пишут некоторые рассыльщики.'),
    ),
    { from: ['ООО «Ромашка», приёмная', 'office@romashka.example'], subject: '"Кавычки"', text: 'Так пишут некоторые рассыльщики.' },
  ),

  letter(
    'name-letter-cut-in-two-words.eml',
    raw(
      usual(
        `${wordOf('utf-8', 'Q', Buffer.from('Щербакова').subarray(0, 5))}\r\n ${wordOf('utf-8', 'Q', Buffer.from('Щербакова').subarray(5))} <sher@mail.example>`,
        utf('Имя'),
        'n29',
      ),
      text('Имя разрезано посреди буквы.'),
    ),
    { from: ['Щербакова', 'sher@mail.example'], subject: 'Имя', text: 'Имя разрезано посреди буквы.' },
  ),

  letter(
    'from-a-group.eml',
    raw(
      usual(`${utf('Студсовет')}: ${utf('Иван Белов')} <belov@student.example>;`, utf('От студсовета'), 'n30'),
      text('Просим актовый зал на 15 декабря.'),
    ),
    { from: ['Иван Белов', 'belov@student.example'], subject: 'От студсовета', text: 'Просим актовый зал на 15 декабря.' },
  ),

  letter(
    'to-undisclosed-group.eml',
    raw(
      [
        line('From: ', nina),
        'To: undisclosed-recipients:;',
        `Cc: ${utf('Отделы')}: ${DESK}, study@institut.example;`,
        line('Subject: ', utf('Всем')),
        'Message-ID: <n31@mail.example>',
      ],
      text('Пишу во все отделы сразу.'),
    ),
    { from: NINA, subject: 'Всем', text: 'Пишу во все отделы сразу.' },
  ),

  letter(
    'address-without-brackets.eml',
    raw(usual(`gay@mail.example (${utf('Нина Гай')})`, utf('Старый вид адреса'), 'n32'), text('Имя стоит в скобках.')),
    { from: NINA, subject: 'Старый вид адреса', text: 'Имя стоит в скобках.' },
  ),

  letter(
    'newline-only-line-ends.eml',
    Buffer.from(
      raw(usual(nina, utf('Переводы строк'), 'n33'), text('Первая строка.\nВторая строка.', { transfer: '8bit' }))
        .toString('utf8')
        .replaceAll('\r\n', '\n'),
    ),
    { from: NINA, subject: 'Переводы строк', text: 'Первая строка.\nВторая строка.' },
  ),

  letter('body-with-byte-order-mark.eml', raw(usual(nina, utf('Метка'), 'n34'), text('\ufeffТекст с меткой порядка байтов.')), {
    from: NINA,
    subject: 'Метка',
    text: 'Текст с меткой порядка байтов.',
  }),

  letter(
    'base64-without-tail.eml',
    raw(usual(nina, utf('Хвост'), 'n35'), {
      head: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: BASE64'],
      body: Buffer.from(
        `${Buffer.from('Хвост base64 потерян.')
          .toString('base64')
          .replace(/=+$/, '')
          .replace(/(.{10})/g, '$1\r\n')}\r\n`,
      ),
    }),
    { from: NINA, subject: 'Хвост', text: 'Хвост base64 потерян.' },
  ),

  letter(
    'wordless-header-folding.eml',
    raw(usual(nina, `${utf('Очень')}\r\n\t${utf(' длинная')}\r\n  ${utf(' тема')}`, 'n36'), text('Сложенная тема.')),
    { from: NINA, subject: 'Очень длинная тема', text: 'Сложенная тема.' },
  ),

  letter(
    'last-boundary-missing.eml',
    Buffer.from(
      raw(
        usual(nina, utf('Обрыв'), 'n37'),
        multi('mixed', '=_n37', [
          text('Письмо оборвалось.', { transfer: '8bit' }),
          part(['Content-Type: application/pdf; name="a.pdf"', 'Content-Disposition: attachment; filename="a.pdf"'], FILE),
        ]),
      )
        .toString('utf8')
        .replace('--=_n37--\r\n', ''),
    ),
    { from: NINA, subject: 'Обрыв', text: 'Письмо оборвалось.', files: [['a.pdf', FILE]] },
  ),
];
