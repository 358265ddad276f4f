// Which screens a person's rights open; the server checks every request anyway.
import type { SessionView } from '#libs/contract/staff.js';
import type { Screen } from './route.js';

/** Any of these acts opens the screen; the inbox is open to everybody. */
const ACTS: Record<Exclude<Screen, 'inbox'>, string[]> = {
  reception: ['ticket.register'],
  board: ['board.read'],
  settings: ['settings.read', 'channel.read', 'staff.write'],
};

/** Screens in the order of the rail. */
export function screensFor({ acts }: Pick<SessionView, 'acts'>): Screen[] {
  const closed = Object.entries(ACTS) as [Exclude<Screen, 'inbox'>, string[]][];
  return ['inbox', ...closed.filter(([, any]) => any.some((act) => acts.includes(act))).map(([screen]) => screen)];
}
