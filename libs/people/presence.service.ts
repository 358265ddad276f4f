// Presence as a lease: who is at work, renewed by requests and heartbeats, ended by silence; who comes online wakes the queues.
import { Injectable } from '@nestjs/common';
import type { PresenceState } from '#libs/contract/staff.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { type Actor, agentActor, SYSTEM } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';

/** The queues a person serves get a dispatch job when the person becomes free. */
@Injectable()
export class PresenceService {
  private readonly renewedAt = new Map<string, number>();
  private readonly onAway: ((tx: Tx, agentIds: string[]) => Promise<void>)[] = [];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly jobs: JobsService,
    private readonly live: LiveEvents,
    private readonly settings: { leaseMs: number; wrapUpMs: number },
  ) {}

  /** Routing registers how open offers of people who left go back to their queues. */
  whenAway(act: (tx: Tx, agentIds: string[]) => Promise<void>): void {
    this.onAway.push(act);
  }

  /** Sets a state and its lease; leaving gives open offers back in the same transaction. */
  async set(
    agentId: string,
    state: PresenceState,
    reason: string | null = null,
    actor: Actor = agentActor(agentId),
  ): Promise<{ state: PresenceState; since: Date }> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const [before] = await tx.query<{ presence: PresenceState; presence_since: Date | null; presence_until: Date | null }>(
        'select presence, presence_since, presence_until from agents where id = $1 and active for update',
        [agentId],
      );
      if (!before) return { state: 'offline' as const, since: now };
      await tx.query(
        `update agents set presence = $2, presence_reason = $3, presence_until = $4,
           presence_since = case when presence = $2 then coalesce(presence_since, $5) else $5 end where id = $1`,
        [agentId, state, reason, new Date(now.getTime() + this.settings.leaseMs), now],
      );
      // a lease that lapsed unnoticed since the last sweep is a return to work too
      const lapsed = before.presence !== 'offline' && (before.presence_until === null || before.presence_until <= now);
      if (before.presence !== state || lapsed) await this.changed(tx, [agentId], state, reason, actor);
      return { state, since: before.presence === state ? (before.presence_since ?? now) : now };
    });
  }

  /** Prolongs the lease at most every quarter of it; a lapsed person stays offline until saying so. */
  async renew(agentId: string): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - (this.renewedAt.get(agentId) ?? 0) < this.settings.leaseMs / 4) return;
    this.renewedAt.set(agentId, now.getTime());
    await this.db.query(`update agents set presence_until = $2 where id = $1 and presence <> 'offline' and presence_until > $3`, [
      agentId,
      new Date(now.getTime() + this.settings.leaseMs),
      now,
    ]);
  }

  /** Ends lapsed leases; run every few seconds by every working process. Returns who went offline. */
  async endLapsed(): Promise<string[]> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      const rows = await tx.query<{ id: string }>(
        `update agents set presence = 'offline', presence_since = $1, presence_reason = 'связь потеряна'
         where id in (select id from agents where presence <> 'offline' and presence_until <= $1 for update skip locked) returning id`,
        [now],
      );
      const ids = rows.map((row) => row.id);
      if (ids.length) await this.changed(tx, ids, 'offline', 'lease', SYSTEM);
      return ids;
    });
  }

  /** After-call work: no offers until it ends by itself or by the person. */
  async beginWrapUp(tx: Tx, agentId: string): Promise<void> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + this.settings.wrapUpMs);
    const rows = await tx.query(
      `update agents set presence = 'wrap-up', presence_since = $2 where id = $1 and presence in ('online', 'busy') returning id`,
      [agentId, now],
    );
    if (!rows.length) return;
    await this.changed(tx, [agentId], 'wrap-up', null, SYSTEM);
    await this.jobs.enqueue(tx, [{ name: 'presence.wrapUpEnd', payload: { agentId }, runAt: until, key: `wrapUp:${agentId}` }]);
  }

  /** The job's end of wrap-up; a person who already changed state is left alone. */
  async endWrapUp(agentId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const rows = await tx.query(
        `update agents set presence = 'online', presence_since = $2 where id = $1 and presence = 'wrap-up' returning id`,
        [agentId, this.clock.now()],
      );
      if (rows.length) await this.changed(tx, [agentId], 'online', null, SYSTEM);
    });
  }

  /** A person was dismissed, or signed out everywhere. */
  async leave(tx: Tx, agentId: string, reason: string, actor: Actor): Promise<void> {
    await tx.query(`update agents set presence = 'offline', presence_since = $2, presence_reason = $3 where id = $1`, [
      agentId,
      this.clock.now(),
      reason,
    ]);
    await this.changed(tx, [agentId], 'offline', reason, actor);
  }

  private async changed(tx: Tx, agentIds: string[], state: PresenceState, reason: string | null, actor: Actor): Promise<void> {
    await this.journal.append(
      tx,
      agentIds.map((id) => ({ kind: 'presence.changed', subject: { type: 'agent' as const, id }, actor, facts: { state }, reason })),
    );
    if (state === 'online') {
      const queues = await tx.query<{ queue_id: string }>('select distinct queue_id from queue_members where agent_id = any($1)', [
        agentIds,
      ]);
      await this.jobs.enqueue(
        tx,
        queues.map(({ queue_id }) => ({ name: 'queue.dispatch', payload: { queueId: queue_id }, key: `dispatch:${queue_id}` })),
      );
    } else for (const act of this.onAway) await act(tx, agentIds);
    tx.afterCommit(() => this.live.emit('presence', { agentIds }));
  }
}
