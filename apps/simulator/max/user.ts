// A person in MAX: starts the bot, writes, sends files, presses, stops; sees what the bot has shown.
import { createHmac } from 'node:crypto';
import type { MaxAttachment, MaxButton, MaxMessage, MaxUser } from './objects.js';
import type { Dialog, MaxWorld } from './world.js';

/** Every act returns the message as the bot gets it. */
export class MaxPerson {
  readonly dialog: Dialog;

  constructor(
    private readonly world: MaxWorld,
    readonly person: MaxUser,
    private readonly base: () => string,
    private readonly token: string,
  ) {
    this.dialog = world.dialog(person);
  }

  get id(): number {
    return this.person.user_id;
  }

  get chatId(): number {
    return this.dialog.chatId;
  }

  get inbox(): MaxMessage[] {
    return this.dialog.inbox.entries.filter((shown) => !shown.deleted).map((shown) => shown.message);
  }

  get notices() {
    return this.dialog.notices;
  }

  async waitFor(fits: (message: MaxMessage) => boolean, ms = 5_000, from = 0): Promise<MaxMessage> {
    return (await this.dialog.inbox.waitFor((entry) => !entry.deleted && fits(entry.message), ms, from)).message;
  }

  start(payload: string | null = null): void {
    this.dialog.stopped = false;
    this.world.push('bot_started', { chat_id: this.chatId, user: this.person, payload, user_locale: 'ru' });
  }

  stop(): void {
    this.dialog.stopped = true;
    this.world.push('bot_stopped', { chat_id: this.chatId, user: this.person, user_locale: 'ru' });
  }

  text(text: string): MaxMessage {
    return this.#send(text, []);
  }

  photo(caption: string | null = null, bytes = Buffer.from('ffd8ffd9', 'hex')): MaxMessage {
    return this.album([bytes], caption);
  }

  /** In MAX several pictures are one message with several attachments. */
  album(pictures: Buffer[], caption: string | null = null): MaxMessage {
    return this.#send(
      caption,
      pictures.map((bytes) => this.#uploaded('image', 'photo.jpg', bytes)),
    );
  }

  document(file: { name: string; bytes: Buffer }, caption: string | null = null): MaxMessage {
    return this.#send(caption, [this.#uploaded('file', file.name, file.bytes)]);
  }

  voice(bytes = Buffer.from('OggS')): MaxMessage {
    return this.#send(null, [this.#uploaded('audio', 'voice.ogg', bytes)]);
  }

  video(bytes = Buffer.from('ftypmp42')): MaxMessage {
    return this.#send(null, [this.#uploaded('video', 'video.mp4', bytes)]);
  }

  location(latitude = 55.7558, longitude = 37.6173): MaxMessage {
    return this.#send(null, [{ type: 'location', latitude, longitude }]);
  }

  /** `own` answers the contact button; `other` passes on somebody else's card. */
  shareContact(whose: 'own' | 'other' = 'own', phone = '79161234567'): MaxMessage {
    const owner = whose === 'own' ? this.person : { ...this.person, user_id: this.id + 1, first_name: 'Пётр' };
    const vcf_info = `BEGIN:VCARD\r\nVERSION:3.0\r\nTEL;TYPE=cell:${phone}\r\nFN:${owner.first_name}\r\nEND:VCARD\r\n`;
    const hash = createHmac('sha256', this.token).update(vcf_info).digest('hex');
    return this.#send(null, [{ type: 'contact', payload: { vcf_info, max_info: owner, hash } }]);
  }

  edit(mid: string, text: string): MaxMessage {
    const message = this.#own(mid);
    const edited = { ...message, body: { ...message.body, text } };
    this.world.messages.set(mid, edited);
    this.world.push('message_edited', { message: edited });
    return edited;
  }

  remove(mid: string): void {
    this.#own(mid);
    this.world.push('message_removed', { message_id: mid, chat_id: this.chatId, user_id: this.id });
  }

  /** Presses the newest button with this payload (or caption); throws when none is shown. Returns the callback id. */
  press(payload: string): string {
    const pressed = [...this.inbox]
      .reverse()
      .flatMap((message) => buttons(message).map((button) => ({ message, button })))
      .find(({ button }) => button.payload === payload || button.text === payload);
    if (!pressed) throw new Error(`no button ${payload} is shown to ${this.person.first_name}`);
    const callback_id = `f9LHodD0cOJ${this.world.serial()}`;
    this.world.callbacks.set(callback_id, pressed.message);
    const callback = { timestamp: this.world.now(), callback_id, payload: pressed.button.payload, user: this.person };
    this.world.push('message_callback', { callback, message: pressed.message, user_locale: 'ru' });
    return callback_id;
  }

  #send(text: string | null, attachments: MaxAttachment[]): MaxMessage {
    if (this.dialog.stopped) throw new Error(`${this.person.first_name} has stopped the bot`);
    const message = this.world.record(this.dialog, this.person, text, attachments);
    this.world.push('message_created', { message: structuredClone(message), user_locale: 'ru' });
    return message;
  }

  #uploaded(type: string, name: string, bytes: Buffer): MaxAttachment {
    const number = this.world.serial();
    const token = `p${number}`;
    this.world.uploads.set(token, { token, type, name, mime: 'application/octet-stream', bytes, notReady: 0 });
    const payload = { token, url: `${this.base()}/files/${token}`, ...(type === 'image' ? { photo_id: number } : {}) };
    return { type, payload, ...(type === 'file' ? { filename: name, size: bytes.length } : {}) };
  }

  #own(mid: string): MaxMessage {
    const message = this.world.messages.get(mid);
    if (message?.sender.user_id !== this.id) throw new Error(`message ${mid} is not of ${this.person.first_name}`);
    return message;
  }
}

/** The inline buttons under a message. */
export const buttons = (message: MaxMessage): MaxButton[] =>
  message.body.attachments.flatMap((attachment) =>
    attachment.type === 'inline_keyboard' ? (attachment.payload?.buttons ?? []).flat() : [],
  );
