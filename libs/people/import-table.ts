// A file of rows as text: CSV of any delimiter and Russian encoding becomes columns and numbered rows.
import { DomainError, invalid } from '#libs/kernel/errors.js';
import { cleanText, formulaPlain } from '#libs/kernel/text.js';

export interface TableLimits {
  /** Of the file as sent. */
  maxBytes: number;
  /** Of everything a packed file holds when unpacked. */
  maxUnpackedBytes: number;
  maxRows: number;
  maxColumns: number;
  /** Characters of one cell; the rest is refused, not cut. */
  maxCell: number;
}
export const IMPORT_LIMITS: TableLimits = {
  maxBytes: 20 << 20,
  maxUnpackedBytes: 200 << 20,
  maxRows: 50_000,
  maxColumns: 100,
  maxCell: 10_000,
};

/** `line` is the row's number in the file as a spreadsheet shows it. Every row has as many cells as there are columns. */
export interface Table {
  columns: string[];
  rows: { line: number; cells: string[] }[];
}

/** Reads a CSV file. Throws too-large and invalid with a sentence for the person who chose the file. */
export function readCsv(bytes: Uint8Array, limits: TableLimits = IMPORT_LIMITS): Table {
  checkSize(bytes, limits);
  const text = decode(bytes);
  // one stray control sign is a slip, several are a picture or a program
  if ((text.slice(0, 1000).match(/[\0-\x08\x0e-\x1a]/g)?.length ?? 0) > 2)
    throw invalid('Это не таблица: файл нужен в формате CSV или XLSX.');
  const declared = /^sep=(.)\r?\n/i.exec(text);
  const lines = parseCsv(declared ? text.slice(declared[0].length) : text, declared?.[1] ?? sniffDelimiter(text), limits);
  return tableOf(lines, limits, declared ? 2 : 1);
}

export function checkSize(bytes: Uint8Array, limits: TableLimits): void {
  if (bytes.length > limits.maxBytes)
    throw new DomainError('too-large', `Файл больше ${limits.maxBytes >> 20} МБ: разделите его на несколько.`);
}

/** The first row with text is the header; empty rows are left out, empty columns at the right cut off. */
export function tableOf(lines: string[][], limits: TableLimits = IMPORT_LIMITS, firstLine = 1): Table {
  const numbered = lines.map((cells, i) => ({ line: firstLine + i, cells: cells.map((cell) => formulaPlain(cleanText(cell).trim())) }));
  const filled = numbered.filter((row) => row.cells.some((cell) => cell !== ''));
  const [header, ...rows] = filled;
  if (!header) throw invalid('Файл пуст: в первой строке нужны названия столбцов.');
  if (rows.length > limits.maxRows) throw tooManyRows(limits);
  const width = header.cells.findLastIndex((cell) => cell !== '') + 1;
  if (width > limits.maxColumns) throw invalid(`Столбцов больше ${limits.maxColumns}: оставьте только нужные.`);
  return { columns: named(header.cells.slice(0, width)), rows: rows.map(({ line, cells }) => ({ line, cells: padded(cells, width) })) };
}

const tooManyRows = (limits: TableLimits) => new DomainError('too-large', `Строк больше ${limits.maxRows}: разделите файл на несколько.`);

const padded = (cells: string[], width: number): string[] => Array.from({ length: width }, (_, i) => cells[i] ?? '');

/** Names are told apart: «Телефон», «Телефон (2)»; a nameless column is «Столбец 3». */
function named(cells: string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = cell || `Столбец ${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** UTF-8 and UTF-16 by mark or validity; what is not valid UTF-8 is windows-1251, as Excel in Russia writes it. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** The sign that stands most often outside quotes in the header; a list of one column gets the semicolon. */
function sniffDelimiter(text: string): string {
  const header =
    text
      .slice(0, 20_000)
      .replace(/"(?:[^"]|"")*"/g, '')
      .split(/\r\n|\r|\n/)
      .find((line) => line.trim() !== '') ?? '';
  const count = (sign: string) => header.split(sign).length;
  return [';', '\t', ',', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** RFC 4180 with any line ends; a quote inside an unquoted cell is a sign like others. */
function parseCsv(text: string, delimiter: string, limits: TableLimits): string[][] {
  const special = new RegExp(`[${delimiter === '|' ? '\\|' : delimiter}\\r\\n]`, 'g');
  const lines: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  const put = (cell: string) => {
    if (cell.length > limits.maxCell)
      throw invalid(`Строка ${lines.length + 1}: ячейка длиннее ${limits.maxCell} знаков. Проверьте кавычки и разделитель.`);
    cells.push(cell);
  };
  while (at <= text.length) {
    const quoted = text[at] === '"' ? readQuoted(text, at) : null;
    special.lastIndex = quoted?.end ?? at;
    const found = special.exec(text);
    const end = found?.index ?? text.length;
    // text after a closing quote is a slip of the writer and is kept
    put(quoted ? quoted.cell + text.slice(quoted.end, end) : text.slice(at, end));
    at = end + 1;
    if (found?.[0] === delimiter) continue;
    if (found?.[0] === '\r' && text[at] === '\n') at++;
    lines.push(cells);
    cells = [];
    if (lines.length > limits.maxRows * 2 + 100) throw tooManyRows(limits);
  }
  return lines;
}

/** A quote that is never closed is read as a sign of its own line. */
function readQuoted(text: string, start: number): { cell: string; end: number } | null {
  let close = text.indexOf('"', start + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close < 0 ? null : { cell: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 };
}
