// A conversation as people read it: days, grouped messages, system lines folded by three, what is still on its way.
import type { JournalView, MessageView } from '#libs/contract/tickets.js';
import type { Outgoing } from '../composer/waiting.js';
import { dayOf } from '../texts/format.js';

export type Line =
  | { is: 'day'; key: string; at: string }
  | { is: 'message'; key: string; message: MessageView; grouped: boolean }
  | { is: 'event'; key: string; event: JournalView }
  | { is: 'events'; key: string; events: JournalView[] }
  | { is: 'outgoing'; key: string; outgoing: Outgoing };

const GROUP_MS = 60_000;
const FOLD_FROM = 4;

/** Ids grow with time but are opaque text: the longer one is the later one. */
const byId = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Messages by id, the newer answer wins, in order of time. */
export function mergeMessages(old: MessageView[], fresh: MessageView[]): MessageView[] {
  const all = new Map(old.map((m) => [m.id, m]));
  for (const message of fresh) all.set(message.id, message);
  return [...all.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || byId(a.id, b.id));
}

type Entry = { at: number; message: MessageView } | { at: number; event: JournalView };

function entries(messages: MessageView[], journal: JournalView[], complete: boolean): Entry[] {
  const from = complete || messages.length === 0 ? 0 : Date.parse(messages[0]!.at);
  const events = journal.map((event) => ({ at: Date.parse(event.at), event })).filter((entry) => entry.at >= from);
  const words = messages.map((message) => ({ at: Date.parse(message.at), message }));
  // At the same moment the message stands before the event it caused.
  return [...words, ...events].sort((a, b) => a.at - b.at);
}

const sameVoice = (a: MessageView, b: MessageView): boolean =>
  a.direction === b.direction && a.author.kind === b.author.kind && a.author.id === b.author.id && a.author.name === b.author.name;

function fold(run: JournalView[]): Line[] {
  if (run.length >= FOLD_FROM) return [{ is: 'events', key: `events-${run[0]!.seq}`, events: run }];
  return run.map((event) => ({ is: 'event', key: `event-${event.seq}`, event }));
}

/**
 * Lines of the conversation, oldest first. `complete`: the beginning is loaded, so events before the first message
 * are shown. Outgoing bubbles stand last until a message with their key has come.
 */
export function timeline(messages: MessageView[], journal: JournalView[], outbox: Outgoing[], complete: boolean): Line[] {
  const lines: Line[] = [];
  let day = '';
  let last: MessageView | null = null;
  let run: JournalView[] = [];
  const flush = (): void => {
    lines.push(...fold(run));
    run = [];
  };
  for (const entry of entries(messages, journal, complete)) {
    const at = new Date(entry.at).toISOString();
    if (dayOf(at) !== day) {
      flush();
      day = dayOf(at);
      last = null;
      lines.push({ is: 'day', key: `day-${day}`, at });
    }
    if ('event' in entry) {
      run.push(entry.event);
      last = null;
      continue;
    }
    flush();
    const { message } = entry;
    lines.push({
      is: 'message',
      key: message.clientKey ?? message.id,
      message,
      grouped: last !== null && sameVoice(last, message) && entry.at - Date.parse(last.at) < GROUP_MS,
    });
    last = message;
  }
  flush();
  const arrived = new Set(messages.map((m) => m.clientKey));
  for (const outgoing of outbox) if (!arrived.has(outgoing.key)) lines.push({ is: 'outgoing', key: outgoing.key, outgoing });
  return lines;
}
