// The static checks of `npm test`, and how one command is run as a check.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { program, root } from './paths.js';
import { say, seconds } from './say.js';

const tsc = (config) => [program('ts7/bin/tsc'), '-p', config, '--noEmit'];

/** name, command line after `node`, file that must exist for the check to make sense, how to repair. */
const staticChecks = [
  [
    'lint',
    [program('@biomejs/biome/bin/biome'), 'check', '--config-path=config/lint.json', '--max-diagnostics=30', '.'],
    'config/lint.json',
    'npm run format repairs what a machine can',
  ],
  [
    'import laws',
    [program('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', 'config/import-laws.cjs', 'apps', 'libs', 'test'],
    'config/import-laws.cjs',
  ],
  ['dead code', [program('knip/bin/knip.js'), '--config', 'config/knip.json', '--no-config-hints', '--no-progress'], 'config/knip.json'],
  ['types', tsc('tsconfig.json'), 'tsconfig.json'],
  ['types of the console', tsc('apps/console/tsconfig.json'), 'apps/console/tsconfig.json'],
  ['types of the widget', tsc('apps/widget/tsconfig.json'), 'apps/widget/tsconfig.json'],
];

/** Runs the checks whose names start with one of `only` (all when empty). @returns {Promise<{passed: number, failed: number}>} */
export async function runChecks(only = []) {
  const count = { passed: 0, failed: 0 };
  for (const [name, args, needs, repair] of staticChecks) {
    if (only.length > 0 && !only.some((start) => name.startsWith(start))) continue;
    if (!fs.existsSync(path.join(root, needs))) continue;
    const good = await check(name, () => runQuietly(args), repair);
    count[good ? 'passed' : 'failed']++;
  }
  return count;
}

/** One line with time and outcome; what the check said is shown only when it failed. */
export async function check(name, work, repair) {
  const since = performance.now();
  const failure = await work();
  say(`${failure === undefined ? 'PASS' : 'FAIL'} ${name} (${seconds(since)})`);
  if (failure !== undefined) say(`${failure.trimEnd()}\n${repair ? `  ${repair}\n` : ''}`);
  return failure === undefined;
}

/** @returns {Promise<string | undefined>} undefined when it went well, else all it printed */
function runQuietly(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.once('close', (code) => resolve(code === 0 ? undefined : output)));
}
