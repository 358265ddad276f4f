// All background jobs of the product, with their payloads: the one list; the server starts only if each has exactly one handler.

/** Payload of each job by name. A job is written in the transaction that makes it necessary. */
export interface Jobs {
  /** Offer waiting tickets of a queue to whoever is free. */
  'queue.dispatch': { queueId: string };
  /** An offer's time is over. */
  'offer.expire': { offerId: string };
  /** A snooze is over. */
  'ticket.wake': { ticketId: string };
  /** A resolved ticket becomes closed (D10). */
  'ticket.close': { ticketId: string };
  /** A transfer nobody accepted returns (D8). */
  'transfer.return': { ticketId: string; transferId: string };
  /** Send one delivery. */
  'delivery.send': { key: string };
  /** After-call work is over. */
  'presence.wrapUpEnd': { agentId: string };
}
export type JobName = keyof Jobs;
export const JOB_NAMES: JobName[] = [
  'queue.dispatch',
  'offer.expire',
  'ticket.wake',
  'ticket.close',
  'transfer.return',
  'delivery.send',
  'presence.wrapUpEnd',
];

/** `lane`: jobs of one lane run one at a time in order. `key`: a waiting job with the same key is not written twice. */
export interface JobRequest<N extends JobName = JobName> {
  name: N;
  payload: Jobs[N];
  runAt?: Date;
  lane?: string;
  key?: string;
}

/** How long to wait before the given attempt (1-based): 1 s doubling to 5 min. */
export const backOffMs = (attempt: number): number => Math.min(300_000, 1000 * 2 ** Math.min(attempt - 1, 10));
