// The journal only grows: PostgreSQL itself refuses to change or delete its lines (003 §4.2.2).
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class JournalAppendOnly1795600000000 implements MigrationInterface {
  name = 'JournalAppendOnly1795600000000';

  /** On the statement, not the row: months are still moved and detached by the names of their partitions. The demo may be emptied whole. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function journal_refuses_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the journal is append-only: % is refused', tg_op;
      end $$;
      create trigger journal_only_grows before update or delete on journal
        for each statement execute function journal_refuses_change();`);
  }

  /** Forward only: a backup is the way back. */
  async down(): Promise<void> {
    throw new Error('migrations run forward only; restore a backup instead');
  }
}
