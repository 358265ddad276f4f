// `npm run admin` and its like: runs one built program on the database of this DATA_DIR, beside a running server or without one.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.js';
import { isRunning } from './data-lock.js';
import { ensureDependencies } from './dependencies.js';
import { openEmbedded } from './embedded.js';
import { embeddedEnv, openInstance } from './instance.js';
import { dataDir, dist } from './paths.js';
import { command, LaunchError } from './say.js';

/** The database is left as it was found, running or stopped. */
async function borrowInstance() {
  if (process.env.DATABASE_URL || !isRunning(dataDir)) return openInstance();
  const { url } = await openEmbedded(dataDir);
  return { env: embeddedEnv(url), async stop() {} };
}

command(async () => {
  const [file, ...args] = process.argv.slice(2);
  await ensureDependencies();
  await build();
  const program = path.join(dist, file);
  if (!fs.existsSync(program)) throw new LaunchError(`${file} is not part of this version.`);
  const instance = await borrowInstance();
  // Ctrl-C reaches the program through the terminal; here it must not skip stopping the database
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  try {
    const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], { env: instance.env, stdio: 'inherit' });
    process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  } finally {
    await instance.stop();
  }
});
