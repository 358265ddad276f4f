// The namespace /chat: admits visitors, takes their words, and brings them replies, typing and news of their inquiry.
import { randomBytes } from 'node:crypto';
import type { Namespace, Socket } from 'socket.io';
import { Database } from '#libs/kernel/database.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import type { ChatMessage } from '#libs/contract/events.js';
import type { ChannelHost } from '../channel.js';
import { admit } from './admission.js';
import { type Account, Desk, type Refusal } from './desk.adapter.js';
import { standings } from './standing.query.js';
import { beginVisit, Hello, roomOf, type Visit } from './visit.js';
import { type ChatCalls, type ChatNews, type ChatState, Page, Say, Seen } from './wire.js';

interface VisitorData {
  visit: Visit;
  after: string | null;
  state: ChatState;
  /** The newest reply this browser was given. */
  lastReply: string | null;
}
type Visitor = Socket<ChatCalls, ChatNews, Record<string, never>, VisitorData>;
type Visitors = Namespace<ChatCalls, ChatNews, Record<string, never>, VisitorData>;

const HEARD_MS = 2000;
/** News of the journal come in bursts: one look serves them all. Real time, not the product's: a frozen clock must not stop the socket. */
const LOOK_MS = 200;
const TYPING_MS = 2000;
const SEEN_TRIES = 5;
const SEEN_RETRY_MS = 400;
const UNKNOWN: ChatState = { number: null, agent: null, closed: false };

const gateways = new WeakMap<Namespace, VisitorsGateway>();

/** One gateway a namespace, whichever account is opened first. */
export function visitorsOf(host: ChannelHost): VisitorsGateway | null {
  const namespace = host.sockets?.of('/chat');
  if (!namespace) return null;
  const known = gateways.get(namespace) ?? new VisitorsGateway(namespace as unknown as Visitors, host);
  gateways.set(namespace, known);
  return known;
}

export class VisitorsGateway {
  private readonly accounts = new Map<string, Account>();
  private readonly desk: Desk;
  private looking: Promise<void> | null = null;
  private lookAgain = false;

  constructor(
    private readonly visitors: Visitors,
    private readonly host: ChannelHost,
  ) {
    this.desk = new Desk(host);
    visitors.use((socket, next) => {
      const refusal = this.admit(socket);
      next(refusal ? Object.assign(new Error(refusal.error.message), { data: refusal.error }) : undefined);
    });
    visitors.on('connection', (socket) => void this.receive(socket).catch((error: Error) => this.drop(socket, error)));
    host.resolve(LiveEvents).on('journal', () => this.lookSoon());
  }

  open(account: Account): void {
    this.accounts.set(account.id, account);
  }

  /** Visitors stay connected: a change of settings closes and opens an account within a moment. */
  close(account: Account): void {
    if (this.accounts.get(account.id) === account) this.accounts.delete(account.id);
  }

  /** True when a browser of the visitor confirmed within two seconds. */
  async bring(account: Account, conversationKey: string, message: ChatMessage): Promise<boolean> {
    const there = this.present(account.id, conversationKey);
    if (/^\d+$/.test(message.id)) for (const socket of there) socket.data.lastReply = message.id;
    const heard = there.map((socket) => socket.timeout(HEARD_MS).emitWithAck('message', message));
    return Promise.any(heard).then(
      () => true,
      () => false,
    );
  }

  typing(account: Account, conversationKey: string): void {
    for (const socket of this.present(account.id, conversationKey)) socket.emit('typing');
  }

  private admit(socket: Visitor): Refusal | null {
    const hello = Hello.safeParse(socket.handshake.auth);
    const language = hello.data?.language ?? 'ru';
    if (!hello.success) return this.desk.refuse(language, 'invalid', 'refused.hello');
    const admission = admit(hello.data, socket.handshake.headers.origin, [...this.accounts.values()], this.host, this.host.publicUrl);
    if (!admission.ok)
      return admission.reason === 'closed'
        ? this.desk.refuse(language, 'unavailable', 'refused.closed')
        : this.desk.refuse(language, 'forbidden', 'refused.domain', { origin: admission.origin });
    const random = () => randomBytes(16).toString('base64url');
    const visit = beginVisit(hello.data, admission.account, this.host, this.host.clock.now(), random);
    socket.data = { visit, after: hello.data.after ?? null, state: UNKNOWN, lastReply: null };
    return null;
  }

  private async receive(socket: Visitor): Promise<void> {
    const { visit } = socket.data;
    const account = this.accounts.get(visit.accountId)!;
    // listens before it reads: what comes meanwhile is brought, and the browser drops what it has
    this.listen(socket);
    await socket.join(roomOf(visit));
    const [standing] = await standings(this.host.resolve(Database), account.id, [visit.key]);
    if (standing) Object.assign(socket.data, { state: stateOf(standing), lastReply: standing.lastReply });
    const welcome = await this.desk.welcome(visit, account, socket.data.after, socket.data.state);
    const replies = new Set(welcome.items.filter((item) => item.from !== 'me').map((item) => item.id));
    socket.emit(
      'welcome',
      welcome,
      (fresh) => void this.mark(visit, Array.isArray(fresh) ? fresh.filter((id) => replies.has(id)) : [], 'delivered'),
    );
  }

  private listen(socket: Visitor): void {
    const { visit } = socket.data;
    let typedAt = 0;
    const answering = <A>(answer: unknown): ((value: A) => void) =>
      typeof answer === 'function' ? (answer as (value: A) => void) : () => undefined;
    socket.on('say', (body, answer) => void this.say(socket, body).then(answering(answer)));
    socket.on('history', (body, answer) => void this.history(visit, body).then(answering(answer)));
    socket.on('seen', (body) => {
      const seen = Seen.safeParse(body);
      if (seen.success) void this.mark(visit, seen.data.ids, 'read');
    });
    socket.on('typing', () => {
      const account = this.accounts.get(visit.accountId);
      const now = this.host.clock.now().getTime();
      if (!account || now - typedAt < TYPING_MS) return;
      typedAt = now;
      this.host.typing(account, visit.key);
    });
  }

  private async say(socket: Visitor, body: unknown): Promise<{ ok: true; id: string | null; key: string } | Refusal> {
    const { visit } = socket.data;
    const account = this.accounts.get(visit.accountId);
    if (!account) return this.desk.refuse(visit.language, 'unavailable', 'refused.closed');
    const say = Say.safeParse(body);
    if (!say.success)
      return this.desk.refuse(visit.language, 'invalid', 'refused.say', {
        fields: say.error.issues.map((issue) => issue.path.join('.') || 'body').join(', '),
      });
    const said = await this.desk.say(visit, account, say.data);
    if (!said.ok) return said;
    this.lookSoon();
    if (said.receipt.state === 'accepted') await this.echo(socket, account, said.receipt.messageId);
    return { ok: true, id: said.receipt.messageId, key: say.data.key };
  }

  /** The visitor's other tabs show the word too. */
  private async echo(socket: Visitor, account: Account, id: string | null): Promise<void> {
    const { visit } = socket.data;
    const tabs = this.present(account.id, visit.key).filter((tab) => tab !== socket);
    const message = tabs.length ? (await this.desk.messages(visit, account, null)).find((one) => one.id === id) : undefined;
    if (message) for (const tab of tabs) tab.emit('echo', message);
  }

  private async history(visit: Visit, body: unknown): Promise<{ ok: true; items: ChatMessage[] } | Refusal> {
    const account = this.accounts.get(visit.accountId);
    const page = Page.safeParse(body ?? {});
    if (!account || !page.success) return this.desk.refuse(visit.language, 'unavailable', 'refused.closed');
    return { ok: true, items: await this.desk.messages(visit, account, page.data.after ?? null) };
  }

  /** Only replies of the visitor's own conversation; one whose sending is not written down yet is tried again shortly. */
  private async mark(visit: Visit, ids: string[], state: 'delivered' | 'read', attempt = 1): Promise<void> {
    const account = this.accounts.get(visit.accountId);
    if (!account || !ids.length) return;
    const own = (await this.host.history(account, visit.key, null, 200)).filter(
      (item) => item.direction === 'outbound' && ids.includes(item.id),
    );
    for (const { part } of own) if (part !== null) await this.host.mark(account, part, state);
    const later = own.filter((item) => item.part === null).map((item) => item.id);
    if (later.length && attempt < SEEN_TRIES) setTimeout(() => void this.mark(visit, later, state, attempt + 1), SEEN_RETRY_MS).unref();
  }

  private present(accountId: string, key: string): Visitor[] {
    const ids = this.visitors.adapter.rooms.get(roomOf({ accountId, key })) ?? new Set<string>();
    return [...ids].map((id) => this.visitors.sockets.get(id)).filter((socket): socket is Visitor => socket !== undefined);
  }

  private lookSoon(): void {
    this.lookAgain = this.looking !== null;
    this.looking ??= new Promise<void>((resolve) => setTimeout(resolve, LOOK_MS).unref())
      .then(() => this.look())
      .catch((error: Error) => this.host.log.warn({ err: error }, 'chat news could not be read'))
      .then(() => {
        this.looking = null;
        if (this.lookAgain) this.lookSoon();
      });
  }

  /** Tells visitors what changed, and brings replies that another process has sent. */
  private async look(): Promise<void> {
    const here = [...this.visitors.sockets.values()].filter(
      (socket) => socket.data.visit && this.accounts.has(socket.data.visit.accountId),
    );
    for (const account of this.accounts.values()) {
      const sockets = here.filter((socket) => socket.data.visit.accountId === account.id);
      if (!sockets.length) continue;
      const found = new Map(
        (await standings(this.host.resolve(Database), account.id, [...new Set(sockets.map((socket) => socket.data.visit.key))])).map(
          (standing) => [standing.key, standing],
        ),
      );
      for (const socket of sockets) {
        const standing = found.get(socket.data.visit.key);
        if (!standing) continue;
        this.tell(socket, stateOf(standing));
        if (standing.lastReply && BigInt(standing.lastReply) > BigInt(socket.data.lastReply ?? 0))
          await this.catchUp(socket, account, standing.lastReply);
      }
    }
  }

  private tell(socket: Visitor, state: ChatState): void {
    if (JSON.stringify(state) === JSON.stringify(socket.data.state)) return;
    socket.data.state = state;
    socket.emit('state', state);
  }

  private async catchUp(socket: Visitor, account: Account, lastReply: string): Promise<void> {
    const { visit, lastReply: known } = socket.data;
    socket.data.lastReply = lastReply;
    const missed = (await this.desk.messages(visit, account, known)).filter((message) => message.from !== 'me');
    for (const message of missed)
      socket
        .timeout(HEARD_MS)
        .emit('message', message, (silent: Error | null) => void (silent ? null : this.mark(visit, [message.id], 'delivered')));
  }

  private drop(socket: Visitor, error: Error): void {
    this.host.log.error({ err: error }, 'a visitor could not be welcomed');
    // the browser comes again by itself
    socket.disconnect(true);
  }
}

const stateOf = ({ number, agent, closed }: ChatState): ChatState => ({ number, agent, closed });
