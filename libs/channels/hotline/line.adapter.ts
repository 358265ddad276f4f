// One telephone number at work: its parts put together, the watch that misses nothing, and what runs beside requests.
import { Database } from '#libs/kernel/database.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import type { ChannelAccount, ChannelHost } from '../channel.js';
import type { CallEvent } from './call.js';
import { CallBook, type Due } from './call-book.adapter.js';
import { Calls } from './calls.adapter.js';
import { Carrier, type CarrierFault } from './carrier.adapter.js';
import type { Desk } from './desk.js';
import { CoreDesk } from './desk.adapter.js';
import { RingBook } from './ring-book.adapter.js';
import { Ringing } from './ringing.adapter.js';
import { defaultMenu, type Menu } from './menu.js';
import { type HotlineSettings, MenuSettings } from './settings.js';
import { keepVoicemail } from './voicemail.adapter.js';

const WATCH_MS = 1000;
const FINAL = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export class Line {
  readonly book: CallBook;
  readonly rings: RingBook;
  readonly desk: Desk;
  readonly carrier: Carrier;
  readonly calls: Calls;
  readonly ringing: Ringing;
  private readonly running = new Set<Promise<unknown>>();
  private stops: (() => void)[] = [];

  constructor(
    readonly account: ChannelAccount<HotlineSettings>,
    readonly host: ChannelHost,
  ) {
    const db = host.resolve(Database);
    const now = () => host.clock.now();
    this.book = new CallBook(db, now);
    this.rings = new RingBook(db, now);
    this.desk = new CoreDesk(host);
    this.carrier = new Carrier(account.settings, (fault) => this.health(fault));
    this.calls = new Calls(account, host, this.book, this.desk, () => this.homeQueue());
    this.ringing = new Ringing({
      ...this,
      account,
      host,
      beside: (work) => this.beside(work),
      page: (path, query) => this.page(path, query),
    });
  }

  /** Follows offers as they are made; looks by itself every second, for hints may be lost. Only where the account's lease is held. */
  watch(): void {
    const live = this.host.resolve(LiveEvents);
    this.stops.push(live.on('offers', ({ ticketIds }) => this.beside(() => this.lookAt(ticketIds))));
    let cancel = () => {};
    let closed = false;
    const turn = () => this.beside(() => this.patrol().finally(() => closed || arm()));
    const arm = () => {
      cancel = this.host.clock.after(WATCH_MS, turn);
    };
    this.stops.push(() => {
      closed = true;
      cancel();
    });
    arm();
  }

  /** Keeps what was told and lets the phones follow. */
  async hear(sid: string, events: CallEvent[]): Promise<void> {
    const call = await this.calls.hear(sid, events);
    if (call?.endedAt != null) await this.ringing.callOver(sid);
    else if (events.some((event) => event.kind === 'queued' || event.kind === 'callback-asked')) this.beside(() => this.ringing.look(sid));
  }

  /** This number's own menu, else the Institute's; one that people broke is left for the built-in one. */
  async menu(): Promise<Menu> {
    if (this.account.settings.menu) return this.account.settings.menu;
    const stored = await this.desk.menu();
    const read = stored === null ? null : MenuSettings.safeParse(stored);
    if (read?.success === false) this.host.log.warn({ err: read.error }, "the Institute's telephone menu cannot be used");
    return read?.data ?? defaultMenu;
  }

  /** Where a call goes that chose no queue. */
  async homeQueue(): Promise<string> {
    return this.account.queueCode ?? (await this.menu()).personQueue;
  }

  page(path: string, query: Record<string, string>): string {
    const asked = new URLSearchParams(query).toString();
    return `${this.host.publicUrl}/channels/hotline/${path}${asked ? `?${asked}` : ''}`;
  }

  beside(work: () => Promise<unknown>): void {
    const run = work()
      .catch((err: Error) => this.host.log.error({ err, account: this.account.name }, 'hotline work failed'))
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** Resolves when nothing runs beside requests. */
  async idle(): Promise<void> {
    while (this.running.size) await Promise.all(this.running);
  }

  get busy(): boolean {
    return this.running.size > 0;
  }

  async close(): Promise<void> {
    for (const stop of this.stops.splice(0)) stop();
    await this.idle();
  }

  private async lookAt(ticketIds: string[]): Promise<void> {
    const calls = await this.book.waitingOn(this.account.id, ticketIds);
    await Promise.all(calls.map((sid) => this.ringing.look(sid)));
  }

  private async patrol(): Promise<void> {
    const due = await this.book.due(this.account.id);
    await Promise.all(due.map((one) => this.attend(one)));
  }

  private async attend({ what, id, at }: Due): Promise<void> {
    const now = this.host.clock.now();
    if (what === 'ring') await this.ringing.timeOut(id);
    else if (what === 'call') await this.ringing.look(id);
    else if (what === 'wrapped') await this.calls.hear(id, [{ key: `${id}:wrapped`, at: at.getTime(), order: 0, kind: 'wrapped' }]);
    else if (what === 'settle') await this.calls.follow(id, at !== null && at <= now);
    else if (what === 'recording') await keepVoicemail(this, id);
    else await this.ask(id);
  }

  /** Nothing was heard of a call for long, perhaps because we were away: the provider knows whether it still runs. */
  private async ask(sid: string): Promise<void> {
    await this.book.looked(sid);
    const row = await this.book.find(sid);
    const leg = row?.direction === 'outbound' ? row.leg : sid;
    const status = leg ? await this.carrier.status(leg) : 'failed';
    if (status !== null && !FINAL.has(status)) return;
    await this.hear(sid, [
      { key: `${sid}:asked`, at: this.host.clock.now().getTime(), order: 0, kind: 'ended', status: status ?? 'failed' },
    ]);
  }

  private health(fault: CarrierFault | null): void {
    if (!fault) {
      this.host.health(this.account, 'up');
      return;
    }
    const key = fault.status === 401 ? 'carrier.refused' : fault.status === 0 ? 'carrier.lost' : 'carrier.fault';
    this.host.health(
      this.account,
      fault.status === 401 ? 'down' : 'degraded',
      this.host.text(this.account.language, `hotline.${key}`, { detail: fault.message }),
    );
  }
}
