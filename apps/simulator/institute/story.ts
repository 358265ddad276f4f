// The plain facts of the demonstration Institute that a seeder stores: people, cards, inquiries.
import type { Role } from '#libs/contract/staff.js';
import type { ClientCategory, TicketKind, TicketResult, TicketStatus } from '#libs/contract/tickets.js';

export interface SeedStaff {
  login: string;
  name: string;
  role: Role;
  /** Codes of config/institute.yaml. */
  department: string | null;
  queues: string[];
  phone: string;
  email: string;
  capacity: number;
  order: string | null;
  /** Registers visitors. */
  reception: boolean;
  absence: { from: Date; to: Date; deputy: string; order: string; reason: string } | null;
}

export interface SeedClient {
  key: number;
  name: string;
  category: ClientCategory;
  /** Oldest first; the last is `category` (003 §2.1). */
  periods: { category: ClientCategory; from: Date }[];
  /** E.164. */
  phones: string[];
  emails: string[];
  /** Addresses within channels: user ids and chat sessions. */
  accounts: { channel: string; address: string; name: string }[];
  birthDate: string | null;
  programme: string | null;
  language: 'ru' | 'en';
  /** Login of the personal manager. */
  owner: string | null;
  note: string | null;
  represents: { client: number; relation: 'parent' | 'legal'; confirmed: boolean; reason: string | null }[];
  createdAt: Date;
}

export interface SeedMessage {
  at: Date;
  direction: 'inbound' | 'outbound' | 'note';
  /** null: the client, or the machine when `direction` is outbound. */
  author: string | null;
  text: string;
}

export interface SeedCall {
  menu: string[];
  waitMs: number;
  talkMs: number;
  outcome: 'answered' | 'abandoned' | 'callback' | 'voicemail';
}

/** Moments are in order: created ≤ queued ≤ assigned ≤ firstAnswer ≤ told ≤ resolved ≤ closed ≤ now. */
export interface SeedTicket {
  client: number;
  clientCategory: ClientCategory;
  channel: string;
  kind: TicketKind;
  topic: string;
  topicConfidence: number;
  topicSure: boolean;
  topicBy: 'machine' | 'agent';
  subject: string | null;
  collective: { count: number; contact: string } | null;
  status: TicketStatus;
  waitingFor: 'client' | 'department' | 'until' | null;
  queue: string;
  assignee: string | null;
  priority: number;
  createdAt: Date;
  queuedAt: Date | null;
  assignedAt: Date | null;
  firstAnswerAt: Date | null;
  /** Given only where the story needs a deadline of its own; else the seeder computes it from the norms. */
  firstAnswerDueAt: Date | null;
  /** For open tickets alone. */
  resolutionDueAt: Date | null;
  legalDueAt: Date | null;
  snoozedUntil: Date | null;
  told: { at: Date; channel: string; by: string | null } | null;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  result: TicketResult | null;
  closedAt: Date | null;
  reopened: number;
  rating: number | null;
  transfers: { at: Date; fromQueue: string; by: string; toQueue: string; reason: string }[];
  call: SeedCall | null;
  source: Record<string, string>;
  messages: SeedMessage[];
}

export interface Institute {
  staff: SeedStaff[];
  clients: SeedClient[];
  /** By createdAt: number them in this order. */
  tickets: SeedTicket[];
  /** The first lesson (UX 7.2): a simulator lets this client write when Мария is online. */
  lesson: { client: number; channel: string; text: string };
}
