// Lists, counters and single tickets for screens: row rights in SQL, keyset pages.
import { Injectable } from '@nestjs/common';
import type { BoardView } from '#libs/contract/staff.js';
import type { TicketQuery, TicketView } from '#libs/contract/tickets.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Sql } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { invalid, notFound } from '#libs/kernel/errors.js';
import { variantsOf } from '#libs/people/find-text.js';
import { formatPosition } from '#libs/kernel/journal.js';
import { ticketRights } from '#libs/people/rights.js';
import type { Viewer } from '#libs/people/viewer.js';
import { VIEWS, type ViewParams } from './list-views.js';
import { formatNumber, parseNumber } from './number.js';
import { OPEN } from './status.js';
import { type TicketRow, ticketView } from './ticket-view.js';
import { WorkingTimeService } from './working-time.service.js';

const VIEW_SQL = `
  select t.*, tp.ru as topic_name, ca.name as account, c.name as client_name, c.category as client_category, c.provisional,
    q.code as queue_code, q.name as queue_name, a.name as assignee_name, (select epoch from journal_epoch) as epoch,
    (select d.state from deliveries d where d.key = t.told_delivery_key) as told_delivery,
    (select jsonb_build_object('id', o.id::text, 'agent', jsonb_build_object('id', oa.id::text, 'name', oa.name), 'expiresAt', to_char(o.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
       from offers o join agents oa on oa.id = o.agent_id where o.ticket_id = t.id and o.state = 'made') as offer
  from tickets t
    join clients c on c.id = t.client_id
    left join topics tp on tp.code = t.topic
    left join channel_accounts ca on ca.id = t.account_id
    left join queues q on q.id = t.queue_id
    left join agents a on a.id = t.assignee_id`;

/** The nearest clock, as the list shows it: overdue first. */
const DUE = `coalesce(least(case when t.unanswered and t.first_answer_at is null then t.first_answer_due_at end, t.resolution_due_at, t.legal_due_at), t.created_at)`;
/** Sort name to its key expression and direction; the key is compared with the id as tie-break. */
const SORTS = { due: [DUE, '>', 'asc'], oldest: ['t.created_at', '>', 'asc'], newest: ['t.created_at', '<', 'desc'] } as const;

@Injectable()
export class TicketsQuery {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly workingTime: WorkingTimeService,
  ) {}

  /** Throws not-found both for missing and for invisible tickets. `id` may also be a number ОБР-…. */
  async view(viewer: Viewer, id: string, sql: Sql = this.db): Promise<TicketView> {
    const params: unknown[] = [];
    const number = /^\d{1,19}$/.test(id) ? null : parseNumber(id);
    if (!number && !/^\d{1,19}$/.test(id)) throw notFound('Обращение не найдено.');
    const which = number
      ? `t.number_seq = $${params.push(number.seq)} and t.number_year = $${params.push(number.year)}`
      : `t.id = $${params.push(id)}::bigint`;
    const [row] = await sql.query<TicketRow>(`${VIEW_SQL} where ${which} and ${ticketRights(viewer, params)}`, params);
    if (!row) throw notFound('Обращение не найдено или недоступно вам.');
    return ticketView(row);
  }

  /** Views of many by id, those the viewer may see, in no order. */
  async views(viewer: Viewer, ids: string[]): Promise<TicketView[]> {
    const params: unknown[] = [ids];
    return (await this.db.query<TicketRow>(`${VIEW_SQL} where t.id = any($1::bigint[]) and ${ticketRights(viewer, params)}`, params)).map(
      ticketView,
    );
  }

  async list(viewer: Viewer, query: TicketQuery): Promise<{ items: TicketView[]; next: string | null }> {
    const params: unknown[] = [];
    const where = this.filters(viewer, query, params);
    const [key, compare, direction] = SORTS[query.sort ?? 'newest'];
    const after = query.after ? readCursor(query.after) : null;
    if (after) where.push(`(${key}, t.id) ${compare} ($${params.push(after.key)}::timestamptz, $${params.push(after.id)}::bigint)`);
    const rows = await this.db.query<TicketRow & { sort_key: string }>(
      `${VIEW_SQL.replace('select t.*', `select t.*, to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as sort_key`)}
       where ${where.join(' and ')} order by ${key} ${direction}, t.id ${direction} limit $${params.push(query.limit + 1)}`,
      params,
    );
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(ticketView),
      next: rows.length > query.limit && last ? Buffer.from(`${last.sort_key}|${last.id}`).toString('base64url') : null,
    };
  }

  /** Id and number for a printed slip, without rights: the registrar just made it. */
  async slip(id: string): Promise<{ id: string; number: string }> {
    const [row] = await this.db.query<{ number_year: number; number_seq: number }>(
      'select number_year, number_seq from tickets where id = $1',
      [id],
    );
    return { id, number: formatNumber(row!.number_year, row!.number_seq) };
  }

  /** The ticket's present position; the caller has checked the rights. */
  async lastSeq(id: string): Promise<string> {
    const [row] = await this.db.query<{ epoch: number; tx: string; id: string }>(
      'select (select epoch from journal_epoch) as epoch, last_event_tx as tx, last_event_id as id from tickets where id = $1',
      [id],
    );
    return formatPosition(row!);
  }

  /** Counters of the console's tabs, under the same rights as the lists. */
  async counts(viewer: Viewer): Promise<Record<'mine' | 'queues' | 'all' | 'snoozed', number>> {
    const params: unknown[] = [];
    const rights = ticketRights(viewer, params);
    const values = this.values(viewer, params);
    const count = (view: keyof typeof VIEWS) => `count(*) filter (where ${VIEWS[view](values)})::int as ${view}`;
    const [row] = await this.db.query<Record<'mine' | 'queues' | 'all' | 'snoozed', number>>(
      `select ${count('mine')}, ${count('queues')}, ${count('all')}, ${count('snoozed')} from tickets t where t.status in ('registered', 'queued', 'assigned', 'waiting') and ${rights}`,
      params,
    );
    return row!;
  }

  /** The board's sums, under the same rights and by the same views as the lists they open. */
  async sums(viewer: Viewer): Promise<BoardView['totals']> {
    const params: unknown[] = [];
    const rights = ticketRights(viewer, params);
    const values = this.values(viewer, params);
    const count = (sql: string, name: keyof BoardView['totals']) => `count(*) filter (where ${sql})::int as "${name}"`;
    const [row] = await this.db.query<BoardView['totals']>(
      `select ${count(VIEWS.queues(values), 'waiting')}, ${count(`t.status in ('assigned', 'waiting')`, 'assigned')}, ${count(VIEWS.overdue(values), 'overdue')},
              ${count(VIEWS.today(values), 'registeredToday')}, ${count(VIEWS['resolved-today'](values), 'resolvedToday')}
       from tickets t where (${VIEWS.all(values)} or ${VIEWS.today(values)} or ${VIEWS['resolved-today'](values)}) and ${rights}`,
      params,
    );
    return row!;
  }

  private values(viewer: Viewer, params: unknown[]): ViewParams {
    const put = (value: unknown) => `$${params.push(value)}`;
    return { me: () => put(viewer.agentId), now: () => put(this.clock.now()), zone: () => put(this.workingTime.timeZone) };
  }

  private filters(viewer: Viewer, query: TicketQuery, params: unknown[]): string[] {
    const put = (value: unknown) => `$${params.push(value)}`;
    const where = [ticketRights(viewer, params)];
    if (query.view) where.push(VIEWS[query.view](this.values(viewer, params)));
    const statuses = query.status === 'open' ? OPEN : query.status?.split(',');
    if (statuses) where.push(`t.status = any(${put(statuses)})`);
    else if (!query.view) where.push(`t.status <> 'spam'`);
    if (query.queue) where.push(`q.code = any(${put(query.queue.split(','))})`);
    if (query.assignee === 'none') where.push('t.assignee_id is null');
    else if (query.assignee)
      where.push(`t.assignee_id = ${put(query.assignee === 'me' ? viewer.agentId : number(query.assignee, 'assignee'))}::bigint`);
    if (query.channel) where.push(`t.channel = any(${put(query.channel.split(','))})`);
    if (query.client) where.push(`t.client_id = ${put(number(query.client, 'client'))}::bigint`);
    if (query.q?.trim()) where.push(this.search(query.q.trim(), put));
    return where;
  }

  /** By number (whole or tail), client's name or address, subject and last words. */
  private search(text: string, put: (value: unknown) => string): string {
    const parts: string[] = [];
    const ticket = parseNumber(text);
    if (ticket) parts.push(`(t.number_seq = ${put(ticket.seq)}${ticket.year ? ` and t.number_year = ${put(ticket.year)}` : ''})`);
    const variants = variantsOf(text);
    const tail = variants.phoneTail ?? variants.email;
    if (tail)
      parts.push(
        `exists (select 1 from identities i where i.client_id = t.client_id and i.value like ${put(variants.phoneTail ? `%${like(tail)}` : `${like(tail)}%`)})`,
      );
    const patterns = put([...new Set([text.toLowerCase(), ...variants.names])].map((name) => `%${like(name)}%`));
    parts.push(`c.name_key like any(${patterns})`, `lower(t.subject) like any(${patterns})`, `lower(t.preview) like any(${patterns})`);
    return `(${parts.join(' or ')})`;
  }
}

const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function number(text: string, field: string): string {
  if (!/^\d{1,19}$/.test(text)) throw invalid(`Параметр ${field} должен быть номером.`, { field });
  return text;
}

function readCursor(text: string): { key: string; id: string } {
  const [key, id] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  if (!key || !id || Number.isNaN(Date.parse(key)) || !/^\d+$/.test(id))
    throw invalid('Параметр after не из ответа этого списка: начните без него.', { field: 'after' });
  return { key, id };
}
