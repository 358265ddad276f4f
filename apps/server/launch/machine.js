// What this machine has for the suites that need more than Node: programs and public data.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.js';
import { say } from './say.js';

/** Told to the suites as HAVE_<key>, the program's path. */
const programs = {
  CHROMIUM: {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    install: 'apt-get install chromium',
    suites: 'screens',
  },
  DOVECOT: { names: ['dovecot'], install: 'apt-get install dovecot-imapd dovecot-lmtpd', suites: 'mail against a real server' },
  REDIS: { names: ['redis-server'], install: 'apt-get install redis-server', suites: 'several processes over Redis' },
};

/** One visible line for everything absent. @returns {{env: Record<string, string>, missing: number}} */
export function lookAround() {
  const env = {};
  let missing = 0;
  for (const [key, { names, install, suites }] of Object.entries(programs)) {
    const found = process.env[`HAVE_${key}`] ?? which(names);
    if (found) env[`HAVE_${key}`] = found;
    else {
      missing++;
      say(`SKIP ${suites}: no ${names[0]} on this machine (${install})`);
    }
  }
  env.TEST_DATA = path.resolve(root, process.env.TEST_DATA || '../shared/data');
  if (!fs.existsSync(env.TEST_DATA)) say(`SKIP public data: ${env.TEST_DATA} is absent (name the folder in TEST_DATA)`);
  return { env, missing };
}

function which(names) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
}
