// `npm test`: static checks, unit tests and stories; `npm test -- libs/people` runs only the tests of that path.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.js';
import { check, runChecks } from './checks.js';
import { ensureDependencies } from './dependencies.js';
import { lookAround } from './machine.js';
import { program, root } from './paths.js';
import { command, say, seconds } from './say.js';
import { onStop } from './serve.js';

command(async () => {
  const only = process.argv.slice(2);
  const whole = only.length === 0;
  await ensureDependencies();
  const count = { passed: 0, failed: 0 };
  const add = (more) => {
    count.passed += more.passed;
    count.failed += more.failed;
  };

  const built = await check('build', () =>
    build().then(
      () => undefined,
      (failure) => failure.message,
    ),
  );
  add({ passed: whole && built ? 1 : 0, failed: built ? 0 : 1 });
  if (whole) add(await runChecks());

  const { env, missing } = lookAround();
  if (missing > 0 && process.env.REQUIRE_ALL === '1') {
    say(`FAIL REQUIRE_ALL=1: ${missing} needed programs are missing`);
    count.failed += missing;
  }
  const tests = await runJest(only, env);
  add(tests);
  if (whole) await printLedger(tests.suites);
  say(`\nTotal time ${seconds()}\n${count.passed} passed, ${count.failed} failed`);
  process.exit(count.failed > 0 ? 1 : 0);
});

/** Jest prints its own report and counts; a suite that could not run counts as failed. */
async function runJest(only, env) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'otklik-report-'));
  const report = path.join(folder, 'jest.json');
  const long = only.some((arg) => /^test\/(faults|soak)/.test(arg)) ? { LONG_TESTS: '1' } : {};
  const args = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', program('jest/bin/jest.js')];
  args.push('--config', 'config/jest.config.js', '--json', `--outputFile=${report}`, ...only);
  // jest writes its report for people to stderr and, with --json, the same JSON to stdout
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, ...long },
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  onStop(() => child.kill('SIGINT'));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (!fs.existsSync(report)) return { passed: 0, failed: 1, suites: [] };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, testResults } = JSON.parse(
    fs.readFileSync(report, 'utf8'),
  );
  fs.rmSync(folder, { recursive: true });
  if (numPendingTests > 0) say(`${numPendingTests} tests skipped`);
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: failed || (code === 0 ? 0 : 1), suites: testResults };
}

/** How many requirements are proved by tests, when the ledger is part of this tree. */
async function printLedger(suites) {
  const file = path.join(root, 'test/setup/ledger.js');
  if (!fs.existsSync(file)) return;
  const { printLedger: print } = await import(pathToFileURL(file).href);
  print(suites, say);
}
