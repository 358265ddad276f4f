// The conversation as the panel holds it: what the server has, and what still waits to be sent.
import type { ChatMessage } from '#libs/contract/events.js';
import type { ChatState, SayAnswer, TakenFile, Welcome } from './wire.js';

/** A word of ours on its way; kept in storage until the server has it. */
export interface Pending {
  key: string;
  text: string;
  files: TakenFile[];
  name?: string;
  at: string;
  /** Why the server refused it: not sent again by itself. */
  refused?: string;
}
export interface Thread {
  messages: ChatMessage[];
  outbox: Pending[];
  state: ChatState;
}
export const EMPTY: Thread = { messages: [], outbox: [], state: { number: null, agent: null, closed: false } };

/** Ids are decimal and grow; anything else goes last in the order it came. */
function later(a: string, b: string): number {
  const numeric = /^\d+$/;
  if (!numeric.test(a) || !numeric.test(b)) return Number(numeric.test(b)) - Number(numeric.test(a));
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/** Adds and renews by id; own words that have arrived leave the outbox. What a person answered after has been seen. */
export function merge(thread: Thread, items: ChatMessage[]): Thread {
  if (!items.length) return thread;
  const byId = new Map([...thread.messages, ...items].map((message) => [message.id, message]));
  const messages = [...byId.values()].sort((a, b) => later(a.id, b.id));
  const arrived = new Set(messages.map((message) => message.key));
  return { ...thread, messages: seen(messages), outbox: thread.outbox.filter((pending) => !arrived.has(pending.key)) };
}

function seen(messages: ChatMessage[]): ChatMessage[] {
  const last = messages.findLastIndex((message) => message.from === 'agent');
  return messages.map((message, i) =>
    message.from === 'me' && i < last && message.state !== 'seen' ? { ...message, state: 'seen' } : message,
  );
}

export const welcomed = (thread: Thread, welcome: Welcome): Thread => ({ ...merge(thread, welcome.items), state: welcome.state });

/** A manager is typing, so what was written before is read. */
export const readByManager = (thread: Thread): Thread => ({
  ...thread,
  messages: thread.messages.map((message) =>
    message.from === 'me' && message.state === 'stored' ? { ...message, state: 'seen' } : message,
  ),
});

/** The server's word about one pending message. An own copy is shown until a reconnect brings the stored one with file links. */
export function settle(thread: Thread, pending: Pending, answer: SayAnswer): Thread {
  if (!answer.ok)
    return { ...thread, outbox: thread.outbox.map((one) => (one.key === pending.key ? { ...one, refused: answer.error.message } : one)) };
  const files = pending.files.map(({ name, size, mime }) => ({ name, size, mime, url: '' }));
  const stored: ChatMessage = {
    id: answer.id ?? pending.key,
    key: pending.key,
    from: 'me',
    author: null,
    text: pending.text,
    at: pending.at,
    files,
    state: 'stored',
  };
  const known = thread.messages.some((message) => message.key === pending.key);
  return merge({ ...thread, outbox: thread.outbox.filter((one) => one.key !== pending.key) }, known ? [] : [stored]);
}

/** The next to send: in the order written, refused ones aside. */
export const nextPending = (thread: Thread): Pending | undefined => thread.outbox.find((pending) => pending.refused === undefined);

/** From where to resume. A reply may get a lower id than a word that was stored before it, so some are asked for again. */
export function resumeAfter(messages: ChatMessage[]): string | undefined {
  return messages.at(-OVERLAP - 1)?.id;
}
const OVERLAP = 20;

/** Replies after the last one shown to the visitor. */
export const unreadAfter = (messages: ChatMessage[], lastSeen: string | null): ChatMessage[] =>
  messages.filter((message) => message.from !== 'me' && (lastSeen === null || later(message.id, lastSeen) > 0));
