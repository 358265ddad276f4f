// The demo Institute is seeded on the very first start only; a start that was cut in the middle begins again.
import type { Database } from '#libs/kernel/database.service.js';
import { hashPassword } from '#libs/people/password.adapter.js';

/** `say` shows progress, a line per tenth. */
export async function seedDemoOnce(db: Database, now: Date, say: (line: string) => void): Promise<void> {
  const [done] = await db.query(`select 1 from settings where key = 'demo.seeded'`);
  if (done) return;
  const [begun] = await db.query('select 1 from agents limit 1');
  // the first start was killed half-way: nobody has worked with these rows yet
  if (begun)
    await db.query(
      'truncate agents, sessions, queue_members, clients, client_categories, identities, representatives, tickets, ticket_numbers, conversations, attachments, decisions, offers, journal, journal_values, messages restart identity cascade',
    );
  say('[demo] наполняем демонстрационный институт… / seeding the demo Institute…');
  const { seedDemo } = await import('./demo.seed.js'); // live mode never loads the demo's people
  let tenth = 0;
  await seedDemo({
    db,
    now,
    passwordHash: await hashPassword('demo'),
    report: (part, total) => {
      if (Math.floor((part / total) * 10) <= tenth) return;
      tenth = Math.floor((part / total) * 10);
      say(`[demo] ${tenth * 10} %`);
    },
  });
  await db.query(`insert into settings (key, value, updated_at) values ('demo.seeded', 'true', $1)`, [now]);
}
