// A database ready for the server: an outside one (DATABASE_URL) or the embedded one of DATA_DIR.
import { lockDataDir } from './data-lock.js';
import { makeDataDir, openEmbedded } from './embedded.js';
import { dataDir } from './paths.js';
import { say, step } from './say.js';

const lookEveryMs = 1000;

/** What a program of ours is started with when it uses the embedded database. */
export const embeddedEnv = (url) => ({ ...process.env, DATA_DIR: dataDir, DATABASE_URL: url, OTKLIK_EMBEDDED_PG: '1' });

/**
 * @returns {Promise<{env: NodeJS.ProcessEnv, note(more: object): void, stop(): Promise<void>}>}
 *   `env` is what the server is started with; `note` records process ids for the next start
 */
export async function openInstance() {
  makeDataDir(dataDir);
  // an outside database may serve several machines on one shared DATA_DIR: no lock then
  if (process.env.DATABASE_URL) return { env: { ...process.env, DATA_DIR: dataDir }, note() {}, async stop() {} };
  const lock = await lockDataDir(dataDir);
  try {
    const database = await step('Starting the database', () => openEmbedded(dataDir), { quietUnderMs: 500 });
    const watch = reviveWhenDead(database);
    return {
      env: embeddedEnv(database.url),
      note: lock.note,
      async stop() {
        lock.note({ stopping: true });
        await watch.end();
        await database.stop();
        lock.release();
      },
    };
  } catch (failure) {
    lock.release();
    throw failure;
  }
}

/** PostgreSQL that was killed comes back on the same port; the server then finds it by itself. */
function reviveWhenDead(database) {
  let reviving;
  const timer = setInterval(() => {
    if (reviving || database.isAlive()) return;
    say('The database was ended from outside; starting it again.');
    reviving = openEmbedded(dataDir)
      .catch((failure) => say(failure.message))
      .finally(() => {
        reviving = undefined;
      });
  }, lookEveryMs);
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      return reviving;
    },
  };
}
