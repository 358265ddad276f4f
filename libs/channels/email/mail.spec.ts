// Whole letters: text, files, damage, limits, identity.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { encode, letter } from './fixtures/encode.js';
import { parseMail } from './mail.js';

const HEAD = [
  'From: Anna <anna@example.ru>',
  'To: cc@example.edu',
  'Subject: Test',
  'Date: Mon, 02 Nov 2026 10:15:00 +0300',
  'Message-ID: <1@example.ru>',
  'MIME-Version: 1.0',
];
const mixed = (...parts: (string | Buffer)[]) => letter(...HEAD, 'Content-Type: multipart/mixed; boundary="b"', '', ...parts, '--b--', '');

describe('text', () => {
  it.each(['windows-1251', 'koi8-r'])('raw %s headers and body', (charset) => {
    const raw = letter(
      Buffer.concat([Buffer.from('From: '), encode('Анна Петрова', charset), Buffer.from(' <anna@example.ru>')]),
      Buffer.concat([Buffer.from('Subject: '), encode('Вопрос', charset)]),
      `Content-Type: text/plain; charset=${charset}`,
      'Content-Transfer-Encoding: 8bit',
      '',
      encode('Когда приём документов?', charset),
    );
    expect(parseMail(raw)).toMatchObject({
      from: { name: 'Анна Петрова', address: 'anna@example.ru' },
      subject: 'Вопрос',
      visible: 'Когда приём документов?',
    });
  });

  it('takes plain text of an alternative and keeps its HTML', () => {
    const mail = parseMail(
      letter(
        ...HEAD,
        'Content-Type: multipart/alternative; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        'plain',
        '--b',
        'Content-Type: text/html',
        '',
        '<p>html<script>x</script></p>',
        '--b--',
      ),
    );
    expect(mail).toMatchObject({ visible: 'plain', html: '<p>html</p>', files: [] });
  });

  it('reads HTML alone and folds its history', () => {
    const html =
      '<div>Спасибо!</div><div class="gmail_quote"><div class="gmail_attr">пн, 2 нояб. 2026 г. в 10:15, ПК &lt;cc@example.edu&gt;:<br></div><blockquote>Старое</blockquote></div>';
    const mail = parseMail(letter(...HEAD, 'Content-Type: text/html; charset=utf-8', '', html));
    expect(mail).toMatchObject({ visible: 'Спасибо!', quoted: 'пн, 2 нояб. 2026 г. в 10:15, ПК <cc@example.edu>:\n> Старое' });
  });

  it('joins flowed lines', () => {
    const mail = parseMail(letter(...HEAD, 'Content-Type: text/plain; format=flowed', '', 'one ', 'two', '> a ', '> b', 'three'));
    expect(mail.text.trim()).toBe('one two\n> a b\nthree');
  });

  it('shows a forwarded part with its own heading and files', () => {
    const inner = ['From: =?utf-8?B?0J/RkdGC0YA=?= <p@example.ru>', 'Subject: Inner', '', 'inner text'];
    const mail = parseMail(mixed('--b', 'Content-Type: text/plain', '', 'outer', '--b', 'Content-Type: message/rfc822', '', ...inner));
    expect(mail.visible).toBe('outer\n\n---------- Forwarded message ----------\nFrom: Пётр <p@example.ru>\nSubject: Inner\n\ninner text');
  });
});

describe('files', () => {
  it('keeps names, bytes and hashes', () => {
    const bytes = Buffer.from('hello');
    const mail = parseMail(
      mixed(
        '--b',
        '',
        'text',
        '--b',
        "Content-Type: application/pdf; name*=utf-8''%D0%90.pdf",
        'Content-Transfer-Encoding: base64',
        'Content-Disposition: attachment',
        '',
        bytes.toString('base64'),
      ),
    );
    expect(mail.files).toEqual([
      {
        name: 'А.pdf',
        mime: 'application/pdf',
        bytes,
        sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
        cid: null,
        inline: false,
        cut: false,
      },
    ]);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a.txt', 'a.txt'],
    ['a\u202Egpj.exe', 'agpj.exe'],
    ['\u200b.hidden', '.hidden'],
    ['..', null],
  ])('file name %j becomes %j', (given, name) => {
    const word = `=?utf-8?B?${Buffer.from(given).toString('base64')}?=`;
    const mail = parseMail(
      mixed('--b', '', 'text', '--b', 'Content-Type: image/png', `Content-Disposition: attachment; filename="${word}"`, '', 'x'),
    );
    expect(mail.files[0].name).toBe(name);
  });

  it('tells inline pictures from files, and named texts from the body', () => {
    const related = [
      '--b',
      'Content-Type: multipart/related; boundary=r',
      '',
      '--r',
      'Content-Type: text/html',
      '',
      '<img src="cid:p@x">',
      '--r',
      'Content-Type: image/png',
      'Content-ID: <p@x>',
      '',
      'x',
      '--r--',
    ];
    const mail = parseMail(
      mixed(...related, '--b', 'Content-Type: text/plain; name=notes.txt', 'Content-Disposition: inline; filename=notes.txt', '', 'notes'),
    );
    expect(mail.files.map((file) => [file.name, file.cid, file.inline])).toEqual([
      [null, 'p@x', true],
      ['notes.txt', null, false],
    ]);
  });
});

describe('damage and limits', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['only a body', Buffer.from('Здравствуйте')],
    ['no boundary', letter('Content-Type: multipart/mixed', '', 'text')],
    ['zero bytes', Buffer.alloc(1000)],
    ['unclosed everything', letter('Content-Type: multipart/mixed; boundary="a', '', '--a', 'Content-Type: text/html', '', '<div <p "')],
  ])('%s does not throw', (_, raw) => expect(typeof parseMail(raw).visible).toBe('string'));

  it('reads a mail 500 levels deep, and one of 5,000 parts, keeping the text', () => {
    const deep = [...HEAD];
    for (let level = 0; level < 500; level += 1)
      deep.push(
        `Content-Type: multipart/mixed; boundary=b${level}`,
        '',
        `--b${level}`,
        'Content-Type: text/plain',
        '',
        'text',
        `--b${level}`,
      );
    expect(parseMail(letter(...deep))).toMatchObject({ notes: ['depth'], visible: expect.stringContaining('text') });
    const wide = parseMail(
      mixed('--b', '', 'text', ...Array.from({ length: 5000 }, () => ['--b', 'Content-Type: image/png', '', 'x']).flat()),
    );
    expect([wide.notes, wide.visible, wide.files.length]).toEqual([['parts'], 'text', 199]);
  });

  it('reads 20 MB of text within the time limit', () => {
    const began = Date.now();
    const mail = parseMail(letter(...HEAD, '', Buffer.from('Слово за слово, и так весь день.\r\n'.repeat(350_000))));
    expect(mail.text.length).toBe(1_000_000);
    expect(Date.now() - began).toBeLessThan(8000);
  });

  it('marks what a cut left incomplete', () => {
    const mail = parseMail(mixed('--b', '', 'text', '--b', 'Content-Type: video/mp4; name=v.mp4', '', 'x').subarray(0, -20), {
      truncated: true,
    });
    expect(mail.files[0].cut).toBe(true);
    expect(mail.notes).toEqual(['size']);
  });

  it('NUL and lone surrogates become U+FFFD, everything else stays', () => {
    const text = 'a\u0001b\u200b\ufeff‮𝒳👩‍👩‍👦 \u2028';
    expect(parseMail(letter(...HEAD, 'Content-Type: text/plain; charset=utf-8', '', `${text}\0`)).visible).toBe(`${text}\uFFFD`);
  });
});

describe('content hash', () => {
  const body = ['', 'text'];
  const base = parseMail(letter(...HEAD, ...body)).contentHash;
  it.each([
    ['the same with trace headers', letter('Received: from x', 'Delivered-To: y', ...HEAD, ...body), true],
    [
      'another transfer encoding',
      letter(...HEAD, 'Content-Transfer-Encoding: base64', '', Buffer.from('text\r\n').toString('base64')),
      true,
    ],
    ['another text', letter(...HEAD, '', 'texts'), false],
    ['another date', letter(...HEAD.map((line) => line.replace('02 Nov', '03 Nov')), ...body), false],
  ])('%s', (_, raw, same) => expect(parseMail(raw).contentHash === base).toBe(same));
});

const PUBLIC = path.resolve(process.env.TEST_DATA ?? '../shared/data', 'mail');

describe('public mails', () => {
  if (!existsSync(PUBLIC)) {
    it.skip(`skipped: no mails in ${PUBLIC}; set TEST_DATA to the folder that has them`, () => undefined);
    return;
  }
  const files = readdirSync(PUBLIC, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  it(`reads all ${files.length} without throwing and within a second each`, () => {
    for (const file of files) {
      const began = Date.now();
      const mail = parseMail(readFileSync(path.join(file.parentPath, file.name)));
      expect(mail.contentHash).toHaveLength(64);
      expect(Date.now() - began).toBeLessThan(1000);
    }
  });
});
