// Stored messages and replies as the visitor's panel shows them.
import type { ChatMessage } from '#libs/contract/events.js';
import type { ChatHistoryItem, Outbound, StoredFile } from '../channel.js';

type Link = (file: StoredFile) => string;

/** Oldest first. A reply still on its way is left out: `send` will bring it. What a person has answered after is seen. */
export function transcript(items: ChatHistoryItem[], link: Link): ChatMessage[] {
  const shown = items.filter((item) => item.direction === 'inbound' || item.part !== null);
  const lastAnswer = shown.findLastIndex((item) => item.direction === 'outbound' && item.author !== null);
  return shown.map((item, i) => ({
    id: item.id,
    key: item.key,
    from: item.direction === 'inbound' ? 'me' : item.author === null ? 'machine' : 'agent',
    author: item.direction === 'inbound' ? null : item.author,
    text: item.text,
    at: item.at.toISOString(),
    files: filesOf(item.files, link),
    ...(item.direction === 'inbound' ? { state: i < lastAnswer ? ('seen' as const) : ('stored' as const) } : {}),
  }));
}

/** A reply on its way out, under the id that history will give it. */
export function replyMessage(out: Outbound, link: Link, now: Date): ChatMessage {
  const author = out.automatic ? null : out.from.name;
  return {
    id: messageIdOf(out),
    key: null,
    from: out.automatic ? 'machine' : 'agent',
    author,
    text: out.text,
    at: now.toISOString(),
    files: filesOf(out.files, link),
  };
}

/** The delivery's key is "m" and the message's id; any other key stands for itself. */
const messageIdOf = (out: Outbound): string => /^m(\d+)$/.exec(out.key)?.[1] ?? out.key;

/** Refused or lost files have no bytes and so no link. */
const filesOf = (files: StoredFile[], link: Link): ChatMessage['files'] =>
  files.filter((file) => file.sha256).map((file) => ({ name: file.name ?? 'file', url: link(file), size: file.size, mime: file.mime }));
