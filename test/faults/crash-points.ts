// The rig of crash points: the program is killed before and after each statement of the five flows and started again.
import { expect } from '@jest/globals';
import pg from 'pg';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { cloneDatabase } from '../setup/database.js';
import { seedWorld } from '../world.js';
import { ChildProgram } from './child-program.js';
import { CrashProxy, type Strike } from './crash-proxy.js';
import { broken } from './invariants.js';
import { Round } from './telegram-round.js';

const TOKEN = '7000000001:AAExample_token-of-the-test-bot-000000';
/** Not of the flows: looking for work, presence, sign-in and start happen whether or not anybody writes. */
const BACKGROUND = /^(begin|rollback|listen|select pg_|update agents set presence|select .* from sessions|with s as .*sessions)/i;

export interface Rig {
  /** Statements of the five flows, in order of their first appearance. */
  statements: string[];
  /** Kills the program at the point, starts it anew, walks the round to its end and checks everything. */
  strike(statement: string, when: Strike['when']): Promise<{ hit: boolean; sends: number; backMs: number }>;
  close(): Promise<void>;
}

export async function makeRig(): Promise<Rig> {
  const database = await cloneDatabase();
  await seedWorld(database.url, new Date());
  const telegram: Telegram = await startTelegram({ token: TOKEN, limits: false });
  const proxy = await CrashProxy.between(database.url);
  const program = new ChildProgram({ DATABASE_URL: proxy.url, TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url });
  const db = new pg.Pool({ connectionString: database.url, max: 2 });
  db.on('error', () => undefined);
  await program.start();
  const round = new Round(program, telegram, db);
  let n = 0;

  const strike: Rig['strike'] = async (statement, when) => {
    n++;
    let back: Promise<number> = Promise.resolve(0);
    proxy.arm({
      statement,
      when,
      act: () => {
        back = program.kill().then(() => program.start());
      },
    });
    await round.walk(n);
    const hit = !proxy.armed;
    proxy.disarm();
    const backMs = await back;
    expect(await broken(db)).toEqual([]);
    return { hit, sends: round.heard(n), backMs };
  };

  const close = async (): Promise<void> => {
    await program.stop();
    proxy.close();
    await db.end();
    await telegram.close();
    await database.drop();
  };
  // the first round warms up, the second is listened to
  await round.walk(++n);
  proxy.seen = new Set();
  await round.walk(++n);
  const statements = [...proxy.seen].filter((statement) => !BACKGROUND.test(statement));
  proxy.seen = null;
  return { statements, strike, close };
}
