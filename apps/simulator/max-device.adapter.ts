// The MAX-like device: people's acts to the stand-in, and what the bot has shown them back.
import type { Max } from './max/max-api.server.js';
import type { MaxMessage } from './max/objects.js';
import { buttons, type MaxPerson } from './max/user.js';
import type { Player } from './people.js';
import { type Device, LONGEST_THREAD, type Line, refuse, type Thread, type Wish } from './thread.js';

const ACTS: Record<string, (user: MaxPerson, wish: Wish) => unknown> = {
  start: (user) => user.start(),
  text: (user, { text }) => user.text(text || refuse('Напишите сообщение.')),
  press: (user, { data }) => user.press(data ?? ''),
  contact: (user) => user.shareContact(),
  photo: (user, { text }) => user.photo(text || null),
};

export class MaxDevice implements Device {
  private readonly people: Map<string, MaxPerson>;

  constructor(
    private readonly max: Max,
    readonly players: Player[],
    people: MaxPerson[],
    changed: (person: string, typing?: boolean) => void,
  ) {
    this.people = new Map(people.map((person) => [String(person.id), person]));
    const byChat = new Map(people.map((person) => [String(person.chatId), String(person.id)]));
    max.calls.watch(({ route, query, result }) => {
      const chat =
        query.chat_id ??
        /\/chats\/(\d+)\//.exec(route)?.[1] ??
        String((result as { message?: MaxMessage } | undefined)?.message?.recipient.chat_id ?? '');
      const person = query.user_id ?? byChat.get(chat);
      if (person) changed(person, route.endsWith('/actions'));
      else if (!route.startsWith('GET')) for (const { id } of players) changed(id);
    });
    max.updates.watch(({ update }) => {
      const chat = (update.message as MaxMessage | undefined)?.recipient.chat_id;
      if (chat) changed(byChat.get(String(chat)) ?? '');
    });
  }

  act(person: string, wish: Wish): void {
    const act = ACTS[wish.act] ?? refuse(`Действия «${wish.act}» здесь нет.`);
    act(this.user(person), wish);
  }

  thread(person: string): Thread {
    const user = this.user(person);
    const deleted = new Set(user.dialog.inbox.entries.filter((shown) => shown.deleted).map((shown) => shown.message.body.mid));
    const messages = [...this.max.world.messages.values()].filter(
      (message) => message.recipient.chat_id === user.chatId && !deleted.has(message.body.mid),
    );
    const waiting = new Set(
      this.max.updates.entries
        .filter((record) => !record.confirmed)
        .map(({ update }) => (update.message as MaxMessage | undefined)?.body.mid),
    );
    return { lines: messages.slice(-LONGEST_THREAD).map((message) => lineOf(message, user.id, waiting)) };
  }

  private user(person: string): MaxPerson {
    return this.people.get(person) ?? refuse('Такого человека в MAX нет.');
  }
}

function lineOf(message: MaxMessage, me: number, waiting: Set<string | undefined>): Line {
  const { mid, text, attachments } = message.body;
  const mine = message.sender.user_id === me;
  const shown = buttons(message).map((button) => ({ label: button.text, data: button.payload, url: button.url }));
  const files = attachments
    .filter((one) => one.type !== 'inline_keyboard')
    .map(
      (one) =>
        one.filename ??
        { image: 'фото', audio: 'голосовое сообщение', video: 'видео', location: 'место на карте', contact: 'контакт' }[one.type] ??
        'файл',
    );
  return {
    id: mid,
    at: message.timestamp,
    from: mine ? 'me' : 'them',
    text: text ?? '',
    files,
    ...(shown.length ? { buttons: shown } : {}),
    ...(mine ? { state: waiting.has(mid) ? 'sent' : 'taken' } : {}),
  };
}
