// An unfinished write names the process that works on it, so that its death is known at once.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RequestHolders1795600600000 implements MigrationInterface {
  name = 'RequestHolders1795600600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table idempotency_keys add column holder integer');
  }

  /** Forward only: a backup is the way back. */
  async down(): Promise<void> {
    throw new Error('migrations run forward only; restore a backup instead');
  }
}
