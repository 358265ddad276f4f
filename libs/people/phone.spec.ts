// Telephone numbers as people write them.
import { describe, expect, it } from '@jest/globals';
import { formatPhone, normalisePhone, phoneStart, phoneTail } from './phone.js';

describe('normalisePhone', () => {
  it.each([
    '8 (916) 123-45-67',
    '+79161234567',
    '+7 (916) 123 45 67',
    '79161234567',
    '9161234567',
    '916 123-45-67',
    '8-916-123-45-67',
    '8.916.123.45.67',
    '8 916 123–45–67',
    '8\u00A0916\u00A0123\u00A045\u00A067',
    '+8 916 123 45 67',
    'тел.: 8 916 123-45-67',
    'Моб. +7 916 1234567',
    '８９１６１２３４５６７',
    '\u202D+7 916 123-45-67\u202C',
  ])('reads %j as one person (001 §2.16)', (text) => expect(normalisePhone(text)).toEqual({ ok: true, e164: '+79161234567' }));

  it.each([
    ['8 (495) 123-45-67 доб. 12', '+74951234567', '12'],
    ['+7 495 123-45-67, доб 0305', '+74951234567', '0305'],
    ['84951234567#77', '+74951234567', '77'],
    ['+7 495 123 45 67 ext. 5', '+74951234567', '5'],
  ])('%j with an extension', (text, e164, extension) => expect(normalisePhone(text)).toEqual({ ok: true, e164, extension }));

  it.each([
    ['8 800 555-35-35', '+78005553535'],
    ['812 123-45-67', '+78121234567'],
    ['+7 000 000-00-01', '+70000000001'],
    ['+7 701 123 4567', '+77011234567'],
    ['+374 91 123456', '+37491123456'],
    ['00 374 91 123456', '+37491123456'],
    ['8 10 84 912 345 678', '+84912345678'],
    ['+84 912 345 678', '+84912345678'],
    ['+998 90 123 45 67', '+998901234567'],
    ['+375 29 123-45-67', '+375291234567'],
    ['+86 139 1234 5678', '+8613912345678'],
    ['+44 20 7946 0018', '+442079460018'],
  ])('%j', (text, e164) => expect(normalisePhone(text)).toEqual({ ok: true, e164 }));

  it('reads a number of another country without its code', () => {
    expect(normalisePhone('091 123456', 'AM')).toEqual({ ok: true, e164: '+37491123456' });
  });

  it.each([
    ['', 'empty'],
    ['  \u200B ', 'empty'],
    ['112', 'too-short'],
    ['123-45', 'too-short'],
    ['нет', 'not-a-number'],
    ['8916123456O', 'not-a-number'],
    ['7,91612E+10', 'not-a-number'],
    ['+', 'not-a-number'],
    ['8 916 123-45-67, 8 916 765-43-21', 'several'],
    ['89161234567 89167654321', 'several'],
    ['+79161234567+79167654321', 'several'],
    ['1234567890123456', 'too-long'],
    ['123-45-67', 'unknown'],
    ['8 916 123-45-6', 'too-short'],
    ['7 916 123-45-6', 'too-short'],
    ['+999 123456789', 'unknown'],
  ])('refuses %j: %s', (text, reason) => expect(normalisePhone(text)).toEqual({ ok: false, reason }));

  it('reads 10,000 numbers in well under a second', () => {
    const started = performance.now();
    for (let i = 0; i < 10_000; i++) normalisePhone(`8 (999) ${String(i).padStart(7, '0')}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('formatPhone', () => {
  it.each([
    ['+79123456789', undefined, '+7 912 345-67-89'],
    ['+78005553535', undefined, '8 800 555-35-35'],
    ['+74951234567', '123', '+7 495 123-45-67 доб. 123'],
    ['+37491123456', undefined, '+374 91 123456'],
    ['кто-то', undefined, 'кто-то'],
  ])('%s', (e164, extension, shown) => expect(formatPhone(e164, extension)).toBe(shown));
});

describe('parts of a number for searching', () => {
  it.each([
    ['4567', '4567', null],
    ['45-67', '4567', null],
    ['123', null, null],
    ['8 916 123-45-67', '9161234567', '+79161234567'],
    ['+7 916', '7916', '+7916'],
    ['8916', '8916', '+7916'],
    ['916 12', '91612', '+791612'],
    ['+374 91 12', '3749112', '+3749112'],
    ['Иванов', null, null],
    ['4567a', null, null],
    ['', null, null],
  ])('%j', (text, tail, start) => {
    expect(phoneTail(text)).toBe(tail);
    expect(phoneStart(text)).toBe(start);
  });
});
