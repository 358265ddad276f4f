// What the console's call bar asks of a line: make a call, hold, take back, hang up, finish the work after it.
import { randomUUID } from 'node:crypto';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, DomainError, invalid, notFound } from '#libs/kernel/errors.js';
import { normalisePhone } from '#libs/people/phone.js';
import type { CallControl } from '../channel.js';
import type { CallRow } from './call-book.adapter.js';
import { CarrierFault } from './carrier.adapter.js';
import type { Line } from './line.adapter.js';
import { openLine } from './lines.adapter.js';
import { rememberSoftphone, softphoneToken } from './softphone.adapter.js';

export class Control implements CallControl {
  constructor(private readonly line: Line) {}

  async dial({ agentId, ticketId, phone }: { agentId: string; ticketId: string; phone: string }): Promise<{ callId: string }> {
    const { line } = this;
    const client = normalisePhone(phone);
    if (!client.ok) throw invalid(this.say('control.phone'), { field: 'phone' });
    if (!(await line.desk.number(ticketId))) throw notFound(this.say('control.ticket'));
    const { browser, phone: own } = await line.desk.reach(agentId, line.account.id);
    if (!browser && !own) throw invalid(this.say('control.no-phone'), { field: 'agent' });
    if (await this.talks(agentId)) throw conflict(this.say('control.busy'));
    const sid = `OUT${randomUUID().replaceAll('-', '')}`;
    const { record, language } = line.account.settings;
    await line.book.begin({
      sid,
      account_id: line.account.id,
      direction: 'outbound',
      phone: client.e164,
      language: language ?? line.account.language,
      queue_code: null,
      recorded: record,
      ticket_id: ticketId,
      agent_id: agentId,
    });
    await line.calls.follow(sid);
    await line.ringing.ringMaker((await line.book.find(sid))!, agentId);
    if ((await line.calls.present(sid)).endedAt !== null) throw new DomainError('unavailable', this.say('control.carrier'));
    return { callId: sid };
  }

  hold(callId: string, agentId: string): Promise<void> {
    return this.turn(callId, agentId, this.line.page('hold', { call: callId }));
  }

  resume(callId: string, agentId: string): Promise<void> {
    return this.turn(callId, agentId, null);
  }

  async hangUp(callId: string, agentId: string): Promise<void> {
    const { row, line } = await this.own(callId, agentId);
    const { book, rings, carrier, calls, ringing } = line;
    if ((await calls.present(callId)).endedAt !== null) throw conflict(this.say('control.over'));
    const leg = (await rings.legOf(callId, agentId)) ?? (row.direction === 'outbound' ? row.leg : null);
    await this.ask(async () => {
      if (leg) await carrier.end(leg);
      if (row.direction !== 'outbound' || (await calls.present(callId)).answeredAt !== null) return;
      // nobody talks yet: the call that staff make is over at once
      const client = (await book.find(callId))?.leg;
      if (client && client !== leg) await carrier.end(client);
      await line.hear(callId, [
        { key: `${callId}:hung-up`, at: line.host.clock.now().getTime(), order: 0, kind: 'ended', status: 'canceled' },
      ]);
      await ringing.callOver(callId);
    });
  }

  async endWrapUp(callId: string, agentId: string): Promise<void> {
    const { calls, desk, host } = (await this.own(callId, agentId)).line;
    if ((await calls.present(callId)).state !== 'wrap-up') return;
    await desk.endWrapUp(agentId);
    await calls.hear(callId, [{ key: `${callId}:wrapped`, at: host.clock.now().getTime(), order: 0, kind: 'wrapped' }]);
  }

  async softphone(agentId: string): Promise<{ token: string; identity: string } | null> {
    const { account, host } = this.line;
    const token = await softphoneToken(account.settings, agentId);
    if (token) await rememberSoftphone(host.resolve(Database), agentId, account.id, host.clock.now());
    return token;
  }

  async current(agentId: string): Promise<{ callId: string; ticketId: string; state: string; since: string } | null> {
    const { book, calls } = this.line;
    const row = await book.latestOf(agentId);
    if (!row?.ticket_id) return null;
    const call = await calls.present(row.sid);
    const since = call.state === 'wrap-up' ? call.talkEndedAt : (call.answeredAt ?? call.queuedAt);
    const state = call.state === 'queued' || call.state === 'menu' ? 'ringing' : call.state;
    return { callId: row.sid, ticketId: row.ticket_id, state, since: new Date(since ?? row.started_at).toISOString() };
  }

  async recording(wanted: { callId: string; ticketId: string; agentId: string }): Promise<{ mime: string; bytes: Buffer } | null> {
    const { callId, ticketId, agentId } = wanted;
    const { book, desk } = this.line;
    const row = await book.find(callId);
    const url = row && (await book.recordingOf(callId, ticketId));
    if (!url) return null;
    const recording = await this.ask(() => this.home(row).carrier.media(url));
    const heard = { name: 'heard', kind: 'call.recordingHeard', agent: agentId, facts: { call: callId, agent: agentId } };
    await book.transaction((tx) => desk.tell(tx, ticketId, [heard]));
    return recording;
  }

  private async turn(callId: string, agentId: string, holdUrl: string | null): Promise<void> {
    const { calls, book, carrier } = (await this.own(callId, agentId)).line;
    if ((await calls.present(callId)).endedAt !== null) throw conflict(this.say('control.over'));
    await this.ask(async () => {
      const joined = (await book.events(callId)).filter((event) => event.kind === 'joined' && event.side === 'client');
      const known = joined.sort((a, b) => a.at - b.at).at(-1);
      // the notice of joining may be late: the provider knows the talk by its name
      const room = known?.kind === 'joined' ? known.room : await carrier.room(callId);
      if (!room) throw conflict(this.say('control.over'));
      await carrier.hold(room, 'client', holdUrl);
    });
  }

  /** The agent's call and the line it came by: the console asks any line of the program. */
  private async own(callId: string, agentId: string): Promise<{ row: CallRow; line: Line }> {
    const row = await this.line.book.find(callId);
    if (row?.agent_id !== agentId) throw notFound(this.say('control.foreign'));
    return { row, line: this.home(row) };
  }

  private home(row: CallRow): Line {
    return openLine(this.line.host.resolve(Database), row.account_id) ?? this.line;
  }

  private async talks(agentId: string): Promise<boolean> {
    const row = await this.line.book.latestOf(agentId);
    return row !== null && row.ended_at === null;
  }

  /** The provider's refusal as a sentence for the call bar. */
  private async ask<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof CarrierFault)) throw error;
      throw error.status === 400 || error.status === 404
        ? conflict(this.say('control.over'))
        : new DomainError('unavailable', this.say('control.carrier'));
    }
  }

  private say(key: string): string {
    const { host, account } = this.line;
    return host.text(account.language, `hotline.${key}`);
  }
}
