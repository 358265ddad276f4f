// Stems of words people really write to a university.
import { describe, expect, it } from '@jest/globals';
import { stem } from './stem.js';

const families: [string, string[]][] = [
  ['стипенд', ['стипендия', 'стипендию', 'стипендией', 'стипендии', 'стипендиями']],
  ['документ', ['документ', 'документы', 'документов', 'документами']],
  ['общежит', ['общежитие', 'общежития', 'общежитии', 'общежитием']],
  ['отчисл', ['отчислил', 'отчислили', 'отчислить', 'отчислят']],
  ['пересда', ['пересдать', 'пересдала']],
  ['важн', ['важный', 'важная', 'важными']],
  ['зачислен', ['зачисление', 'зачисления']],
  ['document', ['document', 'documents']],
  ['appli', ['apply', 'applied']],
  ['class', ['class', 'classes']],
];

describe('stem', () => {
  it.each(families)('%s is the stem of its family', (root, forms) => {
    expect(forms.map((form) => stem(form))).toEqual(forms.map(() => root));
  });

  it.each(['', 'в', 'вуз', 'егэ', 'ст', 'ввв'])('leaves the short word "%s" alone', (word) => {
    expect(stem(word).length).toBeGreaterThan(-1);
    expect(word.startsWith(stem(word))).toBe(true);
  });
});
