-- The schema after all migrations, for review. Renew it with: node test/schema/dump.js

-- Extensions

create extension pg_trgm;


-- Sequences of their own

create sequence envelopes_id_seq as bigint;

create sequence journal_id_seq as bigint;

create sequence messages_id_seq as bigint;


-- Functions

CREATE OR REPLACE FUNCTION public.journal_refuses_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      begin
        raise exception 'the journal is append-only: % is refused', tg_op;
      end $function$
;

CREATE OR REPLACE FUNCTION public.journal_touches_tickets()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update tickets t set last_event_tx = pg_current_xact_id()::text::bigint, last_event_id = fresh.id
  from (select ticket_id, max(id) as id from appended where ticket_id is not null group by ticket_id) fresh
  where t.id = fresh.ticket_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.make_partitions(from_day date, months integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$
;


-- Tables

create table absences (
  id bigint generated always as identity not null,
  agent_id bigint not null,
  deputy_id bigint not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  order_note text,
  reason text,
  created_by bigint,
  created_at timestamp with time zone not null,
  cancelled_at timestamp with time zone
);

create table agents (
  id bigint generated always as identity not null,
  login text not null,
  name text not null,
  role text not null,
  department_id bigint,
  password_hash text,
  phone text,
  email text,
  language text default 'ru'::text not null,
  capacity real default '1'::real not null,
  active boolean default true not null,
  dismissed_at timestamp with time zone,
  order_note text,
  presence text default 'offline'::text not null,
  presence_reason text,
  presence_since timestamp with time zone,
  presence_until timestamp with time zone,
  last_offer_at timestamp with time zone,
  created_at timestamp with time zone not null
);

create table attachments (
  file_id uuid not null,
  ticket_id bigint not null,
  message_id bigint not null
);

create table channel_accounts (
  id bigint generated always as identity not null,
  channel text not null,
  name text not null,
  mode text default 'on'::text not null,
  origin text not null,
  settings jsonb default '{}'::jsonb not null,
  sealed text,
  queue_code text,
  signature text default ''::text not null,
  language text default 'ru'::text not null,
  intake_from timestamp with time zone not null,
  deleted boolean default false not null,
  created_at timestamp with time zone not null,
  last_inbound_at timestamp with time zone,
  hours text default ''::text not null
);

create table channel_cursors (
  account_id bigint not null,
  key text not null,
  value jsonb default '{}'::jsonb not null,
  updated_at timestamp with time zone not null
);

create table channel_migrations (
  name text not null
);

create table client_categories (
  client_id bigint not null,
  from_at timestamp with time zone not null,
  category text not null
);

create table client_merges (
  id bigint generated always as identity not null,
  client_id bigint not null,
  into_id bigint not null,
  agent_id bigint,
  at timestamp with time zone not null,
  undone_at timestamp with time zone,
  before jsonb default '{}'::jsonb not null
);

create table clients (
  id bigint generated always as identity not null,
  name text not null,
  name_key text not null,
  category text default 'other'::text not null,
  provisional boolean default false not null,
  owner_id bigint,
  birth_date date,
  language text,
  programme text,
  note text,
  version integer default 1 not null,
  merged_into bigint,
  import_id bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);

create table conversations (
  id bigint generated always as identity not null,
  account_id bigint not null,
  key text not null,
  channel text not null,
  address text not null,
  client_id bigint not null,
  ticket_id bigint,
  blocked boolean default false not null,
  group_key text,
  group_message_id bigint,
  facts jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null
);

create table decisions (
  id bigint generated always as identity not null,
  ticket_id bigint not null,
  at timestamp with time zone not null,
  queue_id bigint,
  agent_id bigint,
  reason text not null,
  trace jsonb default '[]'::jsonb not null,
  classification jsonb default '{}'::jsonb
);

create table deliveries (
  id bigint generated always as identity not null,
  key text not null,
  ticket_id bigint not null,
  message_id bigint not null,
  channel text not null,
  account_id bigint,
  conversation_key text not null,
  address text not null,
  address_name text,
  automatic boolean default false not null,
  state text not null,
  attempts integer default 0 not null,
  provider_id text,
  parts jsonb default '[]'::jsonb not null,
  last_error text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  delivered_at timestamp with time zone
);

create table departments (
  id bigint generated always as identity not null,
  code text not null,
  name text not null,
  contact boolean default false not null,
  active boolean default true not null
);

create table drafts (
  agent_id bigint not null,
  ticket_id bigint not null,
  text text not null,
  mode text not null,
  updated_at timestamp with time zone not null
);

create table envelopes (
  id bigint default nextval('envelopes_id_seq'::regclass) not null,
  at timestamp with time zone not null,
  account_id bigint not null,
  provider_key text not null,
  raw bytea,
  file_sha256 text,
  reason text
) partition by RANGE (at);

create table envelopes_rest partition of envelopes DEFAULT;

create table files (
  id uuid not null,
  sha256 text not null,
  name text not null,
  mime text not null,
  size bigint not null,
  created_at timestamp with time zone not null,
  created_by bigint
);

create table idempotency_keys (
  scope text not null,
  key text not null,
  body_hash text not null,
  status integer,
  answer jsonb default '{}'::jsonb,
  created_at timestamp with time zone not null,
  holder integer
);

create table identities (
  id bigint generated always as identity not null,
  client_id bigint not null,
  kind text not null,
  channel text default ''::text not null,
  value text not null,
  display text not null,
  verified boolean default false not null,
  created_at timestamp with time zone not null
);

create table imports (
  id bigint generated always as identity not null,
  kind text not null,
  state text not null,
  file_name text not null,
  preview jsonb default '{}'::jsonb not null,
  created_by bigint not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone
);

create table inbound_receipts (
  id bigint generated always as identity not null,
  channel text not null,
  account_id bigint not null,
  provider_key text not null,
  external_id text not null,
  content_hash text not null,
  state text not null,
  envelope_id bigint,
  ticket_id bigint,
  message_id bigint,
  reason text,
  accepted_at timestamp with time zone not null
);

create table jobs (
  id bigint generated always as identity not null,
  name text not null,
  payload jsonb default '{}'::jsonb not null,
  run_at timestamp with time zone not null,
  lane text,
  key text,
  attempts integer default 0 not null,
  worker integer,
  last_error text,
  dead boolean default false not null,
  created_at timestamp with time zone not null
);

create table journal (
  id bigint default nextval('journal_id_seq'::regclass) not null,
  at timestamp with time zone not null,
  epoch integer not null,
  tx xid8 default pg_current_xact_id() not null,
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
  reason text
) partition by RANGE (at);

create table journal_epoch (
  epoch integer not null,
  singleton boolean default true not null
);

create table journal_readers (
  name text not null,
  "position" text not null,
  read_at timestamp with time zone not null
);

create table journal_rest partition of journal DEFAULT;

create table journal_values (
  id uuid not null,
  client_id bigint,
  at timestamp with time zone not null,
  "values" jsonb not null
);

create table merges (
  id bigint generated always as identity not null,
  ticket_id bigint not null,
  into_id bigint not null,
  agent_id bigint,
  at timestamp with time zone not null,
  undone_at timestamp with time zone,
  before jsonb default '{}'::jsonb not null,
  message_ids jsonb default '[]'::jsonb not null
);

create table message_versions (
  id bigint generated always as identity not null,
  message_id bigint not null,
  at timestamp with time zone not null,
  text text not null,
  files jsonb default '[]'::jsonb not null
);

create table messages (
  id bigint default nextval('messages_id_seq'::regclass) not null,
  at timestamp with time zone not null,
  ticket_id bigint not null,
  direction text not null,
  author_kind text not null,
  author_id bigint,
  author_name text,
  text text not null,
  html text,
  files jsonb default '[]'::jsonb not null,
  meta jsonb default '{}'::jsonb not null,
  channel text not null,
  account_id bigint,
  external_id text,
  client_key text,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  conversation_id bigint
) partition by RANGE (at);

create table messages_rest partition of messages DEFAULT;

create table migrations (
  id integer default nextval('migrations_id_seq'::regclass) not null,
  "timestamp" bigint not null,
  name character varying not null
);

create table offers (
  id bigint generated always as identity not null,
  ticket_id bigint not null,
  agent_id bigint not null,
  state text not null,
  weight real not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  reason text
);

create table queue_members (
  queue_id bigint not null,
  agent_id bigint not null
);

create table queues (
  id bigint generated always as identity not null,
  code text not null,
  name text not null,
  department_id bigint not null,
  active boolean default true not null,
  "position" integer default 0 not null
);

create table representatives (
  client_id bigint not null,
  representative_id bigint not null,
  relation text not null,
  confirmed boolean default false not null,
  confirmed_by bigint,
  reason text,
  created_at timestamp with time zone not null
);

create table sessions (
  id text not null,
  agent_id bigint not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  user_agent text
);

create table settings (
  key text not null,
  value jsonb default '{}'::jsonb not null,
  updated_at timestamp with time zone not null
);

create table templates (
  id bigint generated always as identity not null,
  code text not null,
  title text not null,
  text text not null,
  active boolean default true not null
);

create table ticket_numbers (
  year integer not null,
  last integer not null
);

create table tickets (
  id bigint generated always as identity not null,
  number_year integer not null,
  number_seq integer not null,
  status text not null,
  status_before text,
  waiting_for text,
  kind text default 'request'::text not null,
  topic text,
  topic_confidence real default '0'::real not null,
  topic_sure boolean default false not null,
  topic_by text default 'machine'::text not null,
  priority integer default 5 not null,
  channel text not null,
  account_id bigint,
  conversation_id bigint,
  client_id bigint not null,
  client_category text not null,
  queue_id bigint,
  assignee_id bigint,
  weight real default '0.25'::real not null,
  live boolean default false not null,
  subject text,
  preview text default ''::text not null,
  collective_count integer,
  collective_contact text,
  source jsonb default '{}'::jsonb not null,
  unanswered boolean default false not null,
  received_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  queued_at timestamp with time zone,
  first_look_at timestamp with time zone,
  first_answer_at timestamp with time zone,
  first_answer_due_at timestamp with time zone,
  resolution_due_at timestamp with time zone,
  legal_due_at timestamp with time zone,
  snoozed_until timestamp with time zone,
  told_at timestamp with time zone,
  told_by bigint,
  told_channel text,
  told_text text,
  told_delivery_key text,
  resolved_at timestamp with time zone,
  resolved_by bigint,
  result text,
  closed_at timestamp with time zone,
  reopened integer default 0 not null,
  merged_into bigint,
  linked_to bigint,
  preferred_id bigint,
  reserved boolean default false not null,
  transfer_id text,
  transfer_from_agent bigint,
  transfer_from_queue bigint,
  last_message_at timestamp with time zone not null,
  last_inbound_at timestamp with time zone,
  last_event_tx bigint default '0'::bigint not null,
  last_event_id bigint default '0'::bigint not null
);

create table topic_examples (
  id bigint generated always as identity not null,
  topic text not null,
  text text not null,
  origin text not null,
  agent_id bigint,
  deleted boolean default false not null,
  created_at timestamp with time zone not null
);

create table topics (
  code text not null,
  ru text not null,
  en text not null,
  desk text not null,
  queue_code text not null,
  typical boolean default false not null,
  automatic boolean default false not null,
  active boolean default true not null,
  "position" integer default 0 not null,
  keywords jsonb default '[]'::jsonb not null
);


-- Constraints

alter table absences add constraint absences_pkey PRIMARY KEY (id);

alter table agents add constraint "FK_a32dd9e92510b1ef782236840f5" FOREIGN KEY (department_id) REFERENCES departments(id);

alter table agents add constraint "PK_9c653f28ae19c5884d5baf6a1d9" PRIMARY KEY (id);

alter table agents add constraint agents_login UNIQUE (login);

alter table attachments add constraint "PK_ae331f0b5f7e58b06e42dfce847" PRIMARY KEY (file_id);

alter table channel_accounts add constraint "PK_b23fdcb822c5261260a4c88041e" PRIMARY KEY (id);

alter table channel_accounts add constraint channel_accounts_name UNIQUE (channel, name);

alter table channel_cursors add constraint "PK_ab69a89d9eed9510811d58bf3bd" PRIMARY KEY (account_id, key);

alter table channel_migrations add constraint channel_migrations_pkey PRIMARY KEY (name);

alter table client_categories add constraint "PK_0042247400a779b82eeebe77faf" PRIMARY KEY (client_id, from_at);

alter table client_merges add constraint client_merges_pkey PRIMARY KEY (id);

alter table clients add constraint "PK_f1ab7cf3a5714dbc6bb4e1c28a4" PRIMARY KEY (id);

alter table conversations add constraint "PK_ee34f4f7ced4ec8681f26bf04ef" PRIMARY KEY (id);

alter table conversations add constraint conversations_key UNIQUE (account_id, key);

alter table decisions add constraint "PK_48eee6fa229cd5e43648f6a2ec3" PRIMARY KEY (id);

alter table deliveries add constraint "PK_a6ef225c5c5f0974e503bfb731f" PRIMARY KEY (id);

alter table deliveries add constraint "UQ_411f27a51b80f29990810e5a0a7" UNIQUE (key);

alter table departments add constraint "PK_839517a681a86bb84cbcc6a1e9d" PRIMARY KEY (id);

alter table departments add constraint "UQ_91fddbe23e927e1e525c152baa3" UNIQUE (code);

alter table drafts add constraint "PK_91f00eb5246aea3e36ce37c27ca" PRIMARY KEY (agent_id, ticket_id);

alter table envelopes add constraint envelopes_pkey PRIMARY KEY (id, at);

alter table files add constraint "PK_6c16b9093a142e0e7613b04a3d9" PRIMARY KEY (id);

alter table idempotency_keys add constraint "PK_15de2f76fa9f27ad8f330983607" PRIMARY KEY (scope, key);

alter table identities add constraint "FK_534ffceee5aeef7f4ec5504af81" FOREIGN KEY (client_id) REFERENCES clients(id);

alter table identities add constraint "PK_7b2f8cccf4ac6a2d7e6e9e8b1f6" PRIMARY KEY (id);

alter table identities add constraint identities_address UNIQUE (kind, channel, value);

alter table imports add constraint "PK_ea10c62f5eb1d75e83d8b5225db" PRIMARY KEY (id);

alter table inbound_receipts add constraint "PK_ff477de78db04da2d512a764a77" PRIMARY KEY (id);

alter table inbound_receipts add constraint inbound_receipts_provider UNIQUE (account_id, provider_key);

alter table jobs add constraint "PK_cf0a6c42b72fcc7f7c237def345" PRIMARY KEY (id);

alter table journal add constraint journal_pkey PRIMARY KEY (id, at);

alter table journal_epoch add constraint journal_epoch_singleton_check CHECK (singleton);

alter table journal_epoch add constraint journal_epoch_pkey PRIMARY KEY (singleton);

alter table journal_readers add constraint "PK_4c7099533e086d6e8de6d342c51" PRIMARY KEY (name);

alter table journal_values add constraint journal_values_pkey PRIMARY KEY (id);

alter table merges add constraint "PK_2dfa8c3b59172d6aa7c5c7a8fc7" PRIMARY KEY (id);

alter table message_versions add constraint "PK_b954abc61851bd3de7d39d9951b" PRIMARY KEY (id);

alter table messages add constraint messages_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text, 'note'::text])));

alter table messages add constraint messages_pkey PRIMARY KEY (id, at);

alter table messages_rest add constraint messages_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text, 'note'::text])));

alter table migrations add constraint "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id);

alter table offers add constraint "PK_4c88e956195bba85977da21b8f4" PRIMARY KEY (id);

alter table queue_members add constraint "FK_76cee3d8b88ffd7c2b07b0ace2a" FOREIGN KEY (agent_id) REFERENCES agents(id);

alter table queue_members add constraint "FK_91f537b8c015ef0576bb6b7c594" FOREIGN KEY (queue_id) REFERENCES queues(id);

alter table queue_members add constraint "PK_f22655ebb66773a1c81063cc4dd" PRIMARY KEY (queue_id, agent_id);

alter table queues add constraint "FK_a3424b5e8b73bb0ff259f1d44ec" FOREIGN KEY (department_id) REFERENCES departments(id);

alter table queues add constraint "PK_d966f9eb39a9396658387071bb3" PRIMARY KEY (id);

alter table queues add constraint "UQ_ab8a2e414ab2253df9c618712d5" UNIQUE (code);

alter table representatives add constraint "PK_61963fb82ff80a21d2af94ee7b4" PRIMARY KEY (client_id, representative_id);

alter table sessions add constraint "FK_c0c9d3a7dab65bd5e398e317188" FOREIGN KEY (agent_id) REFERENCES agents(id);

alter table sessions add constraint "PK_3238ef96f18b355b671619111bc" PRIMARY KEY (id);

alter table settings add constraint "PK_c8639b7626fa94ba8265628f214" PRIMARY KEY (key);

alter table templates add constraint "PK_515948649ce0bbbe391de702ae5" PRIMARY KEY (id);

alter table templates add constraint "UQ_be38737bf339baf63b1daeffb55" UNIQUE (code);

alter table ticket_numbers add constraint "PK_78b4a1ce105c61cef30026f8030" PRIMARY KEY (year);

alter table tickets add constraint "FK_ab0f4c7161f0a5c178d229e3541" FOREIGN KEY (client_id) REFERENCES clients(id);

alter table tickets add constraint "PK_343bc942ae261cf7a1377f48fd0" PRIMARY KEY (id);

alter table tickets add constraint tickets_number UNIQUE (number_year, number_seq);

alter table topic_examples add constraint "PK_418d3c141010353f18f4b83a4a4" PRIMARY KEY (id);

alter table topics add constraint "PK_928bc2d3805e0e6a7519f57ba00" PRIMARY KEY (code);


-- Indexes

CREATE INDEX absences_agent ON public.absences USING btree (agent_id, until_at);

CREATE INDEX absences_deputy ON public.absences USING btree (deputy_id, until_at);

CREATE UNIQUE INDEX agents_one_head ON public.agents USING btree (department_id) WHERE ((role = 'department-head'::text) AND active);

CREATE UNIQUE INDEX agents_one_supervisor ON public.agents USING btree (role) WHERE ((role = 'supervisor'::text) AND active);

CREATE INDEX agents_presence_lease ON public.agents USING btree (presence_until) WHERE (presence <> 'offline'::text);

CREATE INDEX attachments_ticket ON public.attachments USING btree (ticket_id);

CREATE INDEX client_merges_client ON public.client_merges USING btree (client_id);

CREATE INDEX clients_name_trigram ON public.clients USING gin (name_key gin_trgm_ops);

CREATE INDEX clients_owner ON public.clients USING btree (owner_id);

CREATE INDEX decisions_ticket ON public.decisions USING btree (ticket_id, id);

CREATE INDEX deliveries_message ON public.deliveries USING btree (message_id);

CREATE INDEX deliveries_provider ON public.deliveries USING btree (account_id, provider_id);

CREATE INDEX deliveries_ticket ON public.deliveries USING btree (ticket_id, id);

CREATE INDEX deliveries_unfinished ON public.deliveries USING btree (state, updated_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text, 'failed'::text]));

CREATE UNIQUE INDEX departments_one_contact ON public.departments USING btree (contact) WHERE (contact AND active);

CREATE INDEX files_hash ON public.files USING btree (sha256);

CREATE INDEX identities_client ON public.identities USING btree (client_id);

CREATE INDEX identities_value_trigram ON public.identities USING gin (value gin_trgm_ops);

CREATE UNIQUE INDEX inbound_receipts_content ON public.inbound_receipts USING btree (account_id, external_id, content_hash) WHERE (state = ANY (ARRAY['accepted'::text, 'automatic'::text]));

CREATE INDEX inbound_receipts_external ON public.inbound_receipts USING btree (account_id, external_id);

CREATE INDEX jobs_due ON public.jobs USING btree (run_at, id) WHERE (NOT dead);

CREATE UNIQUE INDEX jobs_key ON public.jobs USING btree (key) WHERE ((worker IS NULL) AND (NOT dead));

CREATE INDEX jobs_lane ON public.jobs USING btree (lane, id) WHERE ((lane IS NOT NULL) AND (NOT dead));

CREATE INDEX journal_by_subject ON ONLY public.journal USING btree (subject_type, subject_id, id);

CREATE INDEX journal_by_ticket ON ONLY public.journal USING btree (ticket_id, id) WHERE (ticket_id IS NOT NULL);

CREATE INDEX journal_order ON ONLY public.journal USING btree (epoch, tx, id);

CREATE INDEX journal_values_client ON public.journal_values USING btree (client_id);

CREATE INDEX merges_ticket ON public.merges USING btree (ticket_id);

CREATE INDEX message_versions_message ON public.message_versions USING btree (message_id);

CREATE INDEX messages_by_client_key ON ONLY public.messages USING btree (ticket_id, client_key) WHERE (client_key IS NOT NULL);

CREATE INDEX messages_by_conversation ON ONLY public.messages USING btree (conversation_id, id) WHERE (conversation_id IS NOT NULL);

CREATE INDEX messages_by_ticket ON ONLY public.messages USING btree (ticket_id, id);

CREATE UNIQUE INDEX offers_one_open ON public.offers USING btree (ticket_id) WHERE (state = 'made'::text);

CREATE INDEX offers_open_by_agent ON public.offers USING btree (agent_id) WHERE (state = 'made'::text);

CREATE INDEX offers_ticket ON public.offers USING btree (ticket_id);

CREATE INDEX queue_members_agent ON public.queue_members USING btree (agent_id);

CREATE INDEX sessions_agent ON public.sessions USING btree (agent_id);

CREATE INDEX tickets_by_client ON public.tickets USING btree (client_id, id);

CREATE INDEX tickets_newest ON public.tickets USING btree (created_at, id);

CREATE INDEX tickets_open_by_assignee ON public.tickets USING btree (assignee_id, id) WHERE (status = ANY (ARRAY['assigned'::text, 'waiting'::text]));

CREATE INDEX tickets_open_by_queue ON public.tickets USING btree (queue_id, id) WHERE (status = ANY (ARRAY['registered'::text, 'queued'::text, 'assigned'::text, 'waiting'::text]));

CREATE INDEX tickets_recent ON public.tickets USING btree (id DESC) WHERE (status <> ALL (ARRAY['merged'::text, 'spam'::text]));

CREATE INDEX tickets_waiting_lane ON public.tickets USING btree (queue_id, priority, queued_at, id) WHERE (status = 'queued'::text);

CREATE INDEX topic_examples_topic ON public.topic_examples USING btree (topic);


-- Triggers

CREATE TRIGGER journal_only_grows BEFORE DELETE OR UPDATE ON public.journal FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses_change();

CREATE TRIGGER journal_touches_tickets AFTER INSERT ON public.journal REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION journal_touches_tickets();
