// One PostgreSQL cluster: made, started or adopted, and stopped.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresPrograms, postgresUser } from './postgres-files.js';
import { LaunchError } from './say.js';

const environment = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' };
const alwaysSet = { timezone: 'UTC', log_timezone: 'UTC', jit: 'off', unix_socket_directories: '' };

/**
 * Starts the cluster in `directory` (made on the first call) or adopts the one that already runs there,
 * left behind by a launcher that was killed.
 * @param {{directory: string, logFile: string, port?: number, password?: string, sync?: boolean, settings?: Record<string, string | number>}} wanted
 *   without a password every local connection is trusted, which is for tests only
 */
export async function startPostgres({ directory, logFile, port, password, sync = true, settings = {} }) {
  const user = postgresUser();
  const bin = (name) => path.join(postgresPrograms(user), 'bin', name);
  const cluster = { user, bin, directory, logFile };
  const control = { stop: (mode) => stop(cluster, mode), isAlive: () => identify(pidFile(directory)?.pid, directory) === 'ours' };
  const running = await livePostmaster(directory);
  if (running) return { ...running, adopted: true, ...control };
  if (fs.existsSync(path.join(directory, 'PG_VERSION'))) refuseOtherVersion(cluster);
  else makeCluster(cluster, password, sync);
  for (let attempt = 1; ; attempt++) {
    const free = await freePort(port);
    try {
      await spawnPostmaster(cluster, free, { ...alwaysSet, ...settings });
      return { port: free, adopted: false, ...control };
    } catch (failure) {
      // the last session of a killed postmaster, or a program that took the port just now
      if (attempt === 20 || !/still in use|Address already in use/.test(failure.message)) throw failure;
      await sleep(250);
    }
  }
}

function refuseOtherVersion({ user, bin, directory }) {
  const made = fs.readFileSync(path.join(directory, 'PG_VERSION'), 'utf8').trim();
  const program = spawnSync(bin('postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' }).stdout;
  if (program.includes(`) ${made}.`) || program.includes(`) ${made}beta`)) return;
  throw new LaunchError(
    `The data in ${directory} was made by PostgreSQL ${made}, the program is ${program.trim()}. ` +
      `Start the version of Otklik that made it, write a copy with pg_dump ${made} and load that into a new database.`,
  );
}

/** Tried in turn: pg_trgm takes letters from here, and under plain C no Cyrillic letter is one (similarity is always 0). */
const letterLocales = process.platform === 'win32' ? ['en-US', 'ru-RU'] : ['C.UTF-8', 'en_US.UTF-8', 'ru_RU.UTF-8'];

/** Made aside and renamed: a first start that was killed half-way leaves nothing that looks finished. */
function makeCluster({ user, bin, directory }, password, sync) {
  const fresh = `${directory}.new`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(directory), { recursive: true });
  // not recursive together with the mode: that would close the parents too
  fs.mkdirSync(fresh, { mode: 0o700 });
  give(fresh, user);
  const secret = password && path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'otklik-')), 'secret');
  if (secret) {
    fs.writeFileSync(secret, password, { mode: 0o600 });
    for (const place of [secret, path.dirname(secret)]) give(place, user);
  }
  const args = [
    '-D',
    fresh,
    '-U',
    'otklik',
    '-E',
    'UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  args.push(...(secret ? ['-A', 'scram-sha-256', `--pwfile=${secret}`] : ['-A', 'trust']), ...(sync ? [] : ['--no-sync']));
  let made;
  for (const letters of letterLocales) {
    made = spawnSync(bin('initdb'), [...args, `--lc-ctype=${letters}`], { ...user, env: environment, cwd: '/', encoding: 'utf8' });
    if (made.status === 0) break;
  }
  if (secret) fs.rmSync(path.dirname(secret), { recursive: true });
  if (made.status !== 0) throw new LaunchError(`The database could not be made in ${directory}:\n${made.error ?? made.stderr}`);
  fs.renameSync(fresh, directory);
}

function give(place, user) {
  if (user.uid !== undefined) fs.chownSync(place, user.uid, user.gid);
}

async function spawnPostmaster({ user, bin, directory, logFile }, port, settings) {
  if (fs.existsSync(logFile)) fs.renameSync(logFile, `${logFile}.before`);
  const log = fs.openSync(logFile, 'w', 0o600);
  const args = ['-D', directory, '-p', String(port), '-h', '127.0.0.1'];
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`);
  // its own process group: Ctrl-C in the terminal must reach the server first, and PostgreSQL only after it
  const child = spawn(bin('postgres'), args, { ...user, env: environment, cwd: '/', stdio: ['ignore', log, log], detached: true });
  fs.closeSync(log);
  let failure;
  child.once('error', (error) => {
    failure = error.message;
  });
  child.once('exit', (code, signal) => {
    failure ??= `it ended with ${signal ?? code}`;
  });
  child.unref();
  while (!(pidFile(directory)?.pid === child.pid && pidFile(directory).ready)) {
    if (failure) throw new LaunchError(`PostgreSQL did not start: ${failure}.\n${tail(logFile)}\nThe whole log: ${logFile}`);
    await sleep(20);
  }
}

const tail = (file) => fs.readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');

/** Lines of postmaster.pid: 1 pid, 4 port, 8 status. */
function pidFile(directory) {
  try {
    const lines = fs.readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** The postmaster that serves `directory` now, after waiting for one that is just starting, stopping or not yet reaped. */
async function livePostmaster(directory) {
  const patience = performance.now() + 60_000;
  for (;;) {
    const found = pidFile(directory);
    const kind = found && identify(found.pid, directory);
    if (!found || kind === 'gone') return undefined;
    if (kind === 'ours' && found.ready) return { port: found.port };
    if (kind === 'stranger' || (kind === 'zombie' && performance.now() > patience - 55_000)) {
      // the number was given to another program, or nobody reaps here; PostgreSQL itself would refuse to start for ever
      fs.rmSync(path.join(directory, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (performance.now() > patience) {
      throw new LaunchError(`PostgreSQL (process ${found.pid}) neither starts nor stops. End it with: kill -INT ${found.pid}`);
    }
    await sleep(100);
  }
}

/** @returns {'ours' | 'zombie' | 'gone' | 'stranger'} */
function identify(pid, directory) {
  try {
    if (!pid) return 'gone';
    process.kill(pid, 0);
  } catch (failure) {
    return failure.code === 'EPERM' ? 'stranger' : 'gone';
  }
  if (process.platform !== 'linux') return 'ours';
  try {
    if (/\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))) return 'zombie';
    // a postmaster works inside its data directory
    return fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(directory) ? 'ours' : 'stranger';
  } catch (failure) {
    return failure.code === 'ENOENT' ? 'gone' : 'stranger';
  }
}

/** @param {'fast' | 'immediate'} mode immediate skips the last checkpoint: for tests, whose data is thrown away */
function stop({ user, bin, directory }, mode = 'fast') {
  const args = ['stop', '-D', directory, '-m', mode, '-w', '-s', '-t', '60'];
  const child = spawn(bin('pg_ctl'), args, { ...user, env: environment, cwd: '/', stdio: 'ignore', detached: true });
  return new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
}

/** `preferred` when nobody listens there, else a port the system picks. */
async function freePort(preferred = 0) {
  const probe = net.createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', () => (preferred ? freePort().then(resolve, reject) : reject(new LaunchError('No free TCP port on 127.0.0.1.'))));
    probe.listen({ port: preferred, host: '127.0.0.1' }, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
