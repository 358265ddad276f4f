// What a visitor can do, by socket and by plain HTTP alike: write, read, hand in a file, fetch one.
import type { ChatMessage } from '#libs/contract/events.js';
import { WorkingTimeService } from '#libs/tickets/working-time.service.js';
import type { ChannelAccount, ChannelHost, Receipt, StoredFile } from '../channel.js';
import type { InboundFile } from '../inbound.js';
import { FILE_BYTES, FILE_COUNT, FILE_TYPES, judgeFile } from './file-kinds.js';
import { downloadUrl, readUpload, uploadToken } from './file-token.js';
import { Limit } from './limit.js';
import { toInbound } from './say.js';
import type { ChatSettings } from './settings.js';
import type { ChatText } from './texts.js';
import { transcript } from './transcript.js';
import { type Visit, roomOf, tokenOf } from './visit.js';
import type { ChatError, ChatState, Say, Welcome } from './wire.js';

export type Account = ChannelAccount<ChatSettings>;
export type Refusal = { ok: false; error: ChatError };
type Facts = Record<string, string | number>;

const HISTORY = 200;
const TEXT_LENGTH = 4000;
const limit = new Limit();

export class Desk {
  constructor(readonly host: ChannelHost) {}

  readonly link = (file: StoredFile): string => downloadUrl(this.host, file, this.host.clock.now());

  words(language: 'ru' | 'en', key: ChatText, facts?: Facts): string {
    return this.host.text(language, `chat.${key}`, facts);
  }

  refuse(language: 'ru' | 'en', kind: string, key: ChatText, facts: Facts = {}): Refusal {
    return { ok: false, error: { kind, message: this.words(language, key, facts), facts } };
  }

  /** Answers ok only after the word is stored; the visitor's browser repeats everything else. */
  async say(visit: Visit, account: Account, say: Say): Promise<{ ok: true; receipt: Receipt } | Refusal> {
    if (!say.text.trim() && !say.files.length) return this.refuse(visit.language, 'invalid', 'refused.empty');
    const now = this.host.clock.now();
    const seconds = limit.wait(roomOf(visit), now.getTime());
    if (seconds) return this.refuse(visit.language, 'too-many', 'refused.fast', { seconds });
    const files = say.files.map((token) => readUpload(this.host, visit.key, token));
    if (files.includes(null)) return this.refuse(visit.language, 'invalid', 'file.unknown');
    const inbound = toInbound(visit, say, files as InboundFile[], this.words(account.language, 'visitor'), now);
    try {
      const [receipt] = await this.host.receive(account, [inbound]);
      return { ok: true, receipt };
    } catch (error) {
      this.host.log.error({ err: error, account: account.name }, 'a chat message was not stored');
      return this.refuse(visit.language, 'unavailable', 'refused.stored');
    }
  }

  /** Oldest first, from a known message on; the newest when nothing is known. */
  async messages(visit: Visit, account: Account, after: string | null): Promise<ChatMessage[]> {
    return transcript(await this.host.history(account, visit.key, after, HISTORY), this.link);
  }

  async upload(
    visit: Visit,
    rawName: string,
    bytes: Buffer,
  ): Promise<{ ok: true; file: string; name: string; size: number; mime: string } | Refusal> {
    const verdict = judgeFile(rawName, bytes);
    if (!verdict.ok)
      return this.refuse(visit.language, verdict.reason === 'size' ? 'too-large' : 'invalid', `file.${verdict.reason}`, {
        megabytes: FILE_BYTES / 1024 / 1024,
      });
    const stored = await this.host.putFile({ name: verdict.name, mime: verdict.mime, bytes });
    return {
      ok: true,
      file: uploadToken(this.host, visit.key, { ...stored, name: verdict.name, mime: verdict.mime }, verdict.kind),
      name: verdict.name,
      size: bytes.length,
      mime: verdict.mime,
    };
  }

  async welcome(visit: Visit, account: Account, after: string | null, state: ChatState): Promise<Welcome> {
    const { title, greeting, colour, position, consentUrl } = account.settings;
    return {
      token: tokenOf(visit, this.host, this.host.clock.now()),
      name: visit.sender.name,
      items: await this.messages(visit, account, after),
      state,
      look: {
        title: title || this.words(visit.language, 'title'),
        greeting: greeting || this.words(visit.language, 'greeting'),
        colour,
        position,
        consentUrl,
      },
      limits: { fileBytes: FILE_BYTES, fileTypes: FILE_TYPES, files: FILE_COUNT, text: TEXT_LENGTH },
      hours: this.hours(),
    };
  }

  private hours(): Welcome['hours'] {
    const calendar = this.host.resolve(WorkingTimeService);
    const now = this.host.clock.now();
    const open = calendar.isOpen(now);
    return { now: now.toISOString(), open, opensAt: open ? null : calendar.nextOpen(now).toISOString(), timeZone: calendar.timeZone };
  }
}
