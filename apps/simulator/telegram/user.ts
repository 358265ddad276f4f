// A person in Telegram: writes, sends files, presses, blocks; sees what the bot has shown.
import { type Content, fileObject, photoSizes } from './files.js';
import type { TgButton, TgChat, TgContact, TgEntity, TgMessage, TgUser } from './objects.js';
import type { Room, World } from './world.js';

const PICTURE: Content = { name: 'photo.jpg', mime: 'image/jpeg', bytes: Buffer.from('ffd8ffe000104a464946ffd9', 'hex') };

/** Every act returns the message as the bot gets it; nothing is sent while the bot is blocked. */
export class SimUser {
  readonly chat: TgChat;
  #phone: string;

  constructor(
    private readonly world: World,
    readonly person: TgUser,
  ) {
    const { id, first_name, last_name, username } = person;
    this.chat = { id, type: 'private', first_name, ...(last_name ? { last_name } : {}), ...(username ? { username } : {}) };
    this.#phone = `7916${String(id % 10_000_000).padStart(7, '0')}`;
  }

  get id(): number {
    return this.person.id;
  }

  get room(): Room {
    return this.world.enter(this.chat);
  }

  /** What the bot shows now: deleted messages are gone, edits are applied. */
  get inbox(): TgMessage[] {
    return this.room.inbox.entries.filter((shown) => !shown.deleted).map((shown) => shown.message);
  }

  get notices() {
    return this.room.notices;
  }

  /** The first shown message that fits, now or within `ms`; `from` skips that many older ones. */
  async waitFor(fits: (message: TgMessage) => boolean, ms = 5_000, from = 0): Promise<TgMessage> {
    const shown = await this.room.inbox.waitFor((entry) => !entry.deleted && fits(entry.message), ms, from);
    return shown.message;
  }

  text(text: string, options: { replyTo?: number } = {}): TgMessage {
    const reply = options.replyTo ? { reply_to_message: this.world.find(this.chat.id, options.replyTo) } : {};
    return this.#send({ text, ...commandEntities(text), ...reply });
  }

  /** Opens the bot by a deep link or by the Start button. */
  start(payload = ''): TgMessage {
    if (this.room.blocked) this.unblock();
    return this.text(payload ? `/start ${payload}` : '/start');
  }

  photo(content: Partial<Content> = {}, caption?: string): TgMessage {
    return this.#send({ photo: photoSizes(this.world.files, { ...PICTURE, ...content }), ...captioned(caption) });
  }

  /** Separate updates with one media_group_id; the caption stands on the first. */
  album(items: Array<Partial<Content>>, caption?: string): TgMessage[] {
    const media_group_id = String(13_700_000_000_000_000n + BigInt(this.world.serial()));
    return items.map((item, index) =>
      this.#send({
        media_group_id,
        photo: photoSizes(this.world.files, { ...PICTURE, ...item }),
        ...captioned(index === 0 ? caption : undefined),
      }),
    );
  }

  document(content: Content, caption?: string): TgMessage {
    return this.#send({ document: fileObject(this.world.files.add(content)), ...captioned(caption) });
  }

  voice(seconds = 4, bytes = Buffer.from('OggS')): TgMessage {
    const file = this.world.files.add({ name: 'voice.oga', mime: 'audio/ogg', bytes });
    return this.#send({ voice: fileObject(file, { duration: seconds }) });
  }

  video(content: Partial<Content> = {}, caption?: string): TgMessage {
    const file = this.world.files.add({ name: 'video.mp4', mime: 'video/mp4', size: 1_500_000, ...content });
    return this.#send({ video: fileObject(file, { duration: 12, width: 1280, height: 720 }), ...captioned(caption) });
  }

  location(latitude = 55.7558, longitude = 37.6173): TgMessage {
    return this.#send({ location: { latitude, longitude } });
  }

  /** `own` answers the contact button; `other` forwards somebody else's card. */
  shareContact(whose: 'own' | 'other' = 'own', contact: Partial<TgContact> = {}): TgMessage {
    const card =
      whose === 'own'
        ? { phone_number: this.#phone, first_name: this.person.first_name, user_id: this.id }
        : { phone_number: '79031112233', first_name: 'Пётр', user_id: this.id + 1 };
    return this.#send({ contact: { ...card, ...contact } });
  }

  edit(messageId: number, text: string): TgMessage {
    const message = this.#own(messageId);
    const edited = Object.assign(message, { edit_date: this.world.date }, message.caption === undefined ? { text } : { caption: text });
    if (!this.room.blocked) this.world.queue.push('edited_message', { ...edited });
    return edited;
  }

  /** Presses the newest inline button with this data (or caption); throws when none is shown. Returns the query id. */
  press(data: string): string {
    const pressed = [...this.inbox]
      .reverse()
      .flatMap((message) => inline(message).map((button) => ({ message, button })))
      .find(({ button }) => button.callback_data === data || button.text === data);
    if (!pressed?.button.callback_data) throw new Error(`no button ${data} is shown to ${this.person.first_name}`);
    const id = String(4_382_000_000_000_000_000n + BigInt(this.world.serial()));
    this.world.callbacks.set(id, this.id);
    this.world.queue.push('callback_query', {
      id,
      from: this.person,
      message: pressed.message,
      chat_instance: `-${this.id}`,
      data: pressed.button.callback_data,
    });
    return id;
  }

  react(messageId: number, emoji: string): void {
    this.world.queue.push('message_reaction', {
      chat: this.chat,
      message_id: messageId,
      user: this.person,
      date: this.world.date,
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji }],
    });
  }

  block(): void {
    this.#membership('member', 'kicked');
    this.room.blocked = true;
  }

  unblock(): void {
    this.room.blocked = false;
    this.#membership('kicked', 'member');
  }

  /** The same person in a group; without a mention, a command or a reply the bot hears nothing (privacy mode). */
  inGroup(groupId: number, title = 'Общежитие № 2') {
    const chat: TgChat = { id: groupId, type: 'supergroup', title };
    const room = this.world.enter(chat);
    const text = (words: string, options: { mention?: boolean } = {}): TgMessage => {
      const name = `@${this.world.bot.username}`;
      const body = options.mention
        ? { text: `${name} ${words}`, entities: [{ type: 'mention', offset: 0, length: name.length }] }
        : { text: words, ...commandEntities(words) };
      const message = this.world.record(chat, this.person, body);
      if (options.mention || words.startsWith('/')) this.world.queue.push('message', { ...message });
      return message;
    };
    return { text, room };
  }

  #send(body: Partial<TgMessage>): TgMessage {
    if (this.room.blocked) throw new Error(`${this.person.first_name} has blocked the bot`);
    const message = this.world.record(this.room.chat, this.person, body);
    // A copy: a later edit must not change an update that waits in the queue.
    this.world.queue.push('message', { ...message });
    return message;
  }

  #own(messageId: number): TgMessage {
    const message = this.world.find(this.chat.id, messageId);
    if (message?.from.id !== this.id) throw new Error(`message ${messageId} is not of ${this.person.first_name}`);
    return message;
  }

  #membership(before: 'member' | 'kicked', after: 'member' | 'kicked'): void {
    const member = (status: string) => ({ user: this.world.bot, status, ...(status === 'kicked' ? { until_date: 0 } : {}) });
    this.world.queue.push('my_chat_member', {
      chat: this.room.chat,
      from: this.person,
      date: this.world.date,
      old_chat_member: member(before),
      new_chat_member: member(after),
    });
  }
}

/** Captions and data of the inline buttons under a message. */
export const inline = (message: TgMessage): TgButton[] => (message.reply_markup?.inline_keyboard ?? []).flat();

function captioned(caption: string | undefined): Partial<TgMessage> {
  return caption ? { caption } : {};
}

function commandEntities(text: string): { entities?: TgEntity[] } {
  const command = /^\/[A-Za-z0-9_]{1,32}(@\w+)?/.exec(text)?.[0];
  return command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {};
}
