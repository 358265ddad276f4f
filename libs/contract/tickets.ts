// Wire types of tickets: views, messages, journal entries, and the bodies of the writes.
import { z } from 'zod';

export const TicketStatus = z.enum(['registered', 'queued', 'assigned', 'waiting', 'resolved', 'closed', 'merged', 'spam']);
export type TicketStatus = z.infer<typeof TicketStatus>;
const WaitingFor = z.enum(['client', 'department', 'until']);
export const TicketKind = z.enum(['request', 'statement', 'proposal', 'complaint']);
export type TicketKind = z.infer<typeof TicketKind>;
export const ClientCategory = z.enum(['applicant', 'student', 'trainee', 'alumnus', 'other']);
export type ClientCategory = z.infer<typeof ClientCategory>;
export const TicketResult = z.enum(['solved', 'explained', 'refused', 'redirected', 'no_contact', 'self_service']);
export type TicketResult = z.infer<typeof TicketResult>;

/** A short named reference. */
export const Ref = z.object({ id: z.string(), name: z.string() });
export type Ref = z.infer<typeof Ref>;

const Collective = z.object({ count: z.number().int().min(2).max(100_000), contact: z.string().max(300) });

/** One open or past offer of a ticket to one agent. `expiresAt` ISO. */
export const OfferView = z.object({
  id: z.string(),
  ticketId: z.string(),
  number: z.string(),
  agent: Ref,
  channel: z.string(),
  queue: z.string(),
  client: Ref.extend({ category: z.string() }),
  topic: z.string().nullable(),
  preview: z.string(),
  waitingSince: z.string(),
  madeAt: z.string(),
  expiresAt: z.string(),
  reason: z.string(),
});
export type OfferView = z.infer<typeof OfferView>;

/** A ticket as every list and screen sees it (CONTRACT section 3). Times are ISO 8601, ids opaque strings. */
export const TicketView = z.object({
  id: z.string(),
  number: z.string(),
  status: TicketStatus,
  waitingFor: WaitingFor.nullable(),
  kind: TicketKind,
  topic: z
    .object({ code: z.string(), name: z.string(), confidence: z.number(), sure: z.boolean(), by: z.enum(['machine', 'agent', 'client']) })
    .nullable(),
  channel: z.string(),
  account: z.string(),
  subject: z.string().nullable(),
  preview: z.string(),
  client: z.object({ id: z.string(), name: z.string(), category: ClientCategory, provisional: z.boolean() }),
  queue: z.object({ code: z.string(), name: z.string() }).nullable(),
  assignee: Ref.nullable(),
  offer: z.object({ id: z.string(), agent: Ref, expiresAt: z.string() }).nullable(),
  priority: z.number().int(),
  /** The client waits for our answer. */
  unanswered: z.boolean(),
  clocks: z.object({
    firstAnswerDueAt: z.string().nullable(),
    resolutionDueAt: z.string().nullable(),
    legalDueAt: z.string().nullable(),
    snoozedUntil: z.string().nullable(),
  }),
  collective: Collective.nullable(),
  told: z
    .object({
      at: z.string(),
      channel: z.string(),
      by: z.string().nullable(),
      text: z.string().nullable(),
      delivery: z.string().nullable(),
    })
    .nullable(),
  resolution: z.object({ result: TicketResult, at: z.string(), by: z.string().nullable() }).nullable(),
  source: z.record(z.string(), z.unknown()),
  mergedInto: z.string().nullable(),
  linkedTo: z.string().nullable(),
  createdAt: z.string(),
  lastMessageAt: z.string(),
  /** Opaque position of the ticket's last event; hand it back as `seenSeq`. */
  lastSeq: z.string(),
});
export type TicketView = z.infer<typeof TicketView>;

export const AttachmentView = z.object({
  id: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.number(),
  sha256: z.string(),
  kind: z.string(),
  missing: z.string().nullable(),
});
export type AttachmentView = z.infer<typeof AttachmentView>;

const DeliveryView = z.object({
  /** The channel that carries it: not the ticket's own when the writer chose another. */
  channel: z.string(),
  state: z.enum(['queued', 'sending', 'sent', 'delivered', 'read', 'failed']),
  attempts: z.number(),
  error: z.string().nullable(),
  at: z.string().nullable(),
});

/** A message of a conversation. `author.kind` client | agent | machine. */
export const MessageView = z.object({
  id: z.string(),
  ticketId: z.string(),
  direction: z.enum(['inbound', 'outbound', 'note']),
  at: z.string(),
  author: z.object({ kind: z.enum(['client', 'agent', 'machine']), id: z.string().nullable(), name: z.string() }),
  text: z.string(),
  html: z.string().nullable(),
  files: z.array(AttachmentView),
  meta: z.record(z.string(), z.unknown()),
  edited: z.boolean(),
  deleted: z.boolean(),
  delivery: DeliveryView.nullable(),
  /** Key made by the composer, echoed so that the optimistic bubble is replaced. */
  clientKey: z.string().nullable(),
});
export type MessageView = z.infer<typeof MessageView>;

/** One line of the journal as people read it. */
export const JournalView = z.object({
  seq: z.string(),
  kind: z.string(),
  at: z.string(),
  ticketId: z.string().nullable(),
  clientId: z.string().nullable(),
  subjectType: z.string(),
  subjectId: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  actingFor: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  reason: z.string().nullable(),
});
export type JournalView = z.infer<typeof JournalView>;

/** Why this queue or person: one sentence a step, newest decision first. */
export const DecisionView = z.object({
  at: z.string(),
  target: z.object({ queue: z.string().nullable(), agent: Ref.nullable() }),
  reason: z.string(),
  trace: z.array(z.object({ rule: z.string(), outcome: z.string(), because: z.string() })),
  classification: z
    .object({
      topic: z.string(),
      desk: z.string(),
      confidence: z.number(),
      sure: z.boolean(),
      deciding: z.array(z.string()),
      alternatives: z.array(z.object({ topic: z.string(), confidence: z.number() })),
    })
    .nullable(),
  offers: z.array(
    z.object({ agent: Ref, state: z.string(), madeAt: z.string(), endedAt: z.string().nullable(), reason: z.string().nullable() }),
  ),
});
export type DecisionView = z.infer<typeof DecisionView>;

const text = z.string().trim().min(1).max(100_000);
const fileIds = z.array(z.string().max(64)).max(50).default([]);
const reason = z.string().trim().min(1).max(1000);

export const TicketQuery = z.object({
  status: z.string().max(200).optional(),
  queue: z.string().max(100).optional(),
  assignee: z.string().max(64).optional(),
  channel: z.string().max(64).optional(),
  client: z.string().max(64).optional(),
  view: z.enum(['mine', 'queues', 'all', 'snoozed', 'resolved', 'overdue', 'today', 'resolved-today']).optional(),
  q: z.string().max(500).optional(),
  sort: z.enum(['due', 'oldest', 'newest']).optional(),
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type TicketQuery = z.infer<typeof TicketQuery>;

export const NewTicket = z
  .object({
    client: z.union([
      z.object({ id: z.string().max(64) }).strict(),
      z
        .object({
          name: z.string().trim().min(1).max(300),
          phone: z.string().max(40).optional(),
          email: z.string().max(320).optional(),
          category: ClientCategory.default('other'),
        })
        .strict(),
    ]),
    topic: z.string().max(64),
    kind: TicketKind.default('request'),
    text: text,
    queue: z.string().max(100).optional(),
    agent: z.string().max(64).optional(),
    channel: z.string().max(64).optional(),
    /** Sends `text` to the client as the first message (outgoing) instead of storing it as what the client said. */
    outgoing: z.boolean().default(false),
    subject: z.string().max(500).optional(),
    account: z.string().max(200).optional(),
    collective: Collective.optional(),
    files: fileIds,
  })
  .strict();
export type NewTicket = z.infer<typeof NewTicket>;

export const TicketPatch = z
  .object({
    topic: z.string().max(64).optional(),
    kind: TicketKind.optional(),
    priority: z.number().int().min(0).max(9).optional(),
    client: z.string().max(64).optional(),
    collective: Collective.nullable().optional(),
  })
  .strict();
export type TicketPatch = z.infer<typeof TicketPatch>;

export const NewReply = z
  .object({
    text: z.string().max(100_000),
    files: fileIds,
    seenSeq: z.string().max(200).optional(),
    force: z.boolean().default(false),
    clientKey: z.string().max(100).optional(),
    channel: z.string().max(64).optional(),
  })
  .strict();
export type NewReply = z.infer<typeof NewReply>;
export const NewNote = z.object({ text: text, files: fileIds, clientKey: z.string().max(100).optional() }).strict();
export type NewNote = z.infer<typeof NewNote>;
export const NewAssignment = z.object({ agent: z.string().max(64).optional() }).strict();
export const NewTransfer = z
  .object({
    to: z.union([
      z.object({ agent: z.string().max(64) }).strict(),
      z.object({ queue: z.string().max(100) }).strict(),
      z.object({ department: z.string().max(100) }).strict(),
    ]),
    reason,
  })
  .strict();
export type NewTransfer = z.infer<typeof NewTransfer>;
export const NewSnooze = z.object({ until: z.iso.datetime({ offset: true }) }).strict();
export const NewResolution = z
  .object({
    result: TicketResult,
    topic: z.string().max(64).optional(),
    kind: TicketKind.optional(),
    told: z
      .object({
        channel: z.string().max(64),
        text: z.string().max(10_000).optional(),
        messageId: z.string().max(64).optional(),
        at: z.iso.datetime({ offset: true }).optional(),
      })
      .strict()
      .optional(),
  })
  .strict();
export type NewResolution = z.infer<typeof NewResolution>;
export const NewMerge = z.object({ into: z.string().max(64) }).strict();
export const NewSplit = z.object({ messageIds: z.array(z.string().max(64)).min(1).max(200), reason: reason.optional() }).strict();
