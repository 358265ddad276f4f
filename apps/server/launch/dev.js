// `npm run dev`: like start, and rebuilds and restarts the server when a source file changes.
import fs from 'node:fs';
import path from 'node:path';
import { buildBrowserApps } from './build-browser.js';
import { buildServer } from './build-server.js';
import { build } from './build.js';
import { ensureDependencies } from './dependencies.js';
import { openInstance } from './instance.js';
import { root } from './paths.js';
import { command, say } from './say.js';
import { onStop, refuseTakenPort, startServer, stopServer } from './serve.js';

const calmMs = 200;

command(async () => {
  await ensureDependencies();
  await build();
  const instance = await openInstance();
  await refuseTakenPort().catch(async (failure) => {
    await instance.stop();
    throw failure;
  });
  let server = startServer(instance.env);
  let stopping = false;

  onStop(async () => {
    stopping = true;
    await stopServer(server);
    await instance.stop();
    process.exit(0);
  });

  const restart = async () => {
    await buildServer();
    await stopServer(server);
    if (!stopping) server = startServer(instance.env);
    await buildBrowserApps();
  };

  watch(['apps', 'libs', 'config'], async (file) => {
    say(`Changed: ${file}`);
    await restart().catch((failure) => say(failure.message));
  });
  say('Watching apps, libs and config for changes.');
});

/** Calls `changed` after things have been calm for a moment, one call at a time. */
function watch(folders, changed) {
  let timer;
  let running = Promise.resolve();
  for (const folder of folders) {
    fs.watch(path.join(root, folder), { recursive: true }, (_, file) => {
      if (!file || /\.(spec|story)\.ts$|~$|\.sw.$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(() => changed(path.join(folder, file)));
      }, calmMs);
    });
  }
}
