// `npm run demo:reset`: throws the demo data away, so that the next start seeds the demo Institute afresh.
import fs from 'node:fs';
import path from 'node:path';
import { isRunning } from './data-lock.js';
import { dataDir } from './paths.js';
import { command, LaunchError, say } from './say.js';

const read = (name) => (fs.existsSync(path.join(dataDir, name)) ? fs.readFileSync(path.join(dataDir, name), 'utf8').trim() : undefined);

command(() => {
  if (process.env.DATABASE_URL) {
    throw new LaunchError('demo:reset clears only the embedded database. For DATABASE_URL, drop and create that database yourself.');
  }
  if (!fs.existsSync(dataDir)) return say('There is no data yet: nothing to reset.');
  if (isRunning(dataDir)) throw new LaunchError('Otklik is running on this data. Stop it first (Ctrl-C), then run the command again.');
  // the server writes this file when a database is first started as demo or live
  if (read('mode') !== 'demo') throw new LaunchError(`${dataDir} is not marked as demo data, so it is left alone.`);
  const outside = read('pg.location');
  // only what the launcher itself placed there
  if (outside && /^\/var\/tmp\/otklik-[0-9a-f]+\/pg$/.test(outside)) fs.rmSync(path.dirname(outside), { recursive: true, force: true });
  fs.rmSync(dataDir, { recursive: true, force: true });
  say('The demo data is gone. `npm start` makes it anew.');
});
