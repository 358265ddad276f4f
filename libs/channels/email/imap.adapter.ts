// Receives a mailbox: own reconnecting loop, IDLE and a poll every minute, UID cursors committed together with the mail.
import type { ImapFlow } from 'imapflow';
import type { ChannelAccount, ChannelHost } from '../channel.js';
import type { Inbound } from '../inbound.js';
import { sha256 } from './content-hash.js';
import { explainImap } from './explain.js';
import { continueFrom, type FolderCursor, groupBySize, type Listed, providerAt } from './folder.js';
import { type Fetched, fetchLetters, findSent, listNew, makeClient, openFolder } from './imap-folder.adapter.js';
import type { MailParser } from './parser.adapter.js';
import { type EmailSettings, type Endpoint, endpointOf } from './settings.js';
import { type Envelope, type MailboxFacts, toInbound, toOutboundCopy, toQuarantine } from './to-inbound.js';

const POLL_MS = 60_000;
/** A command that takes longer is a dead link: half-open connections never say so themselves. */
const PROBE_MS = 20_000;
const MAX_BACKOFF_MS = 60_000;

/** Folders of one mailbox; Sent is followed only for answers that colleagues wrote elsewhere. */
type Folder = 'inbox' | 'sent';

export class ImapReceiver {
  private readonly endpoint: Endpoint;
  private readonly mailbox: MailboxFacts;
  private client: ImapFlow | null = null;
  private closed = false;
  private news = false;
  private wake: () => void = () => {};
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly account: ChannelAccount<EmailSettings>,
    private readonly host: ChannelHost,
    private readonly parser: MailParser,
  ) {
    this.endpoint = endpointOf(account.settings.imapUrl);
    const own = [account.settings.from.address.toLowerCase()];
    this.mailbox = { own, authservId: account.settings.authservId ?? null, keys: host };
  }

  start(): void {
    this.running = this.run();
  }

  /** Stops after the batch in hand. */
  async close(): Promise<void> {
    this.closed = true;
    this.wake();
    this.client?.close();
    await this.running;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.closed; ) {
      try {
        await this.session(() => (failures = 0));
      } catch (error) {
        if (this.closed) return;
        failures += 1;
        this.host.log.warn({ account: this.account.name, err: error }, 'mailbox connection lost');
        const { key, facts } = explainImap(error, this.endpoint);
        this.host.health(this.account, failures > 2 ? 'down' : 'degraded', this.host.text(this.account.language, `email.${key}`, facts));
      }
      if (!this.closed) await this.pause(Math.min(MAX_BACKOFF_MS, 1000 * 2 ** Math.min(failures, 6)) * (0.75 + Math.random() / 4));
    }
  }

  /** One connection, from sign-in to its end. A client cannot reconnect: each session has its own. */
  private async session(connected: () => void): Promise<void> {
    const client = makeClient(this.endpoint);
    this.client = client;
    client.on('error', (error) => this.host.log.debug({ account: this.account.name, err: error }, 'mailbox connection error'));
    client.on('close', () => this.wake());
    client.on('exists', () => {
      this.news = true;
      this.wake();
    });
    try {
      await client.connect();
      const sent = await findSent(client, this.account.settings.sentFolder);
      await this.follow(client, sent, connected);
    } finally {
      client.close();
      this.client = null;
    }
  }

  private async follow(client: ImapFlow, sent: string | null, connected: () => void): Promise<void> {
    let sentReadAt = Number.NEGATIVE_INFINITY;
    while (!this.closed) {
      // once a poll, however busy the inbox is; the inbox comes last and stays open, or what arrives meanwhile would wait
      if (sent && this.host.clock.now().getTime() - sentReadAt >= POLL_MS) {
        await this.readFolder(client, 'sent', sent);
        sentReadAt = this.host.clock.now().getTime();
      }
      this.news = false;
      await this.readFolder(client, 'inbox', this.endpoint.folder);
      connected();
      this.host.health(this.account, 'up');
      await this.waitForNews(client);
      if (!client.usable && !this.closed) throw new Error(client.byeReason || 'connection closed');
    }
  }

  /** Until the server speaks or the poll is due. */
  private async waitForNews(client: ImapFlow): Promise<void> {
    if (this.news || this.closed) return;
    let cancel = () => {};
    const woken = new Promise<void>((resolve) => {
      cancel = this.host.clock.after(POLL_MS, resolve);
      this.wake = resolve;
    });
    client.idle().catch(() => undefined);
    await woken;
    cancel();
    this.wake = () => {};
  }

  private async readFolder(client: ImapFlow, folder: Folder, path: string): Promise<void> {
    const state = await this.within(openFolder(client, path));
    const stored = await this.host.cursor<FolderCursor>(this.account, folder);
    let cursor = continueFrom(stored, state, this.account.intakeFrom, this.host.clock.now());
    // where the folder begins must be known before any letter moves it
    if (cursor !== stored) await this.store(folder, [], cursor);
    const letters = await this.within(listNew(client, cursor));
    for (const group of groupBySize(letters)) {
      if (this.closed) return;
      cursor = await this.readGroup(client, folder, cursor, group);
    }
    const passed = Math.max(cursor.lastUid, cursor.startUid - 1);
    if (passed > cursor.lastUid) await this.store(folder, [], { ...cursor, lastUid: passed });
  }

  private async readGroup(client: ImapFlow, folder: Folder, cursor: FolderCursor, group: Listed[]): Promise<FolderCursor> {
    const inbounds: Inbound[] = [];
    for (const one of await fetchLetters(client, group)) inbounds.push(...(await this.read(folder, cursor, one)));
    const moved = { ...cursor, lastUid: group[group.length - 1].uid };
    await this.receive(folder, inbounds, moved);
    return moved;
  }

  private async read(folder: Folder, cursor: FolderCursor, { letter, raw, truncated }: Fetched): Promise<Inbound[]> {
    const envelope: Envelope = {
      providerKey: `${folder === 'sent' ? 'sent:' : ''}${cursor.uidValidity}:${letter.uid}`,
      raw,
      receivedAt: this.host.clock.now(),
      providerAt: providerAt(cursor, letter, this.account.intakeFrom),
    };
    try {
      const mail = await this.parser.parse(raw, { truncated });
      const inbound = folder === 'sent' ? toOutboundCopy(mail, envelope, this.mailbox) : toInbound(mail, envelope, this.mailbox);
      if (inbound?.event.kind === 'message') await this.keepFiles(mail.files);
      return inbound ? [inbound] : [];
    } catch (error) {
      this.host.log.error({ account: this.account.name, uid: letter.uid, err: error }, 'mail not readable');
      return folder === 'sent' ? [] : [toQuarantine(envelope, sha256(raw), `not readable: ${String(error)}`)];
    }
  }

  private async keepFiles(files: { name: string | null; mime: string; bytes: Uint8Array; cut: boolean }[]): Promise<void> {
    for (const file of files) {
      if (!file.cut)
        await this.host.putFile({
          name: file.name,
          mime: file.mime,
          bytes: Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength),
        });
    }
  }

  /** Stores a group; when one letter cannot be stored, the others are, and it goes to quarantine. */
  private async receive(folder: Folder, inbounds: Inbound[], cursor: FolderCursor): Promise<void> {
    try {
      await this.store(folder, inbounds, cursor);
    } catch (error) {
      this.host.log.warn({ account: this.account.name, err: error }, 'batch not stored, trying letters one by one');
      for (const inbound of inbounds) await this.storeOne(folder, inbound);
      await this.store(folder, [], cursor);
    }
  }

  private async storeOne(folder: Folder, inbound: Inbound): Promise<void> {
    try {
      await this.host.receive(this.account, [inbound]);
    } catch (error) {
      // a database that is down fails here too and ends the session: the cursor has not moved
      await this.host.receive(this.account, []);
      await this.host.receive(this.account, [
        {
          ...toQuarantine(inbound, inbound.contentHash, `not storable: ${String(error)}`),
          externalId: folder === 'sent' ? '' : inbound.externalId,
        },
      ]);
    }
  }

  private async store(folder: Folder, inbounds: Inbound[], cursor: FolderCursor): Promise<void> {
    await this.host.receive(this.account, inbounds, { key: folder, value: cursor });
  }

  private within<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.host.clock.after(PROBE_MS, () => reject(new Error('the server does not answer')));
      work.then(resolve, reject).finally(cancel);
    });
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.host.clock.after(ms, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
