// Absences with deputies, and cards that were merged.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
create table absences (
  id bigint generated always as identity not null,
  agent_id bigint not null,
  deputy_id bigint not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  order_note text,
  reason text,
  created_by bigint,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  constraint absences_pkey primary key (id));
create index absences_deputy on absences (deputy_id, until_at);
create index absences_agent on absences (agent_id, until_at);

create table client_merges (
  id bigint generated always as identity not null,
  client_id bigint not null,
  into_id bigint not null,
  agent_id bigint,
  at timestamptz not null,
  undone_at timestamptz,
  before jsonb not null default '{}',
  constraint client_merges_pkey primary key (id));
create index client_merges_client on client_merges (client_id);
`;

export class Absences1795600300000 implements MigrationInterface {
  name = 'Absences1795600300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  /** Forward only: a backup is the way back. */
  async down(): Promise<void> {
    throw new Error('migrations run forward only; restore a backup instead');
  }
}
