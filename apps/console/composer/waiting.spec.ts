// The outbox sends in order within a ticket and never silently after ten minutes.
import { describe, expect, it } from '@jest/globals';
import { type Outgoing, SILENT_MS, newerOf, nextToSend, restored } from './waiting.js';

const out = (key: string, ticketId: string, state: Outgoing['state'] = 'waiting', writtenAt = 0): Outgoing => ({
  key,
  ticketId,
  mode: 'reply',
  text: key,
  files: [],
  seenSeq: null,
  force: false,
  writtenAt,
  state,
  reason: null,
  newer: null,
});
const keys = (list: Outgoing[]): string[] => list.map((o) => o.key);

describe('nextToSend', () => {
  it.each([
    ['one head a ticket', [out('1', 'a'), out('2', 'a'), out('3', 'b')], ['1', '3']],
    ['a head under way blocks', [out('1', 'a', 'sending'), out('2', 'a')], []],
    ['a failed head blocks its ticket only', [out('1', 'a', 'failed'), out('2', 'a'), out('3', 'b')], ['3']],
    ['held and stale wait for a person', [out('1', 'a', 'held'), out('2', 'b', 'stale')], []],
  ] as const)('%s', (_name, outbox, next) => expect(keys(nextToSend([...outbox]))).toEqual(next));
});

describe('restored', () => {
  it('asks before sending what is old, and begins again what was under way', () => {
    const now = SILENT_MS + 1000;
    const states = restored([out('old', 'a', 'waiting', 0), out('cut', 'b', 'sending', now - 5), out('bad', 'c', 'failed', 0)], now).map(
      (o) => o.state,
    );
    expect(states).toEqual(['held', 'waiting', 'failed']);
  });
});

describe('newerOf', () => {
  it('reads the last newer message', () =>
    expect(
      newerOf({
        newer: [
          { author: { name: 'А' }, text: '1' },
          { author: { name: 'Б' }, text: '2' },
        ],
      }),
    ).toEqual({ author: 'Б', text: '2' }));
  it('is null without one', () => expect(newerOf({})).toBeNull());
});
