// Which screens a person's role opens; the server checks every request anyway.
import type { SessionView } from '#libs/contract/staff.js';
import type { Screen } from './route.js';

type Role = SessionView['agent']['role'];
const BOARD: Role[] = ['department-head', 'supervisor', 'vice-rector', 'administrator'];
const RECEPTION: Role[] = ['contact-manager', 'admission-manager', 'study-manager', 'supervisor', 'administrator'];
const SETTINGS: Role[] = ['department-head', 'supervisor', 'vice-rector', 'administrator'];

/** Screens in the order of the rail. */
export function screensFor({ agent, acts }: Pick<SessionView, 'agent' | 'acts'>): Screen[] {
  const has = (part: string): boolean => acts.some((act) => act.startsWith(part));
  const screens: Screen[] = ['inbox'];
  if (RECEPTION.includes(agent.role)) screens.push('reception');
  if (BOARD.includes(agent.role) || has('board')) screens.push('board');
  if (SETTINGS.includes(agent.role) || has('settings') || has('channels')) screens.push('settings');
  return screens;
}
