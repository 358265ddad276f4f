// The chat on a website: visitors come through the namespace /chat or plain HTTP, replies go back the same way.
import type { Channel, ChannelAccount, ChannelHost, ChannelLink, Outbound, SendOutcome } from '../channel.js';
import { Desk } from './desk.adapter.js';
import { FILE_BYTES, FILE_COUNT } from './file-kinds.js';
import { routes } from './http.adapter.js';
import { labels } from './labels.js';
import { ChatSettings } from './settings.js';
import { texts } from './texts.js';
import { replyMessage } from './transcript.js';
import { visitorsOf } from './visitors.gateway.js';

async function open(account: ChannelAccount<ChatSettings>, host: ChannelHost): Promise<ChannelLink> {
  // absent in a worker process: then the web process brings the reply when it hears that it was sent
  const visitors = visitorsOf(host);
  const desk = new Desk(host);
  visitors?.open(account);
  host.health(account, 'up');
  return {
    async send(out: Outbound): Promise<SendOutcome> {
      const message = replyMessage(out, desk.link, host.clock.now());
      const delivered = (await visitors?.bring(account, out.conversationKey, message)) ?? false;
      // with nobody there it is sent all the same: the conversation is kept here and shown when the visitor returns
      return { state: 'sent', parts: [message.id], delivered };
    },
    async typing(conversationKey: string) {
      visitors?.typing(account, conversationKey);
    },
    async close() {
      visitors?.close(account);
    },
  };
}

export const channel: Channel<ChatSettings> = {
  descriptor: {
    id: 'chat',
    label: { ru: 'Чат на сайте', en: 'Site chat' },
    icon: 'chat',
    turns: 'chat',
    live: true,
    weight: 0.25,
    text: { maxLength: 4000, splits: false, markup: 'plain' },
    files: { maxBytes: FILE_BYTES, maxCount: FILE_COUNT },
    buttons: false,
    edits: false,
    marks: 'read',
    typing: true,
    starts: 'none',
    identity: 'account',
  },
  settings: ChatSettings,
  labels,
  secrets: ['identitySecret'],
  fromEnvironment: () => [],
  open,
  routes,
  texts,
};
