// Drafts by ticket and mode: on this device at once, on the server within two seconds; nobody else deletes them.
import { deskApi } from '../api/desk.adapter.js';
import { keyed } from '../live/cell.js';
import { may, me } from '../session/session.store.js';
import type { Mode } from './waiting.js';

export interface Draft {
  reply: string;
  note: string;
  mode: Mode;
}

const SERVER_MS = 1500;
const NONE: Draft = { reply: '', note: '', mode: 'reply' };
export const drafts = keyed<Draft>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const storedAt = (ticketId: string): string => `draft.${me().agent.id}.${ticketId}`;

/** The draft as it is known on this device. */
export function draftOf(ticketId: string): Draft {
  const known = drafts.get(ticketId);
  if (known) return known;
  try {
    const stored = localStorage.getItem(storedAt(ticketId));
    if (stored) drafts.put(ticketId, { ...NONE, ...(JSON.parse(stored) as Draft) });
  } catch {
    // A damaged draft is an empty one.
  }
  return drafts.get(ticketId) ?? NONE;
}

/** Keeps what was typed; an empty text forgets it. */
export function keepDraft(ticketId: string, mode: Mode, text: string): void {
  const next = { ...draftOf(ticketId), [mode]: text, mode };
  drafts.put(ticketId, next);
  if (next.reply || next.note) localStorage.setItem(storedAt(ticketId), JSON.stringify(next));
  else localStorage.removeItem(storedAt(ticketId));
  clearTimeout(timers.get(ticketId));
  timers.set(
    ticketId,
    setTimeout(() => void deskApi.keepDraft(ticketId, { text, mode }).catch(() => undefined), SERVER_MS),
  );
}

/** Asks the server for a draft begun on another device; what is typed here wins. */
export async function askServerDraft(ticketId: string): Promise<Draft | null> {
  const now = draftOf(ticketId);
  if (!may('ticket.reply') || now.reply || now.note) return null;
  try {
    const stored = await deskApi.draft(ticketId);
    const later = draftOf(ticketId);
    if (!stored?.text || later.reply || later.note) return null;
    const draft: Draft = { ...NONE, [stored.mode]: stored.text, mode: stored.mode };
    drafts.put(ticketId, draft);
    return draft;
  } catch {
    return null;
  }
}
