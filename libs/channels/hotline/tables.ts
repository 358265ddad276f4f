// The hotline's own tables: calls, what was told of them, managers' phones that were rung.

/** Forward-only; each runs once, in order. */
export const migrations: [string, string][] = [
  [
    'calls-1795600000000',
    `
create table hotline_calls (
  sid text primary key,
  account_id bigint not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  phone text,
  language text not null,
  queue_code text,
  recorded boolean not null default false,
  ticket_id bigint,
  message_id bigint,
  agent_id bigint,
  leg text,
  told text[] not null default '{}',
  facts jsonb,
  waiting boolean not null default false,
  wrapping_up boolean not null default false,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  settle_at timestamptz,
  settled boolean not null default false
);
create index hotline_calls_ticket on hotline_calls (ticket_id);
create index hotline_calls_agent on hotline_calls (agent_id, started_at);
create index hotline_calls_unsettled on hotline_calls (account_id) where not settled;
create index hotline_calls_wrapping_up on hotline_calls (account_id) where wrapping_up;
create table hotline_events (
  call text not null,
  key text not null,
  event jsonb not null,
  primary key (call, key)
);
create table hotline_rings (
  id bigint generated always as identity primary key,
  call text not null,
  account_id bigint not null,
  agent_id bigint not null,
  offer_id bigint,
  address text not null,
  leg text,
  confirmed boolean not null,
  answered boolean not null default false,
  state text not null check (state in ('ringing', 'accepted', 'over')),
  made_at timestamptz not null,
  ends_at timestamptz not null
);
create unique index hotline_rings_one on hotline_rings (call) where state <> 'over';
create index hotline_rings_ringing on hotline_rings (account_id) where state = 'ringing';
create table hotline_recordings (
  call text not null,
  url text not null,
  voicemail boolean not null,
  seconds integer not null,
  kept boolean not null default false,
  attempts integer not null default 0,
  next_at timestamptz not null,
  primary key (call, url)
);
create index hotline_recordings_wanted on hotline_recordings (next_at) where voicemail and not kept;
create table hotline_softphones (
  agent_id bigint not null,
  account_id bigint not null,
  until timestamptz not null,
  primary key (agent_id, account_id)
);`,
  ],
];
