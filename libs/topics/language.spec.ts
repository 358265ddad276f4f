// Short texts of three scripts and of mixed ones.
import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.js';

describe('languageOf', () => {
  it.each([
    ['Когда стипендия?', 'ru'],
    ['Wi-Fi и LMS Moodle не работают', 'ru'],
    ['When is the scholarship paid?', 'en'],
    ['I study in group ИТ-21', 'en'],
    ['我想学习俄语', 'other'],
    ['أريد الدراسة', 'other'],
    ['', 'ru'],
    ['???', 'ru'],
  ])('%s is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});
