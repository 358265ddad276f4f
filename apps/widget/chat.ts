// The panel's chat: one connection, the thread it keeps in step, and the outbox that survives cuts and reloads.
import { io, type Socket } from 'socket.io-client';
import type { ChatMessage } from '#libs/contract/events.js';
import { freshKey } from './key.js';
import { drawerName, type Shelf, Storage } from './storage.js';
import {
  EMPTY,
  merge,
  nextPending,
  type Pending,
  readByManager,
  resumeAfter,
  settle,
  type Thread,
  unreadAfter,
  welcomed,
} from './thread.js';
import type { Boot, ChatError, ChatState, SayAnswer, TakenFile, Welcome } from './wire.js';

export type Link = 'connecting' | 'online' | 'offline' | 'refused';
type Settings = Pick<Welcome, 'look' | 'limits' | 'hours'>;

const SAY_MS = 10_000;
const AGAIN_MS = 3000;
const TYPING_MS = 6000;
const TYPING_EVERY_MS = 2500;
/** Links of files live for an hour. */
const FRESH_LINKS_MS = 45 * 60_000;

export class Chat {
  thread: Thread = EMPTY;
  link: Link = 'connecting';
  refusal: string | null = null;
  settings: Settings | null = null;
  /** Name proved by the portal. */
  knownName: string | null = null;
  typing = false;
  /** The server's clock less this browser's: opening hours are told by the server's. */
  clockSkewMs = 0;
  shown = false;
  /** The newest replies, for the screen reader. */
  news: ChatMessage[] = [];
  readonly storage: Storage;

  private readonly socket: Socket;
  private readonly listeners = new Set<() => void>();
  private sending = false;
  private typedAt = 0;
  private typingTimer = 0;
  private againTimer = 0;
  private readonly linkTimer: number;

  constructor(boot: Boot, shelf: Shelf | null) {
    this.storage = new Storage(drawerName(boot.account, boot.identity), shelf);
    this.thread = { ...EMPTY, outbox: this.storage.get().outbox };
    const auth = (answer: (hello: object) => void) =>
      answer({ ...boot, token: this.storage.get().token ?? undefined, after: resumeAfter(this.thread.messages) });
    this.socket = io(`${location.origin}/chat`, {
      auth,
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
    });
    this.listen();
    this.linkTimer = window.setInterval(() => this.renewLinks(), FRESH_LINKS_MS);
  }

  /** Ends the connection; nothing stored is forgotten. */
  close(): void {
    this.socket.disconnect();
    this.listeners.clear();
    for (const timer of [this.typingTimer, this.againTimer, this.linkTimer]) window.clearTimeout(timer);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get unread(): number {
    return unreadAfter(this.thread.messages, this.storage.get().lastSeen).length;
  }

  get token(): string | null {
    return this.link === 'online' ? this.storage.get().token : null;
  }

  /** Shown at once; sent as soon as there is a connection, once. */
  say(text: string, files: TakenFile[]): void {
    const name = this.storage.get().name || undefined;
    const pending: Pending = { key: freshKey(), text, files, name, at: new Date().toISOString() };
    this.storage.hold(pending);
    this.change({ ...this.thread, outbox: [...this.thread.outbox, pending] });
    void this.flush();
  }

  retry(pending: Pending): void {
    const again = { ...pending, refused: undefined };
    this.storage.hold(again);
    this.change({ ...this.thread, outbox: this.thread.outbox.map((one) => (one.key === pending.key ? again : one)) });
    void this.flush();
  }

  remove(pending: Pending): void {
    this.storage.release(pending.key);
    this.change({ ...this.thread, outbox: this.thread.outbox.filter((one) => one.key !== pending.key) });
  }

  type(): void {
    if (this.link !== 'online' || Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.socket.emit('typing');
  }

  rename(name: string): void {
    this.storage.put({ name });
    this.notify();
  }

  /** Whether the visitor sees the panel now. */
  show(shown: boolean): void {
    this.shown = shown;
    this.see();
    this.notify();
  }

  /** Tells which replies were seen; called when the panel or its tab comes into sight. */
  see(): void {
    if (!this.shown || document.visibilityState !== 'visible' || this.link !== 'online') return;
    const ids = unreadAfter(this.thread.messages, this.storage.get().lastSeen).map((message) => message.id);
    if (!ids.length) return;
    this.storage.put({ lastSeen: ids.at(-1)! });
    this.socket.emit('seen', { ids: ids.slice(-100) });
    this.notify();
  }

  private listen(): void {
    const { socket } = this;
    socket.on('welcome', (welcome: Welcome, heard?: (fresh: string[]) => void) => this.welcome(welcome, heard));
    socket.on('message', (message: ChatMessage, heard?: () => void) => {
      this.bring([message]);
      heard?.();
    });
    socket.on('echo', (message: ChatMessage) => this.change(merge(this.thread, [message])));
    socket.on('state', (state: ChatState) => this.change({ ...this.thread, state }));
    socket.on('typing', () => this.managerTypes());
    socket.on('disconnect', (reason) => {
      this.set('offline');
      // the server closed it: only this kind does not come back by itself
      if (reason === 'io server disconnect') this.again(() => socket.connect());
    });
    socket.on('connect_error', (error: Error & { data?: ChatError }) => this.refused(error.data));
  }

  private refused(error: ChatError | undefined): void {
    this.refusal = error?.message ?? null;
    this.set(error && error.kind !== 'unavailable' ? 'refused' : 'offline');
    if (error?.kind === 'unavailable') this.again(() => this.socket.connect());
  }

  private welcome({ token, name, look, limits, hours, ...rest }: Welcome, heard?: (fresh: string[]) => void): void {
    const known = new Set(this.thread.messages.map((message) => message.id));
    const before = this.thread;
    this.storage.put({ token });
    this.settings = { look, limits, hours };
    this.clockSkewMs = Date.parse(hours.now) - Date.now();
    this.knownName = name;
    this.refusal = null;
    this.link = 'online';
    this.change(welcomed(this.thread, { token, name, look, limits, hours, ...rest }));
    for (const { key } of before.outbox) if (rest.items.some((item) => item.key === key)) this.storage.release(key);
    heard?.(rest.items.filter((item) => item.from !== 'me' && !known.has(item.id)).map((item) => item.id));
    this.announce(before.messages.length ? rest.items.filter((item) => !known.has(item.id)) : []);
    this.see();
    void this.flush();
  }

  private bring(messages: ChatMessage[]): void {
    const fresh = messages.filter((message) => !this.thread.messages.some((one) => one.id === message.id));
    this.typing = false;
    this.change(merge(this.thread, messages));
    this.announce(fresh);
    this.see();
  }

  private announce(messages: ChatMessage[]): void {
    const replies = messages.filter((message) => message.from !== 'me');
    if (!replies.length) return;
    this.news = replies;
    this.notify();
  }

  private managerTypes(): void {
    window.clearTimeout(this.typingTimer);
    this.typing = true;
    this.typingTimer = window.setTimeout(() => {
      this.typing = false;
      this.notify();
    }, TYPING_MS);
    this.change(readByManager(this.thread));
  }

  /** One at a time and in order; what got no answer is said again under the same key. */
  private async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let pending = nextPending(this.thread); pending && this.link === 'online'; pending = nextPending(this.thread)) {
      const answer = await this.send(pending);
      if (!answer) break;
      if (answer.ok) this.storage.release(pending.key);
      this.change(settle(this.thread, pending, answer));
      const kept = this.thread.outbox.find((one) => one.key === pending?.key);
      if (kept) this.storage.hold(kept);
    }
    this.sending = false;
  }

  /** Null: it is to be tried again later, by the timer set here or by the next connection. */
  private async send({ key, text, files, name }: Pending): Promise<SayAnswer | null> {
    const body = { key, text, files: files.map((file) => file.file), ...(name ? { name, consent: true } : {}) };
    const answer = (await this.socket
      .timeout(SAY_MS)
      .emitWithAck('say', body)
      .catch(() => null)) as SayAnswer | null;
    if (answer?.ok) return answer;
    const wait =
      answer?.error.kind === 'too-many'
        ? (answer.error.facts.seconds ?? 30) * 1000
        : !answer || answer.error.kind === 'unavailable'
          ? AGAIN_MS
          : 0;
    if (!wait) return answer;
    this.refusal = answer?.error.kind === 'too-many' ? answer.error.message : null;
    this.again(() => {
      this.refusal = null;
      this.notify();
      void this.flush();
    }, wait);
    this.notify();
    return null;
  }

  private again(act: () => void, afterMs = AGAIN_MS): void {
    window.clearTimeout(this.againTimer);
    this.againTimer = window.setTimeout(act, afterMs);
  }

  private renewLinks(): void {
    if (this.link !== 'online' || !this.thread.messages.some((message) => message.files.length)) return;
    this.socket.emit(
      'history',
      {},
      (answer: { ok: boolean; items?: ChatMessage[] }) => answer.ok && this.change(merge(this.thread, answer.items ?? [])),
    );
  }

  private set(link: Link): void {
    this.link = link;
    this.typing = false;
    this.notify();
  }

  private change(thread: Thread): void {
    this.thread = thread;
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}
