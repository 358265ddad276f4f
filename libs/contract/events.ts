// What sockets and GET /api/events carry: gap-free journal events, and ephemeral news that never move a cursor.
import { z } from 'zod';
import { JournalView, OfferView } from './tickets.js';
import { PresenceState } from './staff.js';

/** One feed event: the journal line, and whether the ticket is still visible to the reader (`gone` = drop it from lists). */
export const FeedEvent = JournalView.extend({ gone: z.boolean() });
export type FeedEvent = z.infer<typeof FeedEvent>;

/** GET /api/events?after=&wait=; without `after` the feed starts now: `items` is empty and `next` is the present position. */
export const EventsAnswer = z.object({ items: z.array(FeedEvent), next: z.string().nullable(), resync: z.boolean().optional() });
export type EventsAnswer = z.infer<typeof EventsAnswer>;

/** Server to console. */
export interface ConsoleNews {
  /** In order, never skipped; `next` is the cursor to store. */
  events: (batch: { items: FeedEvent[]; next: string }) => void;
  offer: (offer: OfferView) => void;
  offerEnded: (offer: { id: string; ticketId: string; state: 'accepted' | 'declined' | 'expired' | 'withdrawn' }) => void;
  presence: (people: { agent: string; state: z.infer<typeof PresenceState>; since: string; load: number }[]) => void;
  /** The cursor is unknown or too old: fetch lists anew. */
  resync: (answer: { next: string }) => void;
  /** Signed out or dismissed: the socket closes after this. */
  bye: (answer: { reason: string }) => void;
  typing: (news: { ticketId: string; who: { kind: 'client' | 'agent'; name: string }; draft?: boolean }) => void;
  viewing: (news: { ticketId: string; agents: { id: string; name: string; writing: boolean }[] }) => void;
}

/** Console to server; each is acknowledged with {ok: true} or an ErrorAnswer. */
export const ConsoleCall = {
  presence: z.object({ state: z.enum(['online', 'busy', 'away', 'offline']), reason: z.string().max(200).optional() }).strict(),
  beat: z.object({}).strict(),
  view: z.object({ ticketId: z.string().max(64).nullable(), writing: z.boolean().default(false) }).strict(),
  typing: z.object({ ticketId: z.string().max(64) }).strict(),
};

/** Visitor's chat, namespace /chat. `token` resumes a conversation; `key` is the visitor's idempotency key. */
export const ChatHello = z.object({
  token: z.string().max(2000).optional(),
  after: z.string().max(64).optional(),
  identity: z.string().max(4000).optional(),
  page: z.string().max(2000).optional(),
  language: z.enum(['ru', 'en']).optional(),
});
export const ChatSay = z
  .object({
    key: z.string().min(8).max(64),
    text: z.string().max(10_000),
    files: z.array(z.string().max(2000)).max(10).default([]),
    name: z.string().max(200).optional(),
    consent: z.boolean().optional(),
  })
  .strict();
export const ChatMessage = z.object({
  id: z.string(),
  key: z.string().nullable(),
  from: z.enum(['me', 'agent', 'machine']),
  author: z.string().nullable(),
  text: z.string(),
  at: z.string(),
  files: z.array(z.object({ name: z.string(), url: z.string(), size: z.number(), mime: z.string() })),
  state: z.enum(['stored', 'seen']).optional(),
});
export type ChatMessage = z.infer<typeof ChatMessage>;
