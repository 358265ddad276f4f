// What a channel's pure mapper makes of one provider event: the envelope that intake stores.

/** Who wrote, as the channel knows them. `verified` identities were proved by the network, not claimed. */
export interface Sender {
  /** Address within the channel: user id, e-mail address (lower case), phone in E.164, session id. */
  address: string;
  name: string | null;
  phone?: { value: string; verified: boolean };
  email?: { value: string; verified: boolean };
  language?: string;
  /** The message names nobody who could be answered there: no automatic word goes out. */
  unreachable?: boolean;
}

export interface InboundFile {
  /** Bytes are kept by host.putFile before `receive`; without them `missing` says why. */
  sha256?: string;
  name: string | null;
  mime: string;
  size: number;
  kind: 'photo' | 'document' | 'voice' | 'video' | 'audio' | 'sticker' | 'inline';
  /** Content-ID of an inline image. */
  cid?: string;
  /** Why there are no bytes: too large, expired, refused. */
  missing?: string;
}

/** Facts about a mail or message that people see beside the text. */
export interface MessageMeta {
  subject?: string;
  /** Quoted history folded away from `text`. */
  quoted?: string;
  html?: string;
  cc?: { name: string | null; address: string }[];
  to?: { name: string | null; address: string }[];
  /** Hints that do not thread: subject number, foreign In-Reply-To. */
  hints?: string[];
  location?: { lat: number; lon: number; title?: string };
  contact?: { name: string; phone: string; own: boolean };
  /** /start payload, UTM marks, page, programme. */
  source?: Record<string, string>;
  /** Pressed button id. */
  button?: string;
  /** The original sender of a forwarded message, as told. */
  forwardedFrom?: string;
  [key: string]: unknown;
}

export type InboundEvent =
  | {
      kind: 'message';
      conversationKey: string;
      sender: Sender;
      text: string;
      files: InboundFile[];
      meta?: MessageMeta;
      /** Several provider messages that are one (an album): same group joins one stored message. */
      group?: string;
      /** Ticket named by a keyed token of ours (plus-address, keyed Message-ID, callback): the only thing that joins by name. */
      ticketId?: string;
      /** Inbound facts of a form: kind, topic, programme, category. */
      form?: {
        kind?: 'request' | 'statement' | 'proposal' | 'complaint';
        topic?: string;
        category?: string;
        collective?: { count: number; contact: string };
      };
      /** A message of ours seen from outside (a colleague's answer in Sent): attached as outbound. */
      outboundBy?: string;
      /** Begins work (queue code) chosen by the client in a menu. */
      queueCode?: string;
      /** Does not ask for work: stored on the client's conversation without opening a ticket (e.g. /start). */
      quiet?: boolean;
    }
  | {
      kind: 'edit';
      conversationKey: string;
      sender: Sender;
      editedExternalId: string;
      text: string;
      files: InboundFile[];
      meta?: MessageMeta;
    }
  | { kind: 'delete'; conversationKey: string; sender: Sender; deletedExternalId: string }
  /** The person stopped or resumed the bot. */
  | { kind: 'blocked'; conversationKey: string; sender: Sender; blocked: boolean }
  /** Bounces, robots, receipts: stored and shown, open no ticket. `aboutExternalId` is our own message it speaks of. */
  | {
      kind: 'automatic';
      reason: 'bounce' | 'robot' | 'receipt' | 'out-of-office' | 'list' | 'own';
      aboutExternalId?: string;
      failed?: { reason: string; permanent: boolean };
      sender: Sender | null;
      text: string;
      meta?: MessageMeta;
    }
  /** Poison: kept raw, visible in quarantine, can be re-run. */
  | { kind: 'quarantine'; reason: string };

/** One provider event with its raw bytes. */
export interface Inbound {
  /** Unique per account and provider delivery: "918273645" (update id), "42:1007" (uidvalidity:uid), client uuid. */
  providerKey: string;
  /** Message id in the channel, e.g. "5210001:41" or a Message-ID; empty when it has none. */
  externalId: string;
  /** sha256 hex of normalised content: two different messages with one external id are two. */
  contentHash: string;
  raw: Buffer;
  receivedAt: Date;
  providerAt: Date | null;
  event: InboundEvent;
}
