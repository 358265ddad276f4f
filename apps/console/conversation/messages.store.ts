// Conversations by ticket: pages of messages and the journal's lines, kept for the tickets opened last.
import type { JournalView, MessageView } from '#libs/contract/tickets.js';
import { Refusal, sentence } from '../api/http.adapter.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import { keyed } from '../live/cell.js';
import { fetchTicket, tickets } from '../live/tickets.store.js';
import { mergeMessages } from './timeline.js';

const PAGE = 40;
const KEPT = 50;
const JOURNAL_PAGES = 5;

export interface Conversation {
  messages: MessageView[];
  journal: JournalView[];
  /** The ticket's position when these messages were asked for: what the reader has surely seen. */
  seenSeq: string | null;
  /** Position of the older page; null at the beginning. */
  older: string | null;
  state: 'loading' | 'ready' | 'failed' | 'gone';
  error: string | null;
  loadingOlder: boolean;
}

const FRESH: Conversation = { messages: [], journal: [], seenSeq: null, older: null, state: 'loading', error: null, loadingOlder: false };
export const conversations = keyed<Conversation>();
const recent: string[] = [];
/** Openings under way: the screen and the feed ask together when the console starts. */
const opening = new Map<string, Promise<void>>();

function remember(ticketId: string): void {
  const place = recent.indexOf(ticketId);
  if (place >= 0) recent.splice(place, 1);
  recent.unshift(ticketId);
  for (const id of recent.splice(KEPT)) conversations.drop(id);
}

async function journalOf(ticketId: string): Promise<JournalView[]> {
  const lines: JournalView[] = [];
  let after: string | null = null;
  for (let page = 0; page < JOURNAL_PAGES; page++) {
    const answer: { items: JournalView[]; next: string | null } = await ticketsApi.journal(ticketId, after);
    lines.push(...answer.items);
    after = answer.next;
    if (!after || answer.items.length === 0) break;
  }
  return lines;
}

function missed(ticketId: string, error: unknown): void {
  const now = conversations.get(ticketId) ?? FRESH;
  const gone = error instanceof Refusal && (error.kind === 'not-found' || error.kind === 'forbidden');
  conversations.put(ticketId, { ...now, state: gone ? 'gone' : 'failed', error: sentence(error) });
}

/** Shows what is known of a ticket and asks for the rest; of a ticket never seen before, only whether it is there. */
export function openConversation(ticketId: string): Promise<void> {
  const asked = opening.get(ticketId) ?? ask(ticketId).finally(() => opening.delete(ticketId));
  opening.set(ticketId, asked);
  return asked;
}

async function ask(ticketId: string): Promise<void> {
  remember(ticketId);
  if (!conversations.get(ticketId)) conversations.put(ticketId, FRESH);
  const asked = fetchTicket(ticketId);
  if (tickets.get(ticketId)) {
    await Promise.all([asked.catch(() => null), refreshConversation(ticketId)]);
    return;
  }
  try {
    await asked;
  } catch (error) {
    missed(ticketId, error);
    return;
  }
  await refreshConversation(ticketId);
}

/** Fetches the newest page and the journal; pages loaded earlier stay. */
export async function refreshConversation(ticketId: string): Promise<void> {
  if (!conversations.get(ticketId)) return;
  // Taken before asking: whatever stood before this position is in the answer.
  const seenSeq = tickets.get(ticketId)?.lastSeq ?? null;
  try {
    // The journal is an ornament of the conversation: without it the messages are still shown.
    const [page, journal] = await Promise.all([ticketsApi.messages(ticketId, null, PAGE), journalOf(ticketId).catch(() => null)]);
    const now = conversations.get(ticketId) ?? FRESH;
    const first = now.messages.length === 0;
    // After a long absence the newest page may not touch the known ones: then start again from it.
    const touches = first || page.next === null || page.items.some((m) => now.messages.some((known) => known.id === m.id));
    const messages = mergeMessages(touches ? now.messages : [], page.items);
    conversations.put(ticketId, {
      ...now,
      messages,
      seenSeq: seenSeq ?? now.seenSeq,
      journal: journal ?? now.journal,
      older: first || !touches ? page.next : now.older,
      state: 'ready',
      error: null,
    });
  } catch (error) {
    missed(ticketId, error);
  }
}

/** Loads the page before the oldest known message. */
export async function loadOlder(ticketId: string): Promise<void> {
  const now = conversations.get(ticketId);
  if (!now?.older || now.loadingOlder) return;
  conversations.put(ticketId, { ...now, loadingOlder: true });
  try {
    const page = await ticketsApi.messages(ticketId, now.older, PAGE);
    const later = conversations.get(ticketId) ?? FRESH;
    conversations.put(ticketId, { ...later, messages: mergeMessages(later.messages, page.items), older: page.next, loadingOlder: false });
  } catch {
    conversations.put(ticketId, { ...(conversations.get(ticketId) ?? FRESH), loadingOlder: false });
  }
}

/** Puts messages that came in an answer into their conversation at once. */
export function keepMessages(ticketId: string, fresh: MessageView[]): void {
  const now = conversations.get(ticketId);
  if (now && fresh.length > 0) conversations.put(ticketId, { ...now, messages: mergeMessages(now.messages, fresh) });
}
