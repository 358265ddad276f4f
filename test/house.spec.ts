// The laws of the house that no linter knows: folders, names, first lines, sizes, time in SQL, channel names.
import { describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(import.meta.dirname, '..');
const topLevel = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'nest-cli.json',
  'apps',
  'libs',
  'config',
  'test',
  'README.md',
  'README.ru.md',
  'LICENSE',
];
const madeByMachine = ['node_modules', 'dist', 'data', 'coverage'];
/** Those of HOUSE.md section 2 and what Nest and vite name by themselves; a seed writes the data of a first start. */
const kinds = [
  ...'module service controller gateway guard interceptor filter pipe decorator entity query adapter channel connector'.split(' '),
  ...'job worker migration seed server main screen store spec story bench config d'.split(' '),
];
/** Catalogues of sentences: one line a sentence, read like a table. */
const catalogues = /^apps\/console\/texts\/(ru|en)\.ts$/;
const forbiddenFolders = /^(utils?|helpers?|common|shared|base|misc|impl)$/;
const usualLines = 250;
const mostLines = 350;
const mostFunctionLines = 60;
const mostParameters = 6;

const files = ['apps', 'libs', 'test', 'config'].flatMap((folder) => list(folder)).filter((file) => !file.includes('/fixtures/'));
const code = files.filter((file) => /\.(ts|tsx|js|cjs)$/.test(file));
const typescript = code.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
const product = typescript.filter((file) => !/\.(spec|story|bench|migration)\.ts$/.test(file) && !file.startsWith('test/'));
const channelIds = fs
  .readdirSync(path.join(root, 'libs/channels'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(root, 'libs/channels', entry.name, `${entry.name}.channel.ts`)))
  .map((entry) => entry.name);

function list(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const linesOf = (file: string) => read(file).trimEnd().split('\n').length;

describe('folders', () => {
  it('has only the agreed names at the top', () => {
    const found = fs.readdirSync(root).filter((name) => !name.startsWith('.') && !name.endsWith('.log') && !madeByMachine.includes(name));
    expect(found.filter((name) => !topLevel.includes(name))).toEqual([]);
  });

  it('has no folder named after nothing', () => {
    const folders = new Set(files.flatMap((file) => file.split('/').slice(0, -1)));
    expect([...folders].filter((name) => forbiddenFolders.test(name))).toEqual([]);
  });
});

describe('file names', () => {
  it.each([
    [
      'end in a known kind, or in none when the file is pure',
      (name: string) => name.split('.').length > 2 && !kinds.includes(name.split('.').at(-2)!),
    ],
    ['are lower case with hyphens', (name: string) => !/^[a-z0-9][a-z0-9.-]*$/.test(name)],
    ['never say helper or util', (name: string) => /(^|[-.])(utils?|helpers?|misc|common)([-.]|$)/.test(name)],
    ['are no barrels', (name: string) => /^index\.tsx?$/.test(name)],
  ])('%s', (_, wrong) => {
    expect(typescript.filter((file) => wrong(path.basename(file)))).toEqual([]);
  });
});

describe('sizes', () => {
  it('starts every file with a sentence that says what lives there', () => {
    const sentence = /^(#!.*\n)?(\/\/ \S.{8,}|\/\*\* ?\S?.{8,})/;
    expect(code.filter((file) => !sentence.test(read(file)))).toEqual([]);
  });

  it(`has no file over ${mostLines} lines`, () => {
    expect(
      product.filter((file) => linesOf(file) > mostLines && !catalogues.test(file)).map((file) => `${file}: ${linesOf(file)}`),
    ).toEqual([]);
  });

  it(`has 95 % of its files under ${usualLines} lines`, () => {
    const long = product.filter((file) => linesOf(file) > usualLines);
    expect(long.length > product.length * 0.05 ? long : []).toEqual([]);
  });

  it(`has no function over ${mostFunctionLines} lines and no constructor with more than ${mostParameters} parameters`, () => {
    expect(product.flatMap((file) => oversized(file))).toEqual([]);
  });
});

/** Functions longer than allowed and constructors with too many parameters, as `file:line what`. */
function oversized(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const first = lineAt(node.getStart());
      const length = lineAt(node.end) - first + 1;
      if (length > mostFunctionLines) found.push(`${file}:${first} ${length} lines`);
      if (ts.isConstructorDeclaration(node) && node.parameters.length > mostParameters)
        found.push(`${file}:${first} ${node.parameters.length} parameters`);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

describe('time', () => {
  it('never asks PostgreSQL for the time: it comes from Clock', () => {
    const asksNow = /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|localtimestamp)\(\)|\bcurrent_(timestamp|date)\b/i;
    const sql = product.filter((file) => /^(libs|apps\/server)\//.test(file) && !read(file).includes('pg_stat_activity'));
    const guilty = sql.flatMap((file) =>
      sqlTexts(file)
        .filter((text) => asksNow.test(text))
        .map((text) => `${file}: ${text.trim().slice(0, 80)}`),
    );
    expect(guilty).toEqual([]);
  });
});

/** String and template literals that look like SQL: JavaScript's own `clock.now()` is not meant. */
function sqlTexts(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) found.push([node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('?'));
    ts.forEachChild(node, look);
  };
  look(source);
  return found.filter((text) => /\b(select|insert|update|delete|values|where|set|default)\b/i.test(text));
}

describe('channels', () => {
  it('are named only in their own folders', () => {
    const watched = product.filter((file) => /^(libs|apps\/server|apps\/console)\//.test(file) && !file.startsWith('apps/console/texts/'));
    const leaks = channelIds.flatMap((id) =>
      watched
        .filter((file) => !file.startsWith(`libs/channels/${id}/`))
        .flatMap((file) => linesNaming(id, file).map((line) => `${file}: ${line.trim()}`)),
    );
    expect(leaks).toEqual([]);
  });

  it('give no icon their name: a new channel takes one that is there', () => {
    const set = 'apps/console/chrome/icon.tsx';
    const named = (id: string) => new RegExp(`^\\s*['"]?${id}['"]?:`, 'm').test(read(set));
    expect(fs.existsSync(path.join(root, set)) ? channelIds.filter((id) => id !== 'chat' && named(id)) : []).toEqual([]);
  });

  it('keep their tables under their own name', () => {
    const tables = channelIds.flatMap((id) =>
      product
        .filter((file) => file.startsWith(`libs/channels/${id}/`))
        .flatMap((file) => [...read(file).matchAll(/create table (?:if not exists )?(\w+)/gi)].map((match) => match[1]!))
        .filter((table) => !table.startsWith(`${id.replaceAll('-', '_')}_`)),
    );
    expect(tables).toEqual([]);
  });

  it('MAX came by its folder, its simulator and the README only', () => {
    const named = /(['"])max\1|\bMAX\b|\bMAX_(BOT|API|MODE|WEBHOOK)/;
    const own = /^libs\/channels\/max\/|^apps\/simulator\/|^test\/(house\.spec\.ts$|peers\/)|\.(spec|story|bench)\.ts$/;
    const text = files.filter((file) => !own.test(file) && /\.(tsx?|cjs|mjs|js|json|ya?ml|html|css|conf|service)$/.test(file));
    const guilty = [...text, 'package.json'].filter((file) => named.test(read(file)));
    expect(guilty).toEqual([]);
  });
});

/** These ids are words of other things too: an address of a client, a kind of turn, the path of our own doors. */
const plainWords = ['email', 'chat', 'api'];

/** An id that is also a plain word in some place is let through by a comment `not the channel` on that line. */
function linesNaming(id: string, file: string): string[] {
  const asChannel = '\\b(channel\\w*|descriptor\\.id)["\'\\]]?\\s*(?:[!=]==?|[:=,(])\\s*';
  const quoted = new RegExp(`${plainWords.includes(id) ? asChannel : '()'}(['"\`])${id}\\2`, 'i');
  return read(file)
    .split('\n')
    .filter((line) => quoted.test(line) && !/^\s*(\/\/|\/?\*)/.test(line) && !line.includes('not the channel'));
}
