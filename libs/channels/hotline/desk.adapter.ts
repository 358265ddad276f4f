// The staff's side of calls over the product's own services: offers, tickets, presence, journal, messages.
import { randomUUID } from 'node:crypto';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { DomainError } from '#libs/kernel/errors.js';
import { agentActor, clientActor, type JournalEntry, SYSTEM } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { PresenceService } from '#libs/people/presence.service.js';
import { OffersService } from '#libs/routing/offers.service.js';
import { MessagesService } from '#libs/tickets/messages.service.js';
import { MovesService } from '#libs/tickets/moves.service.js';
import { formatNumber } from '#libs/tickets/number.js';
import { isOpen } from '#libs/tickets/status.js';
import { WorkingTimeService } from '#libs/tickets/working-time.service.js';
import type { ChannelHost } from '../channel.js';
import type { Desk, Lost, MadeCall, Reach, Wish } from './desk.js';
import type { CallFacts, News } from './news.js';
import type { Pace } from './numerals.js';

/** The pace of a queue is that of its last answered calls. */
const PACE_MS = 4 * 3_600_000;
const PACE_CALLS = 20;
/** Share of attention of a ticket nobody waits on the line for. */
const CALM_WEIGHT = 0.25;

/** Somebody else was faster, or the ticket went on: expected, and decided by the core. */
async function orElse<T>(otherwise: T, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DomainError) return otherwise;
    throw error;
  }
}

export class CoreDesk implements Desk {
  private readonly db: Database;
  private readonly offers: OffersService;
  private readonly moves: MovesService;

  constructor(private readonly host: ChannelHost) {
    this.db = host.resolve(Database);
    this.offers = host.resolve(OffersService);
    this.moves = host.resolve(MovesService);
  }

  async wish(ticketId: string): Promise<Wish | null> {
    const [row] = await this.db.query<{
      status: string;
      assignee_id: string | null;
      offer_id: string | null;
      agent_id: string;
      expires_at: Date;
    }>(
      `select t.status, t.assignee_id, o.id as offer_id, o.agent_id, o.expires_at from tickets t left join offers o on o.ticket_id = t.id and o.state = 'made' where t.id = $1`,
      [ticketId],
    );
    if (row?.status === 'assigned' && row.assignee_id) return { kind: 'join', agentId: row.assignee_id };
    return row?.offer_id ? { kind: 'offer', offerId: row.offer_id, agentId: row.agent_id, until: row.expires_at } : null;
  }

  async reach(agentId: string, accountId: string): Promise<Reach> {
    const [row] = await this.db.query<{ phone: string | null; until: Date | null }>(
      'select a.phone, s.until from agents a left join hotline_softphones s on s.agent_id = a.id and s.account_id = $2 and s.until > $3 where a.id = $1 and a.active',
      [agentId, accountId, this.host.clock.now()],
    );
    return { phone: row?.phone || null, browser: row?.until ? `agent-${agentId}` : null };
  }

  accept(offerId: string, agentId: string): Promise<boolean> {
    return orElse(false, async () => Boolean(await this.offers.accept(offerId, agentId)));
  }

  letGo(offerId: string, agentId: string, reason: string): Promise<void> {
    return orElse(undefined, () => this.offers.decline(offerId, agentId, reason));
  }

  expire(offerId: string): Promise<void> {
    return orElse(undefined, () => this.offers.expire(offerId));
  }

  release(ticketId: string, agentId: string, reason: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const ticket = await this.moves.lock(tx, ticketId);
      if (ticket.status !== 'assigned' || ticket.assignee_id !== agentId) return;
      await this.moves.move(tx, ticket, { status: 'queued', kind: 'ticket.released', actor: SYSTEM, reason, set: { assignee_id: null } });
    });
  }

  async tell(tx: Tx, ticketId: string, news: News[]): Promise<void> {
    if (!news.length) return;
    const [ticket] = await tx.query<{ client_id: string }>('select client_id from tickets where id = $1', [ticketId]);
    const about = { subject: { type: 'ticket' as const, id: ticketId }, ticketId, clientId: ticket.client_id };
    const entries = news.map(
      (one): JournalEntry => ({
        ...about,
        kind: one.kind,
        actor: one.agent ? agentActor(one.agent) : one.byClient ? clientActor(ticket.client_id) : SYSTEM,
        facts: one.facts,
      }),
    );
    await this.host.resolve(JournalService).append(tx, entries);
  }

  async talkOver(tx: Tx, ticketId: string, agentId: string): Promise<void> {
    await this.moves.lock(tx, ticketId);
    await this.calm(tx, ticketId, {});
    await this.host.resolve(PresenceService).beginWrapUp(tx, agentId);
  }

  async lost(tx: Tx, ticketId: string, { call, phone, at, how }: Lost, facts: CallFacts): Promise<void> {
    const ticket = await this.moves.lock(tx, ticketId);
    await this.calm(tx, ticketId, how === 'voicemail' ? { voicemail: true } : {}, { phone, lostAt: at.toISOString(), how });
    const entry = {
      kind: `call.${how}`,
      facts: { call, waitMs: facts.waitMs, menuPath: facts.menuPath },
      actor: clientActor(ticket.client_id),
    };
    // a queued ticket moves within its queue: its offer for the live call ends, its age stays, others are asked anew
    if (ticket.status === 'queued')
      await this.moves.move(tx, { ...ticket, live: false, weight: CALM_WEIGHT }, { status: 'queued', ...entry });
    else if (isOpen(ticket.status))
      await this.tell(tx, ticketId, [{ name: how, kind: entry.kind, agent: null, byClient: true, facts: entry.facts }]);
  }

  async reached(tx: Tx, ticketId: string, at: Date): Promise<void> {
    await tx.query(
      `update tickets set source = jsonb_set(source, '{callback,reachedAt}', to_jsonb($2::text)) where id = $1 and source ? 'callback' and not (source->'callback') ? 'reachedAt'`,
      [ticketId, at.toISOString()],
    );
  }

  async describe(tx: Tx, messageId: string, call: Record<string, unknown>): Promise<void> {
    await tx.query(`update messages set meta = meta || jsonb_build_object('call', $2::jsonb) where id = $1`, [
      messageId,
      JSON.stringify(call),
    ]);
  }

  async write(tx: Tx, made: MadeCall): Promise<string> {
    const ticket = await this.moves.lock(tx, made.ticketId);
    const [agent] = await tx.query<{ name: string }>('select name from agents where id = $1', [made.agentId]);
    const [id] = await this.host.resolve(MessagesService).append(tx, [
      {
        ticketId: made.ticketId,
        clientId: ticket.client_id,
        at: this.host.clock.now(),
        // only a talk is an answer to the client; an unanswered attempt is told to colleagues
        direction: made.reached ? 'outbound' : 'note',
        author: { kind: 'agent', id: made.agentId, name: agent?.name ?? null },
        text: made.text,
        html: null,
        files: [],
        meta: {},
        channel: 'hotline',
        accountId: made.accountId,
        externalId: made.call,
        clientKey: null,
      },
    ]);
    return id;
  }

  attach(messageId: string, file: { sha256: string; name: string; mime: string; size: number }): Promise<void> {
    return this.db.transaction(async (tx) => {
      const [message] = await tx.query<{ ticket_id: string; files: { sha256: string }[] }>(
        'select ticket_id, files from messages where id = $1 for update',
        [messageId],
      );
      if (!message || message.files.some((one) => one.sha256 === file.sha256)) return;
      const stored = { id: randomUUID(), ...file, kind: 'voice', missing: null };
      await tx.query('insert into files (id, sha256, name, mime, size, created_at) values ($1, $2, $3, $4, $5, $6)', [
        stored.id,
        file.sha256,
        file.name,
        file.mime,
        file.size,
        this.host.clock.now(),
      ]);
      await tx.query('insert into attachments (file_id, ticket_id, message_id) values ($1, $2, $3)', [
        stored.id,
        message.ticket_id,
        messageId,
      ]);
      await tx.query('update messages set files = files || $2::jsonb where id = $1', [messageId, JSON.stringify([stored])]);
      await this.tell(tx, message.ticket_id, [
        { name: 'recording', kind: 'call.recordingKept', agent: null, facts: { message: messageId } },
      ]);
    });
  }

  endWrapUp(agentId: string): Promise<void> {
    return this.host.resolve(PresenceService).endWrapUp(agentId);
  }

  async number(ticketId: string): Promise<string | null> {
    const [row] = await this.db.query<{ number_year: number; number_seq: number }>(
      'select number_year, number_seq from tickets where id = $1',
      [ticketId],
    );
    return row ? formatNumber(row.number_year, row.number_seq) : null;
  }

  async attended(): Promise<boolean> {
    const now = this.host.clock.now();
    if (this.host.resolve(WorkingTimeService).isOpen(now)) return true;
    return (
      (
        await this.db.query(
          `select 1 from agents where active and presence in ('online', 'busy', 'wrap-up') and presence_until > $1 limit 1`,
          [now],
        )
      ).length > 0
    );
  }

  opening(): { at: Date; timeZone: string } | null {
    const [hours, now] = [this.host.resolve(WorkingTimeService), this.host.clock.now()];
    const at = hours.nextOpen(now);
    return at > now ? { at, timeZone: hours.timeZone } : null;
  }

  async pace(queueCode: string): Promise<Pace> {
    const now = this.host.clock.now();
    const [row] = await this.db.query<{ people: number; each: number | null }>(
      `select (select count(*)::int from agents a join queue_members m on m.agent_id = a.id join queues q on q.id = m.queue_id
           where q.code = $1 and a.active and a.presence in ('online', 'busy', 'wrap-up') and a.presence_until > $2) as people,
         (select avg(took)::float8 from (select (facts->'shown'->>'talkMs')::float8 + (facts->'shown'->>'holdMs')::float8 + (facts->'shown'->>'wrapUpMs')::float8 as took
           from hotline_calls where queue_code = $1 and ended_at > $3 and facts->'shown'->>'outcome' = 'answered' order by ended_at desc limit $4) of_late) as each`,
      [queueCode, now, new Date(now.getTime() - PACE_MS), PACE_CALLS],
    );
    return { people: row!.people, eachMs: row!.each };
  }

  async askedBack(ticketId: string): Promise<boolean> {
    const rows = await this.db.query(`select 1 from tickets where id = $1 and source->'callback'->>'how' = 'callback'`, [ticketId]);
    return rows.length > 0;
  }

  async menu(): Promise<unknown> {
    return (await this.db.query<{ value: unknown }>(`select value from settings where key = 'phoneMenu'`))[0]?.value ?? null;
  }

  private async calm(
    tx: Tx,
    ticketId: string,
    source: Record<string, unknown>,
    callback: Record<string, unknown> | null = null,
  ): Promise<void> {
    const more = callback ? { ...source, callback } : source;
    await tx.query('update tickets set live = false, weight = least(weight, $2::real), source = source || $3::jsonb where id = $1', [
      ticketId,
      CALM_WEIGHT,
      JSON.stringify(more),
    ]);
  }
}
