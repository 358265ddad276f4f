// The open links of all accounts: opened by the process that holds the account's lease, reopened when settings change.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import { LockConnection } from '#libs/kernel/lock-connection.adapter.js';
import type { Logger } from '#libs/kernel/logger.js';
import { AccountsService } from './accounts.service.js';
import type { CallControl, ChannelAccount, ChannelHost, ChannelLink } from './channel.js';

export interface Health {
  state: 'up' | 'degraded' | 'down' | 'off';
  reason: string | null;
  since: Date;
}
interface Open {
  account: ChannelAccount;
  link: ChannelLink | null;
  fingerprint: string;
  /** Opened with the account's lease: this process polls. */
  receives: boolean;
}
const LEASE_CLASS = 7704;
type LockClient = NonNullable<LockConnection['client']>;
export type HostMaker = (receives: boolean) => ChannelHost;

@Injectable()
export class LinksService {
  private readonly opened = new Map<string, Open>();
  private readonly healths = new Map<string, Health>();
  private readonly lease: LockConnection;
  private makeHost: HostMaker | null = null;
  private readonly leases = new Set<string>();
  private works = false;
  private work: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    db: Database,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly live: LiveEvents,
    private readonly accounts: AccountsService,
  ) {
    this.lease = new LockConnection(db, log, {
      name: 'channels',
      take: (client) => this.takeAll(client),
      lost: () => undefined,
      regained: () => void this.refresh(),
    });
  }

  /** Opens every account and follows changes of settings. A process that does not work (ROLE=web) only sends and serves routes. */
  async open(makeHost: HostMaker, works: boolean): Promise<void> {
    this.makeHost = makeHost;
    this.works = works;
    await this.lease.open();
    await this.refresh();
    this.live.on('channels', () => void this.refresh());
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.work;
    await Promise.all([...this.opened.values()].map((open) => this.shut(open)));
    this.lease.close();
  }

  link(accountId: string): ChannelLink | null {
    return this.opened.get(accountId)?.link ?? null;
  }

  /** The first account that handles calls. */
  callControl(): CallControl | undefined {
    return [...this.opened.values()].map((open) => open.link?.calls).find((calls) => calls !== undefined);
  }

  /** Accounts of a channel that may receive, for its routes. */
  accountsOf(channelId: string): ChannelAccount[] {
    return [...this.opened.values()]
      .filter((open) => open.account.channel === channelId && open.account.mode !== 'off')
      .map((open) => open.account);
  }

  host(): ChannelHost {
    if (!this.makeHost) throw new Error('channels are not open yet');
    return this.makeHost(true);
  }

  health(accountId: string): Health {
    return this.healths.get(accountId) ?? { state: 'off', reason: null, since: this.clock.now() };
  }

  report(accountId: string, state: 'up' | 'degraded' | 'down' | 'off', reason: string | null): void {
    const before = this.healths.get(accountId);
    if (before?.state === state && before.reason === reason) return;
    this.healths.set(accountId, { state, reason, since: this.clock.now() });
    if (state === 'down' && before?.state !== 'down') this.log.warn({ account: accountId, reason }, 'a channel is down');
  }

  /** Serialised: two changes at once never open an account twice. */
  refresh(): Promise<void> {
    this.work = this.work.then(() => this.reconcile()).catch((err: Error) => this.log.error({ err }, 'channels could not be reopened'));
    return this.work;
  }

  private async reconcile(): Promise<void> {
    if (this.closed) return;
    const wanted = await this.accounts.accounts((name, reason) =>
      this.log.error({ account: name, reason }, 'a channel account has wrong settings'),
    );
    for (const [id, open] of this.opened) if (!wanted.some((account) => account.id === id)) await this.drop(id, open);
    for (const account of wanted) {
      const fingerprint = JSON.stringify([account.settings, account.mode === 'off', account.name]);
      const open = this.opened.get(account.id);
      const inherits = open && !open.receives && account.mode !== 'off' && (await this.takeLease(account.id));
      const ousted = open?.receives && !this.leases.has(account.id) && this.lease.client !== null;
      // signature, queue and the like need no new connection
      if (open && open.fingerprint === fingerprint && !inherits && !ousted) Object.assign(open.account, account);
      else await this.replace(account, open, fingerprint);
    }
  }

  private async replace(account: ChannelAccount, before: Open | undefined, fingerprint: string): Promise<void> {
    if (before) await this.shut(before);
    const open: Open = { account, link: null, fingerprint, receives: account.mode !== 'off' && (await this.takeLease(account.id)) };
    this.opened.set(account.id, open);
    if (account.mode === 'off') return this.report(account.id, 'off', null);
    this.report(account.id, 'up', null);
    try {
      open.link = await this.accounts.channel(account.channel).open(account, this.makeHost!(open.receives));
    } catch (error) {
      this.report(account.id, 'down', (error as Error).message);
    }
  }

  private async drop(id: string, open: Open): Promise<void> {
    this.opened.delete(id);
    await this.shut(open);
    if (this.leases.delete(id)) await this.lease.client?.query('select pg_advisory_unlock($1, $2)', [LEASE_CLASS, Number(id)]);
  }

  /** One process polls an account; when it dies PostgreSQL frees the lock and the next refresh of another takes it. */
  private async takeLease(id: string): Promise<boolean> {
    if (!this.works) return false;
    if (this.leases.has(id)) return true;
    const held = this.lease.client !== null && (await tryLock(this.lease.client, id));
    if (held) this.leases.add(id);
    return held;
  }

  /** On a new connection: the leases held before, less those that another process took meanwhile. */
  private async takeAll(client: LockClient): Promise<void> {
    for (const id of [...this.leases]) if (!(await tryLock(client, id))) this.leases.delete(id);
  }

  private async shut(open: Open): Promise<void> {
    await open.link?.close().catch((err: Error) => this.log.warn({ err, account: open.account.name }, 'a link did not close cleanly'));
    open.link = null;
  }
}

async function tryLock(client: LockClient, id: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [LEASE_CLASS, Number(id)]);
  return rows[0]!.held;
}
