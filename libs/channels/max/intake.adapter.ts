// Takes updates in, whichever way they came: read, fetch files, store; only then greet and answer pressed buttons.
import type { ChannelAccount, ChannelHost, Receipt } from '../channel.js';
import type { InboundFile } from '../inbound.js';
import type { Carried } from './content.js';
import { keyboard } from './markup.js';
import { DOWNLOAD_LIMIT, type MaxApi } from './max-api.adapter.js';
import type { MaxSettings } from './settings.js';
import { type Delivery, isGroup, quarantined, type Reading, readUpdate } from './update.js';

/** Name of the receiver's place in the stream of updates. */
export const CURSOR = 'marker';
/** Attempts at storing one update before it is kept as poison instead. */
const MOST_ATTEMPTS = 3;
const DOWNLOADS_AT_ONCE = 4;
const DOWNLOAD_ATTEMPTS = 3;
const DOWNLOAD_REST_MS = 500;
const MOST_REMEMBERED = 1000;

export class Intake {
  /** Failed attempts by provider key, of updates that could not be stored. */
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly account: ChannelAccount<MaxSettings>,
    private readonly host: ChannelHost,
    private readonly api: MaxApi,
  ) {}

  /** Resolves after commit; rejects when nothing was stored, so the provider must keep the updates. */
  async accept(deliveries: Delivery[], cursor?: { key: string; value: unknown }): Promise<void> {
    const at = this.host.clock.now();
    const readings = await Promise.all(deliveries.map((delivery) => this.read(delivery, at)));
    await this.fetchFiles(readings.flatMap((reading) => this.wanted(reading)));
    const receipts = await this.store(deliveries, readings, cursor);
    readings.forEach((reading, i) => {
      if (receipts[i] && receipts[i].state !== 'duplicate') void this.follow(reading);
    });
  }

  private async read(delivery: Delivery, at: Date): Promise<Reading> {
    try {
      return readUpdate(delivery, await this.api.bot(isGroup(delivery.update.message)), at);
    } catch (error) {
      this.host.log.warn({ account: this.account.name, err: error }, 'unreadable update');
      return { inbound: quarantined(delivery, `unreadable: ${(error as Error).message}`, at), carried: [], callbackId: null, greet: null };
    }
  }

  /** A lone update that fails again and again while others pass is poison: it goes to quarantine, which also must commit. */
  private async store(deliveries: Delivery[], readings: Reading[], cursor?: { key: string; value: unknown }): Promise<Receipt[]> {
    const first = readings[0]!.inbound.providerKey;
    // an outage must not look like poison: it shows here, where no attempt is counted
    if (this.failures.has(first)) await this.host.cursor(this.account, CURSOR);
    try {
      const receipts = await this.host.receive(
        this.account,
        readings.map((reading) => reading.inbound),
        cursor,
      );
      this.failures.delete(first);
      return receipts;
    } catch (error) {
      const attempts = (this.failures.get(first) ?? 0) + 1;
      if (this.failures.size < MOST_REMEMBERED) this.failures.set(first, attempts);
      if (deliveries.length > 1 || attempts < MOST_ATTEMPTS) throw error;
      const poison = quarantined(deliveries[0]!, `could not be stored: ${(error as Error).message}`, readings[0]!.inbound.receivedAt);
      await this.host.receive(this.account, [poison], cursor);
      this.failures.delete(first);
      return [];
    }
  }

  private wanted({ inbound, carried }: Reading): { carried: Carried; file: InboundFile }[] {
    const { event } = inbound;
    if (event.kind !== 'message' && event.kind !== 'edit') return [];
    return carried.map((one, i) => ({ carried: one, file: event.files[i]! }));
  }

  private async fetchFiles(files: { carried: Carried; file: InboundFile }[]): Promise<void> {
    for (let from = 0; from < files.length; from += DOWNLOADS_AT_ONCE)
      await Promise.all(files.slice(from, from + DOWNLOADS_AT_ONCE).map(({ carried, file }) => this.fetchFile(carried, file)));
  }

  /** Fills in the hash or the reason why there are no bytes; a file never holds back the words. */
  private async fetchFile({ url }: Carried, file: InboundFile): Promise<void> {
    file.missing = file.size > DOWNLOAD_LIMIT ? 'too-large' : 'unavailable';
    for (let attempt = 1; attempt <= DOWNLOAD_ATTEMPTS && file.missing === 'unavailable'; attempt++) {
      try {
        const got = await this.api.download(url);
        if ('missing' in got) file.missing = got.missing;
        else await this.keep(got.bytes, file);
      } catch (error) {
        // not stored without its file because of a restart: the provider keeps the update
        if (this.api.closed) throw error;
        this.host.log.warn({ account: this.account.name, attempt, err: error }, 'file not fetched');
        if (attempt < DOWNLOAD_ATTEMPTS) await this.api.rest(DOWNLOAD_REST_MS);
      }
    }
  }

  private async keep(bytes: Buffer, file: InboundFile): Promise<void> {
    const { sha256, size } = await this.host.putFile({ name: file.name, mime: file.mime, bytes });
    Object.assign(file, { sha256, size, missing: undefined });
  }

  /** Best effort after the commit: what fails here is not repeated. */
  private async follow({ callbackId, greet, inbound }: Reading): Promise<void> {
    try {
      if (callbackId !== null) await this.answer(callbackId);
      const fresh = !inbound.providerAt || inbound.providerAt >= this.account.intakeFrom;
      // an account that redirects says so itself, with the product's own words
      if (greet && fresh && this.account.mode === 'on' && !(await this.host.silenced())) await this.greet(greet.chatId, greet.language);
    } catch (error) {
      this.host.log.debug({ account: this.account.name, err: error }, 'no answer to a start or a button');
    }
  }

  private answer(callbackId: string): Promise<unknown> {
    const notification = this.host.text(this.account.language, 'max.pressed');
    return this.api.call('POST /answers', { query: { callback_id: callbackId }, body: { notification } });
  }

  private async greet(chatId: string, spoken: string | undefined): Promise<void> {
    const language = /^ru\b/i.test(spoken ?? '') ? 'ru' : /^en\b/i.test(spoken ?? '') ? 'en' : this.account.language;
    const say = (key: string) => this.host.text(language, `max.${key}`);
    const text = `${say('greeting')}\n\n${say('automatic')}`;
    const attachments = [keyboard([[{ type: 'request_contact', text: say('share-phone') }]])];
    await this.api.paced(chatId, 'POST /messages', { query: { chat_id: chatId }, body: { text, attachments } });
  }
}
