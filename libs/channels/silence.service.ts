// The one switch over all automatic messages: asked before they are written and again before they leave; each throw is on record.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Sql } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';

const KEY = 'automatic.silenced';

@Injectable()
export class SilenceService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
  ) {}

  async silenced(sql: Sql = this.db): Promise<boolean> {
    const [row] = await sql.query<{ value: boolean }>('select value from settings where key = $1', [KEY]);
    return row?.value === true;
  }

  async turn(silenced: boolean, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query(
        'insert into settings (key, value, updated_at) values ($1, $2, $3) on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at',
        [KEY, JSON.stringify(silenced), this.clock.now()],
      );
      await this.journal.append(tx, [
        { kind: 'settings.changed', subject: { type: 'settings', id: KEY }, actor, facts: { field: KEY, silenced } },
      ]);
    });
  }
}
