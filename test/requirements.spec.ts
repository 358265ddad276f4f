// The requirement ledger is whole: each obligatory row is named by a test or listed with the part that brings it, and none twice.
import { describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { namedIn, proved, readRows } from './setup/ledger.js';

const root = path.join(import.meta.dirname, '..');
const rows = readRows();
const ids = Object.keys(rows);
const paper = path.join(path.resolve(root, process.env.TEST_DATA || '../shared/data'), '../REQUIREMENTS.md');

/** Titles of describe, it and test in every test file, with the file's name. */
const titles = ['apps', 'libs', 'test'].flatMap((folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(spec|story)\.tsx?$/.test(entry.name))
    .flatMap((entry) => {
      const file = path.relative(root, path.join(entry.parentPath, entry.name));
      return titlesOf(file).map((title) => ({ file, title }));
    }),
);
const named = new Set(titles.flatMap(({ title }) => namedIn(title).full));

function titlesOf(file: string): string[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  if (!/\(\s*['"`]\[/.test(text)) return [];
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const first = ts.isCallExpression(node) ? node.arguments[0] : undefined;
    if (first && ts.isCallExpression(node) && /^(describe|it|test)\b/.test(node.expression.getText()) && ts.isStringLiteralLike(first))
      found.push(first.text);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

describe('the requirement ledger', () => {
  it('knows every row a test names', () => {
    const unknown = titles.flatMap(({ file, title }) => {
      const { full, partly } = namedIn(title);
      return [...full, ...partly].filter((id) => !rows[id]).map((id) => `${file}: ${id}`);
    });
    expect(unknown).toEqual([]);
  });

  it('lets no row vanish: each is named by a test or has the part that brings it', () => {
    expect(ids.filter((id) => !named.has(id) && rows[id]!.part === undefined)).toEqual([]);
  });

  it('says nothing twice: a row that a test proves waits for no later part', () => {
    expect(ids.filter((id) => named.has(id) && rows[id]!.part !== undefined)).toEqual([]);
  });

  it('puts rows off to parts 2 to 6 only, and says of every row what it asks', () => {
    expect(ids.filter((id) => rows[id]!.part !== undefined && ![2, 3, 4, 5, 6].includes(rows[id]!.part!))).toEqual([]);
    expect(ids.filter((id) => !rows[id]!.asks?.trim())).toEqual([]);
  });

  it('has 107 rows', () => expect(ids).toHaveLength(107));

  if (fs.existsSync(paper))
    it('has the rows of the paper', () => {
      const table = fs
        .readFileSync(paper, 'utf8')
        .split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim()));
      // some rows say "C M (this) / O (that)": the obligatory half counts
      const obligatory = table
        .filter((cells) => cells.length > 6 && /^C M\b/.test(cells[4]!))
        .map((cells) => cells[1]!.replaceAll(' ', ''));
      expect([...ids].sort()).toEqual(obligatory.sort());
    });
  else
    it.skip(`skipped: ${paper} is absent, so the list is not compared with it; TEST_DATA names the data folder beside it`, () => undefined);
});

describe('counting', () => {
  const suite = (...tests: [string, string, string][]) => ({
    assertionResults: tests.map(([ancestor, title, status]) => ({ ancestorTitles: [ancestor], title, status })),
  });

  it.each([
    ['[003-1.9] moves', ['003-1.9'], []],
    ['[003-1.9 000-4.2, 001-1.7] moves', ['003-1.9', '000-4.2', '001-1.7'], []],
    ['[003-1.5] [partly 003-1.4] leads', ['003-1.5'], ['003-1.4']],
    ['moves as [003-1.9] says', [], []],
  ])('reads the brackets a title begins with: %s', (title, full, partly) => {
    expect(namedIn(title)).toEqual({ full, partly });
  });

  it('takes a row as proved only when all tests that name it passed', () => {
    const suites = [
      suite(['[003-1.9] duties', 'are moved', 'passed'], ['[003-1.9] duties', 'are on record', 'failed']),
      suite(
        ['reception', '[003-3.1.5] by a form', 'passed'],
        ['reception', '[002b-2.5] topic', 'pending'],
        ['[partly 003-3.6] x', 'y', 'passed'],
      ),
    ];
    expect(proved(suites)).toEqual({ proved: ['003-3.1.5'], open: ['002b-2.5', '003-1.9'] });
  });
});
