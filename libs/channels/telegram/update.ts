// Wire to envelope: what one Telegram update means for intake. Pure; the bytes of files are fetched by others.
import { createHash } from 'node:crypto';
import type { Inbound, InboundEvent, Sender } from '../inbound.js';
import { type Bot, isAddressed } from './addressed.js';
import { type Carried, type Content, contentOf, hasContent, isOwnContact, nameOf, phoneOf } from './content.js';
import type { WireCallback, WireMembership, WireMessage, WireReaction, WireUpdate, WireUser } from './wire.js';

/** An envelope and what is still to be done about it outside. */
export interface Reading {
  inbound: Inbound;
  /** In the order of `event.files`. */
  carried: Carried[];
  /** The pressed button waits for an answer of ours. */
  callbackId: string | null;
  /** Chat to be greeted, with the person's language. */
  greet: { chatId: string; language: string | undefined } | null;
}

interface Meaning {
  externalId: string;
  event: InboundEvent;
  /** Seconds since 1970. */
  date: number | undefined;
  /** What tells two contents under one external id apart. */
  marks: unknown[];
  carried?: Carried[];
  callbackId?: string;
  greet?: Reading['greet'];
  /** Words not meant for us are not kept. */
  secret?: boolean;
}

/** An update as parsed and as it came. */
export interface Delivery {
  update: WireUpdate;
  raw: Buffer;
}

/** Throws on a body that is no update of the Bot API: the caller keeps it in quarantine. */
export function readUpdate({ update, raw }: Delivery, bot: Bot, receivedAt: Date): Reading {
  const meaning = meaningOf(update, bot);
  const { externalId, event, date, marks } = meaning;
  const stub = { update_id: update.update_id, ignored: 'the bot was not addressed' };
  return {
    inbound: {
      providerKey: String(update.update_id),
      externalId,
      contentHash: hashOf([event.kind, ...marks]),
      raw: meaning.secret ? Buffer.from(JSON.stringify(stub)) : raw,
      receivedAt,
      providerAt: date ? latestOf(date, receivedAt) : null,
      event,
    },
    carried: meaning.carried ?? [],
    callbackId: meaning.callbackId ?? null,
    greet: meaning.greet ?? null,
  };
}

/** An update nobody can read, or that cannot be stored, as it goes to quarantine. */
export function quarantined({ update, raw }: Delivery, reason: string, receivedAt: Date): Inbound {
  const event = { kind: 'quarantine' as const, reason };
  return {
    providerKey: String(update.update_id),
    externalId: '',
    contentHash: hashOf([raw.toString('base64')]),
    raw,
    receivedAt,
    providerAt: null,
    event,
  };
}

function meaningOf(update: WireUpdate, bot: Bot): Meaning {
  const { message, edited_message: edited, callback_query: pressed, my_chat_member: member, message_reaction: reaction } = update;
  if (message) return messageOf(message, bot, update.update_id);
  if (edited) return editOf(edited, bot, update.update_id);
  if (pressed) return pressOf(pressed);
  if (member) return membershipOf(member, update.update_id);
  if (reaction) return reactionOf(reaction, update.update_id);
  return ignored(update.update_id);
}

function messageOf(message: WireMessage, bot: Bot, updateId: number): Meaning {
  if (!message.from || message.from.is_bot || !hasContent(message)) return ignored(updateId, message);
  if (!isAddressed(message, bot)) return { ...ignored(updateId, message), secret: true };
  const content = contentOf(message);
  const start = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(message.text ?? '');
  return {
    ...identity(message, content),
    greet: start && message.chat.type === 'private' ? { chatId: String(message.chat.id), language: message.from.language_code } : null,
    event: {
      kind: 'message',
      conversationKey: String(message.chat.id),
      sender: senderOf(message.from, message),
      text: content.text,
      files: content.files.map((one) => one.file),
      meta: { ...content.meta, ...(start?.[1] ? { source: { start: start[1] } } : {}) },
      ...(message.media_group_id ? { group: message.media_group_id } : {}),
      ...(start ? { quiet: true } : {}),
    },
  };
}

function editOf(message: WireMessage, bot: Bot, updateId: number): Meaning {
  const content = contentOf(message);
  // a live location moves by edits every few seconds
  if (!message.from || (message.location && content.text === '')) return ignored(updateId, message);
  if (!isAddressed(message, bot)) return { ...ignored(updateId, message), secret: true };
  const place = identity(message, content);
  return {
    ...place,
    date: message.edit_date,
    event: {
      kind: 'edit',
      conversationKey: String(message.chat.id),
      sender: senderOf(message.from, message),
      editedExternalId: place.externalId,
      text: content.text,
      files: content.files.map((one) => one.file),
      meta: content.meta,
    },
  };
}

/** The words of the button are the person's words; `meta.button` names which one it was. */
function pressOf({ id, from, message, data = '' }: WireCallback): Meaning {
  const buttons = (message?.reply_markup?.inline_keyboard ?? []).flat();
  const label = buttons.find((button) => button.callback_data === data)?.text ?? data;
  const meta = { button: data, ...(message ? { repliedTo: `${message.chat.id}:${message.message_id}` } : {}) };
  const conversationKey = String(message?.chat.id ?? from.id);
  // a press has no time of its own: the message's date is when the buttons were shown
  return {
    externalId: `press:${id}`,
    date: undefined,
    marks: [data],
    callbackId: id,
    event: { kind: 'message', conversationKey, sender: senderOf(from), text: label, files: [], meta },
  };
}

/** `kicked` in a private chat: the person stopped the bot. In groups it is not about a person. */
function membershipOf({ chat, from, date, new_chat_member: now }: WireMembership, updateId: number): Meaning {
  if (chat.type !== 'private') return ignored(updateId);
  const event = { kind: 'blocked' as const, conversationKey: String(chat.id), sender: senderOf(from), blocked: now.status === 'kicked' };
  return { externalId: '', date, marks: [updateId], event };
}

/** A reaction to a message of ours is shown beside it; taken back, it says nothing. */
function reactionOf({ chat, message_id: messageId, user, date, new_reaction: now }: WireReaction, updateId: number): Meaning {
  const text = now.map((one) => one.emoji ?? '').join('');
  if (!user || text === '' || chat.type !== 'private') return ignored(updateId);
  const event = {
    kind: 'automatic' as const,
    reason: 'receipt' as const,
    aboutExternalId: `${chat.id}:${messageId}`,
    sender: senderOf(user),
    text,
  };
  return { externalId: '', date, marks: [updateId, text], event };
}

/** Service messages, channel posts, other bots, talk of a group that is not for us: told to the ledger, shown to nobody. */
function ignored(updateId: number, message?: WireMessage): Meaning {
  const externalId = message ? `${message.chat.id}:${message.message_id}` : '';
  return { externalId, date: message?.date, marks: [updateId], event: { kind: 'automatic', reason: 'robot', sender: null, text: '' } };
}

function identity(message: WireMessage, { text, files, meta }: Content): Pick<Meaning, 'externalId' | 'date' | 'marks' | 'carried'> {
  const marks = [text, files.map((one) => one.uniqueId), message.edit_date ?? null, meta.location ?? null, meta.contact ?? null];
  return { externalId: `${message.chat.id}:${message.message_id}`, date: message.date, marks, carried: files };
}

function senderOf(from: WireUser, message?: WireMessage): Sender {
  const phone = message?.contact && isOwnContact(message) ? { value: phoneOf(message.contact.phone_number), verified: true } : null;
  return {
    address: String(from.id),
    name: nameOf(from),
    ...(from.language_code ? { language: from.language_code } : {}),
    ...(phone ? { phone } : {}),
  };
}

/**
 * The provider tells whole seconds: the latest moment that second can mean, yet not after arrival.
 * Cut down instead, a word written half a second after the bot was connected would count as written before.
 */
const latestOf = (seconds: number, receivedAt: Date): Date =>
  new Date(Math.max(seconds * 1000, Math.min(seconds * 1000 + 999, receivedAt.getTime())));

const hashOf = (marks: unknown[]): string => createHash('sha256').update(JSON.stringify(marks)).digest('hex');
