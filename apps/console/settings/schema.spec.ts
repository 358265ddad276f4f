// Forms come from schemas and go back as settings; secrets stay on the server.
import { describe, expect, it } from '@jest/globals';
import { fieldsOf, settingsOf, shownValue } from './schema.js';

const schema = {
  type: 'object',
  properties: {
    token: { type: 'string' },
    mode: { anyOf: [{ const: 'polling' }, { const: 'webhook' }], default: 'polling' },
    imap: {
      type: 'object',
      properties: { host: { type: 'string' }, port: { type: 'integer', default: 993 }, tls: { type: 'boolean' } },
      required: ['host'],
    },
    domains: { type: 'array', items: { type: 'string' } },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    menu: { type: 'object', properties: { start: { type: 'string' } }, required: ['start'] },
  },
  required: ['token', 'imap'],
};
const fields = fieldsOf(schema, ['token'], { token: 'Токен', 'token.hint': 'Выдаёт провайдер', 'mode.polling': 'опрос' });

describe('fieldsOf', () => {
  it('flattens and names kinds', () =>
    expect(fields.map((f) => [f.path, f.kind, f.required, f.secret])).toEqual([
      ['token', 'text', true, true],
      ['mode', 'choice', false, false],
      ['imap.host', 'text', true, false],
      ['imap.port', 'number', false, false],
      ['imap.tls', 'switch', false, false],
      ['domains', 'lines', false, false],
      ['note', 'text', false, false],
      ['menu', 'json', false, false],
    ]));
  it('reads choices and defaults', () =>
    expect(fields[1]).toMatchObject({
      choices: [
        { value: 'polling', label: 'опрос' },
        { value: 'webhook', label: 'webhook' },
      ],
      initial: 'polling',
    }));
  it('takes labels and hints from the channel', () => expect(fields[0]).toMatchObject({ label: 'Токен', hint: 'Выдаёт провайдер' }));
});

describe('values', () => {
  const stored = { token: '••••', imap: { host: 'mail.example', tls: true }, domains: ['a.example', 'b.example'] };
  it('shows what is stored, never a secret', () =>
    expect(fields.map((f) => shownValue(f, stored))).toEqual(['', 'polling', 'mail.example', '993', true, 'a.example\nb.example', '', '']));
  it('gives an untouched secret back as it came', () => expect(settingsOf(fields, { token: '' }, stored)).toMatchObject({ token: '••••' }));
  it('builds the settings and leaves an absent secret out', () => {
    expect(
      settingsOf(fields, {
        token: '',
        mode: 'webhook',
        'imap.host': 'x',
        'imap.port': '143',
        'imap.tls': false,
        domains: 'c.example\n',
        note: '',
      }),
    ).toEqual({ mode: 'webhook', imap: { host: 'x', port: 143, tls: false }, domains: ['c.example'] });
    expect(settingsOf(fields, { token: 'new' })).toMatchObject({ token: 'new' });
  });
});
