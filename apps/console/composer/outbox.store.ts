// Messages on their way: shown at once, kept on this device until the server has them, sent once under one key.
import { isDefinite, Refusal, sentence } from '../api/http.adapter.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import { uuid } from '../api/uuid.js';
import { keepMessages } from '../conversation/messages.store.js';
import { cell } from '../live/cell.js';
import { refetchTicket } from '../live/tickets.store.js';
import { type Mode, type OutFile, type Outgoing, newerOf, nextToSend, restored } from './waiting.js';

const RETRY_MS = 3000;
// The network may return before anything notices that the socket was lost.
window.addEventListener('online', () => flushOutbox());
export const outbox = cell<Outgoing[]>([]);
let storedUnder: string | null = null;

/** Reads what this person left unsent on this device. */
export function openOutbox(agentId: string): void {
  if (storedUnder) return;
  storedUnder = `outbox.${agentId}`;
  try {
    outbox.set(restored(JSON.parse(localStorage.getItem(storedUnder) ?? '[]') as Outgoing[], Date.now()));
  } catch {
    outbox.set([]);
  }
  outbox.subscribe(() => localStorage.setItem(storedUnder!, JSON.stringify(outbox.get())));
}

const change = (key: string, fields: Partial<Outgoing>): void =>
  outbox.change((now) => now.map((out) => (out.key === key ? { ...out, ...fields } : out)));
export const discard = (key: string): void => outbox.change((now) => now.filter((out) => out.key !== key));

export interface Words {
  ticketId: string;
  mode: Mode;
  text: string;
  files: OutFile[];
  seenSeq: string | null;
  channel?: string;
}

/** Puts a message into the outbox and sends it as soon as possible; returns its key. */
export function send(words: Words): string {
  const key = uuid();
  outbox.change((now) => [...now, { ...words, key, force: false, writtenAt: Date.now(), state: 'waiting', reason: null, newer: null }]);
  flushOutbox();
  return key;
}

/** Sends again what was refused, held, or overtaken by a colleague (`force`). A changed body needs a new key. */
export function sendAgain(key: string, force = false): void {
  const out = outbox.get().find((o) => o.key === key);
  if (!out) return;
  const nextKey = out.spent || (force && !out.force) ? uuid() : key;
  outbox.change((now) =>
    now.map((o) => (o.key === key ? { ...o, key: nextKey, force, spent: false, state: 'waiting', reason: null, newer: null } : o)),
  );
  flushOutbox();
}

async function deliver(out: Outgoing): Promise<void> {
  const files = out.files.map((file) => file.id);
  if (out.mode === 'note') {
    const { message } = await ticketsApi.note(out.ticketId, { text: out.text, files, clientKey: out.key }, out.key);
    return keepMessages(out.ticketId, [message]);
  }
  const body = {
    text: out.text,
    files,
    clientKey: out.key,
    ...(out.seenSeq ? { seenSeq: out.seenSeq } : {}),
    ...(out.channel ? { channel: out.channel } : {}),
    ...(out.force ? { force: true } : {}),
  };
  const answer = await ticketsApi.reply(out.ticketId, body, out.key);
  keepMessages(out.ticketId, [...answer.newer, answer.message]);
}

/** No answer or an overloaded server is tried again under the same key; a refusal waits for the person. */
const passing = (error: unknown): boolean =>
  error instanceof Refusal && ['offline', 'unavailable', 'too-many', 'unauthorized'].includes(error.kind);

async function attempt(out: Outgoing): Promise<void> {
  change(out.key, { state: 'sending' });
  try {
    await deliver(out);
    discard(out.key);
    void refetchTicket(out.ticketId);
    flushOutbox();
  } catch (error) {
    if (passing(error)) {
      change(out.key, { state: 'waiting', reason: sentence(error) });
      if (navigator.onLine) setTimeout(flushOutbox, RETRY_MS);
      return;
    }
    const newer = error instanceof Refusal && error.kind === 'conflict' ? newerOf(error.facts) : null;
    change(out.key, { state: newer ? 'stale' : 'failed', reason: sentence(error), newer, spent: isDefinite(error) });
  }
}

/** Sends every head that may go: after a send, after reconnecting, after a retry. */
export function flushOutbox(): void {
  if (!storedUnder) return;
  for (const out of nextToSend(outbox.get())) void attempt(out);
}
