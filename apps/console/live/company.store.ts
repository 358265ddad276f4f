// Who else is here: colleagues who look at or write in a ticket, clients who type. Ephemeral, forgotten by itself.
import type { ConsoleNews } from '#libs/contract/events.js';
import { keyed } from './cell.js';

type Viewing = Parameters<ConsoleNews['viewing']>[0]['agents'];
type Typing = Parameters<ConsoleNews['typing']>[0];

const TYPING_MS = 6000;
export const viewing = keyed<Viewing>();
export const typing = keyed<Typing['who']>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function heardTyping(news: Typing): void {
  typing.put(news.ticketId, news.who);
  clearTimeout(timers.get(news.ticketId));
  timers.set(
    news.ticketId,
    setTimeout(() => typing.drop(news.ticketId), TYPING_MS),
  );
}

/** A message ends its author's typing mark at once. */
export const typingEnded = (ticketId: string): void => typing.drop(ticketId);

/** Colleagues only: my own second tab is not somebody else. */
export function heardViewing(ticketId: string, agents: Viewing, myId: string): void {
  viewing.put(
    ticketId,
    agents.filter((agent) => agent.id !== myId),
  );
}
