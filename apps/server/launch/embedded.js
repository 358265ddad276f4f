// The embedded database of one DATA_DIR: its place, port, secret and name.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { clusterFolder, postgresUser } from './postgres-files.js';
import { startPostgres } from './postgres.js';
import { LaunchError } from './say.js';

const settings = {
  shared_buffers: '128MB',
  max_connections: 100,
  fsync: 'on',
  synchronous_commit: 'on',
  wal_compression: 'on',
  max_wal_size: '1GB',
  checkpoint_timeout: '10min',
};

/** Starts (or adopts) the database kept in `dataDir`. @returns {Promise<{url: string, adopted: boolean, isAlive(): boolean, stop(): Promise<void>}>} */
export async function openEmbedded(dataDir) {
  const keep = (name) => path.join(dataDir, name);
  const directory = place(dataDir, keep('pg.location'));
  const password = secret(keep('pg.secret'), directory);
  const running = await startPostgres({
    directory,
    logFile: keep('pg.log'),
    port: Number(read(keep('pg.port')) ?? 0),
    password,
    settings,
  });
  fs.writeFileSync(keep('pg.port'), `${running.port}\n`);
  const url = (database) => `postgres://otklik:${password}@127.0.0.1:${running.port}/${database}`;
  await makeDatabase(url('postgres'));
  return { ...running, url: url('otklik') };
}

/** Creates DATA_DIR; the postgres user of a root start must pass through it, so it is closed only to listing then. */
export function makeDataDir(dataDir) {
  try {
    if (!fs.existsSync(dataDir)) {
      fs.mkdirSync(path.dirname(dataDir), { recursive: true });
      fs.mkdirSync(dataDir, { mode: postgresUser().uid === undefined ? 0o700 : 0o711 });
    }
    // the closing slash makes a file of that name fail too
    fs.accessSync(`${dataDir}/`, fs.constants.W_OK);
  } catch (failure) {
    throw new LaunchError(
      `The data folder ${dataDir} cannot be written (${failure.code}). Give this user the rights to it, or name another one: DATA_DIR=/path npm start`,
    );
  }
}

/** A cluster stays where it was first made: the pointer file says so when that is outside DATA_DIR. */
function place(dataDir, pointer) {
  const inside = path.join(dataDir, 'pg');
  if (fs.existsSync(inside)) return inside;
  const noted = read(pointer);
  if (noted && fs.existsSync(noted)) return noted;
  const directory = clusterFolder(dataDir, postgresUser());
  if (directory !== inside) fs.writeFileSync(pointer, `${directory}\n`);
  return directory;
}

function secret(file, directory) {
  const known = read(file);
  if (known) return known;
  if (fs.existsSync(directory)) {
    throw new LaunchError(
      `${file} is missing: it holds the password of the database in ${directory}. Bring the file back from a copy of the folder.`,
    );
  }
  const made = randomBytes(24).toString('hex');
  fs.writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

async function makeDatabase(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'otklik'");
    if (rowCount === 0) await client.query('create database otklik');
  } finally {
    await client.end();
  }
}

const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : undefined);
