// Who may do what: the one table that HTTP, sockets and queries ask (HOUSE section 5, CONTRACT section 4).
import type { Role } from '#libs/contract/staff.js';
import type { Viewer } from './viewer.js';

/** Which tickets are seen. `queue`: one's own, those of one's clients and of one's queues; `department` adds its queues. */
export type Scope = 'queue' | 'department' | 'all';

const READING = [
  'ticket.read',
  'client.read',
  'staff.read',
  'queue.read',
  'topic.read',
  'topic.classify',
  'template.read',
  'file.read',
] as const;
/** The day of anyone who answers clients (003 §1.8, §3.2-3.6). */
const ANSWERING = [
  'ticket.register',
  'ticket.reply',
  'ticket.note',
  'ticket.change',
  'ticket.take',
  'ticket.transfer',
  'ticket.snooze',
  'ticket.resolve',
  'ticket.reopen',
  'ticket.spam',
  'ticket.merge',
  'ticket.split',
  'ticket.relink',
  'offer.answer',
  'call.make',
  'file.upload',
  'presence.setOwn',
  'topic.teach',
  'client.write',
] as const;
/** Leading people: giving work to them, seeing where they are (003 §1.6, §1.9). */
const LEADING = ['ticket.assign', 'presence.setOther', 'board.read', 'report.read'] as const;
/** Watching the whole without touching it (003 §3.7). */
const OVERSEEING = ['board.read', 'report.read', 'journal.read', 'channel.read', 'settings.read'] as const;
/** What the head of the contact department arranges (003 §1.9, §2.4; 001 §2.9). */
const ARRANGING = [
  'client.merge',
  'client.import',
  'client.handover',
  'staff.write',
  'staff.import',
  'queue.write',
  'topic.write',
  'template.write',
  'export.large',
  'absence.write',
] as const;
/** The installation itself. */
const RUNNING = ['channel.write', 'settings.write', 'ledger.read', 'quarantine.rerun', 'key.write'] as const;

export type Act =
  | (typeof READING)[number]
  | (typeof ANSWERING)[number]
  | (typeof LEADING)[number]
  | (typeof OVERSEEING)[number]
  | (typeof ARRANGING)[number]
  | (typeof RUNNING)[number];

interface Permission {
  tickets: Scope;
  acts: ReadonlySet<Act>;
}

const of = (tickets: Scope, ...acts: (readonly Act[])[]): Permission => ({ tickets, acts: new Set(acts.flat()) });

export const PERMISSIONS: Record<Role, Permission> = {
  'contact-manager': of('queue', READING, ANSWERING, ['client.merge']),
  'admission-manager': of('queue', READING, ANSWERING),
  'study-manager': of('queue', READING, ANSWERING),
  'department-head': of('department', READING, ANSWERING, LEADING),
  supervisor: of('all', READING, ANSWERING, LEADING, OVERSEEING, ARRANGING),
  'vice-rector': of('all', READING, OVERSEEING),
  administrator: of('all', READING, ANSWERING, LEADING, OVERSEEING, ARRANGING, RUNNING),
};

/** False for a role that is not in the table. */
export const may = (role: Role, act: Act): boolean => PERMISSIONS[role]?.acts?.has(act) ?? false;

/** Row rights of a role; an unknown role sees the least. */
export const scopeOf = (role: Role): Scope => PERMISSIONS[role]?.tickets ?? 'queue';

/** One's own role and those of the people one stands in for (003 §1.7). */
type Powers = Pick<Viewer, 'role' | 'standsInFor'>;
export const rolesOf = ({ role, standsInFor }: Powers): Role[] => [role, ...standsInFor.map((one) => one.role)];

/** What HTTP and sockets ask: may this person do it, by any of their roles. */
export const viewerMay = (viewer: Powers, act: Act): boolean => rolesOf(viewer).some((role) => may(role, act));

/** The acts a signed-in person's screen may offer, sorted. */
export const actsOf = (viewer: Powers): Act[] =>
  [...new Set(rolesOf(viewer).flatMap((role) => [...(PERMISSIONS[role]?.acts ?? [])]))].sort();

/** Nobody raises a person above themselves: administrators and vice-rectors are appointed by administrators alone. */
export function mayAppoint(by: Powers, role: Role): boolean {
  return viewerMay(by, 'staff.write') && (rolesOf(by).includes('administrator') || !['administrator', 'vice-rector'].includes(role));
}
