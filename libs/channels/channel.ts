// The channel port: what a channel's folder implements and what it is given; the only seam between the product and the outside.
import type { Namespace } from 'socket.io';
import type { ZodType } from 'zod';
import type { ChannelDescriptor } from '#libs/contract/channels.js';
import type { Clock } from '#libs/kernel/clock.js';
import type { Logger } from '#libs/kernel/logger.js';
import type { Inbound } from './inbound.js';

/** One connected account of a channel (a mailbox, a bot, a phone number) with its parsed, decrypted settings. */
export interface ChannelAccount<S = unknown> {
  id: string;
  channel: string;
  /** Short stable key, unique within the channel: shown to people and used as `account` in ledgers. */
  name: string;
  mode: 'on' | 'off' | 'redirect';
  settings: S;
  signature: string;
  language: 'ru' | 'en';
  queueCode: string | null;
  /** Its own hours as typed; absent or empty for the Institute's calendar. */
  hours?: string;
  /** Messages the provider dates before this moment make no tickets and no acknowledgements. */
  intakeFrom: Date;
}

/** Outcome of storing one envelope; `ticketId` is null for automatic, quarantined and ignored ones. */
export interface Receipt {
  providerKey: string;
  state: 'accepted' | 'duplicate' | 'automatic' | 'quarantined' | 'skipped';
  ticketId: string | null;
  messageId: string | null;
}

/** What the product offers to a channel's link. */
export interface ChannelHost {
  /** False in a process that does not hold the account's lease: it must only send, never poll. */
  receives: boolean;
  clock: Clock;
  log: Logger;
  /** Stores envelopes (and the receiver's cursor) in one transaction. Resolves only after commit: acknowledge to the provider then, never before. */
  receive(account: ChannelAccount, envelopes: Inbound[], cursor?: { key: string; value: unknown }): Promise<Receipt[]>;
  /** The receiver's cursor as last committed, or null on first connection. */
  cursor<T>(account: ChannelAccount, key: string): Promise<T | null>;
  /** Keeps bytes by content hash; safe to call before `receive` (orphans are swept after 24 h). */
  putFile(file: { name: string | null; mime: string; bytes: Buffer }): Promise<StoredFile>;
  readFile(sha256: string): Promise<Buffer>;
  /** Tells a delivery's later fate (delivered, read, bounced). Unknown provider ids are ignored. */
  mark(account: ChannelAccount, providerId: string, state: 'delivered' | 'read' | 'failed', reason?: string): Promise<void>;
  /** Ephemeral: the client is typing. */
  typing(account: ChannelAccount, conversationKey: string): void;
  /** Public address of this product, without a trailing slash. */
  publicUrl: string;
  /** A sentence from config/texts.*.yaml or from the channel's own catalogue. */
  text(language: 'ru' | 'en', key: string, facts?: Record<string, string | number>): string;
  /** Keyed token, e.g. for plus-addresses and Message-IDs: sign('reply', ticketId). */
  sign(purpose: string, value: string): string;
  verify(purpose: string, token: string): string | null;
  /** Any provider of the Nest program (routing, calls): for channels that do more than carry messages. */
  resolve<T>(token: abstract new (...args: never[]) => T): T;
  /** The one switch over all automatic messages is thrown: a channel's own greetings must keep quiet too. */
  silenced(): Promise<boolean>;
  /** Socket namespaces of this web process; absent in a process that serves no HTTP. */
  sockets?: { of(namespace: string): Namespace };
  /** A conversation's messages after an id, oldest first, without notes: what a resuming visitor is shown. */
  history(account: ChannelAccount, conversationKey: string, after: string | null, limit: number): Promise<ChatHistoryItem[]>;
  /** Reports the link's health; shown in settings, /metrics and to the head. */
  health(account: ChannelAccount, state: 'up' | 'degraded' | 'down', reason?: string): void;
}

export interface StoredFile {
  sha256: string;
  name: string | null;
  mime: string;
  size: number;
}

/** A stored message as its own client may see it; `key` is the client-made key. */
export interface ChatHistoryItem {
  id: string;
  key: string | null;
  direction: 'inbound' | 'outbound';
  author: string | null;
  text: string;
  at: Date;
  files: StoredFile[];
  /** Provider part of an outbound message, as `send` answered it. */
  part: string | null;
}

/** A reply on its way out. Attachments are read through host.readFile(sha256). */
export interface Outbound {
  /** Idempotency key; the same on every attempt. */
  key: string;
  attempt: number;
  ticketId: string;
  ticketNumber: string;
  conversationKey: string;
  /** Address of the person: chat id, e-mail address, phone number. */
  to: { address: string; name: string | null };
  text: string;
  files: StoredFile[];
  /** Automatic messages carry the channel's robot marks (RFC 3834) and may be silenced by one switch. */
  automatic: boolean;
  buttons?: { id: string; label: string }[];
  subject: string | null;
  /** The last inbound message of the ticket, for threading. */
  replyTo: { externalId: string; meta: Record<string, unknown> } | null;
  /** External ids of this ticket's earlier messages, oldest first (mail: References). */
  references: string[];
  from: { name: string | null };
  signature: string;
  /** Provider ids of the parts that earlier attempts already sent. */
  sentParts: string[];
  language: 'ru' | 'en';
}

/** `parts` are provider ids in order; `retryAt` null means the product's own back-off. */
export type SendOutcome =
  | { state: 'sent'; parts: string[]; delivered?: boolean }
  | { state: 'retry'; reason: string; afterMs: number | null; parts: string[] }
  | { state: 'failed'; reason: string; parts: string[] };

/** A connected account: one per account and process that holds its lease. */
export interface ChannelLink {
  send(out: Outbound): Promise<SendOutcome>;
  /** Best effort; never throws. */
  typing?(conversationKey: string): Promise<void>;
  /** Present where staff can handle calls through this account. */
  calls?: CallControl;
  close(): Promise<void>;
}

/** What the console's call bar may ask. Throws DomainError when the call is not the agent's or is over. */
export interface CallControl {
  /** Rings the agent, then the client, on the ticket's behalf. */
  dial(order: { agentId: string; ticketId: string; phone: string }): Promise<{ callId: string }>;
  hold(callId: string, agentId: string): Promise<void>;
  resume(callId: string, agentId: string): Promise<void>;
  hangUp(callId: string, agentId: string): Promise<void>;
  /** Ends after-call work early. */
  endWrapUp(callId: string, agentId: string): Promise<void>;
  /** Access token of the browser phone; null where it is not configured. */
  softphone(agentId: string): Promise<{ token: string; identity: string } | null>;
  /** The agent's present call, for a console that was just opened. */
  current(agentId: string): Promise<{ callId: string; ticketId: string; state: string; since: string } | null>;
  /** A recording's bytes, for a listener who may read the ticket; null when the call is not that ticket's. Each hearing is journalled. */
  recording(wanted: { callId: string; ticketId: string; agentId: string }): Promise<{ mime: string; bytes: Buffer } | null>;
}

export interface ChannelRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string | undefined>;
  rawBody: Buffer;
  /** PUBLIC_URL + path + query as the provider saw it: what signatures are computed over. */
  url: string;
}
export interface ChannelResponse {
  status: number;
  contentType?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

/** A route under /channels/<id>/…; served by every web process, whichever process holds the account's lease. */
export interface ChannelRoute<S> {
  method: 'GET' | 'POST';
  /** Path below /channels/<id>/, e.g. "webhook". */
  path: string;
  /** Maximum body in bytes; 1 MiB by default. */
  bodyLimit?: number;
  answer(request: ChannelRequest, accounts: ChannelAccount<S>[], host: ChannelHost): Promise<ChannelResponse>;
}

/** One step of "test connection" with a sentence a non-programmer can act on. */
export interface TestStep {
  step: string;
  ok: boolean;
  message: string;
  ms: number;
}

/** What a channel's folder exports as `channel`. */
export interface Channel<S = unknown> {
  descriptor: ChannelDescriptor;
  /** Schema of one account's settings; secret fields are named in `secrets` and are write-only. */
  settings: ZodType<S>;
  secrets: string[];
  /** What the settings screen calls each setting, by dotted path; "<path>.hint" explains it, "<path>.<choice>" names a choice. */
  labels: Record<'ru' | 'en', Record<string, string>>;
  /** Accounts given by the environment (it wins over the settings screen). `isLoopback` addresses only in demo. */
  fromEnvironment(env: Record<string, string | undefined>): { name: string; settings: unknown; endpoints: string[] }[];
  /** Connects: starts receiving (polling, IDLE) and returns the sending side. Must reconnect by itself. Passive channels only return send. */
  open(account: ChannelAccount<S>, host: ChannelHost): Promise<ChannelLink>;
  routes?: ChannelRoute<S>[];
  /** Runs the connection test step by step; stops at the first failure. */
  test?(settings: S, host: ChannelHost, language: 'ru' | 'en'): AsyncIterable<TestStep>;
  /** Own sentences: ru/en by key, merged under "<channel id>.<key>". */
  texts?: Record<'ru' | 'en', Record<string, string>>;
  /** Forward-only SQL of this folder, run once each in order: [name ending in 13 digits, SQL]. */
  migrations?: [string, string][];
}
