// E-mail addresses as people type them and as attackers craft them.
import { describe, expect, it } from '@jest/globals';
import { normaliseEmail, sameEmail } from './email.js';

describe('normaliseEmail', () => {
  it.each([
    ['Ivan.Petrov@Example.ORG', 'ivan.petrov@example.org'],
    ['  ivan@example.org\t', 'ivan@example.org'],
    ['mailto:ivan@example.org', 'ivan@example.org'],
    ['ivan+priem@example.org', 'ivan+priem@example.org'],
    ['Почта@Пример.РФ', 'почта@пример.рф'],
    ['ivan@xn--e1afmkfd.xn--p1ai', 'ivan@пример.рф'],
    ['ivan@example.org.', 'ivan@example.org'],
    ["o'brien@example.co.uk", "o'brien@example.co.uk"],
    ['a..b.@example.org', 'a..b.@example.org'],
    ['root@localhost', 'root@localhost'],
    ['e\u0301va@example.org', 'éva@example.org'],
  ])('%j', (text, email) => expect(normaliseEmail(text)).toEqual({ ok: true, email }));

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['ivan', 'no-at'],
    ['a@b@example.org', 'several'],
    ['ivan@example.org, evil@example.net', 'several'],
    ['Ivan, evil@example.net', 'several'],
    ['ivan@example.org;petr@example.org', 'several'],
    ['ivan@example.org\r\nBcc: evil@example.net', 'several'],
    ['ivan\r\n@example.org', 'space'],
    ['\nivan@example.org', 'space'],
    ['ivan petrov@example.org', 'space'],
    ['ivan\u2028@example.org', 'space'],
    ['iv\u200Ban@example.org', 'sign'],
    ['\u202Eivan@example.org', 'sign'],
    ['ivan\0@example.org', 'sign'],
    ['"ivan"@example.org', 'sign'],
    ['<ivan@example.org>', 'sign'],
    ['@example.org', 'sign'],
    ['ivan@', 'domain'],
    ['ivan@mail', 'domain'],
    ['ivan@example..org', 'domain'],
    ['ivan@-example.org', 'domain'],
    ['ivan@exam_ple.org', 'domain'],
    ['ivan@example.123', 'domain'],
    ['ivan@example.org>', 'domain'],
    [`${'a'.repeat(65)}@example.org`, 'too-long'],
    [`${'я'.repeat(33)}@example.org`, 'too-long'],
    [`a@${'b.'.repeat(126)}org`, 'too-long'],
    ['a'.repeat(5000), 'too-long'],
  ])('refuses %j: %s', (text, reason) => expect(normaliseEmail(text)).toEqual({ ok: false, reason }));
});

describe('sameEmail', () => {
  it.each([
    ['A@Example.org', 'a@example.ORG', true],
    ['a@пример.рф', 'a@xn--e1afmkfd.xn--p1ai', true],
    ['a@example.org', 'a@example.net', false],
    ['нет', 'нет', false],
  ])('%s and %s', (one, other, same) => expect(sameEmail(one, other)).toBe(same));
});
