// Whether the client has already been told: the last of our words after the last of theirs.
import type { MessageView, TicketView } from '#libs/contract/tickets.js';

export interface Told {
  messageId: string | null;
  at: string;
  channel: string;
  author: string | null;
}

/** Null when the last public word is the client's. A call or visit that ended counts as told by the ticket itself. */
export function alreadyTold(ticket: Pick<TicketView, 'told' | 'channel'>, messages: MessageView[]): Told | null {
  const open = messages.filter((message) => message.direction !== 'note' && !message.deleted && message.author.kind !== 'machine');
  const last = open.at(-1);
  if (last?.direction === 'outbound' && last.delivery?.state !== 'failed')
    return { messageId: last.id, at: last.at, channel: last.delivery?.channel ?? ticket.channel, author: last.author.name };
  return ticket.told ? { messageId: null, at: ticket.told.at, channel: ticket.told.channel, author: ticket.told.by } : null;
}
