// Demo or live: fixed in the database by its first start; a demo database is never served as live.
import type { Database } from '#libs/kernel/database.service.js';

/** Throws an Error whose message says how to go on. */
export async function settleMode(db: Database, wanted: 'demo' | 'live' | undefined, now: Date): Promise<'demo' | 'live'> {
  const [stored] = await db.query<{ value: 'demo' | 'live' }>(`select value from settings where key = 'mode'`);
  const mode = stored?.value ?? wanted ?? 'demo';
  if (stored && wanted && stored.value !== wanted) {
    if (wanted === 'live')
      throw new Error(
        'В этой базе демонстрационные данные, как рабочую её запустить нельзя. Укажите другую базу (DATABASE_URL или DATA_DIR) либо очистите эту: npm run demo:reset, затем MODE=live npm start.\nThis database holds demo data: give another one, or clear it with npm run demo:reset.',
      );
    throw new Error(
      'Эта база рабочая: демонстрационный режим в ней не включается. Уберите MODE=demo или укажите другую базу.\nThis database is live: remove MODE=demo or give another database.',
    );
  }
  if (!stored)
    await db.query(`insert into settings (key, value, updated_at) values ('mode', $1, $2) on conflict do nothing`, [
      JSON.stringify(mode),
      now,
    ]);
  return mode;
}
