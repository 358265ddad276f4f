// Wire types of staff, queues, presence, topics, channels' accounts and the board.
import { z } from 'zod';
import { ChannelDescriptor } from './channels.js';
import { Ref } from './tickets.js';

export const Role = z.enum([
  'contact-manager',
  'admission-manager',
  'study-manager',
  'department-head',
  'supervisor',
  'vice-rector',
  'administrator',
]);
export type Role = z.infer<typeof Role>;
export const PresenceState = z.enum(['online', 'busy', 'away', 'offline', 'wrap-up']);
export type PresenceState = z.infer<typeof PresenceState>;

/** GET /api/session: who I am and what I may do. */
export const SessionView = z.object({
  agent: z.object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    role: Role,
    department: Ref.nullable(),
    language: z.enum(['ru', 'en']),
  }),
  acts: z.array(z.string()),
  /** Absent people whose duties are mine today. */
  standsInFor: z.array(Ref),
  queues: z.array(z.object({ code: z.string(), name: z.string() })),
  presence: z.object({ state: PresenceState, reason: z.string().nullable(), since: z.string() }),
  capacity: z.object({ used: z.number(), total: z.number() }),
  demo: z.boolean(),
  institute: z.string(),
  serverTime: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;

/** One device where I am signed in. */
export const SessionRow = z.object({
  id: z.string(),
  createdAt: z.string(),
  seenAt: z.string(),
  userAgent: z.string().nullable(),
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof SessionRow>;

export const SignIn = z.object({ login: z.string().trim().min(1).max(100), password: z.string().min(1).max(500) }).strict();
export const PresenceChange = z
  .object({ state: z.enum(['online', 'busy', 'away', 'offline']), reason: z.string().max(200).optional() })
  .strict();

export const StaffView = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role: Role,
  department: Ref.nullable(),
  queues: z.array(z.string()),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  capacity: z.number(),
  active: z.boolean(),
  presence: PresenceState,
  since: z.string().nullable(),
});
export type StaffView = z.infer<typeof StaffView>;
export const StaffChange = z
  .object({
    login: z.string().trim().min(1).max(100),
    name: z.string().trim().min(1).max(300),
    role: Role,
    department: z.string().max(100).nullable().optional(),
    queues: z.array(z.string().max(100)).optional(),
    phone: z.string().max(40).nullable().optional(),
    email: z.string().max(320).nullable().optional(),
    capacity: z.number().min(0.1).max(50).optional(),
    password: z.string().min(8).max(500).optional(),
    /** Number and date of the order: obligatory when a head is named (003 §1.5). */
    order: z.string().max(200).optional(),
  })
  .strict();

/** The duties of an absent person, done by a deputy from the first day to the last, both included. */
export const AbsenceView = z.object({
  id: z.string(),
  agent: Ref,
  deputy: Ref,
  from: z.string(),
  until: z.string(),
  order: z.string().nullable(),
  reason: z.string().nullable(),
  state: z.enum(['planned', 'now', 'over', 'cancelled']),
});
export type AbsenceView = z.infer<typeof AbsenceView>;
export const NewAbsence = z
  .object({
    agent: z.string().max(64),
    deputy: z.string().max(64),
    from: z.iso.date(),
    until: z.iso.date(),
    /** Number and date of the order: obligatory for a head (003 §1.7). */
    order: z.string().max(200).optional(),
    reason: z.string().max(500).optional(),
  })
  .strict();

export const QueueView = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  department: Ref,
  members: z.array(Ref),
  /** Null where the viewer may not see the queue's tickets. */
  waiting: z.number().nullable(),
  oldestAt: z.string().nullable(),
  active: z.boolean(),
});
export type QueueView = z.infer<typeof QueueView>;
export const QueueChange = z
  .object({
    name: z.string().trim().min(1).max(200).optional(),
    members: z.array(z.string().max(64)).max(500).optional(),
    active: z.boolean().optional(),
  })
  .strict();

export const TopicView = z.object({
  code: z.string(),
  ru: z.string(),
  en: z.string(),
  desk: z.string(),
  queue: z.string(),
  typical: z.boolean(),
  active: z.boolean(),
});
export type TopicView = z.infer<typeof TopicView>;
export const TopicChange = z
  .object({
    ru: z.string().trim().min(1).max(200).optional(),
    en: z.string().trim().min(1).max(200).optional(),
    queue: z.string().max(100).optional(),
    typical: z.boolean().optional(),
    active: z.boolean().optional(),
  })
  .strict();

export const TemplateView = z.object({ id: z.string(), code: z.string(), title: z.string(), text: z.string() });
export type TemplateView = z.infer<typeof TemplateView>;

/** A channel with its accounts for the settings screen; secret settings come back as "••••". */
export const ChannelView = z.object({
  descriptor: ChannelDescriptor,
  /** JSON schema of the settings form. */
  schema: z.record(z.string(), z.unknown()),
  secrets: z.array(z.string()),
  /** Names of the settings by dotted path; "<path>.hint" and "<path>.<choice>" likewise. */
  labels: z.object({ ru: z.record(z.string(), z.string()), en: z.record(z.string(), z.string()) }),
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      mode: z.enum(['on', 'off', 'redirect']),
      origin: z.enum(['environment', 'screen', 'demo']),
      settings: z.record(z.string(), z.unknown()),
      queue: z.string().nullable(),
      signature: z.string(),
      language: z.enum(['ru', 'en']),
      hours: z.string(),
      health: z.object({
        state: z.enum(['up', 'degraded', 'down', 'off']),
        reason: z.string().nullable(),
        lastInboundAt: z.string().nullable(),
        since: z.string(),
      }),
    }),
  ),
});
export type ChannelView = z.infer<typeof ChannelView>;
export const ChannelAccountChange = z
  .object({
    name: z.string().trim().min(1).max(100).optional(),
    mode: z.enum(['on', 'off', 'redirect']).optional(),
    settings: z.record(z.string(), z.unknown()).optional(),
    queue: z.string().max(100).nullable().optional(),
    signature: z.string().max(2000).optional(),
    language: z.enum(['ru', 'en']).optional(),
    /** «пн-пт 9:00-18:00; сб 10:00-14:00», «круглосуточно»; empty for the Institute's calendar. */
    hours: z.string().max(200).optional(),
    intakeFrom: z.string().max(40).optional(),
  })
  .strict();

/** GET /api/board: queues, people and today's sums; every number opens `list`, a query of /api/tickets. */
export const BoardView = z.object({
  at: z.string(),
  queues: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      waiting: z.number(),
      oldestAt: z.string().nullable(),
      assigned: z.number(),
      overdue: z.number(),
      membersOnline: z.number(),
      list: z.string(),
    }),
  ),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: Role,
      presence: PresenceState,
      since: z.string().nullable(),
      reason: z.string().nullable(),
      load: z.number(),
      capacity: z.number(),
      current: z.object({ id: z.string(), number: z.string() }).nullable(),
      list: z.string(),
    }),
  ),
  totals: z.object({
    waiting: z.number(),
    assigned: z.number(),
    overdue: z.number(),
    registeredToday: z.number(),
    resolvedToday: z.number(),
  }),
});
export type BoardView = z.infer<typeof BoardView>;
