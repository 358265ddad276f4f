// Masking of personal values before anything is logged.
import { describe, expect, it } from '@jest/globals';
import { maskDeep, maskText } from './mask.js';

describe('maskText', () => {
  it.each([
    ['e-mail', 'пишет ivan.petrov@example.org, ответ', 'пишет i***@example.org, ответ'],
    ['Cyrillic e-mail', 'иван@пример.рф', 'и***@пример.рф'],
    ['plus-address', 'inbox+otk-MTIz.abc@example.org', 'i***@example.org'],
    ['phone with plus', 'звонит +79161234567', 'звонит +***67'],
    ['phone as typed', 'телефон 8 (916) 123-45-67.', 'телефон ***67.'],
    ['phone with dashes', '8-916-123-45-67', '***67'],
    ['foreign phone', '+374 91 123456', '+***56'],
    ['card', 'карта 4111 1111 1111 1111', 'карта **** 1111'],
    ['СНИЛС', 'СНИЛС 112-233-445 95', 'СНИЛС ***-***-*** **'],
    ['passport with spaces', '45 10 123456 выдан', '** ** ****** выдан'],
    ['passport by word', 'паспорт: 4510 123456', 'паспорт: ** ** ******'],
    ['passport without spaces', 'паспорт серии 4510123456', 'паспорт серии ** ** ******'],
  ])('%s', (_, text, masked) => expect(maskText(text)).toBe(masked));

  it.each([
    ['ticket number', 'ОБР-2026-000123'],
    ['moment', '2026-09-01T10:00:00.123Z'],
    ['day and time', '22.11.2026 14:05:09'],
    ['uuid', '017f22e2-79b0-7000-8000-000000000000'],
    ['milliseconds', 'at 1790000000000'],
    ['Telegram id', 'chat 7123456789'],
    ['address of the server', '127.0.0.1:54321'],
    ['sum', '215 000 рублей'],
    ['version', 'postgres 18.4.0'],
  ])('leaves %s', (_, text) => expect(maskText(text)).toBe(text));
});

describe('maskDeep', () => {
  it('masks by field and by content', () => {
    const at = new Date(0);
    const told = maskDeep({
      ticketId: '17',
      name: 'queue.dispatch',
      password: 'demo',
      botToken: '123:AAE',
      headers: { authorization: 'Basic x', cookie: 'sid=1', 'user-agent': 'curl' },
      displayName: 'Соколова Мария',
      message: { text: 'Мой телефон +79161234567', files: [{ bytes: Buffer.from('abc') }] },
      error: 'no mailbox ivan@example.org',
      count: 3,
      token: null,
      at,
    });
    expect(told).toEqual({
      ticketId: '17',
      name: 'queue.dispatch',
      password: '••••',
      botToken: '••••',
      headers: { authorization: '••••', cookie: '••••', 'user-agent': 'curl' },
      displayName: 'С***',
      message: { text: 'М***', files: [{ bytes: '<3 bytes>' }] },
      error: 'no mailbox i***@example.org',
      count: 3,
      token: null,
      at,
    });
  });

  it('keeps name, message and stack of errors, masked', () => {
    const error = Object.assign(new Error('refused ivan@example.org'), { code: 'ECONNREFUSED', cause: new Error('deep') });
    const told = maskDeep({ err: error }) as { err: Record<string, unknown> };
    expect(told.err).toMatchObject({
      name: 'Error',
      message: 'refused i***@example.org',
      code: 'ECONNREFUSED',
      cause: { message: 'deep' },
    });
    expect(told.err.stack).not.toContain('ivan@');
  });

  it('ends in circular and deep values', () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle.self = circle;
    expect(JSON.stringify(maskDeep(circle))).toContain('…');
  });
});
