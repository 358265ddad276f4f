// Changes to staff, queues' members and departments: appointed, moved between queues, dismissed (003 §1.5, §1.8, §1.9).
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Role, StaffChange } from '#libs/contract/staff.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid, notFound } from '#libs/kernel/errors.js';
import { type Actor, SYSTEM } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { hashPassword } from './password.adapter.js';
import { PresenceService } from './presence.service.js';

export type StaffDraft = z.infer<typeof StaffChange>;
const HEADS: Role[] = ['supervisor', 'department-head'];
const FIELDS = { login: 'login', name: 'name', role: 'role', phone: 'phone', email: 'email', capacity: 'capacity' } as const;

@Injectable()
export class StaffService {
  private readonly onDismissed: ((tx: Tx, agentId: string, actor: Actor) => Promise<void>)[] = [];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly jobs: JobsService,
    private readonly presence: PresenceService,
  ) {}

  /** Routing registers how a dismissed person's open tickets return to their queues. */
  whenDismissed(act: (tx: Tx, agentId: string, actor: Actor) => Promise<void>): void {
    this.onDismissed.push(act);
  }

  /** Returns the new agent's id. A second head without ending the first is refused (003 §1.5). */
  async appoint(draft: StaffDraft, actor: Actor = SYSTEM): Promise<string> {
    const passwordHash = draft.password ? await hashPassword(draft.password) : null;
    return this.guardUnique(() =>
      this.db.transaction(async (tx) => {
        const departmentId = await this.department(tx, draft.department ?? null);
        await this.checkHead(tx, draft, null);
        const [row] = await tx.query<{ id: string }>(
          `insert into agents (login, name, role, department_id, password_hash, phone, email, capacity, order_note, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
          [
            draft.login,
            draft.name,
            draft.role,
            departmentId,
            passwordHash,
            draft.phone ?? null,
            draft.email ?? null,
            draft.capacity ?? 1,
            draft.order ?? null,
            this.clock.now(),
          ],
        );
        if (draft.queues) await this.placeInQueues(tx, row!.id, draft.queues, actor);
        await this.journal.append(tx, [
          {
            kind: 'agent.appointed',
            subject: { type: 'agent', id: row!.id },
            actor,
            facts: { role: draft.role, order: draft.order ?? null },
          },
        ]);
        return row!.id;
      }),
    );
  }

  async change(agentId: string, draft: Partial<StaffDraft>, actor: Actor): Promise<void> {
    const passwordHash = draft.password ? await hashPassword(draft.password) : null;
    await this.guardUnique(() =>
      this.db.transaction(async (tx) => {
        const [before] = await tx.query<Record<string, unknown>>(
          'select login, name, role, phone, email, capacity from agents where id = $1 for update',
          [agentId],
        );
        if (!before) throw notFound('Сотрудник не найден.');
        if (draft.role && draft.role !== before.role) await this.checkHead(tx, draft as StaffDraft, agentId);
        for (const [key, column] of Object.entries(FIELDS))
          if (draft[key as keyof StaffDraft] !== undefined)
            await tx.query(`update agents set ${column} = $2 where id = $1`, [agentId, draft[key as keyof StaffDraft]]);
        if (draft.department !== undefined)
          await tx.query('update agents set department_id = $2 where id = $1', [agentId, await this.department(tx, draft.department)]);
        if (draft.order) await tx.query('update agents set order_note = $2 where id = $1', [agentId, draft.order]);
        if (passwordHash) await this.replacePassword(tx, agentId, passwordHash);
        if (draft.queues) await this.placeInQueues(tx, agentId, draft.queues, actor);
        await this.journal.append(tx, [
          {
            kind: 'agent.changed',
            subject: { type: 'agent', id: agentId },
            actor,
            facts: { fields: Object.keys(draft).filter((key) => key !== 'password'), password: Boolean(passwordHash) },
          },
        ]);
      }),
    );
  }

  /** Closes sessions, returns open tickets, keeps the history attributed (003 §1.8). */
  async dismiss(agentId: string, order: string | null, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [row] = await tx.query('select id from agents where id = $1 and active for update', [agentId]);
      if (!row) throw notFound('Сотрудник не найден или уже уволен.');
      await tx.query('update agents set active = false, dismissed_at = $2 where id = $1', [agentId, this.clock.now()]);
      await tx.query('delete from sessions where agent_id = $1', [agentId]);
      await tx.query('delete from queue_members where agent_id = $1', [agentId]);
      await this.presence.leave(tx, agentId, 'dismissed', actor);
      for (const act of this.onDismissed) await act(tx, agentId, actor);
      await this.journal.append(tx, [{ kind: 'agent.dismissed', subject: { type: 'agent', id: agentId }, actor, facts: { order } }]);
    });
  }

  /** Replaces a queue's members; the next ticket follows the new distribution (003 §1.9). */
  async setMembers(queueCode: string, agentIds: string[], actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [queue] = await tx.query<{ id: string }>('select id from queues where code = $1 for update', [queueCode]);
      if (!queue) throw notFound(`Очереди ${queueCode} нет.`);
      await tx.query('delete from queue_members where queue_id = $1 and not agent_id = any($2::bigint[])', [queue.id, agentIds]);
      await tx.query(
        'insert into queue_members (queue_id, agent_id) select $1, id from agents where id = any($2::bigint[]) and active on conflict do nothing',
        [queue.id, agentIds],
      );
      await this.redistribute(tx, [queue.id], actor, { members: agentIds });
    });
  }

  async changeQueue(code: string, change: { name?: string; active?: boolean }, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [queue] = await tx.query<{ id: string }>(
        'update queues set name = coalesce($2, name), active = coalesce($3, active) where code = $1 returning id',
        [code, change.name ?? null, change.active ?? null],
      );
      if (!queue) throw notFound(`Очереди ${code} нет.`);
      await this.redistribute(tx, [queue.id], actor, { fields: Object.keys(change) });
    });
  }

  private async placeInQueues(tx: Tx, agentId: string, codes: string[], actor: Actor): Promise<void> {
    const queues = await tx.query<{ id: string; code: string }>('select id, code from queues where code = any($1)', [codes]);
    const missing = codes.filter((code) => !queues.some((queue) => queue.code === code));
    if (missing.length) throw invalid(`Нет очередей: ${missing.join(', ')}.`, { queues: missing });
    const gone = await tx.query<{ queue_id: string }>(
      'delete from queue_members where agent_id = $1 and not queue_id = any($2::bigint[]) returning queue_id',
      [agentId, queues.map((q) => q.id)],
    );
    await tx.query('insert into queue_members (queue_id, agent_id) select unnest($2::bigint[]), $1 on conflict do nothing', [
      agentId,
      queues.map((q) => q.id),
    ]);
    await this.redistribute(tx, [...queues.map((q) => q.id), ...gone.map((q) => q.queue_id)], actor, { agent: agentId });
  }

  private async redistribute(tx: Tx, queueIds: string[], actor: Actor, facts: Record<string, unknown>): Promise<void> {
    await this.journal.append(
      tx,
      queueIds.map((id) => ({ kind: 'queue.changed', subject: { type: 'queue' as const, id }, actor, facts })),
    );
    await this.jobs.enqueue(
      tx,
      queueIds.map((queueId) => ({ name: 'queue.dispatch', payload: { queueId }, key: `dispatch:${queueId}` })),
    );
  }

  private async replacePassword(tx: Tx, agentId: string, passwordHash: string): Promise<void> {
    await tx.query('update agents set password_hash = $2 where id = $1', [agentId, passwordHash]);
    await tx.query('delete from sessions where agent_id = $1', [agentId]);
  }

  private async department(tx: Tx, code: string | null): Promise<string | null> {
    if (code === null) return null;
    const [row] = await tx.query<{ id: string }>('select id from departments where code = $1 and active', [code]);
    if (!row) throw invalid(`Подразделения «${code}» нет.`, { field: 'department' });
    return row.id;
  }

  private async checkHead(tx: Tx, draft: StaffDraft, agentId: string | null): Promise<void> {
    if (!HEADS.includes(draft.role)) return;
    if (!draft.order?.trim()) throw invalid('Для начальника укажите номер и дату приказа.', { field: 'order' });
    const [holder] = await tx.query<{ name: string }>(
      `select name from agents where active and role = $1 and id is distinct from $3
         and ($1 = 'supervisor' or department_id = (select id from departments where code = $2))`,
      [draft.role, draft.department ?? null, agentId],
    );
    if (holder) throw conflict(`Эту должность занимает ${holder.name}. Сначала завершите его полномочия.`, { holder: holder.name });
  }

  private async guardUnique<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code === '23505' && constraint?.includes('login')) throw conflict('Такой логин уже есть.', { field: 'login' });
      if (code === '23505') throw conflict('У подразделения уже есть начальник. Сначала завершите его полномочия.', { field: 'role' });
      throw error;
    }
  }
}
