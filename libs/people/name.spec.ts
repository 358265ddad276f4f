// Names of many peoples: split, shortened, never declined.
import { describe, expect, it } from '@jest/globals';
import { colourKey, composeName, displayName, initials, salutation, shortName, splitName } from './name.js';

describe('names', () => {
  it.each([
    // full, short, salutation, initials
    ['Соколова Мария Ивановна', 'Соколова М. И.', 'Мария Ивановна', 'СМ'],
    ['Мария Ивановна Соколова', 'Соколова М. И.', 'Мария Ивановна', 'СМ'],
    ['Соколова Мария', 'Соколова М.', 'Мария', 'СМ'],
    ['Мария Ивановна', 'Мария Ивановна', 'Мария Ивановна', 'МИ'],
    ['Мадонна', 'Мадонна', 'Мадонна', 'М'],
    ['Абрамович Роман Аркадьевич', 'Абрамович Р. А.', 'Роман Аркадьевич', 'АР'],
    ['Гайнуллин Тимур Ренатович', 'Гайнуллин Т. Р.', 'Тимур Ренатович', 'ГТ'],
    ['Хачатрян Арман Гагикович', 'Хачатрян А. Г.', 'Арман Гагикович', 'ХА'],
    ['Кузьмин Илья Ильич', 'Кузьмин И. И.', 'Илья Ильич', 'КИ'],
    ['Петрова Анна Никитична', 'Петрова А. Н.', 'Анна Никитична', 'ПА'],
    ['Алиев Эльдар Рашид оглы', 'Алиев Э. Р.', 'Эльдар Рашид оглы', 'АЭ'],
    ['Нгуен Ван Ань', 'Нгуен Ван Ань', 'Ань', 'НА'],
    ['Nguyễn Thị Hương', 'Nguyễn Thị Hương', 'Hương', 'NH'],
    ['Чан Тхи Тху Ха', 'Чан Тхи Тху Ха', 'Ха', 'ЧХ'],
    ['Ли Анна Сергеевна', 'Ли А. С.', 'Анна Сергеевна', 'ЛА'],
    ['Sokolova Mariya', 'Sokolova M.', 'Mariya', 'SM'],
    ['Хуан Карлос Гарсия Лопес', 'Хуан Карлос Гарсия Лопес', 'Хуан Карлос Гарсия Лопес', 'ХК'],
    ['Салтыков-Щедрин Михаил Евграфович', 'Салтыков-Щедрин М. Е.', 'Михаил Евграфович', 'СМ'],
    ['ёлкина ёлка', 'ёлкина Ё.', 'ёлка', 'ЁЁ'],
    ['+7 916 123-45-67', '+7 916 123-45-67', '+7 916 123-45-67', '79'],
    ['', '', '', '?'],
    ['😀', '😀', '😀', '😀'],
  ])('%s', (full, short, call, letters) => {
    expect(shortName(full)).toBe(short);
    expect(salutation(full)).toBe(call);
    expect(initials(full)).toBe(letters);
  });

  it.each([
    ['  Соколова \n Мария ', 'Соколова Мария'],
    ['\u202EИван\u202C Петров', 'Иван Петров'],
    ['Ив\u200Bан\u200D\uFEFF Пет\u00ADров', 'Иван Петров'],
    ['Иван\u0007\0', 'Иван'],
    ['\u200B\u3164', ''],
    ['Андрей и\u0306', 'Андрей и\u0306'],
  ])('draws %j as %j', (text, shown) => expect(displayName(text)).toBe(shown));

  it('joins parts surname first', () => {
    expect(composeName({ given: 'Мария', surname: 'Соколова', patronymic: 'Ивановна' })).toBe('Соколова Мария Ивановна');
    expect(composeName({ given: 'Мадонна' })).toBe('Мадонна');
    expect(splitName('Фам Тхи Лан')).toEqual({ surname: 'Фам', given: 'Лан', middle: 'Тхи', patronymic: '' });
  });

  it('gives a colour that stays', () => {
    expect(colourKey('17', 8)).toBe(colourKey('17', 8));
    const used = new Set(Array.from({ length: 200 }, (_, i) => colourKey(String(i), 8)));
    expect([...used].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
