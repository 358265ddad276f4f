// The MAX channel: updates by long poll or webhook, replies through the Bot API.
import type { Channel, ChannelAccount, ChannelHost, ChannelLink } from '../channel.js';
import { testConnection } from './connection-test.adapter.js';
import { Intake } from './intake.adapter.js';
import { labels } from './labels.js';
import { TEXT_LIMIT } from './markup.js';
import { MaxApi } from './max-api.adapter.js';
import { Receiver } from './receiver.adapter.js';
import { Sender } from './sender.adapter.js';
import { accountsFromEnvironment, MaxSettings } from './settings.js';
import { texts } from './texts.js';
import { WebhookKeeper, webhookRoute } from './webhook.adapter.js';

async function open(account: ChannelAccount<MaxSettings>, host: ChannelHost): Promise<ChannelLink> {
  const api = new MaxApi(account.settings, host.clock);
  const sender = new Sender(account, host, api);
  const receiver = host.receives ? receiverOf(account, host, api) : null;
  receiver?.start();
  return {
    send: (out) => sender.send(out),
    typing: (conversationKey) => sender.typing(conversationKey),
    async close() {
      const closed = receiver?.close();
      api.close();
      await closed;
    },
  };
}

function receiverOf(account: ChannelAccount<MaxSettings>, host: ChannelHost, api: MaxApi): Receiver | WebhookKeeper {
  if (account.settings.mode === 'webhook') return new WebhookKeeper(account, host, api);
  return new Receiver(account, host, api, new Intake(account, host, api));
}

export const channel: Channel<MaxSettings> = {
  descriptor: {
    id: 'max',
    label: { ru: 'MAX', en: 'MAX' },
    icon: 'bubble',
    turns: 'chat', // not the channel of this name
    live: true,
    weight: 0.34,
    text: { maxLength: TEXT_LIMIT, splits: true, markup: 'markdown' },
    files: { maxBytes: 50 * 1024 * 1024, maxCount: 10 },
    buttons: true,
    edits: false,
    marks: 'sent',
    typing: true,
    // a chat's id is not the person's: without a conversation there is no address to write to
    starts: 'none',
    identity: 'account',
  },
  settings: MaxSettings,
  labels,
  secrets: ['token', 'webhookSecret'],
  fromEnvironment: accountsFromEnvironment,
  open,
  routes: [webhookRoute()],
  test: testConnection,
  texts,
};
