// The transfer list: own manager, queues, people on line; never me, never the same queue.
import { describe, expect, it } from '@jest/globals';
import { type Office, destinations } from './destinations.js';

const person = (id: string, name: string, presence: 'online' | 'offline', active = true) => ({
  id,
  login: id,
  name,
  role: 'contact-manager' as const,
  department: null,
  queues: [],
  phone: null,
  email: null,
  capacity: 1,
  active,
  presence,
  since: null,
});
const queue = (code: string, name: string) => ({
  id: code,
  code,
  name,
  department: { id: 'd', name: 'D' },
  members: [],
  waiting: 2,
  oldestAt: null,
  active: true,
});
const office: Office = {
  queues: [queue('contact', 'Контактный отдел'), queue('study', 'Обучение')],
  staff: [
    person('me', 'Я', 'online'),
    person('svetlana', 'Смирнова Светлана', 'offline'),
    person('olga', 'Петрова Ольга', 'offline'),
    person('timur', 'Алиев Тимур', 'online'),
    person('gone', 'Уволенный', 'online', false),
  ],
  ownerId: 'svetlana',
  meId: 'me',
  queueCode: 'contact',
};

describe('destinations', () => {
  it.each([
    ['', ['agent-svetlana', 'queue-study', 'agent-timur', 'agent-olga']],
    ['ольга', ['agent-olga']],
    ['jkmuf', ['agent-olga']],
    ['обуч', ['queue-study']],
  ])('«%s»', (query, keys) => expect(destinations(office, query).map((one) => one.key)).toEqual(keys));
});
