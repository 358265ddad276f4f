// Row rights: which tickets and clients a viewer may see, as SQL for lists and as a function for the live feed.
import { scopeOf } from './permissions.js';
import type { Viewer } from './viewer.js';

/** SQL condition on tickets aliased `t`; pushes its values to `params`. Used by lists, counters, search, files and feeds alike. */
export function ticketRights(viewer: Viewer, params: unknown[], t = 't'): string {
  const scope = scopeOf(viewer.role);
  if (scope === 'all') return 'true';
  const me = `$${params.push(viewer.agentId)}::bigint`;
  const own = `${t}.assignee_id = ${me} or ${t}.transfer_from_agent = ${me}
    or exists (select 1 from offers mine where mine.ticket_id = ${t}.id and mine.agent_id = ${me} and mine.state = 'made')
    or exists (select 1 from clients owned where owned.id = ${t}.client_id and owned.owner_id = ${me})`;
  const queues = `${t}.queue_id = any($${params.push(viewer.queueIds)}::bigint[])`;
  if (scope === 'department')
    return `(${own} or ${queues} or ${t}.queue_id in (select q.id from queues q where q.department_id = $${params.push(viewer.departmentId)}::bigint))`;
  return `(${own} or ${queues})`;
}

/** Facts of a ticket that decide who sees it; ids as strings. */
export interface TicketPlace {
  queueId: string | null;
  departmentId: string | null;
  assigneeId: string | null;
  ownerId: string | null;
  transferFromAgent: string | null;
  offeredTo: string | null;
}

/** The same rule as `ticketRights`, for rows already read; a test compares the two on a grid of cases. */
export function maySeeTicket(viewer: Viewer, place: TicketPlace): boolean {
  const scope = scopeOf(viewer.role);
  if (scope === 'all') return true;
  if ([place.assigneeId, place.ownerId, place.transferFromAgent, place.offeredTo].includes(viewer.agentId)) return true;
  if (place.queueId !== null && viewer.queueIds.includes(place.queueId)) return true;
  return scope === 'department' && place.departmentId !== null && place.departmentId === viewer.departmentId;
}
