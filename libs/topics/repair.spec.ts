// Wrong layouts and transliterations come back as Russian; English and Russian stay as they are.
import { describe, expect, it } from '@jest/globals';
import { repair } from './repair.js';

describe('repair', () => {
  it.each([
    ['rjulf yfxbyftncz ctccbz?', 'когда начинается сессия'],
    ['ult gjkexbnm cghfdre j, j,extybb', 'где получить справку об обучении'],
    ['Ghbdtn, rfr gjgfcnm d j,ot;bnbt', 'привет, как попасть в общежитие'],
    ['Ult hfcgbcfybt uheggs', 'где расписание группы'],
  ])('layout: %s', (typed, meant) => {
    const result = repair(typed);
    expect(result.undone).toBe('layout');
    expect(result.text).toContain(meant);
  });

  it.each([
    ['kogda budet stipendiya', 'когда будет стипендия'],
    ['kakoy prohodnoy ball na byudzhet', 'какой проходной балл на бюджет'],
    ['gde vzyat spravku ob obuchenii', 'где взят справку об обучении'],
    ['4to nuzhno dlya zaseleniya', 'что нужно для заселения'],
    ['ne rabotaet wifi v obshchezhitii', 'не работает wifi в общежитии'],
  ])('translit: %s', (typed, meant) => {
    expect(repair(typed)).toEqual({ text: meant, undone: 'translit' });
  });

  it.each([
    'How do I get an invitation letter for a student visa?',
    'Hello, when is the next open day?',
    'Wi-Fi в общежитии не работает',
    'Когда стипендия?',
    'visa',
    'хз чё там с физрой',
    '',
    '42',
  ])('leaves "%s" alone', (text) => {
    expect(repair(text)).toEqual({ text, undone: null });
  });

  it('reads English typed in the Russian layout', () => {
    expect(repair('цруку шы еру вщкьшещкн').text).toBe('where is the dormitory');
  });
});
