// Sends replies: part after part, each once; what earlier attempts have sent is not sent again.
import type { ChannelAccount, ChannelHost, Outbound, SendOutcome } from '../channel.js';
import { toCalls, type WireCall } from './markup.js';
import type { MaxApi } from './max-api.adapter.js';
import { judgeSending, readFailure, type Verdict } from './outcome.js';
import type { MaxSettings } from './settings.js';

type Refused = { state: 'retry'; reason: string; afterMs: number | null } | { state: 'failed'; reason: string };
type FileCall = Extract<WireCall, { kind: 'image' | 'file' }>;
/** A fresh upload is prepared for a while: it is asked for again after these pauses. */
const NOT_READY_MS = [1000, 2000, 4000];

export class Sender {
  constructor(
    private readonly account: ChannelAccount<MaxSettings>,
    private readonly host: ChannelHost,
    private readonly api: MaxApi,
  ) {}

  /** `parts` holds the `mid` of every part sent so far, in order. Every outcome is a value. */
  async send(out: Outbound): Promise<SendOutcome> {
    const parts = [...new Set(out.sentParts)];
    const calls = toCalls(out, this.host.text(out.language, 'max.automatic'));
    if (calls.length === 0) return { state: 'failed', reason: this.say('send.empty'), parts };
    for (const [at, call] of calls.entries()) {
      if (at < parts.length) continue;
      const sent = await this.sendPart(out.conversationKey, call, at === 0 ? linkOf(out) : {});
      if ('state' in sent) return { ...sent, parts };
      parts.push(sent.part);
    }
    return { state: 'sent', parts };
  }

  /** Best effort. */
  async typing(chatId: string): Promise<void> {
    const route = `POST /chats/${encodeURIComponent(chatId)}/actions`;
    await this.api.call(route, { body: { action: 'typing_on' } }).catch(() => undefined);
  }

  private async sendPart(chatId: string, call: WireCall, extra: object): Promise<{ part: string } | Refused> {
    const outcome = await this.attempt(chatId, call, extra);
    if ('part' in outcome) return outcome;
    const name = call.kind === 'text' ? '' : call.filename;
    if (outcome.state === 'not-ready')
      return { state: 'retry', reason: this.say('send.not-ready', { name }), afterMs: NOT_READY_MS.at(-1)! };
    const reason = this.say(outcome.reason.key, outcome.reason.facts);
    if (outcome.state === 'failed') return { state: 'failed', reason };
    if (outcome.afterMs !== null) this.api.hold(chatId, outcome.afterMs);
    return { state: 'retry', reason, afterMs: outcome.afterMs };
  }

  private async attempt(chatId: string, call: WireCall, extra: object): Promise<{ part: string } | Verdict> {
    try {
      const body = { ...(call.kind === 'text' ? textBody(call) : await this.fileBody(call)), ...extra };
      return await this.post(chatId, body);
    } catch (error) {
      if (error instanceof MissingFile) return { state: 'failed', reason: { key: 'send.file', facts: { name: error.message } } };
      return judgeSending(readFailure(error));
    }
  }

  private async post(chatId: string, body: object): Promise<{ part: string }> {
    for (let tries = 0; ; tries++) {
      try {
        const query = { chat_id: chatId };
        const { message } = await this.api.paced<{ message: { body: { mid: string } } }>(chatId, 'POST /messages', { query, body });
        return { part: message.body.mid };
      } catch (error) {
        const pauseMs = NOT_READY_MS[tries];
        if (pauseMs === undefined || readFailure(error).code !== 'attachment.not.ready') throw error;
        await this.api.rest(pauseMs);
      }
    }
  }

  private async fileBody(call: FileCall): Promise<object> {
    const bytes = await this.read(call);
    const token = await this.api.upload(call.kind, call.filename, call.file.mime, bytes);
    return { text: null, attachments: [{ type: call.kind, payload: { token } }, ...(call.keyboard ? [call.keyboard] : [])] };
  }

  private async read({ file, filename }: FileCall): Promise<Buffer> {
    try {
      return await this.host.readFile(file.sha256);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new MissingFile(filename);
      throw error;
    }
  }

  private say(key: string, facts: Record<string, string | number> = {}): string {
    return this.host.text(this.account.language, `max.${key}`, facts);
  }
}

class MissingFile extends Error {}

function textBody({ html, keyboard }: Extract<WireCall, { kind: 'text' }>): object {
  return { text: html, format: 'html', notify: true, ...(keyboard ? { attachments: [keyboard] } : {}) };
}

/** In a group the answer points to the question; in a dialog that would only repeat it. */
function linkOf({ replyTo }: Outbound): object {
  return replyTo?.meta.group === true ? { link: { type: 'reply', mid: replyTo.externalId } } : {};
}
