// Builds the browser apps (console, widget) with Vite when their sources changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { dist, program, root } from './paths.js';
import { LaunchError, step } from './say.js';

const apps = ['console', 'widget'];

/** One after the other, each in a process of its own: Vite keeps much memory until its process ends. */
export async function buildBrowserApps() {
  for (const app of apps) {
    if (!['ts', 'js', 'mjs'].some((ending) => fs.existsSync(path.join(root, 'apps', app, `vite.config.${ending}`)))) continue;
    const stamp = path.join(dist, `${app}.stamp`);
    const wanted = fingerprint(app);
    if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted && fs.existsSync(path.join(dist, app))) continue;
    await step(`Building the ${app}`, () => vite(app));
    fs.mkdirSync(dist, { recursive: true });
    fs.writeFileSync(stamp, wanted);
  }
}

function fingerprint(app) {
  const hash = createHash('sha256').update(fs.readFileSync(path.join(root, 'package-lock.json')));
  for (const folder of [`apps/${app}`, 'libs/contract']) {
    for (const name of fs.readdirSync(path.join(root, folder), { recursive: true }).sort()) {
      const file = path.join(root, folder, name);
      if (!name.endsWith('.spec.ts') && fs.statSync(file).isFile()) hash.update(name).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function vite(app) {
  const args = [program('vite/bin/vite.js'), 'build', '--outDir', path.join(dist, app), '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, { cwd: path.join(root, 'apps', app), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('close', (code) => (code === 0 ? resolve() : reject(new LaunchError(`apps/${app} does not build:\n${output}`))));
  });
}
