// "The client is told" is true only when our word is the last one and did not fail.
import { describe, expect, it } from '@jest/globals';
import type { MessageView } from '#libs/contract/tickets.js';
import { alreadyTold } from './told.js';

const word = (id: string, direction: MessageView['direction'], over: Partial<MessageView> = {}): MessageView => ({
  id,
  ticketId: 't',
  direction,
  at: `2026-11-22T12:0${id}:00Z`,
  author: { kind: direction === 'inbound' ? 'client' : 'agent', id: null, name: 'X' },
  text: '',
  html: null,
  files: [],
  meta: {},
  edited: false,
  deleted: false,
  delivery: null,
  clientKey: null,
  ...over,
});
const ticket = { told: null, channel: 'site' };

describe('alreadyTold', () => {
  it.each([
    ['our answer is last', [word('1', 'inbound'), word('2', 'outbound')], '2'],
    ['a note after it changes nothing', [word('1', 'outbound'), word('2', 'note')], '1'],
    ['the client wrote after', [word('1', 'outbound'), word('2', 'inbound')], null],
    ['it failed', [word('1', 'outbound', { delivery: { channel: 'site', state: 'failed', attempts: 3, error: 'x', at: null } })], null],
    [
      'only the machine answered',
      [word('1', 'inbound'), word('2', 'outbound', { author: { kind: 'machine', id: null, name: 'M' } })],
      null,
    ],
    ['nothing yet', [], null],
  ] as const)('%s', (_name, messages, id) => expect(alreadyTold(ticket, [...messages])?.messageId ?? null).toBe(id));

  it('names the channel that carried the answer, not the one of the question', () => {
    const delivery = { channel: 'letters', state: 'sent' as const, attempts: 1, error: null, at: null };
    expect(alreadyTold(ticket, [word('1', 'inbound'), word('2', 'outbound', { delivery })])?.channel).toBe('letters');
  });
});
