// Files as offices export them: CSV and XLSX, encodings, bombs.
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { readTable } from './import-file.adapter.js';
import { IMPORT_LIMITS } from './import-table.js';

async function workbook(rows: unknown[][]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Клиенты');
  for (const row of rows) sheet.addRow(row);
  book.addWorksheet('Второй').addRow(['не читается']);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A ZIP of one packed entry whose declared size is a lie. */
function zip(content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(10, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

describe('readTable of XLSX', () => {
  it('reads texts, numbers, days, formulas and rich text of the first sheet', async () => {
    const rich = { richText: [{ text: 'Соколова ' }, { text: 'Мария', font: { bold: true } }] };
    const bytes = await workbook([
      ['ФИО', 'Телефон', 'Дата рождения', 'Итог', ''],
      [rich, 79161234567, new Date(Date.UTC(2008, 2, 5)), { formula: 'HYPERLINK("x")', result: '=ok' }],
      [],
      ['Мадонна', '+7 916', null, true],
    ]);
    expect(await readTable(bytes)).toEqual({
      columns: ['ФИО', 'Телефон', 'Дата рождения', 'Итог'],
      rows: [
        { line: 2, cells: ['Соколова Мария', '79161234567', '2008-03-05', '=ok'] },
        { line: 4, cells: ['Мадонна', '+7 916', '', 'true'] },
      ],
    });
  });

  it('reads 10,000 rows', async () => {
    const bytes = await workbook([['ФИО', 'Телефон'], ...Array.from({ length: 10_000 }, (_, i) => [`Имя ${i}`, `8916${i}`])]);
    expect((await readTable(bytes)).rows).toHaveLength(10_000);
  });

  it.each([
    ['a bomb', zip(Buffer.alloc(8 << 20)), { maxUnpackedBytes: 1 << 20 }, /распакованном/],
    ['rubbish in a ZIP', zip(Buffer.from('нет')), {}, /повреждён|пуст/],
    ['half a file', zip(Buffer.from('x')).subarray(0, 40), {}, /повреждён/],
    ['only a beginning', Buffer.from('PK\x03\x04'), {}, /повреждён/],
    ['too many bytes', Buffer.from('PK\x03\x04'), { maxBytes: 3 }, /больше/],
  ])('refuses %s', async (_, bytes, limits, sentence) => {
    await expect(readTable(bytes, { ...IMPORT_LIMITS, ...limits })).rejects.toThrow(sentence);
  });

  it('refuses too many rows and columns', async () => {
    await expect(readTable(await workbook([['А'], [1], [2], [3]]), { ...IMPORT_LIMITS, maxRows: 2 })).rejects.toThrow(/Строк больше 2/);
    await expect(readTable(await workbook([['А', 'Б', 'В']]), { ...IMPORT_LIMITS, maxColumns: 2 })).rejects.toThrow(/Столбцов больше 2/);
  });

  it('reads CSV by its bytes, whatever the name', async () => {
    expect((await readTable(Buffer.from('ФИО;Телефон\nа;б'))).columns).toEqual(['ФИО', 'Телефон']);
  });
});
