// Opens a chosen file, CSV or XLSX, as one table for the import's preview.
import { looksLikeXlsx, readXlsx } from '#libs/kernel/xlsx.adapter.js';
import { checkSize, IMPORT_LIMITS, readCsv, type Table, type TableLimits, tableOf } from './import-table.js';

/** The kind is read from the bytes, never from the name. Throws too-large and invalid with a sentence for people. */
export async function readTable(bytes: Buffer, limits: TableLimits = IMPORT_LIMITS): Promise<Table> {
  checkSize(bytes, limits);
  return looksLikeXlsx(bytes) ? tableOf(await readXlsx(bytes, limits), limits) : readCsv(bytes, limits);
}
