// What working processes do besides answering doors: every job's handler, and the sweeps that let nothing be forgotten.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Logger } from '#libs/kernel/logger.js';
import type { Services } from './services.js';

const PRESENCE_SWEEP_MS = 3_000;
const QUEUE_SWEEP_MS = 15_000;
/** How soon an account is polled again after the process that polled it died. */
const LEASE_SWEEP_MS = 10_000;
const PARTITION_SWEEP_MS = 6 * 3_600_000;

/** One handler per job name; the start fails when one is missing. */
export function handleJobs(s: Services): void {
  s.jobs.handle('queue.dispatch', async ({ queueId }) => void (await s.dispatch.drain(queueId)));
  s.jobs.handle('offer.expire', ({ offerId }) => s.offers.expire(offerId));
  s.jobs.handle('ticket.wake', ({ ticketId }) => s.handling.wake(ticketId));
  s.jobs.handle('ticket.close', ({ ticketId }) => s.handling.close(ticketId));
  s.jobs.handle('transfer.return', ({ ticketId, transferId }) => s.assignment.returnUnaccepted(ticketId, transferId));
  s.jobs.handle('delivery.send', ({ key }) => s.delivery.deliver(key));
  s.jobs.handle('presence.wrapUpEnd', ({ agentId }) => s.presence.endWrapUp(agentId));
}

/** Starts the sweeps; returns how to stop them. */
export function startSweeps(s: Services, log: Logger): () => void {
  const sweeps: [number, () => Promise<unknown>][] = [
    [PRESENCE_SWEEP_MS, () => s.presence.endLapsed()],
    [QUEUE_SWEEP_MS, () => s.dispatch.sweep()],
    [LEASE_SWEEP_MS, () => s.links.refresh()],
    [PARTITION_SWEEP_MS, () => s.db.query('select make_partitions($1::date, 3)', [s.clock.now()])],
  ];
  const timers = sweeps.map(([everyMs, sweep]) => {
    const timer = setInterval(() => sweep().catch((err: Error) => log.warn({ err }, 'a sweep failed')), everyMs);
    timer.unref();
    return timer;
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** Gauges of /metrics that are read from the database. */
export function gatherMetrics(s: Services): void {
  const pending = s.metrics.gauge('outbox_pending', 'Deliveries on their way');
  const failed = s.metrics.gauge('outbox_failed', 'Deliveries that failed');
  const offers = s.metrics.gauge('offers_open', 'Offers people have not answered');
  const waiting = s.metrics.gauge('tickets_waiting', 'Tickets waiting in a queue', ['queue']);
  const lastInbound = s.metrics.gauge('channel_last_inbound_seconds', 'Seconds since the last message of a channel', ['channel']);
  const lag = s.metrics.gauge('channel_lag_seconds', 'Seconds a channel has been down', ['channel']);
  const readers = s.metrics.gauge('journal_lag_seconds', 'Seconds the oldest unread journal row waits', ['reader']);
  const loop = s.metrics.gauge('event_loop_lag', 'Most seconds the event loop was late since the last reading');
  const late = monitorEventLoopDelay();
  late.enable();
  // a channel that has had nothing yet is a zero, not a missing line
  for (const { descriptor } of s.accounts.all())
    for (const counter of [s.metrics.inboundAccepted, s.metrics.inboundDuplicates, s.metrics.quarantined])
      counter.inc({ channel: descriptor.id }, 0);
  s.metrics.collect(async () => {
    loop.set(late.count ? late.max / 1e9 : 0);
    late.reset();
    const [row] = await s.db.query<{ pending: number; failed: number; offers: number }>(
      `select (select count(*)::int from deliveries where state in ('queued', 'sending')) as pending, (select count(*)::int from deliveries where state = 'failed') as failed, (select count(*)::int from offers where state = 'made') as offers`,
    );
    pending.set(row!.pending);
    failed.set(row!.failed);
    offers.set(row!.offers);
    for (const q of await s.db.query<{ code: string; n: number }>(
      `select q.code, (select count(*)::int from tickets t where t.queue_id = q.id and t.status = 'queued') as n from queues q`,
    ))
      waiting.set({ queue: q.code }, q.n);
    const now = s.clock.now().getTime();
    for (const a of await s.db.query<{ channel: string; at: Date | null; id: string }>(
      'select channel, max(last_inbound_at) as at, min(id) as id from channel_accounts where not deleted group by channel',
    )) {
      if (a.at) lastInbound.set({ channel: a.channel }, (now - a.at.getTime()) / 1000);
      const health = s.links.health(a.id);
      lag.set({ channel: a.channel }, health.state === 'down' ? (now - health.since.getTime()) / 1000 : 0);
    }
    readers.set({ reader: 'live' }, s.feed.lagSeconds());
  });
}
