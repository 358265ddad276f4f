// What a line of history names: a resolution its result, a move its person or queue.
import { describe, expect, it } from '@jest/globals';
import type { JournalView } from '#libs/contract/tickets.js';
import { eventLine } from './event-line.js';

const names = { agent: (id: string) => `сотрудник ${id}`, queue: (id: string) => `очередь ${id}`, topic: (code: string) => `тема ${code}` };
const event = (kind: string, facts: Record<string, unknown>) =>
  ({ kind, facts, actor: { kind: 'agent', id: '1', name: 'Мария' } }) as unknown as JournalView;

describe('eventLine', () => {
  it.each([
    ['ticket.resolved', { result: 'explained', topic: 'fees', kind: 'request' }, 'explained'],
    ['ticket.queued', { queue: 'contact', topic: 'fees' }, 'очередь contact'],
    ['ticket.assigned', { agent: '7', queue: 'contact' }, 'сотрудник 7'],
    ['ticket.reclassified', { topic: 'fees' }, 'тема fees'],
  ])('%s', (kind, facts, what) => expect(eventLine(event(kind, facts), names)?.values.what).toBe(what));
});
