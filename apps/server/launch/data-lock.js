// One running Otklik per DATA_DIR: a lock file with the process ids, honoured only while those processes live.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchError } from './say.js';

const graceMs = 12_000;

/** Takes the lock, waiting for an instance that is just stopping and ending a server whose launcher was killed. */
export async function lockDataDir(dataDir) {
  const file = path.join(dataDir, 'otklik.lock');
  const patience = performance.now() + graceMs;
  for (;;) {
    try {
      fs.writeFileSync(file, JSON.stringify({ launcher: process.pid }), { flag: 'wx' });
      return held(file);
    } catch (failure) {
      if (failure.code !== 'EEXIST') throw failure;
    }
    const holder = read(file);
    if (!holder) continue;
    const busy = runs(holder.launcher, 'launch');
    if (busy && !(holder.stopping && performance.now() < patience)) throw new LaunchError(taken(dataDir, holder));
    if (!busy) {
      await endOrphan(holder.server, patience);
      fs.rmSync(file, { force: true });
    } else await sleep(100);
  }
}

function held(file) {
  const state = { launcher: process.pid };
  return {
    note(more) {
      fs.writeFileSync(file, JSON.stringify(Object.assign(state, more)));
    },
    release() {
      fs.rmSync(file, { force: true });
    },
  };
}

/** True while an Otklik started from this DATA_DIR is running. */
export function isRunning(dataDir) {
  const holder = read(path.join(dataDir, 'otklik.lock'));
  return holder !== undefined && runs(holder.launcher, 'launch');
}

const taken = (dataDir, holder) =>
  `Otklik is already running on ${dataDir} (process ${holder.launcher}). ` +
  `Use that one, stop it with: kill ${holder.launcher}, or start a second one beside it: DATA_DIR=data2 PORT=3001 npm start`;

/** The server stops by itself when its launcher is gone; this waits for that, and no longer than the grace. */
async function endOrphan(server, patience) {
  while (server && runs(server, 'main.js')) {
    if (performance.now() > patience) process.kill(server, 'SIGKILL');
    await sleep(100);
  }
}

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    // being written, just released, or cut off by a power failure
    const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    return age > 2000 ? { launcher: 0 } : undefined;
  }
}

/** A process number may have been given to another program since: on Linux its command line is looked at. */
function runs(pid, sign) {
  if (!pid || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (failure) {
    if (failure.code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(sign);
  } catch {
    return false;
  }
}
