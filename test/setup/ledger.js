// The requirement ledger: which obligatory rows (test/requirements.yaml) the tests that passed in this run prove.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const folder = path.join(import.meta.dirname, '..');

/** @returns {Record<string, {asks: string, part?: number, lacks?: string}>} */
export const readRows = () => parse(fs.readFileSync(path.join(folder, 'requirements.yaml'), 'utf8'));

/** Row ids in the brackets a title begins with. `[partly 003-3.6]` names a row without proving it. */
export function namedIn(title) {
  const full = [];
  const partly = [];
  for (let rest = title.trim(); ; ) {
    const [whole, words] = /^\[([^\]]+)\]\s*/.exec(rest) ?? [];
    if (!whole) return { full, partly };
    const ids = words.split(/[\s,]+/).filter(Boolean);
    if (ids[0] === 'partly') partly.push(...ids.slice(1));
    else full.push(...ids);
    rest = rest.slice(whole.length);
  }
}

/** Rows proved by the suites of a jest report, and rows that are named but whose tests failed or were left out. */
export function proved(suites) {
  const outcomes = new Map();
  for (const suite of suites)
    for (const { ancestorTitles, title, status } of suite.assertionResults)
      for (const id of new Set([...ancestorTitles, title].flatMap((one) => namedIn(one).full)))
        outcomes.set(id, (outcomes.get(id) ?? true) && status === 'passed');
  const ids = [...outcomes.keys()].sort();
  return { proved: ids.filter((id) => outcomes.get(id)), open: ids.filter((id) => !outcomes.get(id)) };
}

/** Prints the line that every run of all tests ends with. */
export function printLedger(suites, say = console.log) {
  const rows = readRows();
  const all = Object.keys(rows);
  const result = proved(suites);
  say(`C/M rows proved ${result.proved.filter((id) => rows[id]).length} of ${all.length}`);
  if (result.open.length) say(`  named by a test that failed or did not run: ${result.open.join(', ')}`);
  const later = [2, 3, 4, 5, 6].map((part) => [part, all.filter((id) => rows[id].part === part).length]).filter(([, count]) => count);
  say(`  later: ${later.map(([part, count]) => `${count} by part ${part}`).join(', ')} (test/requirements.yaml)`);
}
