// Rings the manager whom routing offered a waiting call: one phone at a time, by our own clock; who accepts is joined to the caller.
import type { ChannelAccount, ChannelHost } from '../channel.js';
import type { Call } from './call.js';
import type { CallBook, CallRow } from './call-book.adapter.js';
import type { Calls } from './calls.adapter.js';
import type { Carrier } from './carrier.adapter.js';
import type { Desk, Wish } from './desk.js';
import type { Ring, RingBook } from './ring-book.adapter.js';
import type { HotlineSettings } from './settings.js';

export interface RingParts {
  account: ChannelAccount<HotlineSettings>;
  host: ChannelHost;
  book: CallBook;
  rings: RingBook;
  desk: Desk;
  carrier: Carrier;
  calls: Calls;
  /** Runs beside the request that caused it; failures are logged. */
  beside(work: () => Promise<unknown>): void;
  /** Public address of one of our pages with its query. */
  page(path: string, query: Record<string, string>): string;
}

/** How long a phone rings for somebody who already said yes in the console. */
const JOIN_MS = 30_000;
/** Too little of the offer's time is left to try the ordinary phone after the browser's. */
const SHORT_MS = 5000;
/** The caller's own request after the talk comes within this, when there was a talk. */
const ALONE_MS = 2000;
/** How long a client is rung. */
const CLIENT_S = 45;
const WAITING = new Set<Call['state']>(['queued', 'ringing']);

const fits = (ring: Ring, wish: Wish | null): boolean =>
  wish !== null && wish.agentId === ring.agent_id && (wish.kind === 'join' || wish.offerId === ring.offer_id);

export class Ringing {
  private readonly turns = new Map<string, Promise<void>>();

  constructor(private readonly parts: RingParts) {}

  /** Compares who rings with who should; calls are looked at one after the other, each in turn. */
  look(sid: string): Promise<void> {
    const turn = (this.turns.get(sid) ?? Promise.resolve()).catch(() => undefined).then(() => this.see(sid));
    this.turns.set(sid, turn);
    const done = () => void (this.turns.get(sid) === turn && this.turns.delete(sid));
    turn.then(done, done);
    return turn;
  }

  /** The manager's answer to the offer; `join` when caller and manager are being connected. */
  async accept(ringId: string, leg: string): Promise<'join' | 'gone'> {
    const { rings, desk } = this.parts;
    const ring = await rings.find(ringId);
    if (!ring || ring.state === 'over') return 'gone';
    if (ring.state === 'accepted') return 'join';
    const row = await this.parts.book.find(ring.call);
    if (!row || !(await this.isAwaited(row))) return 'gone';
    if (!(await rings.move(ring.id, 'ringing', 'accepted'))) return (await rings.find(ringId))?.state === 'accepted' ? 'join' : 'gone';
    if (ring.leg && ring.leg !== leg) this.parts.beside(() => this.parts.carrier.end(ring.leg!));
    await rings.legIs(ring.id, leg);
    if (ring.offer_id && !(await desk.accept(ring.offer_id, ring.agent_id)) && !(await this.isTheirs(row, ring.agent_id)))
      return this.drop(ring);
    return this.connect(row, ring);
  }

  /** Whoever picked up need not press a key: taken in the console, a browser's phone, or so configured. */
  needsKey(ring: Ring): boolean {
    return !ring.confirmed && !ring.address.startsWith('client:') && this.parts.account.settings.confirmByKey;
  }

  /** A manager's leg is over: refused, unanswered, busy, or after the talk. */
  async legEnded(ringId: string, leg: string, status: string): Promise<void> {
    const ring = await this.parts.rings.find(ringId);
    if (!ring || ring.state === 'over' || (ring.leg !== null && ring.leg !== leg)) return;
    if (ring.state === 'accepted') return this.left(ring);
    if (await this.otherLegRings(ring, leg)) return;
    if (await this.tryPhone(ring)) return;
    await this.giveUp(ring, status === 'completed' ? 'refused' : status);
  }

  /** Our own time is over, whatever the provider has told. */
  async timeOut(ringId: string): Promise<void> {
    const ring = await this.parts.rings.find(ringId);
    if (ring?.state !== 'ringing' || ring.ends_at > this.parts.host.clock.now()) return;
    await this.giveUp(ring, 'no-answer');
  }

  /** Rings the manager who makes a call; the client is rung when the manager picked up. */
  async ringMaker(row: CallRow, agentId: string): Promise<void> {
    await this.start(row, { kind: 'join', agentId });
  }

  /** The caller is gone: nobody rings on, nobody sits alone in the talk. */
  async callOver(sid: string): Promise<void> {
    const { rings, carrier } = this.parts;
    const ring = await rings.open(sid);
    if (ring?.state === 'ringing') await this.stop(ring);
    if (ring?.state !== 'accepted' || !(await rings.move(ring.id, 'accepted', 'over'))) return;
    if (ring.leg) this.parts.beside(() => carrier.end(ring.leg!));
  }

  private async see(sid: string): Promise<void> {
    const { book, rings, desk } = this.parts;
    const row = await book.find(sid);
    if (!row?.ticket_id || row.direction === 'outbound') return;
    const ring = await rings.open(sid);
    if (ring?.state === 'accepted') return;
    const wish = WAITING.has((await this.parts.calls.present(sid)).state) ? await desk.wish(row.ticket_id) : null;
    if (ring && fits(ring, wish)) {
      if (wish?.kind === 'join' && !ring.confirmed) await this.confirm(ring);
      return;
    }
    if (ring && !(await this.stop(ring))) return;
    if (wish) await this.start(row, wish);
  }

  private async start(row: CallRow, wish: Wish): Promise<void> {
    const { desk, rings, account, host } = this.parts;
    const { browser, phone } = await desk.reach(wish.agentId, account.id);
    const address = browser ? `client:${browser}` : phone;
    if (!address) return this.unreachable(row, wish, 'no-phone');
    const now = host.clock.now();
    const offer = wish.kind === 'offer' ? wish : null;
    const ends_at = offer?.until ?? new Date(now.getTime() + JOIN_MS);
    if (ends_at <= now) return;
    const ring = await rings.start({
      call: row.sid,
      account_id: account.id,
      agent_id: wish.agentId,
      offer_id: offer?.offerId ?? null,
      address,
      confirmed: !offer,
      ends_at,
    });
    if (!ring) return;
    await this.note(row.ticket_id!, 'call.ringing', ring);
    host.clock.after(ends_at.getTime() - now.getTime(), () => this.parts.beside(() => this.timeOut(ring.id)));
    await this.dial(ring);
  }

  private async dial(ring: Ring): Promise<void> {
    const { carrier, rings, host, account, page } = this.parts;
    const query = { call: ring.call, agent: ring.agent_id, ring: ring.id };
    const timeoutS = Math.max(5, Math.ceil((ring.ends_at.getTime() - host.clock.now().getTime()) / 1000));
    try {
      const leg = await carrier.ring({
        from: account.settings.number,
        to: ring.address,
        url: page('offer', query),
        status: page('agent-status', query),
        timeoutS,
      });
      const fresh = await rings.legIs(ring.id, leg);
      // the offer ended while the provider was asked
      if (fresh.state === 'over') await carrier.end(leg);
    } catch (error) {
      host.log.warn({ err: error, agent: ring.agent_id }, "a manager's phone could not be rung");
      if (!(await this.tryPhone(ring))) await this.giveUp(ring, 'unreachable');
    }
  }

  /** A browser that does not answer is followed by the ordinary phone while there is time. */
  private async tryPhone(ring: Ring): Promise<boolean> {
    const { desk, rings, account, host } = this.parts;
    if (!ring.address.startsWith('client:') || ring.ends_at.getTime() - host.clock.now().getTime() < SHORT_MS) return false;
    const { phone } = await desk.reach(ring.agent_id, account.id);
    if (!phone) return false;
    await rings.reach(ring.id, phone);
    await this.dial({ ...ring, address: phone, leg: null });
    return true;
  }

  private async giveUp(ring: Ring, reason: string): Promise<void> {
    const { desk, book, host } = this.parts;
    if (!(await this.stop(ring))) return;
    const row = await book.find(ring.call);
    if (row?.direction === 'outbound') return this.unanswered(row);
    if (!ring.offer_id) return this.unreachable(row!, { kind: 'join', agentId: ring.agent_id }, reason);
    if (ring.ends_at <= host.clock.now()) await desk.expire(ring.offer_id);
    else await desk.letGo(ring.offer_id, ring.agent_id, reason);
    // beside: this may itself be the call's turn, and a turn that waits for the next one never ends
    this.parts.beside(() => this.look(ring.call));
  }

  private async unreachable(row: CallRow, wish: Wish, reason: string): Promise<void> {
    const { desk } = this.parts;
    if (wish.kind === 'offer') return desk.letGo(wish.offerId, wish.agentId, reason);
    await desk.release(row.ticket_id!, wish.agentId, reason);
  }

  /** Somebody else rings next, or nobody: this phone falls silent. False when another turn did it. */
  private async stop(ring: Ring): Promise<boolean> {
    const { rings, carrier, book } = this.parts;
    if (!(await rings.move(ring.id, 'ringing', 'over'))) return false;
    const row = await book.find(ring.call);
    if (row?.ticket_id) await this.note(row.ticket_id, 'call.missed', ring);
    const leg = (await rings.find(ring.id))?.leg;
    if (leg) this.parts.beside(() => carrier.end(leg));
    return true;
  }

  /** Taken in the console: a phone that still rings joins when picked up, one that hears the offer joins now. */
  private async confirm(ring: Ring): Promise<void> {
    await this.parts.rings.confirm(ring.id);
    if (!ring.answered || !ring.leg) return;
    const query = { call: ring.call, agent: ring.agent_id, ring: ring.id };
    await this.parts.carrier.redirect(ring.leg, this.parts.page('offer', query));
  }

  private async connect(row: CallRow, ring: Ring): Promise<'join' | 'gone'> {
    const { carrier, page, book, host } = this.parts;
    await book.take(row.sid, ring.agent_id);
    try {
      if (row.direction === 'inbound') await carrier.redirect(row.sid, page('join', { call: row.sid }));
      else await this.ringClient(row);
      return 'join';
    } catch (error) {
      host.log.warn({ err: error, call: row.sid }, 'the caller could not be connected');
      if (row.direction === 'outbound') await this.unanswered(row);
      return this.drop(ring);
    }
  }

  private async ringClient(row: CallRow): Promise<void> {
    const { carrier, page, account, book } = this.parts;
    const query = { call: row.sid };
    const leg = await carrier.ring({
      from: account.settings.number,
      to: row.phone!,
      url: page('client', query),
      status: page('status', query),
      timeoutS: CLIENT_S,
    });
    await book.legIs(row.sid, leg);
  }

  private async drop(ring: Ring): Promise<'gone'> {
    await this.parts.rings.move(ring.id, 'accepted', 'over');
    await this.parts.book.take(ring.call, null);
    return 'gone';
  }

  /** The manager's leg ended: after a talk, or before it, which notices on their way may still decide. */
  private async left(ring: Ring): Promise<void> {
    const { rings, book, host, beside } = this.parts;
    if (!(await rings.move(ring.id, 'accepted', 'over'))) return;
    const row = await book.find(ring.call);
    if (!row || (await this.isServed(row.sid))) return;
    // a short talk's own notices may be late: `completed` leaves the last word to them
    if (row.direction === 'outbound') return this.unanswered(row, 'completed');
    host.clock.after(ALONE_MS, () => beside(() => this.backToLine(row, ring)));
  }

  /** The caller is alone in the talk: back to the line, with the ticket. */
  private async backToLine(row: CallRow, ring: Ring): Promise<void> {
    const { book, desk, carrier, page } = this.parts;
    if ((await this.isServed(row.sid)) || (await this.parts.rings.open(row.sid))) return;
    await book.take(row.sid, null);
    await desk.release(row.ticket_id!, ring.agent_id, 'phone lost');
    await carrier.redirect(row.sid, page('again', { call: row.sid }));
  }

  private async isServed(sid: string): Promise<boolean> {
    const call = await this.parts.calls.present(sid);
    if (call.endedAt !== null || call.answeredAt !== null) return true;
    return (await this.parts.book.events(sid)).some((event) => event.kind === 'talk-left');
  }

  /** The end of a call of ours that nobody came to. */
  private async unanswered({ sid }: CallRow, status = 'no-answer'): Promise<void> {
    const { book, carrier, host } = this.parts;
    const at = host.clock.now().getTime();
    const row = await book.find(sid);
    if (!row) return;
    if (row.leg) this.parts.beside(() => carrier.end(row.leg!));
    await this.parts.calls.hear(row.sid, [{ key: `${row.sid}:unanswered`, at, order: 0, kind: 'ended', status }]);
  }

  /** A lost answer of the provider may have left two legs to one phone; only the last one's end counts. */
  private async otherLegRings(ring: Ring, leg: string): Promise<boolean> {
    const events = await this.parts.book.events(ring.call);
    const over = new Set(events.flatMap((event) => (event.kind === 'agent-ended' ? [event.leg] : [])));
    return events.some(
      (event) =>
        event.kind === 'agent-ringing' &&
        event.agent === ring.agent_id &&
        event.at >= ring.made_at.getTime() - 1000 &&
        event.leg !== leg &&
        !over.has(event.leg),
    );
  }

  private async isAwaited(row: CallRow): Promise<boolean> {
    const call = await this.parts.calls.present(row.sid);
    return row.direction === 'outbound' ? call.endedAt === null : WAITING.has(call.state);
  }

  /** Accepted in the console a moment before the key was pressed. */
  private async isTheirs(row: CallRow, agentId: string): Promise<boolean> {
    const wish = row.ticket_id ? await this.parts.desk.wish(row.ticket_id) : null;
    return wish?.kind === 'join' && wish.agentId === agentId;
  }

  private async note(ticketId: string, kind: string, ring: Ring): Promise<void> {
    const facts = {
      call: ring.call,
      agent: ring.agent_id,
      offer: ring.offer_id,
      by: ring.address.startsWith('client:') ? 'browser' : 'phone',
    };
    await this.parts.book.transaction((tx) => this.parts.desk.tell(tx, ticketId, [{ name: kind, kind, agent: null, facts }]));
  }
}
