// Addresses survive a round trip, and a board's list query becomes a filter.
import { describe, expect, it } from '@jest/globals';
import { addressOf, filterOf, routeOf } from './route.js';

describe('routes', () => {
  it.each([
    ['/', '', '/inbox'],
    ['/board', '', '/board'],
    ['/inbox/t%201', '?view=mine', '/inbox/t%201?view=mine'],
    ['/settings/staff', '', '/settings/staff'],
    ['/nowhere/else', '?evil=1', '/inbox/else'],
  ])('%s%s', (path, search, address) => expect(addressOf(routeOf(path, search))).toBe(address));
  it.each(['queue=contact&status=queued', '?queue=contact&status=queued', '/api/tickets?queue=contact&status=queued&limit=5'])(
    'list of the board: %s',
    (list) => {
      expect(filterOf(list)).toEqual({ queue: 'contact', status: 'queued' });
    },
  );
});
