// What the stand-in remembers: chats, who blocked the bot, messages on both sides, callback queries.
import { FileShelf } from './files.js';
import { Ledger } from './ledger.js';
import { BotApiError, type TgChat, type TgMarkup, type TgMessage, type TgUser, badRequest } from './objects.js';
import { UpdateQueue } from './updates.js';

/** A message of the bot as the person sees it now. */
export interface Shown {
  message: TgMessage;
  edited: boolean;
  deleted: boolean;
}

export interface Room {
  chat: TgChat;
  blocked: boolean;
  /** Messages of the bot in this chat; waits resolve on edits too. */
  inbox: Ledger<Shown>;
  /** Texts of answerCallbackQuery and kinds of sendChatAction. */
  notices: Ledger<{ kind: 'callback' | 'action'; text: string }>;
}

/** State only: rules stand in methods.ts, wire in bot-api.server.ts. */
export class World {
  readonly rooms = new Map<number, Room>();
  readonly messages = new Map<string, TgMessage>();
  readonly callbacks = new Map<string, number>();
  readonly files = new FileShelf();
  readonly queue: UpdateQueue;
  commands: unknown[] = [];
  #nextMessageId: number;
  #nextId: number;

  constructor(
    readonly bot: TgUser,
    readonly now: () => number,
    firstId?: number,
  ) {
    this.queue = new UpdateQueue(firstId ?? 918_273_645);
    this.#nextMessageId = firstId ?? 41;
    this.#nextId = firstId ?? 0;
  }

  /** Whole seconds, as every `date` of this API. */
  get date(): number {
    return Math.floor(this.now() / 1000);
  }

  serial(): number {
    return ++this.#nextId;
  }

  /** Opens the chat: from now on the bot may write there. */
  enter(chat: TgChat): Room {
    const known = this.rooms.get(chat.id);
    if (known) return known;
    const room: Room = {
      chat,
      blocked: false,
      inbox: new Ledger(`Telegram inbox of ${chat.id}`),
      notices: new Ledger(`Telegram notices of ${chat.id}`),
    };
    this.rooms.set(chat.id, room);
    return room;
  }

  /** The chat a call names; 400 when the bot never met it, 403 when the person stopped the bot. */
  roomFor(chatId: number | undefined): Room {
    if (!chatId) throw badRequest('chat_id is empty');
    const room = this.rooms.get(chatId);
    if (!room) throw badRequest('chat not found');
    if (room.blocked) throw new BotApiError(403, 'Forbidden: bot was blocked by the user');
    return room;
  }

  record(chat: TgChat, from: TgUser, body: Partial<TgMessage>): TgMessage {
    const message: TgMessage = { message_id: this.#nextMessageId++, from, chat, date: this.date, ...body };
    this.messages.set(`${chat.id}:${message.message_id}`, message);
    return message;
  }

  find(chatId: number, messageId: number | undefined): TgMessage | undefined {
    return this.messages.get(`${chatId}:${messageId}`);
  }

  /** Shows the bot's message to the person. */
  show(room: Room, body: Partial<TgMessage>, markup: TgMarkup | undefined): TgMessage {
    const message = this.record(room.chat, this.bot, { ...body, ...(markup ? { reply_markup: markup } : {}) });
    room.inbox.append({ message, edited: false, deleted: false });
    return answered(message);
  }

  shown(room: Room, messageId: number | undefined): Shown | undefined {
    return room.inbox.entries.find((entry) => entry.message.message_id === messageId && !entry.deleted);
  }
}

/** The result of a call repeats inline keyboards only; a reply keyboard is never told back. */
export function answered(message: TgMessage): TgMessage {
  const { reply_markup: markup, ...rest } = message;
  return markup?.inline_keyboard ? { ...rest, reply_markup: markup } : rest;
}
