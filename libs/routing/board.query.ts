// The head's live board: queues, people, today's sums; every number carries the list that opens it.
import { Injectable } from '@nestjs/common';
import type { BoardView } from '#libs/contract/staff.js';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { formatNumber } from '#libs/tickets/number.js';
import { WorkingTimeService } from '#libs/tickets/working-time.service.js';

const OVERDUE = `(t.unanswered and t.first_answer_at is null and t.first_answer_due_at < $1 or t.resolution_due_at < $1)`;
const QUEUES = `
  select q.code, q.name, count(t.id) filter (where t.status in ('queued', 'registered'))::int as waiting, min(t.queued_at) filter (where t.status = 'queued') as "oldestAt",
    count(t.id) filter (where t.status in ('assigned', 'waiting'))::int as assigned, count(t.id) filter (where ${OVERDUE})::int as overdue,
    (select count(*)::int from queue_members m join agents a on a.id = m.agent_id where m.queue_id = q.id and a.presence = 'online' and a.presence_until > $1) as "membersOnline"
  from queues q left join tickets t on t.queue_id = q.id and t.status in ('registered', 'queued', 'assigned', 'waiting')
  where q.active group by q.id order by q.position, q.id`;
const PEOPLE = `
  select a.id, a.name, a.role, case when a.presence_until > $1 then a.presence else 'offline' end as presence, a.presence_since as since, a.presence_reason as reason, a.capacity,
    coalesce((select sum(t.weight) from tickets t where t.assignee_id = a.id and t.status = 'assigned'), 0)::real as load,
    (select jsonb_build_object('id', t.id::text, 'year', t.number_year, 'seq', t.number_seq) from tickets t where t.assignee_id = a.id and t.status = 'assigned' order by t.last_message_at desc limit 1) as current
  from agents a where a.active and exists (select 1 from queue_members m where m.agent_id = a.id) order by a.name`;
interface PersonRow extends Omit<BoardView['people'][number], 'current' | 'list' | 'since'> {
  since: Date | null;
  current: { id: string; year: number; seq: number } | null;
}

@Injectable()
export class BoardQuery {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly workingTime: WorkingTimeService,
  ) {}

  async board(): Promise<BoardView> {
    const now = this.clock.now();
    const [queues, people, [today]] = await Promise.all([
      this.db.query<Omit<BoardView['queues'][number], 'list' | 'oldestAt'> & { oldestAt: Date | null }>(QUEUES, [now]),
      this.db.query<PersonRow>(PEOPLE, [now]),
      this.db.query<{ registered: number; resolved: number }>(
        `select (select count(*)::int from tickets where created_at >= date_trunc('day', $1::timestamptz at time zone $2) at time zone $2) as registered,
                (select count(*)::int from tickets where resolved_at >= date_trunc('day', $1::timestamptz at time zone $2) at time zone $2) as resolved`,
        [now, this.workingTime.timeZone],
      ),
    ]);
    const sum = (read: (queue: (typeof queues)[number]) => number) => queues.reduce((total, queue) => total + read(queue), 0);
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
      totals: {
        waiting: sum((q) => q.waiting),
        assigned: sum((q) => q.assigned),
        overdue: sum((q) => q.overdue),
        registeredToday: today!.registered,
        resolvedToday: today!.resolved,
      },
    };
  }
}
