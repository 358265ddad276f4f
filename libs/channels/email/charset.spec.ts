// Labels and guesses over Russian and western bytes.
import { describe, expect, it } from '@jest/globals';
import { canonicalCharset, decodeBytes, guessCharset } from './charset.js';
import { encode } from './fixtures/encode.js';

const TEXT = 'Здравствуйте! Подскажите, когда начнётся приём документов на бакалавриат?';

describe('charset', () => {
  it.each([
    ['"windows-1251"', 'windows-1251'],
    ['win-1251', 'windows-1251'],
    ['CP1251', 'windows-1251'],
    ['koi8r', 'koi8-r'],
    ['KOI8-R', 'koi8-r'],
    ['cp866', 'ibm866'],
    ['UTF8', 'utf-8'],
    ['us-ascii', null],
    ['unknown-8bit', null],
    ['x-nonsense', null],
    [null, null],
  ])('label %s is %s', (label, name) => expect(canonicalCharset(label)).toBe(name));

  it.each(['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'] as const)('guesses %s', (charset) => {
    expect(guessCharset(encode(TEXT, charset))).toBe(charset);
    expect(decodeBytes(encode(TEXT, charset), 'us-ascii')).toBe(TEXT);
    expect(decodeBytes(encode(TEXT, charset), 'utf-8')).toBe(TEXT);
    expect(decodeBytes(encode(TEXT, charset), 'iso-8859-1')).toBe(TEXT);
  });

  it('leaves western text alone', () => {
    expect(decodeBytes(Buffer.from('Café à Zürich, déjà vu', 'latin1'), 'iso-8859-1')).toBe('Café à Zürich, déjà vu');
    expect(decodeBytes(Buffer.from('Café à Zürich, déjà vu', 'latin1'))).toBe('Café à Zürich, déjà vu');
  });

  it('keeps UTF-8 that is cut inside a letter', () => {
    const cut = Buffer.from(TEXT.repeat(3)).subarray(0, -2);
    expect(decodeBytes(cut, 'utf-8')).toMatch(/^Здравствуйте!.*\uFFFD$/s);
  });
});
