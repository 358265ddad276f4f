// The Telegram-like device: people's acts to the stand-in, and what the bot has shown them back.
import type { Player } from './people.js';
import { type Button, type Device, LONGEST_THREAD, type Line, refuse, type Thread, type Wish } from './thread.js';
import type { Telegram } from './telegram/bot-api.server.js';
import type { TgMessage } from './telegram/objects.js';
import { inline, type SimUser } from './telegram/user.js';

const ACTS: Record<string, (user: SimUser, wish: Wish) => unknown> = {
  start: (user) => user.start(),
  text: (user, { text }) => user.text(text || refuse('Напишите сообщение.')),
  press: (user, { data }) => user.press(data ?? ''),
  contact: (user) => user.shareContact(),
  photo: (user, { text }) => user.photo({}, text || undefined),
};

export class TelegramDevice implements Device {
  constructor(
    private readonly telegram: Telegram,
    readonly players: Player[],
    changed: (person: string, typing?: boolean) => void,
  ) {
    telegram.calls.watch(({ method, params }) => {
      if (params.chat_id !== undefined) changed(String(params.chat_id), method.toLowerCase() === 'sendchataction');
    });
    telegram.updates.watch(({ update }) => {
      const about = update.message as TgMessage | undefined;
      if (about) changed(String(about.chat.id));
    });
  }

  act(person: string, wish: Wish): void {
    const act = ACTS[wish.act] ?? refuse(`Действия «${wish.act}» здесь нет.`);
    act(this.user(person), wish);
  }

  thread(person: string): Thread {
    const user = this.user(person);
    const { world } = this.telegram;
    const deleted = new Set(user.room.inbox.entries.filter((shown) => shown.deleted).map((shown) => shown.message.message_id));
    const messages = [...world.messages.values()].filter((message) => message.chat.id === user.id && !deleted.has(message.message_id));
    const waiting = new Set(
      this.telegram.updates.entries
        .filter((record) => !record.confirmed)
        .map(({ update }) => (update.message as TgMessage | undefined)?.message_id),
    );
    return { lines: messages.slice(-LONGEST_THREAD).map((message) => lineOf(message, user.id, waiting)), keyboard: keyboardOf(messages) };
  }

  private user(person: string): SimUser {
    const known = this.telegram.users.find((user) => String(user.id) === person);
    return known ?? refuse('Такого человека в Telegram нет.');
  }
}

function lineOf(message: TgMessage, me: number, waiting: Set<number | undefined>): Line {
  const mine = message.from.id === me;
  const buttons = inline(message).map((button): Button => ({ label: button.text, data: button.callback_data, url: button.url }));
  return {
    id: String(message.message_id),
    at: message.date * 1000,
    from: mine ? 'me' : 'them',
    text: message.text ?? message.caption ?? '',
    files: filesOf(message),
    ...(buttons.length ? { buttons } : {}),
    ...(message.edit_date ? { edited: true } : {}),
    ...(mine ? { state: waiting.has(message.message_id) ? 'sent' : 'taken' } : {}),
  };
}

function filesOf({ photo, document, voice, video, location, contact }: TgMessage): string[] {
  const shown = [
    photo && 'фото',
    document?.file_name,
    voice && 'голосовое сообщение',
    video && 'видео',
    location && 'место на карте',
    contact && `+${contact.phone_number.replace(/^\+/, '')}`,
  ];
  return shown.filter((name): name is string => Boolean(name));
}

/** The last keyboard the bot has put up and not taken away. */
function keyboardOf(messages: TgMessage[]): Thread['keyboard'] {
  const markup = messages.findLast((message) => message.reply_markup?.keyboard || message.reply_markup?.remove_keyboard)?.reply_markup;
  return markup?.keyboard?.map((row) =>
    row.map((button) => (typeof button === 'string' ? { label: button } : { label: button.text, contact: button.request_contact })),
  );
}
