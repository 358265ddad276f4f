// The index that lists of the newest tickets read from its end: a hundred thousand rows are not sorted for one page.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NewestTickets1795600400000 implements MigrationInterface {
  name = 'NewestTickets1795600400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index tickets_newest on tickets (created_at, id)');
  }

  /** Forward only: a backup is the way back. */
  async down(): Promise<void> {
    throw new Error('migrations run forward only; restore a backup instead');
  }
}
