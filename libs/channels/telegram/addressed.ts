// Whether a message of a group speaks to the bot: groups are heard only when they address it.
import type { WireChat, WireMessage } from './wire.js';

/** The bot as Telegram names it; the name is unknown until the server was asked. */
export interface Bot {
  id: string;
  username: string | null;
}

export const isGroup = ({ chat }: { chat: WireChat }): boolean => chat.type === 'group' || chat.type === 'supergroup';

/** A mention, a command for this bot or for nobody in particular, or a reply to its message. */
export function isAddressed(message: WireMessage, bot: Bot): boolean {
  if (message.chat.type === 'private') return true;
  if (!isGroup(message)) return false;
  if (String(message.reply_to_message?.from?.id ?? '') === bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const own = bot.username === null ? null : `@${bot.username}`.toLowerCase();
  return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length, user }) => {
    const words = text.slice(offset, offset + length).toLowerCase();
    if (type === 'text_mention') return String(user?.id) === bot.id;
    if (type === 'mention') return words === own;
    return type === 'bot_command' && (!words.includes('@') || words.endsWith(own ?? '\0'));
  });
}
