// Rows of an import read like the lists they come from.
import { describe, expect, it } from '@jest/globals';
import { cellOf, columnsOf } from './import-cells.js';

const words = {
  category: (one: string) => `категория ${one}`,
  role: (one: string) => `роль ${one}`,
  person: (id: string) => `сотрудник ${id}`,
  queue: (code: string) => `очередь ${code}`,
  phone: (phone: string) => phone.replace('+7', '8'),
};

describe('columnsOf', () => {
  it('leaves out what no row has', () =>
    expect(
      columnsOf([
        { name: 'Нгуен', line: 4, phones: [], emails: ['n@example.org'] },
        { name: 'Иванова', line: 5 },
      ]),
    ).toEqual(['line', 'name', 'emails']));
});

describe('cellOf', () => {
  it.each([
    ['phones', ['+79120001122', '+79120001123'], '89120001122, 89120001123'],
    ['category', 'student', 'категория student'],
    ['role', 'supervisor', 'роль supervisor'],
    ['ownerId', '7', 'сотрудник 7'],
    ['queues', ['a', 'b'], 'очередь a, очередь b'],
    ['parent', { name: 'Никитина Таисия' }, 'Никитина Таисия'],
    ['line', 2, '2'],
    ['note', undefined, ''],
  ])('%s', (field, value, expected) => expect(cellOf(field, value, words)).toBe(expected));
});
