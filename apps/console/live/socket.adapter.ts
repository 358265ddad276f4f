// The console's socket: cursor of the feed in memory, reconnects for ever, beats to keep presence alive.
import { type Socket, io } from 'socket.io-client';
import type { ConsoleNews } from '#libs/contract/events.js';
import { cell } from './cell.js';
import type { LinkState } from './connection.js';

const BEAT_MS = 15_000;

export const link = cell<LinkState>({ network: navigator.onLine, connected: false, lostAt: null, heardAt: Date.now() });
let socket: Socket | null = null;
let cursor: string | null = null;

const heard = (): void => link.change((now) => ({ ...now, heardAt: Date.now() }));

/** Handlers of the server's news; `connected` runs after each (re)connect. */
export type NewsHandlers = ConsoleNews & { connected: (again: boolean) => void };

function listen(to: Socket, handlers: NewsHandlers): void {
  let before = false;
  to.on('connect', () => {
    link.set({ network: true, connected: true, lostAt: null, heardAt: Date.now() });
    handlers.connected(before);
    before = true;
  });
  to.on('disconnect', (reason) => {
    link.change((now) => ({ ...now, connected: false, lostAt: Date.now() }));
    // After the server's own close the library does not try again by itself.
    if (reason === 'io server disconnect') setTimeout(() => to.connect(), 1000);
  });
  to.onAny(heard);
  to.on('events', (batch: Parameters<ConsoleNews['events']>[0]) => {
    cursor = batch.next;
    document.body.dataset.seq = batch.next;
    handlers.events(batch);
  });
  to.on('resync', (answer: Parameters<ConsoleNews['resync']>[0]) => {
    cursor = answer.next;
    handlers.resync(answer);
  });
  for (const name of ['offer', 'offerEnded', 'presence', 'bye', 'typing', 'viewing'] as const)
    to.on(name, handlers[name] as (...news: unknown[]) => void);
}

/** Connects once per page; `auth.after` hands back the cursor so that exactly what was missed comes. */
export function connect(handlers: NewsHandlers): void {
  if (socket) return void socket.connect();
  socket = io('/console', {
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 15_000,
    randomizationFactor: 0.3,
    auth: (give) => give(cursor ? { after: cursor } : {}),
  });
  listen(socket, handlers);
  setInterval(() => tell('beat', {}), BEAT_MS);
}

/** Tells the server something ephemeral; lost when there is no link. Not volatile: of two in a row that would drop the second. */
export function tell(name: 'beat' | 'view' | 'typing', body: Record<string, unknown>): void {
  if (socket?.connected) socket.emit(name, body, heard);
}

const hurry = (): void => {
  link.change((now) => ({ ...now, network: navigator.onLine }));
  if (socket && !socket.connected && navigator.onLine) socket.connect();
};
window.addEventListener('online', hurry);
window.addEventListener('offline', () => link.change((now) => ({ ...now, network: false })));
window.addEventListener('focus', hurry);
document.addEventListener('visibilitychange', () => !document.hidden && hurry());
