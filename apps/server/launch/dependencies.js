// Installs the packages named in package-lock.json when they are missing or older; runs before node_modules exist.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.js';
import { LaunchError, step } from './say.js';

const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.otklik-stamp');
const nodeHomepage = 'https://nodejs.org';

/** Returns when node_modules agree with the lock file; costs a few milliseconds when they already do. */
export async function ensureDependencies() {
  refuseOldNode();
  const wanted = fingerprint();
  if (read(stampFile) === wanted) return;
  if (!installedAsLocked()) await step('Installing packages', installPackages);
  fs.writeFileSync(stampFile, wanted);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new LaunchError(
    `Node ${process.versions.node} is too old: Otklik needs Node 20.19 or newer. Install it from ${nodeHomepage} and run the command again.`,
  );
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) hash.update(read(path.join(root, file)) ?? '');
  return hash.update(process.platform + process.arch + process.versions.modules).digest('hex');
}

/** True when somebody already ran npm here and every package has the locked version: nothing is installed twice. */
function installedAsLocked() {
  const found = read(path.join(modules, '.package-lock.json'));
  const locked = read(path.join(root, 'package-lock.json'));
  if (!found || !locked) return false;
  const have = JSON.parse(found).packages;
  return Object.entries(JSON.parse(locked).packages).every(
    ([place, entry]) => place === '' || entry.optional || entry.devOptional || have[place]?.version === entry.version,
  );
}

/** `npm ci`; where the lock file lacks packages that only other platforms need, npm refuses that and `install` is right. */
async function installPackages() {
  const usual = ['--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  let { code, output } = await npm(['ci', ...usual]);
  if (code !== 0 && output.includes('EUSAGE')) ({ code, output } = await npm(['install', '--no-save', ...usual]));
  if (code !== 0) throw new LaunchError(`${output.trim().slice(-3000)}\n\n${advice(output)}`);
}

function npm(args) {
  const script = process.env.npm_execpath;
  const [file, head] = script && /npm-cli\.c?js$/.test(script) ? [process.execPath, [script]] : ['npm', []];
  const child = spawn(file, [...head, ...args], {
    cwd: root,
    env: withoutOuterNpm(),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: file === 'npm' && process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = (output + chunk).slice(-40_000);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', (failure) =>
      reject(new LaunchError(`npm could not be run (${failure.message}). It comes with Node: ${nodeHomepage}`)),
    );
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** The outer `npm start` leaves variables that would make the inner npm believe it is that script. */
function withoutOuterNpm() {
  const outer = /^npm_(lifecycle|package|config_(argv|local_prefix|global_prefix))/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}

const reasons = [
  [/ENOSPC/, 'The disk is full. Free about 1 GB and run the command again.'],
  [/EACCES|EPERM|EROFS/, 'This user may not write into the project folder. Change its owner or copy the project elsewhere.'],
  [/EBADENGINE/, 'A package refuses this Node version. Install the current LTS release of Node and run the command again.'],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONN|ENETUNREACH|network|certificate/i,
    'The package registry could not be reached. Check the network (or `npm config get proxy registry`) and run the command again; what is downloaded already is kept.',
  ],
  [
    /E404|ETARGET|EINTEGRITY/,
    'The package registry has no such package version. Try the public registry: `npm config delete registry`, then run the command again.',
  ],
];

function advice(output) {
  const known = reasons.find(([sign]) => sign.test(output));
  return known ? known[1] : 'Packages could not be installed. The reason is above; run the command again after it is removed.';
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
