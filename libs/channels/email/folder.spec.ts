// Cursors over first connection, restarts and renumbered folders.
import { describe, expect, it } from '@jest/globals';
import { continueFrom, type FolderCursor, groupBySize, isWanted, providerAt } from './folder.js';

const intakeFrom = new Date('2026-11-02T10:00:00.500Z');
const now = new Date('2026-11-02T10:05:00Z');
const at = (iso: string, uid: number) => ({ uid, size: 1, receivedAt: new Date(iso) });
const first = continueFrom(null, { uidValidity: '1', uidNext: 100 }, intakeFrom, now);

describe('folder cursor', () => {
  it('first connection begins at intakeFrom', () => {
    expect(first).toEqual({ uidValidity: '1', lastUid: 0, startUid: 100, since: intakeFrom.toISOString() });
  });

  it('goes on where it was', () => {
    const cursor: FolderCursor = { ...first, lastUid: 120 };
    expect(continueFrom(cursor, { uidValidity: '1', uidNext: 200 }, intakeFrom, now)).toBe(cursor);
  });

  it('a new UIDVALIDITY reads fourteen days again, never before intakeFrom', () => {
    const old = new Date('2026-01-01T00:00:00Z');
    expect(continueFrom(first, { uidValidity: '2', uidNext: 5 }, old, now)).toEqual({
      uidValidity: '2',
      lastUid: 0,
      startUid: 5,
      since: '2026-10-19T10:05:00.000Z',
    });
    expect(continueFrom(first, { uidValidity: '2', uidNext: 5 }, intakeFrom, now).since).toBe(intakeFrom.toISOString());
  });

  it.each([
    ['an old letter', at('2026-11-01T00:00:00Z', 50), false],
    ['a letter between intakeFrom and connecting', at('2026-11-02T10:02:00Z', 99), true],
    ['a letter after connecting', at('2026-11-02T10:06:00Z', 100), true],
    ['an old letter moved in after connecting', at('2020-01-01T00:00:00Z', 101), true],
  ])('%s', (_, letter, wanted) => expect(isWanted(first, letter)).toBe(wanted));

  it('a letter that came after connecting is never older than intakeFrom', () => {
    expect(providerAt(first, at('2026-11-02T10:00:00Z', 100), intakeFrom)).toEqual(intakeFrom);
    expect(providerAt(first, at('2020-01-01T00:00:00Z', 100), intakeFrom)).toEqual(intakeFrom);
  });

  it('the second of connecting counts whole: a server dates in seconds, and a letter of that second may be new', () => {
    expect(isWanted(first, at('2026-11-02T10:00:00Z', 99))).toBe(true);
    expect(providerAt(first, at('2026-11-02T10:00:00Z', 99), intakeFrom)).toEqual(intakeFrom);
    expect(isWanted(first, at('2026-11-02T09:59:59Z', 99))).toBe(false);
    expect(providerAt(first, at('2026-11-02T09:59:59Z', 99), intakeFrom)).toEqual(new Date('2026-11-02T09:59:59Z'));
  });

  it('groups by size and count', () => {
    const sizes = [1, 3, 2, 30, 1].map((mb, index) => ({ uid: index, size: mb * 1024 * 1024, receivedAt: null }));
    expect(groupBySize(sizes).map((group) => group.length)).toEqual([2, 1, 1, 1]);
    expect(groupBySize(Array.from({ length: 45 }, (_, uid) => ({ uid, size: 1, receivedAt: null }))).map((group) => group.length)).toEqual([
      20, 20, 5,
    ]);
  });
});
