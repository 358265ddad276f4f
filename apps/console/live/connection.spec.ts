// States of the connection chip.
import { describe, expect, it } from '@jest/globals';
import { connectionOf } from './connection.js';

const NOW = 1_000_000;

describe('connectionOf', () => {
  it.each([
    ['connected', { network: true, connected: true, lostAt: null, heardAt: NOW - 1000 }, 'online'],
    ['no network', { network: false, connected: false, lostAt: NOW, heardAt: NOW }, 'offline'],
    ['just lost', { network: true, connected: false, lostAt: NOW - 500, heardAt: NOW }, 'online'],
    ['lost', { network: true, connected: false, lostAt: NOW - 2000, heardAt: NOW }, 'reconnecting'],
    ['never connected', { network: true, connected: false, lostAt: null, heardAt: NOW }, 'reconnecting'],
    ['silent', { network: true, connected: true, lostAt: null, heardAt: NOW - 60_000 }, 'stale'],
  ] as const)('%s', (_name, link, state) => expect(connectionOf(link, NOW)).toBe(state));
});
