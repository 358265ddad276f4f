// The chat's pure parts by tables: embedding pages, signed identities, file names, transcripts.
import { describe, expect, it } from '@jest/globals';
import type { ChatHistoryItem } from '../channel.js';
import { admit } from './admission.js';
import { attachmentHeader, judgeFile } from './file-kinds.js';
import { chatAccount, jwt, signer } from './fixtures/visited-host.js';
import { readIdentity } from './identity.js';
import { Limit } from './limit.js';
import { mayEmbed } from './origin.js';
import { transcript } from './transcript.js';
import { beginVisit, sourceOf, tokenOf } from './visit.js';

const PUBLIC = 'https://chat.institute.ru';
const NOW = new Date('2026-11-24T09:00:00Z');

describe('mayEmbed', () => {
  it.each([
    [PUBLIC, [], true],
    ['http://localhost:3000', [], true],
    ['http://127.0.0.1:8080', [], true],
    ['http://[::1]:8080', [], true],
    ['https://institute.ru', [], false],
    ['https://institute.ru', ['institute.ru'], true],
    ['http://institute.ru', ['institute.ru'], true],
    ['http://institute.ru', ['https://institute.ru'], false],
    ['https://institute.ru:8443', ['institute.ru'], false],
    ['https://institute.ru:8443', ['institute.ru:8443'], true],
    ['https://evil-institute.ru', ['institute.ru'], false],
    ['https://institute.ru.evil.example', ['institute.ru'], false],
    ['https://apply.institute.ru', ['*.institute.ru'], true],
    ['https://a.b.institute.ru', ['*.institute.ru'], true],
    ['https://evilinstitute.ru', ['*.institute.ru'], false],
    ['https://xn--h1alffa9f.xn--p1ai', ['россия.рф'], true],
    ['http://localhost', ['institute.ru'], false],
    [PUBLIC, ['institute.ru'], true],
    ['null', [], false],
    ['file:///tmp/a.html', [], false],
    ['javascript:alert(1)', ['*.x'], false],
  ])('%s in %j: %s', (origin, domains, allowed) => expect(mayEmbed(origin, domains, PUBLIC)).toBe(allowed));

  it('knows its own page by each name this machine has, and by its own port only', () => {
    const own = (origin: string) => mayEmbed(origin, ['institute.ru'], 'http://localhost:3000');
    expect(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'].map(own)).toEqual([true, true, true]);
    expect(['http://127.0.0.1:3001', 'http://10.0.0.1:3000', 'http://localhost'].map(own)).toEqual([false, false, false]);
  });
});

describe('readIdentity', () => {
  const secret = 'portal-secret-0123456789';
  const claims = { sub: 'a1', name: ' Анна ', email: 'nonsense', exp: NOW.getTime() / 1000 + 60 };
  const cases: [string, string, unknown][] = [
    [
      'a good one, without the address that is none',
      jwt(claims, secret),
      { sub: 'a1', name: 'Анна', email: null, phone: null, expired: false },
    ],
    ['an old one', jwt({ ...claims, exp: 1 }, secret), { sub: 'a1', name: 'Анна', email: null, phone: null, expired: true }],
    ['another key', jwt(claims, 'another-secret-012345'), null],
    ['alg none', jwt(claims, secret, { alg: 'none' }), null],
    ['no exp', jwt({ sub: 'a1' }, secret), null],
    ['no sub', jwt({ exp: claims.exp }, secret), null],
    ['not a token', 'a.b', null],
  ];
  it.each(cases)('%s', (_, token, expected) => expect(readIdentity(token, secret, NOW)).toEqual(expected));
  it('nothing without a secret', () => expect(readIdentity(jwt(claims, ''), '', NOW)).toBeNull());
});

describe('beginVisit', () => {
  const secret = 'portal-secret-0123456789';
  const account = chatAccount({ identitySecret: secret });
  const token = (key: string) =>
    tokenOf({ accountId: '7', key, sender: { address: key, name: null }, language: 'ru', page: null }, signer, NOW);
  const identity = (sub: string, exp = 4e9) => jwt({ sub, exp }, secret);
  const cases: [string, { token?: string; identity?: string }, string][] = [
    ['new', {}, 'v:random'],
    ['resumed', { token: token('v:old') }, 'v:old'],
    ['signed', { identity: identity('a') }, 'user:a'],
    ['signed over an anonymous token', { token: token('v:old'), identity: identity('a') }, 'user:a'],
    ['expired but the token is fresh', { token: token('user:a'), identity: identity('a', 1) }, 'user:a'],
    ['expired without a token', { identity: identity('a', 1) }, 'v:random'],
    ['expired with the token of another', { token: token('user:b'), identity: identity('a', 1) }, 'v:random'],
    ['another user signs in on the device', { token: token('user:a'), identity: identity('b') }, 'user:b'],
    ['signed out', { token: token('user:a') }, 'v:random'],
    ['a wrong signature keeps the anonymous conversation', { token: token('v:old'), identity: `${identity('a')}x` }, 'v:old'],
  ];
  it.each(cases)('%s', (_, hello, key) => expect(beginVisit(hello, account, signer, NOW, () => 'random').key).toBe(key));

  it("a user's token ends, an anonymous one does not", () => {
    const later = new Date(NOW.getTime() + 13 * 3_600_000);
    expect(beginVisit({ token: token('user:a'), identity: identity('a', 1) }, account, signer, later, () => 'random').key).toBe('v:random');
    expect(beginVisit({ token: token('v:old') }, account, signer, later, () => 'random').key).toBe('v:old');
  });

  it('a page keeps its address and advertising marks, nothing else', () => {
    expect(sourceOf('https://a.ru/x?utm_source=vk&UTM_term=y&session=1')).toEqual({
      page: 'https://a.ru/x',
      utm_source: 'vk',
      utm_term: 'y',
    });
    expect(sourceOf(null)).toEqual({});
  });
});

describe('admit', () => {
  const own = chatAccount({}, '1', 'own');
  const site = chatAccount({ domains: ['institute.ru'] }, '2', 'site');
  const held = tokenOf({ accountId: '2', key: 'v:a', sender: { address: 'v:a', name: null }, language: 'ru', page: null }, signer, NOW);
  it.each([
    ['the first that the page may hold', { page: 'https://institute.ru/a' }, '2'],
    ['the named one', { account: 'site', page: 'https://institute.ru/a' }, '2'],
    ["the token's", { token: held }, '2'],
    ['without a page', {}, '1'],
  ])('%s', (_, hello, id) => expect(admit(hello, PUBLIC, [own, site], signer, PUBLIC)).toMatchObject({ ok: true, account: { id } }));
  it.each([
    ['a foreign page', { page: 'https://evil.example/' }, { reason: 'domain', origin: 'https://evil.example' }],
    ['a named one that is not there', { account: 'no' }, { reason: 'closed' }],
  ])('%s', (_, hello, refusal) => expect(admit(hello, PUBLIC, [own, site], signer, PUBLIC)).toMatchObject({ ok: false, ...refusal }));
});

describe('files', () => {
  it.each([
    ['скан.pdf', 'скан.pdf'],
    ['..\\..\\windows\\a.docx', 'a.docx'],
    ['/etc/a.txt', 'a.txt'],
    ['a\u202Efdp.jpg', 'afdp.jpg'],
    ['a\u0000b\n.png', 'ab.png'],
    [`${'я'.repeat(300)}.jpeg`, `${'я'.repeat(110)}.jpeg`],
  ])('%j is kept as %s', (raw, name) => expect(judgeFile(raw, Buffer.from('x'))).toMatchObject({ ok: true, name }));
  it.each(['a.html', 'a.svg', 'a.js', 'a', '', 'a.pdf.exe'])('%j is refused', (raw) =>
    expect(judgeFile(raw, Buffer.from('x'))).toEqual({ ok: false, reason: 'type' }),
  );
  it('a header carries the real name and breaks for nobody', () =>
    expect(attachmentHeader('с"к.pdf')).toBe(`attachment; filename="___.pdf"; filename*=UTF-8''%D1%81%22%D0%BA.pdf`));
});

it('a transcript leaves out what is still on its way, and knows what was answered', () => {
  const item = (id: string, direction: 'inbound' | 'outbound', author: string | null, part: string | null): ChatHistoryItem => ({
    id,
    key: null,
    direction,
    author,
    text: id,
    at: NOW,
    files: [],
    part,
  });
  const items = [
    item('1', 'inbound', 'Анна', null),
    item('2', 'outbound', null, '2'),
    item('3', 'inbound', 'Анна', null),
    item('4', 'outbound', 'Мария', '4'),
    item('5', 'inbound', 'Анна', null),
    item('6', 'outbound', 'Мария', null),
  ];
  expect(transcript(items, () => '').map(({ id, from, state }) => [id, from, state ?? ''].join(' ').trim())).toEqual([
    '1 me seen',
    '2 machine',
    '3 me seen',
    '4 agent',
    '5 me stored',
  ]);
});

it('twenty words in half a minute, then a wait', () => {
  const limit = new Limit();
  for (let i = 0; i < 20; i++) expect(limit.wait('a', 1000 + i)).toBe(0);
  expect([limit.wait('a', 2000), limit.wait('b', 2000), limit.wait('a', 31_001)]).toEqual([29, 0, 0]);
});
