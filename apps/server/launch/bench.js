// `npm run bench [-- --quick]`: runs test/bench/*.bench.ts one after the other on a PostgreSQL of their own that does wait for the disk.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.js';
import { buildTests } from './build-server.js';
import { ensureDependencies } from './dependencies.js';
import { dist, root } from './paths.js';
import { command, say } from './say.js';

command(async () => {
  const folder = path.join(root, 'test/bench');
  const benches = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith('.bench.ts')) : [];
  if (benches.length === 0) return say('There are no benches yet (test/bench/*.bench.ts).');
  await ensureDependencies();
  await build();
  await buildTests();
  const { openTestPostgres } = await import('../../../test/setup/postgres.js');
  const postgres = await openTestPostgres({ sync: true, settings: { shared_buffers: '256MB', max_connections: 200 } });
  try {
    for (const name of benches.sort()) {
      say(`\n${name}`);
      const file = path.join(dist, 'test/bench', name.replace(/\.ts$/, '.js'));
      const env = { ...process.env, TEST_PG_URL: postgres.url, TZ: 'UTC' };
      const child = spawn(process.execPath, ['--enable-source-maps', file, ...process.argv.slice(2)], { cwd: root, env, stdio: 'inherit' });
      const code = await new Promise((resolve) => child.once('exit', resolve));
      if (code !== 0) process.exitCode = 1;
    }
  } finally {
    await postgres.close();
  }
});
