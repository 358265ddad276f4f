// An account may keep hours of its own: empty text means the Institute's calendar.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AccountHours1795600200000 implements MigrationInterface {
  name = 'AccountHours1795600200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table channel_accounts add column hours text not null default ''`);
  }

  /** Forward only: a backup is the way back. */
  async down(): Promise<void> {
    throw new Error('migrations run forward only; restore a backup instead');
  }
}
