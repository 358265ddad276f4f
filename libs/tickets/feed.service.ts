// The live feed: one gap-free reader of the journal per process, filtered by each reader's row rights.
import { Injectable } from '@nestjs/common';
import type { FeedEvent } from '#libs/contract/events.js';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { comparePositions, formatPosition, type Position, parsePosition } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import type { Logger } from '#libs/kernel/logger.js';
import { viewerMay } from '#libs/people/permissions.js';
import { maySeeTicket, type TicketPlace } from '#libs/people/rights.js';
import type { Viewer } from '#libs/people/viewer.js';
import { type JournalRow, journalView } from './conversation.query.js';

// Rows below the snapshot's xmin are complete: no older transaction can still commit in front of them (HOUSE section 3).
const READ = `
  select j.epoch, j.tx::text as tx, j.id::text as id, j.kind, j.at, j.ticket_id, j.client_id, j.subject_type, j.subject_id, j.actor_kind, j.actor_id, j.acting_for, j.facts, j.reason,
    coalesce(case j.actor_kind when 'agent' then a.name when 'client' then ac.name end, '') as actor_name,
    t.queue_id, t.assignee_id, t.transfer_from_agent, q.department_id, c.owner_id,
    (select o.agent_id from offers o where o.ticket_id = t.id and o.state = 'made') as offered_to
  from journal j
    left join agents a on j.actor_kind = 'agent' and a.id = j.actor_id
    left join clients ac on j.actor_kind = 'client' and ac.id = j.actor_id
    left join tickets t on t.id = j.ticket_id
    left join queues q on q.id = t.queue_id
    left join clients c on c.id = t.client_id
  where (j.epoch, j.tx, j.id) > ($1, $2::text::xid8, $3::bigint) and j.tx < pg_snapshot_xmin(pg_current_snapshot())
  order by j.epoch, j.tx, j.id limit $4`;
interface Row extends JournalRow {
  queue_id: string | null;
  assignee_id: string | null;
  transfer_from_agent: string | null;
  department_id: string | null;
  owner_id: string | null;
  offered_to: string | null;
}
export interface FeedSubscriber {
  viewer: Viewer;
  receive(items: FeedEvent[], next: string): void;
}
/** Kinds without a ticket that everybody signed in may see; others without a ticket are for those with journal.read. */
const PUBLIC_KINDS = new Set([
  'presence.changed',
  'queue.changed',
  'topic.changed',
  'agent.changed',
  'agent.appointed',
  'agent.dismissed',
  'channel.changed',
]);
const LAG_POLL_MS = 1000;

@Injectable()
export class FeedService {
  private cursor: Position | null = null;
  private readonly subscribers = new Set<FeedSubscriber>();
  private readonly waiters = new Set<() => void>();
  private reading: Promise<void> | null = null;
  private again = false;
  private closed = false;
  private timer: NodeJS.Timeout | null = null;
  private behindSince: number | null = null;
  /** The journal grew and nothing of it was delivered yet. */
  private awaited = false;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly live: LiveEvents,
    private readonly log: Logger,
    private readonly settings: { gapRows: number; batchRows: number },
  ) {}

  async open(): Promise<void> {
    this.cursor = await this.journal.present(this.db);
    this.live.on('journal', () => {
      this.awaited = true;
      this.wake();
    });
    // an older writer may hold rows back after the last wake-up; look again until it is gone
    this.timer = setInterval(() => this.wake(), LAG_POLL_MS);
    this.timer.unref();
  }

  /** How old the newest delivered row is while others wait behind an open writer; 0 when level. */
  lagSeconds(): number {
    return this.behindSince === null ? 0 : (this.clock.now().getTime() - this.behindSince) / 1000;
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearInterval(this.timer);
    await this.reading;
    for (const waiter of this.waiters) waiter();
  }

  /** Where a reader that starts now begins. */
  async now(): Promise<string> {
    return formatPosition(await this.journal.present(this.db));
  }

  /** Events after a cursor that the viewer may see. `resync` when the cursor is unknown, of another epoch, or too far behind. */
  async after(viewer: Viewer, after: string, limit: number): Promise<{ items: FeedEvent[]; next: string; more: boolean; resync: boolean }> {
    const position = parsePosition(after);
    const [epoch] = await this.db.query<{ epoch: number }>('select epoch from journal_epoch');
    if (!position || position.epoch !== epoch!.epoch) return { items: [], next: await this.now(), more: false, resync: true };
    const rows = await this.read(position, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.flatMap((row) => eventFor(viewer, row)),
      next: last ? formatPosition(last) : after,
      more: rows.length > limit,
      resync: false,
    };
  }

  /** Resolves at the next growth of the journal, or after waitMs. */
  async growth(waitMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      timer.unref();
      this.waiters.add(done);
    });
  }

  /** Replays from `after`, then follows. Returns the unsubscribe function, or resync when the gap is too large. */
  async follow(subscriber: FeedSubscriber, after: string | null): Promise<{ stop: () => void; resync: string | null }> {
    let cursor = after;
    if (cursor !== null) {
      for (let read = 0; ; read += this.settings.batchRows) {
        const page = await this.after(subscriber.viewer, cursor, this.settings.batchRows);
        if (page.resync || read >= this.settings.gapRows) return this.attach(subscriber, await this.now(), true);
        if (page.items.length) subscriber.receive(page.items, page.next);
        cursor = page.next;
        if (!page.more) break;
      }
    }
    return this.attach(subscriber, cursor ?? (await this.now()), cursor === null);
  }

  /** Joins the shared reader at its present cursor; what lies between is delivered first, under the reader's own lock. */
  private async attach(subscriber: FeedSubscriber, from: string, resync: boolean): Promise<{ stop: () => void; resync: string | null }> {
    await this.exclusive(async () => {
      const start = parsePosition(from)!;
      if (this.cursor && comparePositions(start, this.cursor) < 0) {
        const missed = await this.readTo(start, this.cursor);
        const items = missed.flatMap((row) => eventFor(subscriber.viewer, row));
        if (items.length && !resync) subscriber.receive(items, formatPosition(missed.at(-1)!));
      }
      const skipTo = this.cursor && comparePositions(start, this.cursor) > 0 ? start : null;
      this.subscribers.add(skipTo ? skipping(subscriber, skipTo, this.subscribers) : subscriber);
    });
    const stop = () => {
      for (const one of this.subscribers)
        if (one === subscriber || (one as { inner?: FeedSubscriber }).inner === subscriber) this.subscribers.delete(one);
    };
    return { stop, resync: resync ? from : null };
  }

  wake(): void {
    if (this.closed) return;
    if (this.reading) {
      this.again = true;
      return;
    }
    void this.exclusive(() => this.pull());
  }

  private async exclusive(work: () => Promise<void>): Promise<void> {
    while (this.reading) await this.reading;
    this.reading = work()
      .catch((err: Error) => this.log.warn({ err }, 'the live feed could not read'))
      .finally(() => {
        this.reading = null;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
    await this.reading;
  }

  private async pull(): Promise<void> {
    for (;;) {
      const rows = await this.read(this.cursor!, this.settings.batchRows);
      const last = rows.at(-1);
      this.behindSince = last ? null : (this.behindSince ?? (this.awaited ? this.clock.now().getTime() : null));
      if (!last) return;
      this.awaited = false;
      this.cursor = { epoch: last.epoch, tx: last.tx, id: last.id };
      const next = formatPosition(last);
      // a copy: a subscriber that replaces itself while receiving must not be visited twice
      for (const subscriber of [...this.subscribers]) {
        const items = rows.flatMap((row) => eventFor(subscriber.viewer, row));
        if (items.length) subscriber.receive(items, next);
      }
      for (const waiter of [...this.waiters]) waiter();
      if (rows.length < this.settings.batchRows) return;
    }
  }

  private read(after: Position, limit: number): Promise<Row[]> {
    return this.db.query<Row>(READ, [after.epoch, after.tx, after.id, limit]);
  }

  private async readTo(from: Position, to: Position): Promise<Row[]> {
    return (await this.read(from, this.settings.gapRows)).filter((row) => comparePositions(row, to) <= 0);
  }
}

/** A subscriber ahead of the shared reader: drops what it already has, once. */
function skipping(inner: FeedSubscriber, until: Position, set: Set<FeedSubscriber>): FeedSubscriber & { inner: FeedSubscriber } {
  const outer = {
    inner,
    get viewer() {
      return inner.viewer;
    },
    receive(items: FeedEvent[], next: string) {
      const fresh = items.filter((item) => comparePositions(parsePosition(item.seq)!, until) > 0);
      if (fresh.length) inner.receive(fresh, next);
      if (comparePositions(parsePosition(next)!, until) > 0 && set.delete(outer)) set.add(inner);
    },
  };
  return outer;
}

/** The event as this viewer gets it: full, as `gone` when the ticket just left their sight, or not at all. */
function eventFor(viewer: Viewer, row: Row): FeedEvent[] {
  if (row.ticket_id === null) {
    const mine = row.subject_type === 'agent' && row.subject_id === viewer.agentId;
    return mine || PUBLIC_KINDS.has(row.kind) || viewerMay(viewer, 'journal.read') ? [{ ...journalView(row), gone: false }] : [];
  }
  const place: TicketPlace = {
    queueId: row.queue_id,
    departmentId: row.department_id,
    assigneeId: row.assignee_id,
    ownerId: row.owner_id,
    transferFromAgent: row.transfer_from_agent,
    offeredTo: row.offered_to,
  };
  if (maySeeTicket(viewer, place)) return [{ ...journalView(row), gone: false }];
  const left = row.facts as { fromQueue?: string | null; fromAgent?: string | null; fromSender?: string | null };
  const wasMine =
    left.fromAgent === viewer.agentId ||
    left.fromSender === viewer.agentId ||
    (left.fromQueue != null && viewer.queueIds.includes(left.fromQueue));
  // ids only: the reader has no right to more
  return wasMine
    ? [{ ...journalView(row), facts: {}, reason: null, clientId: null, actor: { kind: 'system', id: null, name: '' }, gone: true }]
    : [];
}
