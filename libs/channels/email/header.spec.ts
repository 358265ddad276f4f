// Headers as the wild writes them.
import { describe, expect, it } from '@jest/globals';
import { encode } from './fixtures/encode.js';
import { decodeWords, fieldAddresses, fieldDate, fieldIds, fieldText, structured } from './header.js';

const bytes = (text: string) => Buffer.from(text);
const b64 = (buffer: Buffer) => buffer.toString('base64');

describe('encoded words', () => {
  const cut = Buffer.from('Вопрос');
  it.each([
    ['split inside a letter', `=?utf-8?B?${b64(cut.subarray(0, 5))}?= =?utf-8?B?${b64(cut.subarray(5))}?=`, 'Вопрос'],
    ['koi8-r in Q', '=?koi8-r?Q?=F7=CF=D0=D2=CF=D3?=', 'Вопрос'],
    ['wild label', `=?win-1251?B?${b64(encode('Вопрос', 'windows-1251'))}?=`, 'Вопрос'],
    ['label lies', `=?utf-8?B?${b64(encode('Вопрос о приёме', 'windows-1251'))}?=`, 'Вопрос о приёме'],
    ['between plain words', `Re: =?utf-8?B?${b64(cut)}?= (1)`, 'Re: Вопрос (1)'],
    ['underscore is a blank', '=?utf-8?q?a_b?=', 'a b'],
    ['not a word', 'a =?b c', 'a =?b c'],
  ])('%s', (_, text, expected) => expect(decodeWords(text)).toBe(expected));
});

describe('raw 8-bit headers', () => {
  it.each(['windows-1251', 'koi8-r'])('%s by guess and by the body', (charset) => {
    const raw = encode('Вопрос о стипендии', charset);
    expect(fieldText(raw)).toBe('Вопрос о стипендии');
    expect(fieldText(raw, charset)).toBe('Вопрос о стипендии');
  });
});

describe('addresses', () => {
  it.each([
    ['Иван <ivan@example.ru>', [{ name: 'Иван', address: 'ivan@example.ru' }]],
    ['"Иванов, Пётр" <p@example.ru>', [{ name: 'Иванов, Пётр', address: 'p@example.ru' }]],
    [`"=?utf-8?B?${b64(Buffer.from('Анна, мама'))}?=" <a@example.ru>`, [{ name: 'Анна, мама', address: 'a@example.ru' }]],
    [
      'Группа: a@x.ru, "Б" <b@x.ru>;',
      [
        { name: null, address: 'a@x.ru' },
        { name: 'Б', address: 'b@x.ru' },
      ],
    ],
    ['undisclosed-recipients:;', []],
    ['nobody', []],
  ])('%s', (text, expected) => expect(fieldAddresses(bytes(text))).toEqual(expected));
});

describe('parameters', () => {
  const russian = encodeURIComponent('Справка об обучении.pdf');
  it.each([
    [`attachment; filename*=UTF-8''${russian}`, 'Справка об обучении.pdf'],
    [`attachment; filename*0*=utf-8''${russian.slice(0, 30)}; filename*1*=${russian.slice(30)}`, 'Справка об обучении.pdf'],
    ['attachment; filename*0="long "; filename*1="name.pdf"', 'long name.pdf'],
    [`attachment; filename="=?utf-8?B?${b64(Buffer.from('Справка.pdf'))}?="`, 'Справка.pdf'],
    [`attachment; filename="${encodeURIComponent('Справка')}.pdf"`, 'Справка.pdf'],
    [`attachment; filename="utf-8''${encodeURIComponent('Справка.pdf')}"`, 'Справка.pdf'],
    ['attachment; filename=two words.pdf', 'two words.pdf'],
    ['attachment; filename="a;b.pdf"', 'a;b.pdf'],
    ['attachment; filename="a\\"b.pdf"', 'a"b.pdf'],
    ['attachment; filename="50% off.pdf"', '50% off.pdf'],
    ["attachment; filename*=windows-1251''%D1%EF%F0%E0%E2%EA%E0.doc", 'Справка.doc'],
  ])('%s', (text, expected) => expect(structured(bytes(text)).params.filename).toBe(expected));

  it('reads raw 8-bit names', () => {
    const raw = Buffer.concat([bytes('attachment; filename="'), encode('Справка.doc', 'koi8-r'), bytes('"')]);
    expect(structured(raw, 'koi8-r').params.filename).toBe('Справка.doc');
  });
});

describe('dates and ids', () => {
  it.each([
    ['Mon, 02 Nov 2026 10:15:00 +0300', '2026-11-02T07:15:00.000Z'],
    ['Mon, 2 Nov 2026 10:15 +0300 (MSK)', '2026-11-02T07:15:00.000Z'],
    ['Пн, 2 Nov 2026 10:15:00 MSK', '2026-11-02T07:15:00.000Z'],
    ['yesterday', undefined],
    ['', undefined],
  ])('%s', (text, expected) => expect(fieldDate(bytes(text))?.toISOString()).toBe(expected));

  it.each([
    ['<a@b> <c@d>', ['<a@b>', '<c@d>']],
    ['bare@id', ['<bare@id>']],
    ['', []],
    ['Your message of Monday', []],
  ])('%s', (text, expected) => expect(fieldIds(bytes(text))).toEqual(expected));
});
