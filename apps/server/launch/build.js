// Builds what is stale into dist/: the server with SWC, the browser apps with Vite.
import { buildBrowserApps } from './build-browser.js';
import { buildServer } from './build-server.js';
import { step } from './say.js';

/** @returns {Promise<void>} throws a LaunchError with every compile error */
export async function build() {
  await step('Building the server', buildServer, { quietUnderMs: 300 });
  await buildBrowserApps();
}
