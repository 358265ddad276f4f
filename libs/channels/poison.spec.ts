// Which failures put an envelope aside and which are only the database's bad moment.
import { describe, expect, it } from '@jest/globals';
import { isPoison } from './poison.js';

const named = (name: string, code?: string) => Object.assign(new Error('x'), { name, ...(code ? { code } : {}) });

describe('poison', () => {
  it.each([
    ['NUL in text', named('error', '22021'), true],
    ['NUL in jsonb', named('error', '22P05'), true],
    ['an index row too long', named('error', '54000'), true],
    ['a broken constraint', named('error', '23514'), true],
    ['an impossible date', named('RangeError'), true],
    ['the server is stopping', named('error', '57P01'), false],
    ['no connection', named('Error', 'ECONNREFUSED'), false],
    ['a disk that is full', named('error', '53100'), false],
    ['a deadlock', named('error', '40P01'), false],
    ['a cut connection', named('Error'), false],
  ])('%s', (_, error, is) => expect(isPoison(error)).toBe(is));
});
