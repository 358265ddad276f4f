// What the reception must fill in, and what the server is asked to register.
import { describe, expect, it } from '@jest/globals';
import { BLANK, type Form, draftOf, missingIn } from './form.js';

const full: Form = { ...BLANK, name: 'иванова мария', phone: '9123456789', topic: 'pay', text: ' Справка ' };
const row = {
  id: 'c1',
  name: 'X',
  category: 'student' as const,
  provisional: false,
  phone: null,
  email: null,
  owner: null,
  openTickets: 0,
};

describe('missingIn', () => {
  it.each([
    ['nobody', { ...full, name: ' ' }, 'reception.needsClient'],
    ['no topic', { ...full, topic: null }, 'fulfil.needsTopic'],
    ['no words', { ...full, text: ' ' }, 'newTicket.needsText'],
    ['a group of one', { ...full, collective: true, count: '1', contact: 'X' }, 'reception.needsCollective'],
    ['a group without a contact', { ...full, collective: true, count: '5' }, 'reception.needsCollective'],
    ['nothing', full, null],
    ['a found client needs no name', { ...full, name: '', client: row }, null],
  ])('%s', (_name, form, key) => expect(missingIn(form)).toBe(key));
});

describe('draftOf', () => {
  it('names a new client and leaves silent fields out', () =>
    expect(draftOf(full, 'desk')).toEqual({
      client: { name: 'Иванова Мария', category: 'applicant', phone: '9123456789' },
      topic: 'pay',
      kind: 'request',
      text: 'Справка',
      channel: 'desk',
    }));
  it('names a found client by id and a group by its contact', () =>
    expect(draftOf({ ...full, client: row, collective: true, count: '5', contact: ' Y ', queue: 'q' }, undefined)).toEqual({
      client: { id: 'c1' },
      topic: 'pay',
      kind: 'request',
      text: 'Справка',
      queue: 'q',
      collective: { count: 5, contact: 'Y' },
    }));
});
