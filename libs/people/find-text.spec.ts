// What was typed, read in every way a person may have meant it.
import { describe, expect, it } from '@jest/globals';
import { flipLayout, nameKey, variantsOf } from './find-text.js';

describe('nameKey', () => {
  it.each([
    ['  Ёлкина  Алёна\tПетровна ', 'елкина алена петровна'],
    ['Иванов\u200B Пётр', 'иванов петр'],
    ['Йошкин Андрей', 'йошкин андрей'],
    ['Андреи\u0306', 'андрей'],
    ['Nguyễn Thị Đào', 'nguyen thi dao'],
    ['Гүзәл Шәйхи', 'гузал шайхи'],
    ['Müller-Straße', 'muller-strasse'],
    ['Արման', 'արման'],
    ['', ''],
  ])('%j', (name, key) => expect(nameKey(name)).toBe(key));
});

describe('flipLayout (UX 2.3, 11.1)', () => {
  it.each([
    ['ghbdtn', 'привет'],
    ['ghbtv', 'прием'],
    ['GHBDTN', 'привет'],
    ["'ktrnhbr", 'электрик'],
    ['[fxfnhzy', 'хачатрян'],
    ['`krf', 'ёлка'],
    ['{jkjl', 'холод'],
    ['ышьз', 'simp'],
    ['руддщ', 'hello'],
    ['шмфт"ьфшд', 'ivan@mail'],
    ['ivan иван', null],
    ['12345', null],
    ['', null],
  ])('%j is %j', (typed, flipped) => expect(flipLayout(typed)).toBe(flipped));
});

describe('variantsOf', () => {
  it.each([
    // query, kind, facts
    ['', 'nothing', { names: [], phoneTail: null, email: null, ticket: null }],
    ['  \u200B', 'nothing', { names: [], phoneTail: null, email: null, ticket: null }],
    ['4567', 'phone', { names: [], phoneTail: '4567', ticket: { year: null, seq: 4567 } }],
    ['45-67', 'phone', { phoneTail: '4567', ticket: null }],
    ['8 (916) 123-45', 'phone', { phoneTail: '891612345', phoneStart: '+791612345', ticket: null }],
    ['+7 916 123-45-67', 'phone', { phoneTail: '9161234567', phoneStart: '+79161234567' }],
    ['123', 'ticket', { ticket: { year: null, seq: 123 }, phoneTail: null, names: ['123'] }],
    ['000123', 'phone', { ticket: { year: null, seq: 123 } }],
    ['ОБР-2026-000123', 'ticket', { ticket: { year: 2026, seq: 123 } }],
    ['обр 2026 123', 'ticket', { ticket: { year: 2026, seq: 123 } }],
    ['J,H-2026-000123', 'ticket', { ticket: { year: 2026, seq: 123 } }],
    ['2026-123', 'ticket', { ticket: { year: 2026, seq: 123 } }],
    ['№ 104 312', 'ticket', { ticket: { year: null, seq: 104_312 }, phoneTail: '104312' }],
    ['№0', 'name', { ticket: null }],
    ['Ivan@Exam', 'email', { email: 'ivan@exam' }],
    ['ivan@xn--e1afmkfd.xn--p1ai', 'email', { email: 'ivan@пример.рф' }],
    ['шмфт"учфьзду', 'email', { email: 'ivan@example' }],
    ['ivan.petrov', 'email', { email: 'ivan.petrov' }],
    ['@ivan', 'name', { email: null }],
    ['Иванов', 'name', { email: null, phoneTail: null, ticket: null }],
  ])('%j is %s', (query, kind, facts) => expect(variantsOf(query)).toMatchObject({ kind, ...facts }));

  it.each([
    ['Ёлкин', ['елкин', 'elkin']],
    ['tkrby', ['елкин']],
    ['sokolova', ['соколова']],
    ['Соколова', ['sokolova']],
    ['shcherbakova yuliya', ['щербакова юлия']],
    ['Zhukovskiy', ['жуковский']],
    ['dmitry', ['дмитрий']],
    ['Юлия', ['iuliia']],
    ['hlsodmfyy', ['рдыщвьанн']],
    ["o'neil", ["o'neil"]],
    ['50%_\\', ['50%_\\']],
  ])('%j is also looked for as %j', (query, names) => expect(variantsOf(query).names).toEqual(expect.arrayContaining(names)));

  it('stays small for a query of any size', () => {
    const started = performance.now();
    const variants = variantsOf('щука '.repeat(100_000));
    expect(variants.names.every((name) => name.length <= 1000)).toBe(true);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
