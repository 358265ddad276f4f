// Sends replies: part after part, each once; what earlier attempts have sent is not sent again.
import type { Opts } from 'telegraf/types';
import type { ChannelAccount, ChannelHost, Outbound, SendOutcome } from '../channel.js';
import type { BotApi } from './bot-api.adapter.js';
import { toCalls, type WireCall } from './markup.js';
import { judgeSending, readFailure, type Verdict } from './outcome.js';
import type { TelegramSettings } from './settings.js';

type Refused = { state: 'retry'; reason: string; afterMs: number | null } | { state: 'failed'; reason: string };
type FileMethod = 'sendPhoto' | 'sendDocument';

export class Sender {
  constructor(
    private readonly account: ChannelAccount<TelegramSettings>,
    private readonly host: ChannelHost,
    private readonly api: BotApi,
  ) {}

  /** `parts` holds every part sent so far as chat:message, in order. Every outcome is a value. */
  async send(out: Outbound): Promise<SendOutcome> {
    const parts = [...new Set(out.sentParts)];
    const calls = toCalls(out, this.host.text(out.language, 'telegram.automatic'));
    if (calls.length === 0) return { state: 'failed', reason: this.say('send.empty'), parts };
    for (const [at, call] of calls.entries()) {
      if (at < parts.length) continue;
      const sent = await this.sendPart(out.conversationKey, call, at === 0 ? replyTo(out) : {});
      if ('state' in sent) return { ...sent, parts };
      parts.push(sent.part);
    }
    return { state: 'sent', parts };
  }

  /** Best effort: shows "typing…" for five seconds. */
  async typing(chatId: string): Promise<void> {
    await this.api.call('sendChatAction', { chat_id: chatId, action: 'typing' }).catch(() => undefined);
  }

  /** At most three tries: plain text instead of markup, a document instead of a picture, the group's new id. */
  private async sendPart(chatId: string, call: WireCall, extra: object): Promise<{ part: string } | Refused> {
    let [chat, form] = [chatId, call];
    for (let tries = 1; ; tries++) {
      const outcome = await this.attempt(chat, form, extra);
      if ('part' in outcome || outcome.state === 'retry' || outcome.state === 'failed') return this.told(outcome, chat);
      if (tries === 3) return { state: 'failed', reason: this.say('send.refused', { detail: outcome.state }) };
      if (outcome.state === 'moved') chat = outcome.chatId;
      else form = simpler(form);
    }
  }

  private async attempt(chatId: string, call: WireCall, extra: object): Promise<{ part: string } | Verdict> {
    try {
      const message = await (call.method === 'sendMessage' ? this.sendText(chatId, call, extra) : this.sendFile(chatId, call, extra));
      return { part: `${message.chat.id}:${message.message_id}` };
    } catch (error) {
      if (error instanceof MissingFile) return { state: 'failed', reason: { key: 'send.file', facts: { name: error.message } } };
      return judgeSending(readFailure(error));
    }
  }

  private sendText(chatId: string, call: Extract<WireCall, { method: 'sendMessage' }>, extra: object) {
    const body = call.html === '' ? { text: call.plain } : { text: call.html, parse_mode: 'HTML' as const };
    const payload = { chat_id: chatId, ...body, ...keyboard(call), ...extra };
    return this.api.paced(chatId, 'sendMessage', payload as Opts<'sendMessage'>);
  }

  private async sendFile(chatId: string, call: Extract<WireCall, { method: FileMethod }>, extra: object) {
    const upload = { source: await this.read(call), filename: call.filename };
    // the client drops objects it does not know from a form, so they go as JSON text, as the API allows
    const options = Object.fromEntries(Object.entries({ ...keyboard(call), ...extra }).map(([key, value]) => [key, JSON.stringify(value)]));
    if (call.method === 'sendPhoto') return this.api.paced(chatId, 'sendPhoto', { chat_id: chatId, photo: upload, ...options });
    return this.api.paced(chatId, 'sendDocument', { chat_id: chatId, document: upload, ...options });
  }

  private async read({ file, filename }: Extract<WireCall, { method: FileMethod }>): Promise<Buffer> {
    try {
      return await this.host.readFile(file.sha256);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new MissingFile(filename);
      throw error;
    }
  }

  private told(outcome: { part: string } | Extract<Verdict, { state: 'retry' | 'failed' }>, chatId: string): { part: string } | Refused {
    if ('part' in outcome) return outcome;
    const reason = this.say(outcome.reason.key, outcome.reason.facts);
    if (outcome.state === 'failed') return { state: 'failed', reason };
    if (outcome.afterMs !== null) this.api.hold(chatId, outcome.afterMs);
    return { state: 'retry', reason, afterMs: outcome.afterMs };
  }

  private say(key: string, facts: Record<string, string | number> = {}): string {
    return this.host.text(this.account.language, `telegram.${key}`, facts);
  }
}

class MissingFile extends Error {}

const keyboard = ({ keyboard: buttons }: WireCall): object => (buttons ? { reply_markup: buttons } : {});

function simpler(call: WireCall): WireCall {
  return call.method === 'sendMessage' ? { ...call, html: '' } : { ...call, method: 'sendDocument' };
}

/** In a group the answer points to the question; in a private chat that would only repeat it. */
function replyTo({ conversationKey, replyTo: to }: Outbound): object {
  const messageId = Number(to?.externalId.split(':')[1]);
  if (!conversationKey.startsWith('-') || !Number.isSafeInteger(messageId)) return {};
  return { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } };
}
