// The program: reads settings, migrates, seeds, starts, prints where it is, and drains on SIGTERM.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '#libs/kernel/config.adapter.js';
import { type Environment, parseEnvironment } from '#libs/kernel/environment.js';
import { makeLogger } from '#libs/kernel/logger.js';
import { readYaml } from '#libs/kernel/yaml.adapter.js';
import { Database } from '#libs/kernel/database.service.js';
import { seatAccounts } from './accounts.js';
import { makeDataSource } from './data-source.js';
import { greeting } from './greeting.js';
import { migrate } from './migrate.js';
import { settleMode } from './mode.js';
import { checkDatabase } from './preflight.js';
import { parseInstitute, seedStructure } from './seed/structure.seed.js';
import { seedDemoOnce } from './seed/demo-once.seed.js';
import type { Services } from './services.js';
import { StandIns } from './stand-ins.adapter.js';
import { start } from './start.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function prepareDatabase(environment: Environment): Promise<'demo' | 'live'> {
  await checkDatabase(environment.DATABASE_URL);
  await migrate(environment.DATABASE_URL, (name) => say(`[database] ${name}`));
  const db = new Database(await makeDataSource(environment.DATABASE_URL, 4).initialize());
  try {
    const now = new Date();
    const mode = await settleMode(db, environment.MODE, now);
    mkdirSync(environment.DATA_DIR, { recursive: true });
    writeFileSync(path.join(environment.DATA_DIR, 'mode'), mode);
    await seedStructure(db, parseInstitute(readYaml('institute.yaml')), now);
    if (mode === 'demo') await seedDemoOnce(db, now, say);
    return mode;
  } finally {
    await db.close();
  }
}

async function main(): Promise<void> {
  const environment = parseEnvironment(process.env);
  const config = loadConfig();
  const log = makeLogger(config.log.level);
  const mode = await prepareDatabase(environment);
  const publicUrl = environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`;
  const standIns =
    mode === 'demo' && environment.ROLE === 'all'
      ? await StandIns.start({ publicUrl, localUrl: `http://127.0.0.1:${environment.PORT}` }, say)
      : null;
  const seat = (services: Services): Promise<void> =>
    seatAccounts(services, { mode, env: process.env, intakeFrom: environment.INTAKE_FROM, demo: standIns?.accounts ?? [], warn: say });
  const running = await start({ environment, config, log, mode, demoPage: () => standIns?.pageUrl ?? null, prepare: seat });
  standIns?.keep(() => seat(running.services));
  say(greeting(publicUrl, mode));
  process.send?.({ ready: true });
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await running.stop();
    await standIns?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // the launcher is gone: nobody else would stop us
  if (process.send) process.once('disconnect', () => void stop());
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  if (process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
