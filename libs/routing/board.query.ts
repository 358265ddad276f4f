// The head's live board: queues, people, today's sums; every number carries the list that opens it.
import { Injectable } from '@nestjs/common';
import type { BoardView } from '#libs/contract/staff.js';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { departmentsOf, seesAll } from '#libs/people/rights.js';
import type { Viewer } from '#libs/people/viewer.js';
import { overdueSql } from '#libs/tickets/list-views.js';
import { formatNumber } from '#libs/tickets/number.js';
import { TicketsQuery } from '#libs/tickets/tickets.query.js';

/** `$2`: the departments that the viewer is bounded to, or null for all. */
const QUEUES = `
  select q.code, q.name, count(t.id) filter (where t.status in ('queued', 'registered'))::int as waiting, min(t.queued_at) filter (where t.status = 'queued') as "oldestAt",
    count(t.id) filter (where t.status in ('assigned', 'waiting'))::int as assigned, count(t.id) filter (where ${overdueSql('$1')})::int as overdue,
    (select count(*)::int from queue_members m join agents a on a.id = m.agent_id where m.queue_id = q.id and a.presence = 'online' and a.presence_until > $1) as "membersOnline"
  from queues q left join tickets t on t.queue_id = q.id and t.status in ('registered', 'queued', 'assigned', 'waiting')
  where q.active and ($2::bigint[] is null or q.department_id = any($2)) group by q.id order by q.position, q.id`;
const PEOPLE = `
  select a.id, a.name, a.role, case when a.presence_until > $1 then a.presence else 'offline' end as presence, a.presence_since as since, a.presence_reason as reason, a.capacity,
    coalesce((select sum(t.weight) from tickets t where t.assignee_id = a.id and t.status = 'assigned'), 0)::real as load,
    (select jsonb_build_object('id', t.id::text, 'year', t.number_year, 'seq', t.number_seq) from tickets t where t.assignee_id = a.id and t.status = 'assigned' order by t.last_message_at desc limit 1) as current
  from agents a
  where a.active and exists (select 1 from queue_members m join queues q on q.id = m.queue_id where m.agent_id = a.id and ($2::bigint[] is null or q.department_id = any($2)))
  order by a.name`;
interface PersonRow extends Omit<BoardView['people'][number], 'current' | 'list' | 'since'> {
  since: Date | null;
  current: { id: string; year: number; seq: number } | null;
}

@Injectable()
export class BoardQuery {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tickets: TicketsQuery,
  ) {}

  /** A head of a department sees its queues and people; every sum counts exactly what the list it opens shows. */
  async board(viewer: Viewer): Promise<BoardView> {
    const now = this.clock.now();
    const bounds = [now, seesAll(viewer) ? null : departmentsOf(viewer)];
    const [queues, people, totals] = await Promise.all([
      this.db.query<Omit<BoardView['queues'][number], 'list' | 'oldestAt'> & { oldestAt: Date | null }>(QUEUES, bounds),
      this.db.query<PersonRow>(PEOPLE, bounds),
      this.tickets.sums(viewer),
    ]);
    return {
      at: now.toISOString(),
      queues: queues.map((queue) => ({
        ...queue,
        oldestAt: queue.oldestAt?.toISOString() ?? null,
        list: `status=open&queue=${queue.code}`,
      })),
      people: people.map((person) => ({
        ...person,
        since: person.since?.toISOString() ?? null,
        current: person.current && { id: person.current.id, number: formatNumber(person.current.year, person.current.seq) },
        list: `status=assigned,waiting&assignee=${person.id}`,
      })),
      totals,
    };
  }
}
