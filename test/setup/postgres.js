// The throw-away PostgreSQL of a test or bench run, with a migrated template database that every file clones.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildServer } from '../../apps/server/launch/build-server.js';
import { dist } from '../../apps/server/launch/paths.js';
import { clusterFolder, postgresUser } from '../../apps/server/launch/postgres-files.js';
import { startPostgres } from '../../apps/server/launch/postgres.js';

/**
 * @param {{sync: boolean, settings: Record<string, string | number>}} wanted
 * @returns {Promise<{url: string, close(): Promise<void>}>} address of its `postgres` database, as superuser
 */
export async function openTestPostgres({ sync, settings }) {
  sweepKilledRuns();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `otklik-test-${process.pid}-`));
  if (postgresUser().uid !== undefined) fs.chmodSync(folder, 0o711);
  const directory = clusterFolder(folder, postgresUser());
  const postgres = await startPostgres({ directory, logFile: path.join(folder, 'pg.log'), sync, settings });
  const url = `postgres://otklik@127.0.0.1:${postgres.port}/postgres`;
  const close = async () => {
    await postgres.stop('immediate');
    for (const place of [folder, directory]) fs.rmSync(place, { recursive: true, force: true });
  };
  await makeTemplate(url);
  return { url, close };
}

/** A run that was killed could not stop its PostgreSQL: the next one of the same user does. */
function sweepKilledRuns() {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const pid = Number(/^otklik-test-(\d+)-/.exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const folder = path.join(os.tmpdir(), name);
    if (fs.statSync(folder, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue;
    const pidFile = path.join(folder, 'pg/postmaster.pid');
    if (fs.existsSync(pidFile)) {
      const postmaster = Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0]);
      if (isAlive(postmaster)) process.kill(postmaster, 'SIGQUIT');
    }
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // a run of another user may not be signalled, but lives
    return error.code === 'EPERM';
  }
}

async function makeTemplate(serverUrl) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query('create database template_otklik');
  await client.end();
  // a broken file elsewhere must not stop the tests of one folder: `npm test` reports it as a failed build
  try {
    await buildServer();
    const { migrate } = await import(path.join(dist, 'apps/server/migrate.js'));
    await migrate(serverUrl.replace(/postgres$/, 'template_otklik'));
  } catch (failure) {
    process.stderr.write(`The template database has no tables: ${failure.message}\n`);
  }
}
