// Writes many rows by few statements: columns of arrays, at most 500 rows each, in the order given.
import type { Sql } from '#libs/kernel/database.js';

export type Columns = readonly (readonly [name: string, type: string])[];
const MOST_ROWS = 500;

/** Returns what `returning` names, a row of it per row given and in the same order; nothing without it. */
export async function insertRows<R = never>(
  sql: Sql,
  table: string,
  columns: Columns,
  rows: readonly unknown[][],
  returning = '',
): Promise<R[]> {
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  const arrays = columns.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ');
  // unnest keeps the order and identities are drawn row by row
  const text = `insert into ${table} (${names}) select ${names} from unnest(${arrays}) with ordinality as d(${names}, nth) order by nth${returning ? ` returning ${returning}` : ''}`;
  const answers: R[] = [];
  for (let from = 0; from < rows.length; from += MOST_ROWS) {
    const part = rows.slice(from, from + MOST_ROWS);
    answers.push(
      ...(await sql.query<R>(
        text,
        columns.map((_, column) => part.map((row) => row[column])),
      )),
    );
  }
  return answers;
}
