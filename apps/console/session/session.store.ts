// Who is signed in, what they may do, and their presence.
import type { PresenceState, SessionView } from '#libs/contract/staff.js';
import { deskApi } from '../api/desk.adapter.js';
import { signedOut } from '../api/http.adapter.js';
import { cell } from '../live/cell.js';
import { learnServerTime } from '../live/server-clock.store.js';
import { speak, storedLanguage } from '../texts/language.store.js';

export type SessionState =
  | { is: 'unknown' }
  | { is: 'out'; reason: string | null; demo: boolean }
  | { is: 'in'; view: SessionView }
  | { is: 'unreachable'; message: string };

export const session = cell<SessionState>({ is: 'unknown' });
let wasIn = false;

function enter(view: SessionView): void {
  wasIn = true;
  learnServerTime(view.serverTime);
  session.set({ is: 'in', view });
  if (!storedLanguage()) void speak(view.agent.language);
}

/** Asks who is signed in; also renews capacity and presence. */
export async function loadSession(): Promise<void> {
  try {
    const { session: view, demo } = await deskApi.arrival();
    if (view) enter(view);
    else session.set({ is: 'out', reason: wasIn ? 'session.lost' : null, demo });
  } catch (error) {
    if (session.get().is !== 'in') session.set({ is: 'unreachable', message: (error as Error).message });
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  await deskApi.signIn(login, password);
  // After a lost session the stores still hold somebody's tickets: begin with a fresh page. Drafts and outbox are on disk.
  if (wasIn) return location.reload();
  enter(await deskApi.session());
}

export async function signOut(): Promise<void> {
  await deskApi.signOut().catch(() => undefined);
  // A fresh page: nothing of one person stays in memory for the next.
  location.assign('/');
}

/** Changes my presence; the chip shows only what the server answered. */
export async function setPresence(state: Exclude<PresenceState, 'wrap-up'>, reason?: string): Promise<void> {
  const answer = await deskApi.presence(state, reason);
  learnPresence(answer.state, answer.since, reason ?? null);
}

/** Takes over presence as the server tells it. */
export function learnPresence(state: PresenceState, since: string, reason: string | null): void {
  const now = session.get();
  if (now.is === 'in') session.set({ is: 'in', view: { ...now.view, presence: { state, since, reason } } });
}

/** My view; only for code that runs when somebody is signed in. */
export function me(): SessionView {
  const now = session.get();
  if (now.is !== 'in') throw new Error('nobody is signed in');
  return now.view;
}

/** Whether my role allows an act; buttons that would be refused are not shown. */
export const may = (act: string): boolean => me().acts.includes(act);

signedOut.subscribe(() => {
  const now = session.get();
  session.set({ is: 'out', reason: 'session.lost', demo: now.is === 'in' ? now.view.demo : now.is === 'out' && now.demo });
});
