// Absences: who does whose duties in which days, by which order; the rights follow the dates by themselves (003 §1.7).
import { Injectable } from '@nestjs/common';
import type { AbsenceView, NewAbsence, Role } from '#libs/contract/staff.js';
import type { z } from 'zod';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid, notFound } from '#libs/kernel/errors.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { ROLES } from './roles.js';

type Draft = z.infer<typeof NewAbsence>;
const ZONE = `coalesce((select value->>'timeZone' from settings where key = 'calendar'), 'Europe/Moscow')`;
const LIST = `
  select x.id, jsonb_build_object('id', a.id::text, 'name', a.name) as agent, jsonb_build_object('id', d.id::text, 'name', d.name) as deputy,
    to_char(x.from_at at time zone ${ZONE}, 'YYYY-MM-DD') as "from", to_char((x.until_at at time zone ${ZONE}) - interval '1 day', 'YYYY-MM-DD') as until,
    x.order_note as "order", x.reason,
    case when x.cancelled_at is not null then 'cancelled' when x.until_at <= $1 then 'over' when x.from_at <= $1 then 'now' else 'planned' end as state
  from absences x join agents a on a.id = x.agent_id join agents d on d.id = x.deputy_id`;

@Injectable()
export class AbsencesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
  ) {}

  /** The newest first. */
  list(): Promise<AbsenceView[]> {
    return this.db.query<AbsenceView>(`${LIST} order by x.from_at desc, x.id desc limit 200`, [this.clock.now()]);
  }

  /** From 00:00 of the first day to 24:00 of the last. Chains are refused: a deputy must be there, and stand in for no absent one's deputy. */
  async arrange(draft: Draft, actor: Actor): Promise<AbsenceView> {
    if (draft.until < draft.from) throw invalid('Последний день отсутствия раньше первого.', { field: 'until' });
    if (draft.agent === draft.deputy) throw invalid('Замещающий — другой сотрудник.', { field: 'deputy' });
    return this.db.transaction(async (tx) => {
      const people = await tx.query<{ id: string; name: string; role: Role }>(
        'select id, name, role from agents where id::text = any($1) and active order by id for update',
        [[draft.agent, draft.deputy]],
      );
      const absent = people.find((one) => one.id === draft.agent);
      const deputy = people.find((one) => one.id === draft.deputy);
      if (!absent) throw invalid('Такого сотрудника нет или он уволен.', { field: 'agent' });
      if (!deputy) throw invalid('Замещающего нет среди работающих сотрудников.', { field: 'deputy' });
      if (ROLES[absent.role].byOrder && !draft.order?.trim())
        throw invalid('Обязанности начальника передают по приказу: укажите его номер и дату.', { field: 'order' });
      const [days] = await tx.query<{ from: Date; until: Date }>(
        `select $1::date::timestamp at time zone ${ZONE} as "from", ($2::date + 1)::timestamp at time zone ${ZONE} as until`,
        [draft.from, draft.until],
      );
      await this.refuseOverlap(tx, draft, days!);
      const [row] = await tx.query<{ id: string }>(
        `insert into absences (agent_id, deputy_id, from_at, until_at, order_note, reason, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
        [draft.agent, draft.deputy, days!.from, days!.until, draft.order ?? null, draft.reason ?? null, actor.id, this.clock.now()],
      );
      const facts = { absence: row!.id, deputy: draft.deputy, from: draft.from, until: draft.until, order: draft.order ?? null };
      await this.tell(tx, 'absence.arranged', draft.agent, actor, facts, draft.reason ?? null);
      return this.one(tx, row!.id);
    });
  }

  /** Ends the substitution at once; what was done in its days stays attributed. */
  async cancel(id: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [row] = /^\d{1,19}$/.test(id)
        ? await tx.query<{ agent_id: string; deputy_id: string }>(
            'update absences set cancelled_at = $2 where id = $1 and cancelled_at is null returning agent_id, deputy_id',
            [id, this.clock.now()],
          )
        : [];
      if (!row) throw notFound('Такого отсутствия нет или оно уже отменено.');
      await this.tell(tx, 'absence.cancelled', row.agent_id, actor, { absence: id, deputy: row.deputy_id }, null);
    });
  }

  private async refuseOverlap(tx: Tx, draft: Draft, { from, until }: { from: Date; until: Date }): Promise<void> {
    const [clash] = await tx.query<{ agent_id: string; deputy_id: string; agent: string; deputy: string }>(
      `select x.agent_id, x.deputy_id, a.name as agent, d.name as deputy from absences x join agents a on a.id = x.agent_id join agents d on d.id = x.deputy_id
       where x.cancelled_at is null and x.from_at < $4 and x.until_at > $3 and (x.agent_id in ($1, $2) or x.deputy_id = $1) limit 1`,
      [draft.agent, draft.deputy, from, until],
    );
    if (!clash) return;
    if (clash.agent_id === draft.agent)
      throw conflict(`На эти дни отсутствие уже записано, замещает ${clash.deputy}. Сначала отмените его.`, { field: 'from' });
    if (clash.agent_id === draft.deputy)
      throw conflict(`${clash.agent} в эти дни отсутствует: назначьте другого замещающего.`, { field: 'deputy' });
    throw conflict(`Этот сотрудник в эти дни замещает ${clash.agent}: сначала назначьте там другого замещающего.`, { field: 'agent' });
  }

  private async one(tx: Tx, id: string): Promise<AbsenceView> {
    return (await tx.query<AbsenceView>(`${LIST} where x.id = $2`, [this.clock.now(), id]))[0]!;
  }

  private tell(tx: Tx, kind: string, agentId: string, actor: Actor, facts: Record<string, unknown>, reason: string | null): Promise<void> {
    return this.journal.append(tx, [{ kind, subject: { type: 'agent', id: agentId }, actor, facts, reason }]);
  }
}
