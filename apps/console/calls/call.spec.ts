// The call bar follows my own calls only.
import { describe, expect, it } from '@jest/globals';
import { type Call, afterEvent } from './call.js';

const event = (kind: string, call = 'c1', agent = 'me') => ({
  kind: `call.${kind}`,
  at: '2026-11-22T12:00:00Z',
  ticketId: 't',
  subjectId: 't',
  facts: { call, agent },
  actor: { kind: 'system', id: null, name: '' },
});
const run = (...kinds: [string, string?, string?][]): Call | null =>
  kinds.reduce<Call | null>((now, args) => afterEvent(now, event(...args), 'me'), null);

describe('afterEvent', () => {
  it.each([
    ['rings', [['started']], 'ringing'],
    ['is answered', [['started'], ['answered']], 'talking'],
    ['is held and taken back', [['answered'], ['held'], ['resumed']], 'talking'],
    ['leaves wrap-up after talking', [['answered'], ['ended']], 'wrap-up'],
    ['leaves nothing when never answered', [['started'], ['ended']], undefined],
    ['goes after wrap-up', [['answered'], ['ended'], ['wrapped']], undefined],
    ['rings on my telephone', [['ringing']], 'ringing'],
    ['goes when my telephone is not picked up', [['ringing'], ['missed']], undefined],
    ['rings on a colleague’s telephone', [['ringing', 'c1', 'olga']], undefined],
    ['stays mine when a colleague missed it', [['ringing'], ['answered'], ['missed', 'c1', 'olga']], 'talking'],
    ['is not mine', [['answered', 'c9', 'olga']], undefined],
  ] as [string, [string, string?, string?][], string | undefined][])('%s', (_name, kinds, phase) =>
    expect(run(...kinds)?.phase).toBe(phase),
  );
});
