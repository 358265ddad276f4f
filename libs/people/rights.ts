// Row rights: which tickets and clients a viewer may see, as SQL for lists and as a function for the live feed.
import { rolesOf, scopeOf } from './permissions.js';
import type { Viewer } from './viewer.js';

export const seesAll = (viewer: Viewer): boolean => rolesOf(viewer).some((role) => scopeOf(role) === 'all');

/** The viewer and those for whom the viewer stands in: what is theirs is the viewer's to see. */
const selves = (viewer: Viewer): string[] => [viewer.agentId, ...viewer.standsInFor.map((one) => one.agentId)];

/** Departments whose every queue the viewer sees, own or an absent head's. */
export function departmentsOf(viewer: Viewer): string[] {
  return [viewer, ...viewer.standsInFor]
    .filter((one) => scopeOf(one.role) === 'department')
    .map((one) => one.departmentId)
    .filter((id): id is string => id !== null);
}

/** SQL: the queues whose every ticket the viewer sees, aliased `q`. */
export function queueRights(viewer: Viewer, params: unknown[], q = 'q'): string {
  if (seesAll(viewer)) return 'true';
  const queues = `${q}.id = any($${params.push(viewer.queueIds)}::bigint[])`;
  const departments = departmentsOf(viewer);
  return departments.length ? `(${queues} or ${q}.department_id = any($${params.push(departments)}::bigint[]))` : queues;
}

/** SQL condition on tickets aliased `t`; pushes its values to `params`. Used by lists, counters, search, files and feeds alike. */
export function ticketRights(viewer: Viewer, params: unknown[], t = 't'): string {
  if (seesAll(viewer)) return 'true';
  const mine = `any($${params.push(selves(viewer))}::bigint[])`;
  return `(${t}.assignee_id = ${mine} or ${t}.transfer_from_agent = ${mine}
    or ${t}.id in (select o.ticket_id from offers o where o.agent_id = ${mine} and o.state = 'made')
    or ${t}.client_id in (select owned.id from clients owned where owned.owner_id = ${mine})
    or ${t}.queue_id in (select q.id from queues q where ${queueRights(viewer, params)}))`;
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
  if (seesAll(viewer)) return true;
  const me = selves(viewer);
  if ([place.assigneeId, place.ownerId, place.transferFromAgent, place.offeredTo].some((id) => id !== null && me.includes(id))) return true;
  if (place.queueId !== null && viewer.queueIds.includes(place.queueId)) return true;
  return place.departmentId !== null && departmentsOf(viewer).includes(place.departmentId);
}
