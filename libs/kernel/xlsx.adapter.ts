// Reads the first sheet of an XLSX file as rows of text, and measures a packed file before anything unpacks it whole.
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import type exceljs from 'exceljs';
import { DomainError, invalid } from './errors.js';

export interface SheetLimits {
  maxUnpackedBytes: number;
  maxRows: number;
  maxColumns: number;
  maxCell: number;
}

const unpack = promisify(inflateRaw);
const BROKEN = 'Файл XLSX повреждён или защищён паролем: сохраните его заново или как CSV.';

/** XLSX is a ZIP: "PK" and a local header. */
export const looksLikeXlsx = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/** Every row up to the last, empty ones too, so that the index is the line less one. Formulas give their stored result. */
export async function readXlsx(bytes: Buffer, limits: SheetLimits): Promise<string[][]> {
  await measure(bytes, limits.maxUnpackedBytes);
  const lines: string[][] = [];
  // loaded with the first file: it costs 200 ms and megabytes that no start needs
  const { default: library } = await import('exceljs');
  const reader = new library.stream.xlsx.WorkbookReader(Readable.from([bytes]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        if (row.number > limits.maxRows * 2 + 100) throw tooMany(limits.maxRows);
        while (lines.length < row.number - 1) lines.push([]);
        lines.push(cellsOf(row, limits));
      }
      break;
    }
  } catch (error) {
    throw error instanceof DomainError ? error : invalid(BROKEN);
  }
  return lines;
}

const tooMany = (maxRows: number) => new DomainError('too-large', `Строк больше ${maxRows}: разделите файл на несколько.`);

function cellsOf(row: exceljs.Row, limits: SheetLimits): string[] {
  const width = Math.min(row.cellCount, limits.maxColumns + 1);
  return Array.from({ length: width }, (_, i) => {
    const text = textOf(row.getCell(i + 1).value);
    if (text.length > limits.maxCell) throw invalid(`Строка ${row.number}: ячейка длиннее ${limits.maxCell} знаков.`);
    return text;
  });
}

function textOf(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('result' in value) return textOf(value.result as exceljs.CellValue);
  if ('text' in value) return textOf(value.text as exceljs.CellValue);
  return '';
}

/** Unpacks each entry against one budget: declared sizes may lie, a bomb ends here. */
async function measure(bytes: Buffer, budget: number): Promise<void> {
  let left = budget;
  for (const entry of entriesOf(bytes)) {
    if (entry.method !== 0 && entry.method !== 8) throw invalid(BROKEN);
    left -= entry.method === 0 ? entry.packed.length : (await inflated(entry.packed, left)).length;
    if (left <= 0) throw new DomainError('too-large', 'Файл XLSX слишком велик в распакованном виде: сохраните нужный лист как CSV.');
  }
}

async function inflated(packed: Buffer, most: number): Promise<{ length: number }> {
  try {
    return await unpack(packed, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return { length: most };
    throw invalid(BROKEN);
  }
}

/** Entries by the central directory (APPNOTE 4.3.12); more than 1,000 or any outside the file is no workbook. */
function entriesOf(bytes: Buffer): { method: number; packed: Buffer }[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > bytes.length) throw invalid(BROKEN);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries = [];
  for (let i = 0; i < count && i <= 1000; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw invalid(BROKEN);
    entries.push(entryAt(bytes, at));
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (!entries.length || entries.length > 1000) throw invalid(BROKEN);
  return entries;
}

function entryAt(bytes: Buffer, at: number): { method: number; packed: Buffer } {
  const local = bytes.readUInt32LE(at + 42);
  const size = bytes.readUInt32LE(at + 20);
  if (local + 30 > bytes.length) throw invalid(BROKEN);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + size > bytes.length) throw invalid(BROKEN);
  return { method: bytes.readUInt16LE(at + 10), packed: bytes.subarray(start, start + size) };
}
