// Time-ordered ids and keyed tokens: order, purpose, forgery.
import { describe, expect, it } from '@jest/globals';
import { momentOfUuid, signToken, uuidV7, verifyToken } from './ids.js';

const zeros = new Uint8Array(10);
const ones = new Uint8Array(10).fill(255);
const key = Buffer.from('0123456789abcdef0123456789abcdef');

describe('uuidV7', () => {
  it.each([
    ['2022-02-22T19:22:22.000Z', zeros, '017f22e2-79b0-7000-8000-000000000000'],
    ['2022-02-22T19:22:22.000Z', ones, '017f22e2-79b0-7fff-bfff-ffffffffffff'],
    ['1970-01-01T00:00:00.000Z', zeros, '00000000-0000-7000-8000-000000000000'],
  ])('at %s', (at, random, uuid) => {
    expect(uuidV7(new Date(at), random)).toBe(uuid);
    expect(momentOfUuid(uuid)).toEqual(new Date(at));
  });

  it('sorts by time whatever the randomness', () => {
    const at = Date.parse('2026-09-01T06:00:00Z');
    expect(uuidV7(new Date(at), ones) < uuidV7(new Date(at + 1), zeros)).toBe(true);
  });

  it('refuses too little randomness and reads only its own version', () => {
    expect(() => uuidV7(new Date(), new Uint8Array(9))).toThrow(RangeError);
    expect(momentOfUuid('017f22e2-79b0-4000-8000-000000000000')).toBeNull();
    expect(momentOfUuid('')).toBeNull();
  });
});

describe('keyed tokens', () => {
  it.each(['12345', '1/2026-x', 'Ёж 😀', ''])('brings %j back', (value) => {
    const token = signToken(key, 'reply', value);
    expect(token).toMatch(/^[\w-]*\.[\w-]{22}$/);
    expect(verifyToken(key, 'reply', token)).toBe(value);
  });

  const token = signToken(key, 'reply', '12345');
  it.each([
    ['another key', Buffer.alloc(32), 'reply', token],
    ['another purpose', key, 'mail', token],
    ['altered value', key, 'reply', token.replace(/^./, 'X')],
    ['altered signature', key, 'reply', `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`],
    ['another spelling of the same bytes', key, 'reply', respell(token)],
    ['cut', key, 'reply', token.slice(0, -1)],
    ['lengthened', key, 'reply', `${token}A`],
    ['no dot', key, 'reply', token.replace('.', '')],
    ['empty', key, 'reply', ''],
    ['line break', key, 'reply', `${token}\n`],
  ])('refuses %s', (_, withKey, purpose, text) => expect(verifyToken(withKey, purpose, text)).toBeNull());
});

/** The last of 22 base64url letters carries only two bits: another letter may decode to the same bytes. */
function respell(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1)!) + 1]!;
}
