// Finding, filling and inserting templates.
import { describe, expect, it } from '@jest/globals';
import { fillTemplate, findTemplates, holeAfter, insertAt, slashQuery } from './templates.js';

const list = [
  { id: '1', code: 'capital', title: 'Материнский капитал', text: 'Да, можно.' },
  { id: '2', code: 'hello', title: 'Приветствие', text: 'Здравствуйте, {клиент}!' },
  { id: '3', code: 'dorm', title: 'Общежитие', text: 'Приветствие и капитал не нужны.' },
];

describe('findTemplates', () => {
  it.each([
    ['кап', ['1', '3']],
    ['rfg', ['1', '3']],
    ['hel', ['2']],
    ['прив', ['2', '3']],
    ['нет такого', []],
  ])('%s', (query, ids) => expect(findTemplates(list, query).map((t) => t.id)).toEqual(ids));
});

describe('places', () => {
  it('fills what is known and leaves holes', () =>
    expect(fillTemplate('{клиент}, до {дата}', { клиент: 'Мария' })).toBe('Мария, до ⟦дата⟧'));
  it('finds the next hole and wraps around', () => {
    const text = 'до ⟦дата⟧ и ⟦место⟧';
    expect(holeAfter(text)).toEqual({ name: 'дата', start: 3, end: 9 });
    expect(holeAfter(text, 9)?.name).toBe('место');
    expect(holeAfter(text, text.length)?.name).toBe('дата');
    expect(holeAfter('пусто')).toBeNull();
  });
});

describe('slashQuery', () => {
  it.each([
    ['/кап', 4, { query: 'кап', start: 0 }],
    ['Да. /', 5, { query: '', start: 4 }],
    ['и/или', 5, null],
    ['/кап тут', 8, null],
  ])('%s at %d', (text, caret, answer) => expect(slashQuery(text, caret)).toEqual(answer));
});

it('insertAt replaces the selection', () => expect(insertAt('ab/x', 2, 4, 'cd')).toEqual({ text: 'abcd', caret: 4 }));
