// The console's socket: events by cursor, offers, presence, who looks at what; rights and the session are asked again every few seconds.
import { Inject } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayDisconnect, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import type { z } from 'zod';
import { ConsoleCall, type ConsoleNews, type FeedEvent } from '#libs/contract/events.js';
import { DomainError, errorAnswer } from '#libs/kernel/errors.js';
import type { Logger } from '#libs/kernel/logger.js';
import { cleanJson } from '#libs/kernel/text.js';
import type { Viewer } from '#libs/people/viewer.js';
import { sessionToken } from '../http/cookie.js';
import { Origins } from '../http/origins.js';
import type { Services } from '../services.js';
import { LOGGER, SERVICES } from '../tokens.js';

const RECHECK_MS = 3_000;
type Call = keyof typeof ConsoleCall;
interface Desk {
  socket: Socket<Record<string, never>, ConsoleNews>;
  token: string;
  viewer: Viewer;
  stop: () => void;
  viewing: { ticketId: string; writing: boolean } | null;
}

@WebSocketGateway({ namespace: '/console', path: '/socket.io', maxHttpBufferSize: 1_000_000, serveClient: false })
export class ConsoleGateway implements OnGatewayInit<Namespace>, OnGatewayConnection<Socket>, OnGatewayDisconnect<Socket> {
  private readonly desks = new Map<string, Desk>();
  private space: Namespace;
  private timer: NodeJS.Timeout;

  constructor(
    @Inject(SERVICES) private readonly s: Services,
    private readonly origins: Origins,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  afterInit(space: Namespace): void {
    this.space = space;
    space.use((socket, next) => void this.admit(socket, next));
    this.timer = setInterval(() => void this.recheck(), RECHECK_MS);
    this.timer.unref();
    this.s.live.on('offers', ({ ticketIds }) => void this.offers(ticketIds));
    this.s.live.on('presence', ({ agentIds }) => void this.presence(agentIds));
    this.s.live.on('typing', (news) => this.typing(news));
  }

  handleConnection(socket: Socket): void {
    void this.seat(socket);
  }

  handleDisconnect(socket: Socket): void {
    const desk = this.desks.get(socket.id);
    if (desk) this.leave(desk);
  }

  /** The socket server itself, for channels with namespaces of their own. */
  get server(): Namespace['server'] {
    return this.space.server;
  }

  close(): void {
    clearInterval(this.timer);
    for (const desk of this.desks.values()) desk.socket.disconnect(true);
  }

  private async admit(socket: Socket, next: (error?: Error) => void): Promise<void> {
    if (!this.origins.accepts(socket.handshake.headers.origin)) return next(refusal('forbidden', 'Соединение с чужой страницы отклонено.'));
    const token = sessionToken(socket.handshake.headers.cookie);
    const viewer = token ? await this.s.sessions.viewer(token).catch(() => null) : null;
    if (!viewer) return next(refusal('unauthorized', 'Войдите: вход не выполнен или сессия закончилась.'));
    socket.data = { token, viewer };
    next();
  }

  private async seat(socket: Socket): Promise<void> {
    const { token, viewer } = socket.data as { token: string; viewer: Viewer };
    const desk: Desk = { socket, token, viewer, stop: () => undefined, viewing: null };
    this.desks.set(socket.id, desk);
    for (const call of Object.keys(ConsoleCall) as Call[])
      socket.on(call, (body: unknown, ack?: (answer: unknown) => void) => void this.answer(desk, call, body, ack));
    const after = (socket.handshake.auth as { after?: unknown }).after;
    const subscriber = {
      get viewer() {
        return desk.viewer;
      },
      receive: (items: FeedEvent[], next: string) => void desk.socket.emit('events', { items, next }),
    };
    const { stop, resync } = await this.s.feed.follow(subscriber, typeof after === 'string' ? after : null);
    desk.stop = stop;
    if (!this.desks.has(socket.id)) return stop();
    if (resync) desk.socket.emit('resync', { next: resync });
    for (const offer of await this.s.offersQuery.openFor(viewer.agentId)) desk.socket.emit('offer', offer);
  }

  private leave(desk: Desk): void {
    desk.stop();
    this.desks.delete(desk.socket.id);
    if (desk.viewing) this.tellViewers(desk.viewing.ticketId);
  }

  private async answer(desk: Desk, call: Call, body: unknown, ack?: (answer: unknown) => void): Promise<void> {
    try {
      await this.renew(desk);
      const parsed = ConsoleCall[call].safeParse(cleanJson(body ?? {}));
      if (!parsed.success)
        throw new DomainError('invalid', `Сообщение «${call}» заполнено неверно.`, {
          fields: parsed.error.issues.map((issue) => issue.path.join('.')),
        });
      await CALLS[call](this, desk, parsed.data as never);
      ack?.({ ok: true });
    } catch (error) {
      if (!(error instanceof DomainError)) this.log.error({ err: error as Error, call }, 'a socket call failed');
      ack?.(errorAnswer(error));
    }
  }

  async setPresence(desk: Desk, { state, reason }: z.infer<typeof ConsoleCall.presence>): Promise<void> {
    await this.s.presence.set(desk.viewer.agentId, state, reason ?? null);
  }

  async beat(desk: Desk): Promise<void> {
    await this.s.presence.renew(desk.viewer.agentId);
  }

  async view(desk: Desk, { ticketId, writing }: z.infer<typeof ConsoleCall.view>): Promise<void> {
    const before = desk.viewing?.ticketId;
    if (ticketId) await this.s.tickets.view(desk.viewer, ticketId);
    desk.viewing = ticketId ? { ticketId, writing } : null;
    for (const id of new Set([before, ticketId])) if (id) this.tellViewers(id);
  }

  async agentTypes(desk: Desk, { ticketId }: z.infer<typeof ConsoleCall.typing>): Promise<void> {
    if (desk.viewing?.ticketId !== ticketId) await this.s.tickets.view(desk.viewer, ticketId);
    this.s.live.emit('typing', { ticketId, who: { kind: 'agent', name: desk.viewer.name } });
    const [row] = await this.s.db.query<{ account_id: string; key: string }>(
      'select c.account_id, c.key from tickets t join conversations c on c.id = t.conversation_id where t.id = $1',
      [ticketId],
    );
    if (row) await this.s.links.link(row.account_id)?.typing?.(row.key);
  }

  /** Everybody who looks at a ticket learns who else does. */
  private tellViewers(ticketId: string): void {
    const here = [...this.desks.values()].filter((desk) => desk.viewing?.ticketId === ticketId);
    const agents = here.map((desk) => ({ id: desk.viewer.agentId, name: desk.viewer.name, writing: desk.viewing!.writing }));
    for (const desk of here) desk.socket.emit('viewing', { ticketId, agents: agents.filter((agent) => agent.id !== desk.viewer.agentId) });
  }

  private typing({ ticketId, who }: { ticketId: string; who: { kind: 'client' | 'agent'; name: string } }): void {
    for (const desk of this.desks.values())
      if (desk.viewing?.ticketId === ticketId && desk.viewer.name !== who.name) desk.socket.emit('typing', { ticketId, who });
  }

  private async offers(ticketIds: string[]): Promise<void> {
    if (!this.desks.size) return;
    const open = await this.s.offersQuery.openOn(ticketIds).catch(() => []);
    for (const offer of open)
      for (const desk of this.desks.values()) if (desk.viewer.agentId === offer.agent.id) desk.socket.emit('offer', offer);
    const ended = await this.s.offersQuery.endedOn(ticketIds).catch(() => []);
    for (const offer of ended)
      for (const desk of this.desks.values())
        if (desk.viewer.agentId === offer.agentId)
          desk.socket.emit('offerEnded', { id: offer.id, ticketId: offer.ticketId, state: offer.state });
  }

  private async presence(agentIds: string[]): Promise<void> {
    if (!this.desks.size) return;
    const people = (await this.s.staffQuery.staff().catch(() => [])).filter((person) => agentIds.includes(person.id));
    this.space.emit(
      'presence',
      people.map((person) => ({ agent: person.id, state: person.presence, since: person.since ?? '', load: 0 })),
    );
  }

  /** A revoked session or changed membership takes effect within the period (I9: 5 s). */
  private async recheck(): Promise<void> {
    await Promise.all([...this.desks.values()].map((desk) => this.renew(desk).catch(() => undefined)));
  }

  /** The rights of this moment; without a session the desk is closed, and a ticket that left the viewer's sight leaves the desk. */
  private async renew(desk: Desk): Promise<void> {
    const viewer = await this.s.sessions.viewer(desk.token);
    if (!viewer) {
      desk.socket.emit('bye', { reason: 'Сессия закончилась. Войдите снова.' });
      this.leave(desk);
      desk.socket.disconnect(true);
      throw new DomainError('unauthorized', 'Войдите: сессия закончилась.');
    }
    desk.viewer = viewer;
    const ticketId = desk.viewing?.ticketId;
    if (!ticketId || (await this.s.tickets.views(viewer, [ticketId])).length || desk.viewing?.ticketId !== ticketId) return;
    desk.viewing = null;
    this.tellViewers(ticketId);
  }
}

const CALLS: { [K in Call]: (gateway: ConsoleGateway, desk: Desk, body: z.infer<(typeof ConsoleCall)[K]>) => Promise<void> } = {
  presence: (gateway, desk, body) => gateway.setPresence(desk, body),
  beat: (gateway, desk) => gateway.beat(desk),
  view: (gateway, desk, body) => gateway.view(desk, body),
  typing: (gateway, desk, body) => gateway.agentTypes(desk, body),
};

function refusal(kind: 'forbidden' | 'unauthorized', message: string): Error {
  return Object.assign(new Error(message), { data: errorAnswer(new DomainError(kind, message)) });
}
