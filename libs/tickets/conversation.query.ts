// One ticket's conversation for the screen: messages with their deliveries, newest page first; its journal lines.
import { Injectable } from '@nestjs/common';
import type { JournalView, MessageView } from '#libs/contract/tickets.js';
import type { Sql } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { formatPosition } from '#libs/kernel/journal.js';

const MESSAGE = `
  select m.id, m.ticket_id, m.direction, m.at, m.author_kind, m.author_id, m.text, m.html, m.files, m.meta, m.edited_at, m.deleted_at, m.client_key,
    coalesce(case m.author_kind when 'agent' then a.name when 'client' then coalesce(m.author_name, c.name) end, m.author_name, 'Автоответ') as author_name,
    (select jsonb_build_object('channel', d.channel, 'state', d.state, 'attempts', d.attempts, 'error', d.last_error, 'at', d.updated_at) from deliveries d where d.message_id = m.id) as delivery
  from messages m
    left join agents a on m.author_kind = 'agent' and a.id = m.author_id
    left join clients c on m.author_kind = 'client' and c.id = m.author_id`;
interface Row {
  id: string;
  ticket_id: string;
  direction: MessageView['direction'];
  at: Date;
  author_kind: MessageView['author']['kind'];
  author_id: string | null;
  author_name: string;
  text: string;
  html: string | null;
  files: MessageView['files'];
  meta: Record<string, unknown>;
  edited_at: Date | null;
  deleted_at: Date | null;
  client_key: string | null;
  delivery: MessageView['delivery'];
}
const JOURNAL = `
  select j.epoch, j.tx::text as tx, j.id::text as id, j.kind, j.at, j.ticket_id, j.client_id, j.subject_type, j.subject_id, j.actor_kind, j.actor_id, j.acting_for, j.facts, j.reason,
    coalesce(case j.actor_kind when 'agent' then a.name when 'client' then c.name end, '') as actor_name
  from journal j left join agents a on j.actor_kind = 'agent' and a.id = j.actor_id left join clients c on j.actor_kind = 'client' and c.id = j.actor_id`;
export interface JournalRow {
  epoch: number;
  tx: string;
  id: string;
  kind: string;
  at: Date;
  ticket_id: string | null;
  client_id: string | null;
  subject_type: string;
  subject_id: string;
  actor_kind: string;
  actor_id: string | null;
  actor_name: string;
  acting_for: string | null;
  facts: Record<string, unknown>;
  reason: string | null;
}

@Injectable()
export class ConversationQuery {
  constructor(private readonly db: Database) {}

  /** A page of messages, oldest first; `next` hands back to `before` for the page above. Rights are checked by the caller. */
  async messages(ticketId: string, before: string | null, limit: number): Promise<{ items: MessageView[]; next: string | null }> {
    const rows = await this.db.query<Row>(
      `${MESSAGE} where m.ticket_id = $1 and ($2::bigint is null or m.id < $2) order by m.id desc limit $3`,
      [ticketId, before, limit + 1],
    );
    const page = rows.slice(0, limit).reverse();
    return { items: page.map(messageView), next: rows.length > limit ? page[0]!.id : null };
  }

  /** Messages by id, and those of a ticket newer than an event id. */
  async byId(ids: string[], sql: Sql = this.db): Promise<MessageView[]> {
    return (await sql.query<Row>(`${MESSAGE} where m.id = any($1::bigint[]) order by m.id`, [ids])).map(messageView);
  }

  async newerThan(ticketId: string, position: { tx: string; id: string }, sql: Sql = this.db): Promise<MessageView[]> {
    const rows = await sql.query<{ message: string }>(
      `select facts->>'message' as message from journal where ticket_id = $1 and kind in ('message.received', 'message.written') and (tx, id) > ($2::text::xid8, $3::bigint) order by id`,
      [ticketId, position.tx, position.id],
    );
    return rows.length
      ? this.byId(
          rows.map((row) => row.message),
          sql,
        )
      : [];
  }

  async journal(ticketId: string, after: string | null, limit: number): Promise<{ items: JournalView[]; next: string | null }> {
    const rows = await this.db.query<JournalRow>(
      `${JOURNAL} where j.ticket_id = $1 and ($2::bigint is null or j.id > $2) order by j.id limit $3`,
      [ticketId, after, limit + 1],
    );
    const page = rows.slice(0, limit);
    return { items: page.map(journalView), next: rows.length > limit ? page.at(-1)!.id : null };
  }
}

function messageView(row: Row): MessageView {
  return {
    id: row.id,
    ticketId: row.ticket_id,
    direction: row.direction,
    at: row.at.toISOString(),
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    text: row.deleted_at ? '' : row.text,
    html: row.deleted_at ? null : row.html,
    files: row.files,
    meta: row.meta,
    edited: row.edited_at !== null,
    deleted: row.deleted_at !== null,
    delivery: row.delivery,
    clientKey: row.client_key,
  };
}

export const journalView = (row: JournalRow): JournalView => ({
  seq: formatPosition(row),
  kind: row.kind,
  at: row.at.toISOString(),
  ticketId: row.ticket_id,
  clientId: row.client_id,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  actingFor: row.acting_for,
  facts: row.facts,
  reason: row.reason,
});
