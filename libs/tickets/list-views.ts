// The named views of the ticket list, as SQL on `t`: what the console's tabs and the board's numbers open.
import type { TicketQuery } from '#libs/contract/tickets.js';

const OPEN = `t.status in ('registered', 'queued', 'assigned', 'waiting')`;

/** An open ticket past its answer or its resolution; `now` is a parameter of the query. */
export const overdueSql = (now: string): string =>
  `(${OPEN} and (t.unanswered and t.first_answer_at is null and t.first_answer_due_at < ${now} or t.resolution_due_at < ${now}))`;

/** The Institute's day that `now` falls into begins here. */
const dayOf = (now: string, zone: string): string => `date_trunc('day', ${now}::timestamptz at time zone ${zone}) at time zone ${zone}`;

/** Parameters of a view, each put into the query only where it is used. */
export interface ViewParams {
  me: () => string;
  now: () => string;
  zone: () => string;
}

export const VIEWS: Record<NonNullable<TicketQuery['view']>, (params: ViewParams) => string> = {
  mine: ({ me }) => `t.assignee_id = ${me()}::bigint and t.status in ('assigned', 'waiting') and t.snoozed_until is null`,
  queues: () => `t.status in ('registered', 'queued')`,
  all: () => OPEN,
  snoozed: () => `t.snoozed_until is not null and t.status = 'waiting'`,
  resolved: () => `t.status in ('resolved', 'closed')`,
  overdue: ({ now }) => overdueSql(now()),
  today: ({ now, zone }) => `t.created_at >= ${dayOf(now(), zone())}`,
  'resolved-today': ({ now, zone }) => `t.resolved_at >= ${dayOf(now(), zone())}`,
};
