// CSV tables: delimiters, quotes, encodings, limits.
import { describe, expect, it } from '@jest/globals';
import { formulaSafe } from '#libs/kernel/text.js';
import { IMPORT_LIMITS, readCsv } from './import-table.js';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
/** The Russian half of windows-1251. */
const cp1251 = (text: string) =>
  Buffer.from(
    [...text].map((sign) =>
      /[А-я]/.test(sign) ? sign.charCodeAt(0) - 0x350 : sign === 'ё' ? 0xb8 : sign === '№' ? 0xb9 : sign.charCodeAt(0),
    ),
  );
const expected = { columns: ['ФИО', 'Телефон'], rows: [{ line: 2, cells: ['Соколов Пётр', '8 916'] }] };

describe('readCsv', () => {
  it.each([
    ['semicolon', utf8('ФИО;Телефон\nСоколов Пётр;8 916')],
    ['comma', utf8('ФИО,Телефон\nСоколов Пётр,8 916\n')],
    ['tab', utf8('ФИО\tТелефон\r\nСоколов Пётр\t8 916\r\n')],
    ['bar', utf8('ФИО|Телефон\rСоколов Пётр|8 916\r')],
    ['quotes', utf8('"ФИО";"Телефон"\n"Соколов Пётр";"8 916"')],
    ['mark of UTF-8', utf8('\uFEFFФИО;Телефон\nСоколов Пётр;8 916')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('ФИО;Телефон\nСоколов Пётр;8 916', 'utf16le')])],
    ['windows-1251', cp1251('ФИО;Телефон\nСоколов Пётр;8 916')],
    ['spaces and empty columns', utf8(' ФИО ; Телефон ;;\n Соколов Пётр ;8 916;;\n;;;\n')],
    ['a short row', utf8('ФИО;Телефон\nСоколов Пётр;8 916')],
  ])('%s', (_, bytes) => expect(readCsv(bytes)).toEqual(expected));

  it('counts lines as a spreadsheet does', () => {
    expect(readCsv(utf8('sep=;\n\nА;Б\n\n1;2\n"многострочная\nячейка";3\n4')).rows).toEqual([
      { line: 5, cells: ['1', '2'] },
      { line: 6, cells: ['многострочная\nячейка', '3'] },
      { line: 7, cells: ['4', ''] },
    ]);
  });

  it.each([
    ['doubled quotes', 'А;Б\n"ООО ""Ромашка""";1', ['ООО "Ромашка"', '1']],
    ['delimiter in quotes', 'А;Б\n"a;b";1', ['a;b', '1']],
    ['quote inside', 'А;Б\nшкола "Ромашка";1', ['школа "Ромашка"', '1']],
    ['text after quotes', 'А;Б\n"a"b;1', ['ab', '1']],
    ['unclosed quote', 'А;Б\n"a;1', ['"a', '1']],
    ['empty quotes', 'А;Б\n"";1', ['', '1']],
    ['NUL', 'А;Б\na\0;1', ['a\uFFFD', '1']],
    ['formula stays text', 'А;Б\n=1+1;+7 916', ['=1+1', '+7 916']],
    ['our own export', `А;Б\n${formulaSafe('+7 916')};${formulaSafe('=1+1')}`, ['+7 916', '=1+1']],
  ])('%s', (_, text, cells) => expect(readCsv(utf8(text)).rows[0]!.cells).toEqual(cells));

  it('tells columns of one name apart', () => {
    expect(readCsv(utf8('Телефон;Телефон;;Почта\n1;2;3;4')).columns).toEqual(['Телефон', 'Телефон (2)', 'Столбец 3', 'Почта']);
  });

  it.each([
    ['empty', utf8(''), {}, /пуст/],
    ['only spaces', utf8(' \n;;\n'), {}, /пуст/],
    ['too large', utf8('А;Б\n1;2'), { maxBytes: 5 }, /больше/],
    ['too many rows', utf8('А\n1\n2\n3'), { maxRows: 2 }, /Строк больше 2/],
    ['too many columns', utf8('А;Б;В\n1'), { maxColumns: 2 }, /Столбцов/],
    ['a cell without end', utf8(`А;Б\n${'я'.repeat(20_000)}`), {}, /длиннее/],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), {}, /CSV или XLSX/],
  ])('refuses %s', (_, bytes, limits, sentence) => expect(() => readCsv(bytes, { ...IMPORT_LIMITS, ...limits })).toThrow(sentence));

  it('reads 10,000 rows in well under a second, also with a hostile quote', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `"Фамилия${i} Имя";8916${String(i).padStart(7, '0')};"x"`).join('\n');
    const started = performance.now();
    expect(readCsv(utf8(`ФИО;Телефон;Программа\n${rows}`)).rows).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
