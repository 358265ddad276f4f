// Clocks: the nearest one, calm, soon or over.
import { describe, expect, it } from '@jest/globals';
import { nearestDue } from './due.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const minutes = (n: number): string => new Date(NOW + n * 60_000).toISOString();
const ticket = (clocks: { first?: number; resolution?: number; legal?: number }, over = {}) => ({
  status: 'assigned' as const,
  unanswered: true,
  createdAt: minutes(-30),
  clocks: {
    firstAnswerDueAt: clocks.first === undefined ? null : minutes(clocks.first),
    resolutionDueAt: clocks.resolution === undefined ? null : minutes(clocks.resolution),
    legalDueAt: clocks.legal === undefined ? null : minutes(clocks.legal),
    snoozedUntil: null,
  },
  ...over,
});

describe('nearestDue', () => {
  it.each([
    ['calm', ticket({ first: 30, legal: 900 }), 'answer', 'calm'],
    ['soon', ticket({ first: 5 }), 'answer', 'soon'],
    ['over', ticket({ first: -3 }), 'answer', 'over'],
    ['answered: the next clock', ticket({ first: -3, resolution: 600 }, { unanswered: false }), 'resolution', 'calm'],
    ['legal is nearer', ticket({ first: 60, legal: 10 }), 'legal', 'calm'],
  ] as const)('%s', (_name, row, which, tone) => expect(nearestDue(row, NOW)).toMatchObject({ which, tone }));
  it.each([ticket({}), ticket({ first: 5 }, { status: 'resolved' })])('none runs', (row) => expect(nearestDue(row, NOW)).toBeNull());
});
