// A channel is one folder: in a copy of the tree without it the laws, the types, the start and the tests of the other channels hold.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type ClonedDatabase, cloneDatabase } from './setup/database.js';
import { freePort, Person, seedWorld } from './world.js';

const root = path.join(import.meta.dirname, '..');
const GONE = 'max';
const channelIds = fs
  .readdirSync(path.join(root, 'libs/channels'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
let copy: string;
let database: ClonedDatabase;
let program: ChildProcess | undefined;

beforeAll(async () => {
  database = await cloneDatabase();
  copy = fs.mkdtempSync(path.join(os.tmpdir(), 'otklik-removal-'));
  const parts = ['apps', 'libs', 'config', 'test', 'package.json', 'tsconfig.json', 'nest-cli.json'];
  for (const part of parts) fs.cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  fs.symlinkSync(fs.realpathSync(path.join(root, 'node_modules')), path.join(copy, 'node_modules'));
  fs.rmSync(path.join(copy, 'libs/channels', GONE), { recursive: true });
  // no PostgreSQL of their own: the tests of a channel talk to its stand-in only
  fs.writeFileSync(
    path.join(copy, 'config/jest.removal.js'),
    `import base from './jest.config.js';\nexport default { ...base, globalSetup: undefined, globalTeardown: undefined, maxWorkers: 1 };\n`,
  );
});
afterAll(async () => {
  if (program && program.exitCode === null) {
    const ended = new Promise((resolve) => program!.once('exit', resolve));
    program.kill('SIGTERM');
    await ended;
  }
  await database?.drop();
  if (copy) fs.rmSync(copy, { recursive: true, force: true });
});

/** Resolves when the program says its address. */
function listening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk) => {
        said += chunk;
        if (said.includes(`:${port}`)) resolve();
      });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said.slice(-3000)}`)));
  });
}

/** What the command printed when it failed; empty when it went well. */
async function run(args: string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return code === 0 ? '' : said.slice(-4000);
}
const tool = (file: string) => path.join('node_modules', file);

describe(`the tree without libs/channels/${GONE}`, () => {
  it('keeps the laws of imports and the types', async () => {
    const [laws, types] = await Promise.all([
      run([tool('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', 'config/import-laws.cjs', 'apps/server', 'libs']),
      run([tool('ts7/bin/tsc'), '-p', 'tsconfig.json', '--noEmit']),
    ]);
    expect([laws, types]).toEqual(['', '']);
  }, 60_000);

  it('is built, starts and has every other channel', async () => {
    expect(await run(['--input-type=module', '-e', `await (await import('./apps/server/launch/build-server.js')).buildServer()`])).toBe('');
    await seedWorld(database.url, new Date());
    const port = await freePort();
    const env = { ...process.env, PORT: String(port), DATABASE_URL: database.url, DATA_DIR: path.join(copy, 'data'), MODE: 'live' };
    program = spawn(process.execPath, ['dist/apps/server/main.js'], { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    await listening(program, port);
    const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'admin', password: 'demo' }),
    });
    const admin = new Person(`http://127.0.0.1:${port}`, answer.headers.get('set-cookie')!.split(';')[0]!, '');
    const channels = (await admin.get('/api/channels')).body.items.map((one: any) => one.descriptor.id);
    expect(channels.sort()).toEqual(channelIds.filter((id) => id !== GONE));
    expect((await admin.get('/health/ready')).status).toBe(200);
  }, 60_000);

  it('passes the tests of the other channels', async () => {
    // the telephone's own suite takes half a minute and runs in the whole tree
    const others = [
      'test/labels',
      ...channelIds.filter((id) => ![GONE, 'hotline'].includes(id)).map((id) => `libs/channels/${id}/${id}.spec`),
    ];
    const failed = await run([
      '--experimental-vm-modules',
      '--no-warnings=ExperimentalWarning',
      tool('jest/bin/jest.js'),
      '--config',
      'config/jest.removal.js',
      ...others,
    ]);
    expect(failed).toBe('');
  }, 60_000);
});
