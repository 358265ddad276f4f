// A call's life in the product: notices are kept once, the ticket is registered, the journal and the conversation are told.
import { createHash } from 'node:crypto';
import type { Tx } from '#libs/kernel/database.js';
import type { ChannelAccount, ChannelHost } from '../channel.js';
import { type Call, type CallEvent, callOf } from './call.js';
import type { CallBook, CallRow } from './call-book.adapter.js';
import type { Desk } from './desk.js';
import { type CallFacts, factsOf, type Known, lossOf, newsOf, talkIsOver } from './news.js';
import type { HotlineSettings } from './settings.js';

export interface MenuResult {
  queueCode: string;
  /** A topic's code, or the kind `complaint`. */
  mark: string | null;
  path: string[];
}
interface Written {
  /** Facts as the journal has them. */
  told?: CallFacts;
  /** Facts as the conversation shows them. */
  shown?: CallFacts;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export class Calls {
  constructor(
    private readonly account: ChannelAccount<HotlineSettings>,
    private readonly host: ChannelHost,
    private readonly book: CallBook,
    private readonly desk: Desk,
    private readonly homeQueue: () => Promise<string>,
  ) {}

  /** Keeps what was told of a call and draws the consequences; repeats and any order give the same. */
  async hear(sid: string, events: CallEvent[]): Promise<Call | null> {
    const fresh = await this.book.record(sid, events);
    if (fresh) await this.book.recordings(sid, events);
    return fresh ? this.follow(sid) : this.present(sid);
  }

  async present(sid: string): Promise<Call> {
    return callOf(await this.book.events(sid), this.host.clock.now().getTime());
  }

  /** Brings ticket, journal and conversation up to what is known. `final`: nothing more is waited for. */
  async follow(sid: string, final = false): Promise<Call | null> {
    const row = await this.book.find(sid);
    if (!row) return null;
    if (!row.ticket_id && row.direction === 'inbound') {
      const call = await this.present(sid);
      if (call.outcome !== null)
        await this.register(row, { queueCode: row.queue_code ?? (await this.homeQueue()), mark: null, path: call.menuPath });
    }
    return this.book.transaction((tx) => this.write(tx, sid, final));
  }

  /** One call, one ticket: however often it is asked for. */
  async register(row: CallRow, menu: MenuResult, raw: Buffer = Buffer.from(row.sid)): Promise<void> {
    const call: Partial<CallFacts> = { call: row.sid, direction: 'inbound', menuPath: menu.path };
    const [receipt] = await this.host.receive(this.account, [
      {
        providerKey: row.sid,
        externalId: row.sid,
        contentHash: createHash('sha256').update(row.sid).digest('hex'),
        raw,
        receivedAt: this.host.clock.now(),
        providerAt: null,
        event: {
          kind: 'message',
          conversationKey: row.sid,
          // a caller's number can be forged: it finds the card but proves nothing
          sender: { address: row.phone ?? `anonymous:${row.sid}`, name: null, language: row.language },
          text: this.host.text(row.language, 'hotline.call.text'),
          files: [],
          meta: { call },
          queueCode: menu.queueCode,
          ...(menu.mark ? { form: menu.mark === 'complaint' ? { kind: menu.mark } : { topic: menu.mark } } : {}),
        },
      },
    ]);
    if (receipt?.ticketId) await this.book.registered(row.sid, receipt.ticketId, receipt.messageId);
  }

  private async write(tx: Tx, sid: string, final: boolean): Promise<Call | null> {
    const row = await this.book.lock(tx, sid);
    if (!row) return null;
    const events = await this.book.events(sid, tx);
    const call = callOf(events, this.host.clock.now().getTime());
    row.ended_at = call.endedAt === null ? null : new Date(call.endedAt);
    row.agent_id ??= call.answeredBy;
    row.settled ||= final && row.ticket_id !== null;
    if (row.ticket_id) await this.tell(tx, { ...row, ticket_id: row.ticket_id }, row, call, events, final);
    const wrappingUp = row.told.includes('talk-over') && !events.some((event) => event.kind === 'wrapped');
    await this.book.save(tx, row, { waiting: call.state === 'queued' || call.state === 'ringing', wrappingUp });
    return call;
  }

  private async tell(
    tx: Tx,
    { ticket_id }: { ticket_id: string },
    row: CallRow,
    call: Call,
    events: CallEvent[],
    final: boolean,
  ): Promise<void> {
    const written = (row.facts ?? {}) as Written;
    const known: Known = {
      sid: row.sid,
      direction: row.direction,
      agent: row.agent_id,
      queue: row.queue_code,
      told: row.told,
      written: written.told ?? null,
      final,
    };
    const news = newsOf(known, call, events);
    await this.desk.tell(tx, ticket_id, news);
    const facts = factsOf(known, call);
    const names = news.map((one) => one.name);
    if (names.includes('ended')) written.told = facts;
    if (talkIsOver(call) && call.answeredBy && !row.told.includes('talk-over')) {
      await this.talkOver(tx, ticket_id, row, call, call.answeredBy);
      names.push('talk-over');
    }
    const loss = lossOf(known, call);
    if (loss && !row.told.includes('lost')) {
      await this.desk.lost(
        tx,
        ticket_id,
        { call: row.sid, phone: row.phone, at: new Date(call.endedAt ?? this.host.clock.now()), how: loss },
        facts,
      );
      names.push('lost');
    }
    row.told = [...row.told, ...names];
    await this.show(tx, ticket_id, row, facts, written);
    row.facts = { ...written };
  }

  private async talkOver(tx: Tx, ticketId: string, row: CallRow, call: Call, agentId: string): Promise<void> {
    await this.desk.talkOver(tx, ticketId, agentId);
    if (row.direction === 'outbound') await this.desk.reached(tx, ticketId, new Date(call.answeredAt ?? 0));
  }

  /** The conversation shows a call once it is decided, and again whenever a late notice corrects it. */
  private async show(tx: Tx, ticketId: string, row: CallRow, facts: CallFacts, written: Written): Promise<void> {
    if ((!row.told.includes('ended') && !row.told.includes('lost')) || same(written.shown, facts)) return;
    if (!row.message_id && row.direction === 'outbound' && row.agent_id) {
      const text = this.host.text(row.language, `hotline.result.${facts.outcome}.outbound`);
      row.message_id = await this.desk.write(tx, {
        ticketId,
        agentId: row.agent_id,
        accountId: this.account.id,
        call: row.sid,
        text,
        reached: facts.outcome === 'answered',
      });
    }
    if (!row.message_id) return;
    // the console's bubble knows the second pair of names
    const result = this.host.text(row.language, `hotline.result.${facts.outcome}`);
    await this.desk.describe(tx, row.message_id, { ...facts, waitedMs: facts.waitMs, talkedMs: facts.talkMs, result });
    written.shown = facts;
  }
}
