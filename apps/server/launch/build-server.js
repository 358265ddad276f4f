// Compiles apps/server, apps/simulator and libs to dist/, file by file and only the changed ones.
import fs from 'node:fs';
import path from 'node:path';
import { dist, root } from './paths.js';
import { LaunchError } from './say.js';

const sources = ['apps/server', 'apps/simulator', 'libs'];
const notShipped = /\.(spec|story)\.tsx?$|\.d\.ts$|\.tsx$|\.md$|(^|\/)fixtures\/|(^|\/)tsconfig[^/]*\.json$|^apps\/server\/launch\//;

/** @returns {Promise<string>} how many files were written, for the progress line */
export const buildServer = () => compileFolders(sources);

/** Benches run as plain programs, so they are built with what they import from test/. */
export const buildTests = () => compileFolders(['test']);

async function compileFolders(folders) {
  const swc = await import('@swc/core');
  const { swcOptions } = await import('../../../config/swc.js');
  const recipe = fs.statSync(path.join(root, 'config/swc.js')).mtimeMs;
  const files = folders.flatMap(listFiles).filter((file) => !notShipped.test(file));
  const results = await Promise.allSettled(
    files.filter((file) => isStale(file, recipe)).map((file) => (file.endsWith('.ts') ? compile(file, swc, swcOptions) : copy(file))),
  );
  dropVanished(folders, new Set(files.map(target)));
  const failures = results.filter((result) => result.status === 'rejected').map((result) => result.reason.message);
  if (failures.length > 0) throw new LaunchError(failures.join('\n\n'));
  return `${results.length} of ${files.length} files`;
}

function listFiles(folder) {
  const from = path.join(root, folder);
  if (!fs.existsSync(from)) return [];
  return fs
    .readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

const target = (file) => file.replace(/\.ts$/, '.js');

/** The target carries its source's time, so a source that went back in time (git checkout) is stale too. */
function isStale(file, recipe) {
  const out = fs.statSync(path.join(dist, target(file)), { throwIfNoEntry: false });
  if (!out) return true;
  const source = fs.statSync(path.join(root, file));
  return Math.abs(out.mtimeMs - source.mtimeMs) > 2 || out.ctimeMs < recipe;
}

async function compile(file, swc, options) {
  const source = path.join(root, file);
  const { mtime } = fs.statSync(source);
  const { code, map } = await swc
    .transformFile(source, { ...options, filename: source, sourceFileName: path.relative(path.dirname(path.join(dist, file)), source) })
    .catch((failure) => Promise.reject(new Error(`${file}: ${failure.message}`)));
  const name = path.basename(target(file));
  write(`${target(file)}.map`, map, mtime);
  write(target(file), `${code}//# sourceMappingURL=${name}.map\n`, mtime);
}

function copy(file) {
  const source = path.join(root, file);
  write(file, fs.readFileSync(source), fs.statSync(source).mtime);
}

let written = 0;

/** Written aside and renamed, so that a build beside this one or a starting server never reads half a file. */
function write(file, content, mtime) {
  const aside = path.join(dist, '.aside', `${process.pid}-${written++}`);
  const out = path.join(dist, file);
  fs.mkdirSync(path.dirname(aside), { recursive: true });
  fs.mkdirSync(path.dirname(out), { recursive: true });
  fs.writeFileSync(aside, content);
  fs.utimesSync(aside, mtime, mtime);
  fs.renameSync(aside, out);
}

function dropVanished(folders, wanted) {
  for (const folder of folders) {
    for (const file of listFiles(`dist/${folder}`)) {
      const name = file.slice('dist/'.length);
      if (!wanted.has(name.replace(/\.map$/, ''))) fs.rmSync(path.join(dist, name), { force: true });
    }
  }
}
