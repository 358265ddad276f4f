// What the messengers still show of the inquiries that lie open when the demo begins.
import type { Institute } from './institute/story.js';
import type { MaxPerson } from './max/user.js';
import type { Max } from './max/max-api.server.js';
import { addressIn, isPlain } from './people.js';
import type { Telegram } from './telegram/bot-api.server.js';

interface Memory {
  channel: string;
  address: string;
  mine: boolean;
  at: Date;
  text: string;
}

/** Nothing is sent to the product: it has stored these words. */
export function recall({ clients, tickets }: Institute, telegram: Telegram, max: Max, people: MaxPerson[]): void {
  const cards = new Map(clients.map((client) => [client.key, client]));
  const memories = tickets.filter(isPlain).flatMap(({ channel, client, messages }): Memory[] => {
    const address = addressIn(cards.get(client)!, channel);
    const said = messages.filter((message) => message.direction !== 'note');
    return address ? said.map(({ direction, at, text }) => ({ channel, address, mine: direction === 'inbound', at, text })) : [];
  });
  for (const memory of memories) {
    if (memory.channel === 'telegram') inTelegram(telegram, memory);
    if (memory.channel === 'max') inMax(max, people, memory);
  }
}

function inTelegram(telegram: Telegram, memory: Memory): void {
  const { world } = telegram;
  const person = telegram.user(Number(memory.address));
  const message = world.record(person.chat, memory.mine ? person.person : world.bot, {
    text: memory.text,
    date: Math.floor(memory.at.getTime() / 1000),
  });
  if (!memory.mine) person.room.inbox.append({ message, edited: false, deleted: false });
}

function inMax({ world }: Max, people: MaxPerson[], { address, mine, at, text }: Memory): void {
  const person = people.find((one) => String(one.id) === address);
  if (!person) return;
  const message = world.record(person.dialog, mine ? person.person : world.bot, text, []);
  message.timestamp = at.getTime();
  if (!mine) person.dialog.inbox.append({ message, edited: false, deleted: false });
}
