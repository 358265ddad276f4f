// What the stand-in of MAX remembers: dialogs, messages, callbacks, uploads and the numbered feed of updates.
import { createHash } from 'node:crypto';
import { Ledger } from '../telegram/ledger.js';
import { type MaxAttachment, MaxError, type MaxMessage, type MaxUpdate, type MaxUser } from './objects.js';

export interface ShownInMax {
  message: MaxMessage;
  edited: boolean;
  deleted: boolean;
}

export interface Dialog {
  chatId: number;
  user: MaxUser;
  stopped: boolean;
  inbox: Ledger<ShownInMax>;
  notices: Ledger<{ kind: 'callback' | 'action'; text: string }>;
}

export interface MaxUpdateRecord {
  update: MaxUpdate;
  handedOut: number;
  /** Asked for with a later marker, or the webhook answered 200. */
  confirmed: boolean;
}

export interface StoredUpload {
  token: string;
  type: string;
  name: string;
  mime: string;
  bytes?: Buffer;
  /** How many more times a message with it is refused with attachment.not.ready. */
  notReady: number;
}

/** State and numbering; the rules stand in routes.ts. */
export class MaxWorld {
  readonly dialogs = new Map<number, Dialog>();
  readonly messages = new Map<string, MaxMessage>();
  readonly callbacks = new Map<string, MaxMessage>();
  readonly uploads = new Map<string, StoredUpload>();
  readonly updates = new Ledger<MaxUpdateRecord>('MAX updates');
  onArrival: () => void = () => {};
  #next: number;

  constructor(
    readonly bot: MaxUser,
    readonly now: () => number,
    readonly notReadyTimes: number,
    /** Number of the first update, as markers count. */
    readonly firstId = 0,
  ) {
    this.#next = firstId;
  }

  serial(): number {
    return ++this.#next;
  }

  dialog(user: MaxUser): Dialog {
    const chatId = 30_000_000_000 + user.user_id;
    const known = this.dialogs.get(chatId);
    if (known) return known;
    const inbox = new Ledger<ShownInMax>(`MAX inbox of ${user.first_name}`);
    const dialog: Dialog = { chatId, user, stopped: false, inbox, notices: new Ledger(`MAX notices of ${user.first_name}`) };
    this.dialogs.set(chatId, dialog);
    return dialog;
  }

  /** By `chat_id` or `user_id`; 404 when there is none, 403 when the person stopped the bot. */
  dialogFor(chatId: string | null, userId: string | null): Dialog {
    const found = [...this.dialogs.values()].find((dialog) => String(dialog.chatId) === chatId || String(dialog.user.user_id) === userId);
    if (!found) throw new MaxError(404, 'chat.not.found', `Chat ${chatId ?? userId} not found`);
    if (found.stopped) throw new MaxError(403, 'chat.denied', 'error.dialog.suspended');
    return found;
  }

  record(dialog: Dialog, sender: MaxUser, text: string | null, attachments: MaxAttachment[]): MaxMessage {
    const number = this.serial();
    const mid = `mid.${createHash('sha256').update(`${dialog.chatId}:${number}`).digest('hex').slice(0, 32)}`;
    const to = sender === this.bot ? dialog.user.user_id : this.bot.user_id;
    const message: MaxMessage = {
      sender,
      recipient: { chat_id: dialog.chatId, chat_type: 'dialog', user_id: to },
      timestamp: this.now(),
      body: { mid, seq: 116_043_270_574_650_337n + BigInt(number), text, attachments },
    };
    this.messages.set(mid, message);
    return message;
  }

  push(update_type: string, body: Record<string, unknown>): MaxUpdate {
    const update = { update_type, timestamp: this.now(), ...body };
    this.updates.append({ update, handedOut: 0, confirmed: false });
    this.onArrival();
    return update;
  }

  confirm(record: MaxUpdateRecord): void {
    if (record.confirmed) return;
    record.confirmed = true;
    this.updates.changed(record);
  }

  shown(mid: string | null): { dialog: Dialog; entry: ShownInMax } {
    for (const dialog of this.dialogs.values()) {
      const entry = dialog.inbox.entries.find((shown) => shown.message.body.mid === mid && !shown.deleted);
      if (entry) return { dialog, entry };
    }
    throw new MaxError(404, 'message.not.found', `Message ${mid} not found`);
  }
}
