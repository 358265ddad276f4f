// The first schema: the tables of the entities, then by hand the partitioned spine, partial indexes and triggers.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
CREATE TABLE "channel_accounts" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "channel" text NOT NULL,
  "name" text NOT NULL,
  "mode" text NOT NULL DEFAULT 'on',
  "origin" text NOT NULL,
  "settings" jsonb NOT NULL DEFAULT '{}',
  "sealed" text,
  "queue_code" text,
  "signature" text NOT NULL DEFAULT '',
  "language" text NOT NULL DEFAULT 'ru',
  "intake_from" TIMESTAMP WITH TIME ZONE NOT NULL,
  "deleted" boolean NOT NULL DEFAULT false,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "last_inbound_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "channel_accounts_name" UNIQUE ("channel", "name"),
  CONSTRAINT "PK_b23fdcb822c5261260a4c88041e" PRIMARY KEY ("id"));
CREATE TABLE "channel_cursors" (
  "account_id" bigint NOT NULL,
  "key" text NOT NULL,
  "value" jsonb NOT NULL DEFAULT '{}',
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_ab69a89d9eed9510811d58bf3bd" PRIMARY KEY ("account_id", "key"));
CREATE TABLE "inbound_receipts" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "channel" text NOT NULL,
  "account_id" bigint NOT NULL,
  "provider_key" text NOT NULL,
  "external_id" text NOT NULL,
  "content_hash" text NOT NULL,
  "state" text NOT NULL,
  "envelope_id" bigint,
  "ticket_id" bigint,
  "message_id" bigint,
  "reason" text,
  "accepted_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "inbound_receipts_provider" UNIQUE ("account_id", "provider_key"),
  CONSTRAINT "PK_ff477de78db04da2d512a764a77" PRIMARY KEY ("id"));
CREATE INDEX "inbound_receipts_external" ON "inbound_receipts"  ("account_id", "external_id") ;
CREATE TABLE "settings" (
  "key" text NOT NULL,
  "value" jsonb NOT NULL DEFAULT '{}',
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_c8639b7626fa94ba8265628f214" PRIMARY KEY ("key"));
CREATE TABLE "jobs" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "name" text NOT NULL,
  "payload" jsonb NOT NULL DEFAULT '{}',
  "run_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "lane" text,
  "key" text,
  "attempts" integer NOT NULL DEFAULT '0',
  "worker" integer,
  "last_error" text,
  "dead" boolean NOT NULL DEFAULT false,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_cf0a6c42b72fcc7f7c237def345" PRIMARY KEY ("id"));
CREATE TABLE "journal_readers" (
  "name" text NOT NULL,
  "position" text NOT NULL,
  "read_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_4c7099533e086d6e8de6d342c51" PRIMARY KEY ("name"));
CREATE TABLE "files" (
  "id" uuid NOT NULL,
  "sha256" text NOT NULL,
  "name" text NOT NULL,
  "mime" text NOT NULL,
  "size" bigint NOT NULL,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "created_by" bigint,
  CONSTRAINT "PK_6c16b9093a142e0e7613b04a3d9" PRIMARY KEY ("id"));
CREATE INDEX "files_hash" ON "files"  ("sha256") ;
CREATE TABLE "idempotency_keys" (
  "scope" text NOT NULL,
  "key" text NOT NULL,
  "body_hash" text NOT NULL,
  "status" integer,
  "answer" jsonb DEFAULT '{}',
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_15de2f76fa9f27ad8f330983607" PRIMARY KEY ("scope", "key"));
CREATE TABLE "clients" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "name" text NOT NULL,
  "name_key" text NOT NULL,
  "category" text NOT NULL DEFAULT 'other',
  "provisional" boolean NOT NULL DEFAULT false,
  "owner_id" bigint,
  "birth_date" date,
  "language" text,
  "programme" text,
  "note" text,
  "version" integer NOT NULL DEFAULT '1',
  "merged_into" bigint,
  "import_id" bigint,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_f1ab7cf3a5714dbc6bb4e1c28a4" PRIMARY KEY ("id"));
CREATE INDEX "clients_owner" ON "clients"  ("owner_id") ;
CREATE TABLE "client_categories" (
  "client_id" bigint NOT NULL,
  "from_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "category" text NOT NULL,
  CONSTRAINT "PK_0042247400a779b82eeebe77faf" PRIMARY KEY ("client_id", "from_at"));
CREATE TABLE "identities" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "client_id" bigint NOT NULL,
  "kind" text NOT NULL,
  "channel" text NOT NULL DEFAULT '',
  "value" text NOT NULL,
  "display" text NOT NULL,
  "verified" boolean NOT NULL DEFAULT false,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "identities_address" UNIQUE ("kind", "channel", "value"),
  CONSTRAINT "PK_7b2f8cccf4ac6a2d7e6e9e8b1f6" PRIMARY KEY ("id"));
CREATE INDEX "identities_client" ON "identities"  ("client_id") ;
CREATE TABLE "representatives" (
  "client_id" bigint NOT NULL,
  "representative_id" bigint NOT NULL,
  "relation" text NOT NULL,
  "confirmed" boolean NOT NULL DEFAULT false,
  "confirmed_by" bigint,
  "reason" text,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_61963fb82ff80a21d2af94ee7b4" PRIMARY KEY ("client_id", "representative_id"));
CREATE TABLE "imports" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "kind" text NOT NULL,
  "state" text NOT NULL,
  "file_name" text NOT NULL,
  "preview" jsonb NOT NULL DEFAULT '{}',
  "created_by" bigint NOT NULL,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "confirmed_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "PK_ea10c62f5eb1d75e83d8b5225db" PRIMARY KEY ("id"));
CREATE TABLE "departments" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "code" text NOT NULL,
  "name" text NOT NULL,
  "contact" boolean NOT NULL DEFAULT false,
  "active" boolean NOT NULL DEFAULT true,
  CONSTRAINT "UQ_91fddbe23e927e1e525c152baa3" UNIQUE ("code"),
  CONSTRAINT "PK_839517a681a86bb84cbcc6a1e9d" PRIMARY KEY ("id"));
CREATE TABLE "agents" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "login" text NOT NULL,
  "name" text NOT NULL,
  "role" text NOT NULL,
  "department_id" bigint,
  "password_hash" text,
  "phone" text,
  "email" text,
  "language" text NOT NULL DEFAULT 'ru',
  "capacity" real NOT NULL DEFAULT '1',
  "active" boolean NOT NULL DEFAULT true,
  "dismissed_at" TIMESTAMP WITH TIME ZONE,
  "order_note" text,
  "presence" text NOT NULL DEFAULT 'offline',
  "presence_reason" text,
  "presence_since" TIMESTAMP WITH TIME ZONE,
  "presence_until" TIMESTAMP WITH TIME ZONE,
  "last_offer_at" TIMESTAMP WITH TIME ZONE,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "agents_login" UNIQUE ("login"),
  CONSTRAINT "PK_9c653f28ae19c5884d5baf6a1d9" PRIMARY KEY ("id"));
CREATE TABLE "sessions" (
  "id" text NOT NULL,
  "agent_id" bigint NOT NULL,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "user_agent" text,
  CONSTRAINT "PK_3238ef96f18b355b671619111bc" PRIMARY KEY ("id"));
CREATE INDEX "sessions_agent" ON "sessions"  ("agent_id") ;
CREATE TABLE "queues" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "code" text NOT NULL,
  "name" text NOT NULL,
  "department_id" bigint NOT NULL,
  "active" boolean NOT NULL DEFAULT true,
  "position" integer NOT NULL DEFAULT '0',
  CONSTRAINT "UQ_ab8a2e414ab2253df9c618712d5" UNIQUE ("code"),
  CONSTRAINT "PK_d966f9eb39a9396658387071bb3" PRIMARY KEY ("id"));
CREATE TABLE "queue_members" (
  "queue_id" bigint NOT NULL,
  "agent_id" bigint NOT NULL,
  CONSTRAINT "PK_f22655ebb66773a1c81063cc4dd" PRIMARY KEY ("queue_id", "agent_id"));
CREATE INDEX "queue_members_agent" ON "queue_members"  ("agent_id") ;
CREATE TABLE "deliveries" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "key" text NOT NULL,
  "ticket_id" bigint NOT NULL,
  "message_id" bigint NOT NULL,
  "channel" text NOT NULL,
  "account_id" bigint,
  "conversation_key" text NOT NULL,
  "address" text NOT NULL,
  "address_name" text,
  "automatic" boolean NOT NULL DEFAULT false,
  "state" text NOT NULL,
  "attempts" integer NOT NULL DEFAULT '0',
  "provider_id" text,
  "parts" jsonb NOT NULL DEFAULT '[]',
  "last_error" text,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "sent_at" TIMESTAMP WITH TIME ZONE,
  "delivered_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "UQ_411f27a51b80f29990810e5a0a7" UNIQUE ("key"),
  CONSTRAINT "PK_a6ef225c5c5f0974e503bfb731f" PRIMARY KEY ("id"));
CREATE INDEX "deliveries_message" ON "deliveries"  ("message_id") ;
CREATE INDEX "deliveries_ticket" ON "deliveries"  ("ticket_id", "id") ;
CREATE INDEX "deliveries_provider" ON "deliveries"  ("account_id", "provider_id") ;
CREATE TABLE "offers" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "ticket_id" bigint NOT NULL,
  "agent_id" bigint NOT NULL,
  "state" text NOT NULL,
  "weight" real NOT NULL,
  "made_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "ended_at" TIMESTAMP WITH TIME ZONE,
  "reason" text,
  CONSTRAINT "PK_4c88e956195bba85977da21b8f4" PRIMARY KEY ("id"));
CREATE INDEX "offers_ticket" ON "offers"  ("ticket_id") ;
CREATE TABLE "decisions" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "ticket_id" bigint NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "queue_id" bigint,
  "agent_id" bigint,
  "reason" text NOT NULL,
  "trace" jsonb NOT NULL DEFAULT '[]',
  "classification" jsonb DEFAULT '{}',
  CONSTRAINT "PK_48eee6fa229cd5e43648f6a2ec3" PRIMARY KEY ("id"));
CREATE INDEX "decisions_ticket" ON "decisions"  ("ticket_id", "id") ;
CREATE TABLE "tickets" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "number_year" integer NOT NULL,
  "number_seq" integer NOT NULL,
  "status" text NOT NULL,
  "status_before" text,
  "waiting_for" text,
  "kind" text NOT NULL DEFAULT 'request',
  "topic" text,
  "topic_confidence" real NOT NULL DEFAULT '0',
  "topic_sure" boolean NOT NULL DEFAULT false,
  "topic_by" text NOT NULL DEFAULT 'machine',
  "priority" integer NOT NULL DEFAULT '5',
  "channel" text NOT NULL,
  "account_id" bigint,
  "conversation_id" bigint,
  "client_id" bigint NOT NULL,
  "client_category" text NOT NULL,
  "queue_id" bigint,
  "assignee_id" bigint,
  "weight" real NOT NULL DEFAULT '0.25',
  "live" boolean NOT NULL DEFAULT false,
  "subject" text,
  "preview" text NOT NULL DEFAULT '',
  "collective_count" integer,
  "collective_contact" text,
  "source" jsonb NOT NULL DEFAULT '{}',
  "unanswered" boolean NOT NULL DEFAULT false,
  "received_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "queued_at" TIMESTAMP WITH TIME ZONE,
  "first_look_at" TIMESTAMP WITH TIME ZONE,
  "first_answer_at" TIMESTAMP WITH TIME ZONE,
  "first_answer_due_at" TIMESTAMP WITH TIME ZONE,
  "resolution_due_at" TIMESTAMP WITH TIME ZONE,
  "legal_due_at" TIMESTAMP WITH TIME ZONE,
  "snoozed_until" TIMESTAMP WITH TIME ZONE,
  "told_at" TIMESTAMP WITH TIME ZONE,
  "told_by" bigint,
  "told_channel" text,
  "told_text" text,
  "told_delivery_key" text,
  "resolved_at" TIMESTAMP WITH TIME ZONE,
  "resolved_by" bigint,
  "result" text,
  "closed_at" TIMESTAMP WITH TIME ZONE,
  "reopened" integer NOT NULL DEFAULT '0',
  "merged_into" bigint,
  "linked_to" bigint,
  "preferred_id" bigint,
  "reserved" boolean NOT NULL DEFAULT false,
  "transfer_id" text,
  "transfer_from_agent" bigint,
  "transfer_from_queue" bigint,
  "last_message_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "last_inbound_at" TIMESTAMP WITH TIME ZONE,
  "last_event_tx" bigint NOT NULL DEFAULT '0',
  "last_event_id" bigint NOT NULL DEFAULT '0',
  CONSTRAINT "tickets_number" UNIQUE ("number_year", "number_seq"),
  CONSTRAINT "PK_343bc942ae261cf7a1377f48fd0" PRIMARY KEY ("id"));
CREATE INDEX "tickets_by_client" ON "tickets"  ("client_id", "id") ;
CREATE TABLE "ticket_numbers" (
  "year" integer NOT NULL,
  "last" integer NOT NULL,
  CONSTRAINT "PK_78b4a1ce105c61cef30026f8030" PRIMARY KEY ("year"));
CREATE TABLE "conversations" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "account_id" bigint NOT NULL,
  "key" text NOT NULL,
  "channel" text NOT NULL,
  "address" text NOT NULL,
  "client_id" bigint NOT NULL,
  "ticket_id" bigint,
  "blocked" boolean NOT NULL DEFAULT false,
  "group_key" text,
  "group_message_id" bigint,
  "facts" jsonb NOT NULL DEFAULT '{}',
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "conversations_key" UNIQUE ("account_id", "key"),
  CONSTRAINT "PK_ee34f4f7ced4ec8681f26bf04ef" PRIMARY KEY ("id"));
CREATE TABLE "message_versions" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "message_id" bigint NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "text" text NOT NULL,
  "files" jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT "PK_b954abc61851bd3de7d39d9951b" PRIMARY KEY ("id"));
CREATE INDEX "message_versions_message" ON "message_versions"  ("message_id") ;
CREATE TABLE "attachments" (
  "file_id" uuid NOT NULL,
  "ticket_id" bigint NOT NULL,
  "message_id" bigint NOT NULL,
  CONSTRAINT "PK_ae331f0b5f7e58b06e42dfce847" PRIMARY KEY ("file_id"));
CREATE INDEX "attachments_ticket" ON "attachments"  ("ticket_id") ;
CREATE TABLE "drafts" (
  "agent_id" bigint NOT NULL,
  "ticket_id" bigint NOT NULL,
  "text" text NOT NULL,
  "mode" text NOT NULL,
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_91f00eb5246aea3e36ce37c27ca" PRIMARY KEY ("agent_id", "ticket_id"));
CREATE TABLE "merges" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "ticket_id" bigint NOT NULL,
  "into_id" bigint NOT NULL,
  "agent_id" bigint,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "undone_at" TIMESTAMP WITH TIME ZONE,
  "before" jsonb NOT NULL DEFAULT '{}',
  "message_ids" jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT "PK_2dfa8c3b59172d6aa7c5c7a8fc7" PRIMARY KEY ("id"));
CREATE INDEX "merges_ticket" ON "merges"  ("ticket_id") ;
CREATE TABLE "topics" (
  "code" text NOT NULL,
  "ru" text NOT NULL,
  "en" text NOT NULL,
  "desk" text NOT NULL,
  "queue_code" text NOT NULL,
  "typical" boolean NOT NULL DEFAULT false,
  "automatic" boolean NOT NULL DEFAULT false,
  "active" boolean NOT NULL DEFAULT true,
  "position" integer NOT NULL DEFAULT '0',
  "keywords" jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT "PK_928bc2d3805e0e6a7519f57ba00" PRIMARY KEY ("code"));
CREATE TABLE "topic_examples" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "topic" text NOT NULL,
  "text" text NOT NULL,
  "origin" text NOT NULL,
  "agent_id" bigint,
  "deleted" boolean NOT NULL DEFAULT false,
  "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "PK_418d3c141010353f18f4b83a4a4" PRIMARY KEY ("id"));
CREATE INDEX "topic_examples_topic" ON "topic_examples"  ("topic") ;
CREATE TABLE "templates" (
  "id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "code" text NOT NULL,
  "title" text NOT NULL,
  "text" text NOT NULL,
  "active" boolean NOT NULL DEFAULT true,
  CONSTRAINT "UQ_be38737bf339baf63b1daeffb55" UNIQUE ("code"),
  CONSTRAINT "PK_515948649ce0bbbe391de702ae5" PRIMARY KEY ("id"));
ALTER TABLE "identities" ADD CONSTRAINT "FK_534ffceee5aeef7f4ec5504af81" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "agents" ADD CONSTRAINT "FK_a32dd9e92510b1ef782236840f5" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "sessions" ADD CONSTRAINT "FK_c0c9d3a7dab65bd5e398e317188" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "queues" ADD CONSTRAINT "FK_a3424b5e8b73bb0ff259f1d44ec" FOREIGN KEY ("department_id") REFERENCES "departments"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "queue_members" ADD CONSTRAINT "FK_91f537b8c015ef0576bb6b7c594" FOREIGN KEY ("queue_id") REFERENCES "queues"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "queue_members" ADD CONSTRAINT "FK_76cee3d8b88ffd7c2b07b0ace2a" FOREIGN KEY ("agent_id") REFERENCES "agents"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "tickets" ADD CONSTRAINT "FK_ab0f4c7161f0a5c178d229e3541" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
`;

const BY_HAND = `
create table journal_epoch (epoch integer not null, singleton boolean primary key default true check (singleton));
insert into journal_epoch (epoch) values (1);
create sequence journal_id_seq;
create table journal (
  id bigint not null default nextval('journal_id_seq'),
  at timestamptz not null,
  epoch integer not null,
  tx xid8 not null default pg_current_xact_id(),
  subject_type text not null,
  subject_id text not null,
  ticket_id bigint,
  client_id bigint,
  kind text not null,
  actor_kind text not null,
  actor_id bigint,
  acting_for bigint,
  facts jsonb not null,
  values_id uuid,
  reason text,
  primary key (id, at)
) partition by range (at);
create index journal_order on journal (epoch, tx, id);
create index journal_by_ticket on journal (ticket_id, id) where ticket_id is not null;
create index journal_by_subject on journal (subject_type, subject_id, id);
create table journal_rest partition of journal default;
create table journal_values (id uuid primary key, client_id bigint, at timestamptz not null, "values" jsonb not null);
create index journal_values_client on journal_values (client_id);

create sequence messages_id_seq;
create table messages (
  id bigint not null default nextval('messages_id_seq'),
  at timestamptz not null,
  ticket_id bigint not null,
  direction text not null check (direction in ('inbound', 'outbound', 'note')),
  author_kind text not null,
  author_id bigint,
  author_name text,
  text text not null,
  html text,
  files jsonb not null default '[]',
  meta jsonb not null default '{}',
  channel text not null,
  account_id bigint,
  external_id text,
  client_key text,
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (id, at)
) partition by range (at);
create index messages_by_ticket on messages (ticket_id, id);
create index messages_by_client_key on messages (ticket_id, client_key) where client_key is not null;
create table messages_rest partition of messages default;

create sequence envelopes_id_seq;
create table envelopes (
  id bigint not null default nextval('envelopes_id_seq'),
  at timestamptz not null,
  account_id bigint not null,
  provider_key text not null,
  raw bytea,
  file_sha256 text,
  reason text,
  primary key (id, at)
) partition by range (at);
create table envelopes_rest partition of envelopes default;

create table channel_migrations (name text primary key);

create function make_partitions(from_day date, months integer) returns void language plpgsql as $$
declare parent text; child text; month date; next date;
begin
  perform pg_advisory_xact_lock(770104);
  for i in 0 .. months - 1 loop
    month := date_trunc('month', from_day) + make_interval(months => i);
    next := month + interval '1 month';
    foreach parent in array array['journal', 'messages', 'envelopes'] loop
      child := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
      continue when to_regclass(child) is not null;
      execute format('create table %I (like %I including defaults including constraints including indexes)', child, parent);
      -- rows written before the month had its own partition wait in the default one
      execute format('with moved as (delete from %I where at >= %L and at < %L returning *) insert into %I select * from moved', parent || '_rest', month, next, child);
      execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, child, month, next);
    end loop;
  end loop;
end $$;

create function journal_touches_tickets() returns trigger language plpgsql as $$
begin
  update tickets t set last_event_tx = pg_current_xact_id()::text::bigint, last_event_id = fresh.id
  from (select ticket_id, max(id) as id from appended where ticket_id is not null group by ticket_id) fresh
  where t.id = fresh.ticket_id;
  return null;
end $$;
create trigger journal_touches_tickets after insert on journal
  referencing new table as appended for each statement execute function journal_touches_tickets();

create unique index jobs_key on jobs (key) where worker is null and not dead;
create index jobs_due on jobs (run_at, id) where not dead;
create index jobs_lane on jobs (lane, id) where lane is not null and not dead;

create unique index departments_one_contact on departments (contact) where contact and active;
create unique index agents_one_supervisor on agents (role) where role = 'supervisor' and active;
create unique index agents_one_head on agents (department_id) where role = 'department-head' and active;
create index agents_presence_lease on agents (presence_until) where presence <> 'offline';
create index clients_name_trigram on clients using gin (name_key gin_trgm_ops);
create index identities_value_trigram on identities using gin (value gin_trgm_ops);

create index tickets_waiting_lane on tickets (queue_id, priority, queued_at, id) where status = 'queued';
create index tickets_open_by_assignee on tickets (assignee_id, id) where status in ('assigned', 'waiting');
create index tickets_open_by_queue on tickets (queue_id, id) where status in ('registered', 'queued', 'assigned', 'waiting');
create index tickets_recent on tickets (id desc) where status not in ('merged', 'spam');
create unique index offers_one_open on offers (ticket_id) where state = 'made';
create index offers_open_by_agent on offers (agent_id) where state = 'made';
create unique index inbound_receipts_content on inbound_receipts (account_id, external_id, content_hash) where state in ('accepted', 'automatic');
create index deliveries_unfinished on deliveries (state, updated_at) where state in ('queued', 'sending', 'failed');
`;

export class Birth1795500000000 implements MigrationInterface {
  name = 'Birth1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create extension if not exists pg_trgm');
    await runner.query(TABLES);
    await runner.query(BY_HAND);
  }

  /** Forward only: a backup is the way back. */
  async down(): Promise<void> {
    throw new Error('migrations run forward only; restore a backup instead');
  }
}
