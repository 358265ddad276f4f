// Staff, queues and departments as lists for screens.
import { Injectable } from '@nestjs/common';
import type { QueueView, StaffView } from '#libs/contract/staff.js';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { queueRights } from './rights.js';
import type { Viewer } from './viewer.js';

@Injectable()
export class StaffQuery {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async staff(includeDismissed = false): Promise<StaffView[]> {
    const rows = await this.db.query<Omit<StaffView, 'since'> & { since: Date | null }>(
      `select a.id, a.login, a.name, a.role, case when d.id is null then null else jsonb_build_object('id', d.id::text, 'name', d.name) end as department,
         array(select q.code from queue_members m join queues q on q.id = m.queue_id where m.agent_id = a.id order by q.position) as queues,
         a.phone, a.email, a.capacity, a.active, case when a.presence_until > $1 then a.presence else 'offline' end as presence, a.presence_since as since
       from agents a left join departments d on d.id = a.department_id where a.active or $2 order by a.name`,
      [this.clock.now(), includeDismissed],
    );
    return rows.map((row) => ({ ...row, since: row.since?.toISOString() ?? null }));
  }

  /** The directory of queues; how many wait is told to those who may see the queue's tickets. */
  async queues(viewer: Viewer): Promise<QueueView[]> {
    const params: unknown[] = [];
    const rights = queueRights(viewer, params);
    const rows = await this.db.query<Omit<QueueView, 'oldestAt'> & { oldestAt: Date | null }>(
      `select q.id, q.code, q.name, q.active, jsonb_build_object('id', d.id::text, 'name', d.name) as department,
         coalesce((select jsonb_agg(jsonb_build_object('id', a.id::text, 'name', a.name) order by a.name) from queue_members m join agents a on a.id = m.agent_id where m.queue_id = q.id), '[]') as members,
         case when ${rights} then (select count(*)::int from tickets t where t.queue_id = q.id and t.status = 'queued') end as waiting,
         case when ${rights} then (select min(t.queued_at) from tickets t where t.queue_id = q.id and t.status = 'queued') end as "oldestAt"
       from queues q join departments d on d.id = q.department_id order by q.position, q.id`,
      params,
    );
    return rows.map((row) => ({ ...row, oldestAt: row.oldestAt?.toISOString() ?? null }));
  }

  /** What the signed-in person's header shows. */
  async self(agentId: string): Promise<{
    department: { id: string; name: string } | null;
    queues: { code: string; name: string }[];
    presence: StaffView['presence'];
    reason: string | null;
    since: Date | null;
    capacity: number;
    used: number;
  }> {
    const [row] = await this.db.query<{
      department: { id: string; name: string } | null;
      queues: { code: string; name: string }[];
      presence: StaffView['presence'];
      reason: string | null;
      since: Date | null;
      capacity: number;
      used: number;
    }>(
      `select case when d.id is null then null else jsonb_build_object('id', d.id::text, 'name', d.name) end as department,
         coalesce((select jsonb_agg(jsonb_build_object('code', q.code, 'name', q.name) order by q.position) from queue_members m join queues q on q.id = m.queue_id where m.agent_id = a.id), '[]') as queues,
         case when a.presence_until > $2 then a.presence else 'offline' end as presence, a.presence_reason as reason, a.presence_since as since, a.capacity,
         coalesce((select sum(t.weight) from tickets t where t.assignee_id = a.id and t.status = 'assigned'), 0)::real as used
       from agents a left join departments d on d.id = a.department_id where a.id = $1`,
      [agentId, this.clock.now()],
    );
    return row!;
  }
}
