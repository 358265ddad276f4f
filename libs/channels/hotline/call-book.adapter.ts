// The book of calls: one row a call, its events once each, its recordings; plain SQL over the hotline's tables.
import type { Sql, Tx } from '#libs/kernel/database.js';
import type { Database } from '#libs/kernel/database.service.js';
import type { CallEvent } from './call.js';
import type { Language } from './texts.js';

export interface CallRow {
  sid: string;
  account_id: string;
  direction: 'inbound' | 'outbound';
  /** E.164; null when withheld. */
  phone: string | null;
  language: Language;
  queue_code: string | null;
  recorded: boolean;
  ticket_id: string | null;
  message_id: string | null;
  /** Who accepted the call, or makes it. */
  agent_id: string | null;
  /** Names of the news already written to the journal. */
  told: string[];
  /** The client's leg of a call that staff make. */
  leg: string | null;
  facts: Record<string, unknown> | null;
  started_at: Date;
  ended_at: Date | null;
  settled: boolean;
}
export type NewCallRow = Pick<CallRow, 'sid' | 'account_id' | 'direction' | 'phone' | 'language' | 'queue_code' | 'recorded'> &
  Partial<Pick<CallRow, 'ticket_id' | 'agent_id'>>;

/** What the watch finds due. */
export interface Due {
  what: 'ring' | 'call' | 'wrapped' | 'settle' | 'recording' | 'silent';
  /** A ring's id, or a call's sid. */
  id: string;
  at: Date;
}
export interface WantedRecording {
  call: string;
  url: string;
  attempts: number;
}

const SILENT_MS = 120_000;
/** Late notices may correct a call for this long after its end. */
const SETTLE_MS = 40_000;
const DUE = `
  select 'ring' as what, id::text as id, ends_at as at from hotline_rings where account_id = $1 and state = 'ringing' and ends_at <= $2
  union all select 'call', sid, started_at from hotline_calls where account_id = $1 and not settled and waiting and ticket_id is not null
  union all select 'wrapped', c.sid, coalesce(a.presence_since, $2) from hotline_calls c join agents a on a.id = c.agent_id where c.account_id = $1 and c.wrapping_up and a.presence <> 'wrap-up'
  union all select 'settle', sid, settle_at from hotline_calls where account_id = $1 and not settled and (settle_at <= $2 or (ended_at is not null and ticket_id is null))
  union all select 'recording', r.call, r.next_at from hotline_recordings r join hotline_calls c on c.sid = r.call where c.account_id = $1 and r.voicemail and not r.kept and r.next_at <= $2 and c.message_id is not null
  union all select 'silent', sid, changed_at from hotline_calls where account_id = $1 and not settled and ended_at is null and changed_at <= $3`;

export class CallBook {
  constructor(
    private readonly db: Database,
    private readonly now: () => Date,
  ) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  async begin(row: NewCallRow): Promise<void> {
    await this.db.query(
      `insert into hotline_calls (sid, account_id, direction, phone, language, queue_code, recorded, ticket_id, agent_id, started_at, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) on conflict (sid) do nothing`,
      [
        row.sid,
        row.account_id,
        row.direction,
        row.phone,
        row.language,
        row.queue_code,
        row.recorded,
        row.ticket_id ?? null,
        row.agent_id ?? null,
        this.now(),
      ],
    );
  }

  async find(sid: string, sql: Sql = this.db): Promise<CallRow | null> {
    return (await sql.query<CallRow>('select * from hotline_calls where sid = $1', [sid]))[0] ?? null;
  }

  /** Two notices of one call are told one after the other. */
  async lock(tx: Tx, sid: string): Promise<CallRow | null> {
    return (await tx.query<CallRow>('select * from hotline_calls where sid = $1 for update', [sid]))[0] ?? null;
  }

  async events(sid: string, sql: Sql = this.db): Promise<CallEvent[]> {
    return (await sql.query<{ event: CallEvent }>('select event from hotline_events where call = $1', [sid])).map((row) => row.event);
  }

  /** Keeps each event once; a repeat keeps the first moment. True when something was new. */
  async record(sid: string, events: CallEvent[]): Promise<boolean> {
    if (!events.length) return false;
    const kept = await this.db.query(
      'insert into hotline_events (call, key, event) select $1, e.key, e.event from unnest($2::text[], $3::jsonb[]) as e(key, event) on conflict do nothing returning key',
      [sid, events.map((event) => event.key), events.map((event) => JSON.stringify(event))],
    );
    if (kept.length) await this.db.query('update hotline_calls set changed_at = $2 where sid = $1', [sid, this.now()]);
    return kept.length > 0;
  }

  async recordings(sid: string, events: CallEvent[]): Promise<void> {
    const heard = events.flatMap((event) =>
      (event.kind === 'recorded' || event.kind === 'voicemail') && event.seconds > 0 ? [event] : [],
    );
    for (const { url, seconds, kind } of heard)
      await this.db.query(
        `insert into hotline_recordings (call, url, voicemail, seconds, next_at) values ($1, $2, $3, $4, $5)
         on conflict (call, url) do update set voicemail = hotline_recordings.voicemail or excluded.voicemail`,
        [sid, url, kind === 'voicemail', seconds, this.now()],
      );
  }

  async choose(sid: string, choice: { language?: Language; queueCode?: string }): Promise<void> {
    await this.db.query(
      'update hotline_calls set language = coalesce($2, language), queue_code = coalesce($3, queue_code) where sid = $1',
      [sid, choice.language ?? null, choice.queueCode ?? null],
    );
  }

  async registered(sid: string, ticketId: string, messageId: string | null): Promise<void> {
    await this.db.query('update hotline_calls set ticket_id = $2, message_id = $3 where sid = $1 and ticket_id is null', [
      sid,
      ticketId,
      messageId,
    ]);
  }

  async take(sid: string, agentId: string | null): Promise<void> {
    await this.db.query('update hotline_calls set agent_id = $2 where sid = $1', [sid, agentId]);
  }

  async legIs(sid: string, leg: string): Promise<void> {
    await this.db.query('update hotline_calls set leg = $2 where sid = $1', [sid, leg]);
  }

  async save(tx: Tx, row: CallRow, state: { waiting: boolean; wrappingUp: boolean }): Promise<void> {
    await tx.query(
      `update hotline_calls set told = $2, facts = $3, waiting = $4, wrapping_up = $5, agent_id = $6, message_id = $7, settled = $8, ended_at = $9, settle_at = coalesce(settle_at, $10) where sid = $1`,
      [
        row.sid,
        row.told,
        row.facts && JSON.stringify(row.facts),
        state.waiting,
        state.wrappingUp,
        row.agent_id,
        row.message_id,
        row.settled,
        row.ended_at,
        row.ended_at && new Date(row.ended_at.getTime() + SETTLE_MS),
      ],
    );
  }

  due(accountId: string): Promise<Due[]> {
    const now = this.now();
    return this.db.query<Due>(DUE, [accountId, now, new Date(now.getTime() - SILENT_MS)]);
  }

  /** Looks again at a silent call only after another two minutes. */
  async looked(sid: string): Promise<void> {
    await this.db.query('update hotline_calls set changed_at = $2 where sid = $1', [sid, this.now()]);
  }

  /** Waiting calls of these tickets. */
  async waitingOn(accountId: string, ticketIds: string[]): Promise<string[]> {
    return (
      await this.db.query<{ sid: string }>(
        'select sid from hotline_calls where account_id = $1 and ticket_id = any($2::bigint[]) and not settled and ended_at is null',
        [accountId, ticketIds],
      )
    ).map((row) => row.sid);
  }

  async wanted(sid: string): Promise<WantedRecording[]> {
    return this.db.query<WantedRecording>(
      'select call, url, attempts from hotline_recordings where call = $1 and voicemail and not kept and next_at <= $2',
      [sid, this.now()],
    );
  }

  /** Nothing more is to be fetched. */
  async keptRecording({ call, url }: WantedRecording): Promise<void> {
    await this.db.query('update hotline_recordings set kept = true where call = $1 and url = $2', [call, url]);
  }

  async retryRecording(recording: WantedRecording, afterMs: number): Promise<void> {
    await this.db.query('update hotline_recordings set attempts = attempts + 1, next_at = $3 where call = $1 and url = $2', [
      recording.call,
      recording.url,
      new Date(this.now().getTime() + afterMs),
    ]);
  }

  /** The call's last recording, while the ticket has the call's message (it moves by merging and splitting). */
  async recordingOf(sid: string, ticketId: string): Promise<string | null> {
    const [row] = await this.db.query<{ url: string }>(
      `select r.url from hotline_recordings r join hotline_calls c on c.sid = r.call join messages m on m.id = c.message_id
       where r.call = $1 and m.ticket_id = $2 order by r.next_at desc limit 1`,
      [sid, ticketId],
    );
    return row?.url ?? null;
  }

  /** The agent's latest call that is not yet done with. */
  async latestOf(agentId: string): Promise<CallRow | null> {
    const [row] = await this.db.query<CallRow>(
      `select c.* from hotline_calls c where (c.ended_at is null or c.wrapping_up)
         and (c.agent_id = $1 or exists (select 1 from hotline_rings r where r.call = c.sid and r.agent_id = $1 and r.state <> 'over')) order by c.started_at desc limit 1`,
      [agentId],
    );
    return row ?? null;
  }
}
