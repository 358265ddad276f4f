// Who looks or acts: the signed-in agent with what rights need to know.
import type { Role } from '#libs/contract/staff.js';
import type { Actor } from '#libs/kernel/journal.js';

/** An absent person whose duties the viewer does now, by an order (003 §1.7). */
export interface StoodFor {
  agentId: string;
  name: string;
  role: Role;
  departmentId: string | null;
}
export interface Viewer {
  agentId: string;
  sessionId: string;
  login: string;
  name: string;
  role: Role;
  departmentId: string | null;
  /** Own queues and those of the people the viewer stands in for. */
  queueIds: string[];
  standsInFor: StoodFor[];
  language: 'ru' | 'en';
}

/** The viewer in the journal: everything done while standing in is marked with for whom. */
export const actorOf = (viewer: Pick<Viewer, 'agentId' | 'standsInFor'>): Actor => ({
  kind: 'agent',
  id: viewer.agentId,
  actingFor: viewer.standsInFor[0]?.agentId ?? null,
});
