// A reply as calls of the Bot API: markup, borders of parts, files, buttons.
import { describe, expect, it } from '@jest/globals';
import type { Outbound } from '../channel.js';
import { replyOf } from './fixtures/recorder.js';
import { TEXT_LIMIT, toCalls } from './markup.js';
import { split } from './split.js';

const calls = (text: string, change: Partial<Outbound> = {}) => toCalls(replyOf('1', text, change), 'Автоответ');
const texts = (text: string, change: Partial<Outbound> = {}) =>
  calls(text, change).flatMap((call) => (call.method === 'sendMessage' ? [call] : []));

describe('markup', () => {
  it.each([
    ['2 < 3 & "да" > нет', '2 &lt; 3 &amp; &quot;да&quot; &gt; нет'],
    ['**Важно:** приходите', '<b>Важно:</b> приходите'],
    ['см. [сайт](https://example.edu/a?b=1&c=2)', 'см. <a href="https://example.edu/a?b=1&amp;c=2">сайт</a>'],
    ['**<b>**', '<b>&lt;b&gt;</b>'],
    ['2 ** 3 ** 4, snake_case, *не жирный*', '2 ** 3 ** 4, snake_case, *не жирный*'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['a\0b\ud800c', 'a\ufffdb\ufffdc'],
  ])('%s', (text, html) => {
    expect(texts(text).map((call) => call.html)).toEqual([html]);
  });

  it('signs a person and names a machine', () => {
    expect(texts('Да', { signature: 'Мария, контактный отдел' })[0]!.plain).toBe('Да\n\nМария, контактный отдел');
    expect(texts('Да', { signature: 'Мария', automatic: true })[0]!.plain).toBe('Да\n\nАвтоответ');
  });

  it('has no call for nothing', () => {
    expect(calls('  \n ')).toEqual([]);
  });
});

describe('parts', () => {
  const paragraph = (sign: string, length: number) => sign.repeat(length);

  it('cuts a long text on a paragraph and numbers the parts', () => {
    const parts = texts(`${paragraph('а', 3000)}\n\n${paragraph('б', 3000)}`);
    expect(parts.map((part) => part.plain)).toEqual([`${paragraph('а', 3000)}\n\n1/2`, `${paragraph('б', 3000)}\n\n2/2`]);
  });

  it.each([
    ['paragraph', 'один.\n\nдва три', 9, 'один.|два три'],
    ['line', 'один\nдва три', 7, 'один|два три'],
    ['sentence', 'Раз два. Три четыре', 11, 'Раз два.|Три четыре'],
    ['word', 'один два три', 9, 'один два|три'],
    ['unit', 'оченьдлинноеслово', 7, 'оченьдл|инноесл|ово'],
    ['character', '👍👍👍👍', 3, '👍|👍|👍|👍'],
    ['white space only', 'а          б', 4, 'а|б'],
  ])('cuts at a %s', (_, text, limit, expected) => {
    expect(
      split(text, limit)
        .map(({ from, to }) => text.slice(from, to))
        .join('|'),
    ).toBe(expected);
  });

  it.each([4096, 4097, 12_000, 100_000])('loses no letter of %d and keeps every part within the limit', (length) => {
    const words = ['слово', '<тег>', '👍🏽', 'конец.', '**жирно**', '\n\n'];
    let text = '';
    for (let i = 0; text.length < length; i++) text += `${words[(i * 7 + (i >> 3)) % words.length]} `;
    // a cut character would come out as U+FFFD
    const source = text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
    const parts = texts(source);
    expect(parts.every((part) => part.plain.length <= TEXT_LIMIT && !part.plain.includes('\ufffd'))).toBe(true);
    const joined = parts.map((part) => (parts.length > 1 ? part.plain.replace(/\n\n\d+\/\d+$/, '') : part.plain)).join('');
    expect(joined.replace(/\s/g, '')).toBe(source.replaceAll('**жирно**', 'жирно').replace(/\s/g, ''));
  });

  it('goes on with bold after a cut', () => {
    const [first, second] = texts(`${'а'.repeat(3950)} **${'б'.repeat(90)} ${'в'.repeat(60)}**`);
    expect(first!.html).toContain(`<b>${'б'.repeat(90)}</b>`);
    expect(first!.html.match(/<b>/g)).toHaveLength(1);
    expect(second!.html).toMatch(/^<b>в+<\/b>/);
  });
});

describe('files and buttons', () => {
  const file = (name: string | null, mime: string, size = 10) => ({ sha256: 'f', name, mime, size });

  it('shows pictures as pictures, large and other files as documents', () => {
    const files = [
      file('а.jpg', 'image/jpeg'),
      file('схема.png', 'image/png', 11 * 1024 * 1024),
      file('а.svg', 'image/svg+xml'),
      file('бланк.pdf', 'application/pdf'),
    ];
    expect(calls('', { files }).map((call) => call.method)).toEqual(['sendPhoto', 'sendDocument', 'sendDocument', 'sendDocument']);
  });

  it.each([
    ['бланк "А"\r\nX: y.pdf', 'бланк _А___X: y.pdf'],
    [null, 'file-1'],
    ['..\\a.txt', '.._a.txt'],
  ])('names the upload so that it stays in its header: %j', (name, filename) => {
    expect(calls('', { files: [file(name, 'application/pdf')] })).toMatchObject([{ filename }]);
  });

  it('puts buttons under the last text, short ones side by side', () => {
    const buttons = ['1', '2', '3', '4', '5', '6'].map((id) => ({ id, label: id }));
    const [text, document] = calls('Оцените', { buttons, files: [file('а.pdf', 'application/pdf')] });
    expect(text!.keyboard!.inline_keyboard.map((row) => row.length)).toEqual([5, 1]);
    expect(document!.keyboard).toBeUndefined();
  });

  it('leaves out a button whose id the server would refuse', () => {
    expect(calls('Да?', { buttons: [{ id: 'я'.repeat(33), label: 'Да' }] })[0]!.keyboard).toBeUndefined();
  });
});
