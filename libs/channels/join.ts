// Which ticket does a message join? The rule of HOUSE section 5 as one pure function.
import type { TicketStatus } from '#libs/contract/tickets.js';

/** The ticket a conversation or a keyed token points to, with merges already followed. */
export interface Candidate {
  id: string;
  status: TicketStatus;
  resolvedAt: Date | null;
}
export type Join = { act: 'continue' | 'reopen'; ticketId: string } | { act: 'register'; linkedTo: string | null };

/** `turns: letter` and `call` join only by a keyed token of ours; chats join their conversation's ticket. */
export function join(
  turns: 'letter' | 'chat' | 'call' | 'visit',
  byToken: Candidate | null,
  byConversation: Candidate | null,
  now: Date,
  reopenMs: number,
): Join {
  const candidate = byToken ?? (turns === 'chat' ? byConversation : null);
  if (!candidate) return { act: 'register', linkedTo: null };
  if (candidate.status === 'closed') return { act: 'register', linkedTo: candidate.id };
  if (candidate.status !== 'resolved') return { act: 'continue', ticketId: candidate.id };
  const inWindow = candidate.resolvedAt !== null && now.getTime() - candidate.resolvedAt.getTime() <= reopenMs;
  return inWindow ? { act: 'reopen', ticketId: candidate.id } : { act: 'register', linkedTo: candidate.id };
}
