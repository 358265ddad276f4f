// Wire to envelope: what one MAX update means for intake. Pure; the bytes of files are fetched by others.
import { createHash } from 'node:crypto';
import type { Inbound, InboundEvent, Sender } from '../inbound.js';
import { type Carried, type Content, contentOf, hasContent, nameOf } from './content.js';
import type { WireMessage, WireUpdate, WireUser } from './wire.js';

/** The bot as MAX names it; null until the server was asked. */
export interface Bot {
  id: string | null;
  username: string | null;
}

/** An update as parsed and as it came. */
export interface Delivery {
  update: WireUpdate;
  raw: Buffer;
}

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
  providerKey: string;
  externalId: string;
  event: InboundEvent;
  /** What tells two contents under one external id apart. */
  marks: unknown[];
  carried?: Carried[];
  callbackId?: string;
  greet?: Reading['greet'];
  /** Words not meant for us are not kept. */
  secret?: boolean;
}

type Read = (update: WireUpdate, bot: Bot) => Meaning;
const KINDS: Record<string, Read> = {
  message_created: created,
  message_edited: edited,
  message_removed: removed,
  message_callback: pressed,
  bot_started: started,
  bot_stopped: (update) => stopped(update, true),
  dialog_removed: (update) => stopped(update, true),
};

/** Throws on a body that is no update of MAX: the caller keeps it in quarantine. */
export function readUpdate({ update, raw }: Delivery, bot: Bot, receivedAt: Date): Reading {
  const meaning = (KINDS[update.update_type] ?? ignored)(update, bot);
  const { providerKey, externalId, event, marks } = meaning;
  const stub = { update_type: update.update_type, ignored: 'the bot was not addressed' };
  return {
    inbound: {
      providerKey,
      externalId,
      contentHash: hashOf([event.kind, ...marks]),
      raw: meaning.secret ? Buffer.from(JSON.stringify(stub)) : raw,
      receivedAt,
      providerAt: update.timestamp > 0 ? new Date(update.timestamp) : null,
      event,
    },
    carried: meaning.carried ?? [],
    callbackId: meaning.callbackId ?? null,
    greet: meaning.greet ?? null,
  };
}

/** An update nobody can read, or that cannot be stored, as it goes to quarantine. */
export function quarantined({ raw }: Delivery, reason: string, receivedAt: Date): Inbound {
  const hash = hashOf([raw.toString('base64')]);
  const event = { kind: 'quarantine' as const, reason };
  return { providerKey: `raw:${hash}`, externalId: '', contentHash: hash, raw, receivedAt, providerAt: null, event };
}

export const isGroup = (message: WireMessage | undefined): boolean => message !== undefined && message.recipient.chat_type !== 'dialog';

/** A reply to the bot's message or a mention of it. */
function isAddressed(message: WireMessage, bot: Bot): boolean {
  if (!isGroup(message)) return true;
  if (bot.id === null) return false;
  if (message.link?.type === 'reply' && String(message.link.sender?.user_id) === bot.id) return true;
  const own = bot.username === null ? null : `@${bot.username}`.toLowerCase();
  if (
    own !== null &&
    (message.body.text ?? '')
      .toLowerCase()
      .split(/[^\w@]+/)
      .includes(own)
  )
    return true;
  return (message.body.markup ?? []).some((mark) => mark.type === 'user_mention' && String(mark.user_id) === bot.id);
}

function created(update: WireUpdate, bot: Bot): Meaning {
  const message = update.message!;
  const { mid } = message.body;
  const robot = ignored(update);
  const unheard = { ...robot, providerKey: mid, externalId: mid };
  if (!message.sender || message.sender.is_bot || message.recipient.chat_type === 'channel' || !worthReading(message)) return unheard;
  if (!isAddressed(message, bot)) return { ...unheard, secret: true };
  const content = contentOf(message);
  return {
    providerKey: mid,
    externalId: mid,
    ...substance(content),
    event: {
      kind: 'message',
      conversationKey: String(message.recipient.chat_id),
      sender: senderOf(message.sender, update, content),
      text: content.text,
      files: content.files.map((one) => one.file),
      meta: content.meta,
    },
  };
}

const worthReading = ({ body, link }: WireMessage): boolean => hasContent(body) || link?.message !== undefined;

function edited(update: WireUpdate, bot: Bot): Meaning {
  const message = update.message!;
  const { mid } = message.body;
  const providerKey = `edited:${mid}:${update.timestamp}`;
  if (!message.sender || message.sender.is_bot) return { ...ignored(update), providerKey };
  if (!isAddressed(message, bot)) return { ...ignored(update), providerKey, secret: true };
  const content = contentOf(message);
  const { marks, carried } = substance(content);
  return {
    providerKey,
    externalId: mid,
    carried,
    marks: [...marks, update.timestamp],
    event: {
      kind: 'edit',
      conversationKey: String(message.recipient.chat_id),
      sender: senderOf(message.sender, update, content),
      editedExternalId: mid,
      text: content.text,
      files: content.files.map((one) => one.file),
      meta: content.meta,
    },
  };
}

function removed(update: WireUpdate): Meaning {
  const { message_id: mid = '', chat_id: chatId, user_id: userId } = update;
  const sender = { address: String(userId), name: null };
  const event = { kind: 'delete' as const, conversationKey: String(chatId), sender, deletedExternalId: mid };
  return { providerKey: `removed:${mid}`, externalId: mid, marks: [], event };
}

/** The words of the button are the person's words; `meta.button` names which one it was. */
function pressed(update: WireUpdate): Meaning {
  const { callback_id: callbackId, payload = '', user } = update.callback!;
  const buttons = (update.message?.body.attachments ?? []).flatMap((attachment) => (attachment.payload?.buttons ?? []).flat());
  const label = buttons.find((button) => button.type === 'callback' && button.payload === payload)?.text ?? payload;
  const conversationKey = String(update.message?.recipient.chat_id ?? user.user_id);
  const meta = { button: payload, ...(update.message ? { repliedTo: update.message.body.mid } : {}) };
  const key = `press:${callbackId}`;
  return {
    providerKey: key,
    externalId: key,
    marks: [payload],
    callbackId,
    event: { kind: 'message', conversationKey, sender: senderOf(user, update), text: label, files: [], meta },
  };
}

function started(update: WireUpdate): Meaning {
  const { user, payload } = update;
  const chatId = String(update.chat_id);
  const text = payload ? `/start ${payload}` : '/start';
  const meta = payload ? { source: { start: payload } } : {};
  return {
    ...eventIds(update),
    greet: { chatId, language: update.user_locale },
    event: { kind: 'message', conversationKey: chatId, sender: senderOf(user!, update), text, files: [], meta, quiet: true },
  };
}

function stopped(update: WireUpdate, blocked: boolean): Meaning {
  const event = { kind: 'blocked' as const, conversationKey: String(update.chat_id), sender: senderOf(update.user!, update), blocked };
  return { ...eventIds(update), event };
}

/** Other bots, group talk that is not for us, kinds nobody asked for: told to the ledger, shown to nobody. */
function ignored(update: WireUpdate): Meaning {
  return { ...eventIds(update), event: { kind: 'automatic', reason: 'robot', sender: null, text: '' } };
}

/** Updates without a message are told apart by kind, place, person and time. */
function eventIds(update: WireUpdate): Pick<Meaning, 'providerKey' | 'externalId' | 'marks'> {
  const { update_type: type, chat_id: chat, user, user_id: id, timestamp } = update;
  const providerKey = [type, chat ?? update.message?.recipient.chat_id ?? '', user?.user_id ?? id ?? '', timestamp].join(':');
  return { providerKey, externalId: '', marks: [providerKey] };
}

function substance({ text, files, meta }: Content): Pick<Meaning, 'marks' | 'carried'> {
  return { marks: [text, files.map((one) => one.id), meta.location ?? null, meta.contact ?? null], carried: files };
}

function senderOf(user: WireUser, update: WireUpdate, content?: Content): Sender {
  return {
    address: String(user.user_id),
    name: nameOf(user),
    ...(update.user_locale ? { language: update.user_locale } : {}),
    ...(content?.phone ? { phone: { value: content.phone, verified: true } } : {}),
  };
}

const hashOf = (marks: unknown[]): string => createHash('sha256').update(JSON.stringify(marks)).digest('hex');
