// What the conversation looks like line by line.
import { describe, expect, it } from '@jest/globals';
import type { JournalView, MessageView } from '#libs/contract/tickets.js';
import type { Outgoing } from '../composer/waiting.js';
import { mergeMessages, timeline } from './timeline.js';

const message = (id: string, at: string, over: Partial<MessageView> = {}): MessageView => ({
  id,
  ticketId: 't',
  direction: 'inbound',
  at,
  author: { kind: 'client', id: 'c', name: 'Руслан' },
  text: id,
  html: null,
  files: [],
  meta: {},
  edited: false,
  deleted: false,
  delivery: null,
  clientKey: null,
  ...over,
});
const event = (seq: string, at: string): JournalView => ({
  seq,
  kind: 'ticket.queued',
  at,
  ticketId: 't',
  clientId: null,
  subjectType: 'ticket',
  subjectId: 't',
  actor: { kind: 'machine', id: null, name: '' },
  actingFor: null,
  facts: {},
  reason: null,
});
const outgoing = (key: string): Outgoing => ({
  key,
  ticketId: 't',
  mode: 'reply',
  text: key,
  files: [],
  seenSeq: null,
  force: false,
  writtenAt: 0,
  state: 'waiting',
  reason: null,
  newer: null,
});
const shape = (lines: ReturnType<typeof timeline>): string[] =>
  lines.map((line) =>
    line.is === 'message' ? `${line.grouped ? '+' : ''}${line.key}` : line.is === 'events' ? `events:${line.events.length}` : line.is,
  );

describe('timeline', () => {
  it('separates days in Moscow time and groups within a minute', () => {
    const messages = [message('1', '2026-11-22T20:59:30Z'), message('2', '2026-11-22T20:59:50Z'), message('3', '2026-11-22T21:00:10Z')];
    expect(shape(timeline(messages, [], [], true))).toEqual(['day', '1', '+2', 'day', '3']);
  });
  it('folds four events and shows three', () => {
    const at = (n: number): string => `2026-11-22T10:0${n}:00Z`;
    expect(
      shape(
        timeline(
          [],
          [1, 2, 3].map((n) => event(`${n}`, at(n))),
          [],
          true,
        ),
      ),
    ).toEqual(['day', 'event', 'event', 'event']);
    expect(
      shape(
        timeline(
          [],
          [1, 2, 3, 4].map((n) => event(`${n}`, at(n))),
          [],
          true,
        ),
      ),
    ).toEqual(['day', 'events:4']);
  });
  it('leaves out events before the loaded part', () => {
    const messages = [message('9', '2026-11-22T12:00:00Z')];
    expect(shape(timeline(messages, [event('1', '2026-11-22T10:00:00Z')], [], false))).toEqual(['day', '9']);
  });
  it('replaces a bubble by the message with its key', () => {
    const messages = [message('7', '2026-11-22T12:00:00Z', { clientKey: 'k1', direction: 'outbound' })];
    expect(shape(timeline(messages, [], [outgoing('k1'), outgoing('k2')], true))).toEqual(['day', 'k1', 'outgoing']);
  });
});

describe('mergeMessages', () => {
  it('keeps time order, numeric ids in order, and the newer answer', () => {
    const at = '2026-11-22T12:00:00Z';
    const merged = mergeMessages(
      [message('99', at), message('100', at)],
      [message('99', at, { text: 'changed' }), message('5', '2026-11-22T11:00:00Z')],
    );
    expect(merged.map((m) => m.id)).toEqual(['5', '99', '100']);
    expect(merged[1]!.text).toBe('changed');
  });
});
