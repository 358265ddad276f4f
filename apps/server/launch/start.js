// `npm start`: packages, build, database, server, in this order and each only when needed.
import { build } from './build.js';
import { ensureDependencies } from './dependencies.js';
import { openInstance } from './instance.js';
import { command, say } from './say.js';
import { keepServing, onStop, refuseTakenPort, stopServer } from './serve.js';

command(async () => {
  await ensureDependencies();
  await build();

  let server;
  let opening = false;
  let stopping = false;
  onStop(() => {
    if (!opening) process.exit(130);
    stopping = true;
    if (server) stopServer(server);
  });

  opening = true;
  const instance = await openInstance();
  try {
    // after the lock: a server whose launcher was killed has left the port by then
    await refuseTakenPort();
    if (stopping) return;
    const started = (child) => {
      server = child;
      instance.note({ server: child.pid });
    };
    process.exitCode = await keepServing(instance.env, started, () => stopping);
    if (stopping) process.exitCode = 0;
  } finally {
    await instance.stop();
    if (stopping) say('Otklik has stopped.');
  }
  process.exit();
});
