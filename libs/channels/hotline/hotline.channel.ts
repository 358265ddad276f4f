// The hotline: calls through a provider that speaks TwiML; one call is one ticket, and a person's phone rings for it.
import type { Channel, ChannelAccount, ChannelHost, ChannelLink } from '../channel.js';
import { testConnection } from './connection-test.adapter.js';
import { Control } from './control.adapter.js';
import { labels } from './labels.js';
import { lineOf } from './lines.adapter.js';
import { routes } from './routes.adapter.js';
import { channelTexts } from './sentences.js';
import { accountsFromEnvironment, HotlineSettings, SECRETS } from './settings.js';
import { migrations } from './tables.js';

async function open(account: ChannelAccount<HotlineSettings>, host: ChannelHost): Promise<ChannelLink> {
  const line = lineOf(account, host);
  if (host.receives && account.mode !== 'off') line.watch();
  return {
    send: async () => ({ state: 'failed', reason: host.text(account.language, 'hotline.send.text'), parts: [] }),
    calls: new Control(line),
    close: () => line.close(),
  };
}

export const channel: Channel<HotlineSettings> = {
  descriptor: {
    id: 'hotline',
    label: { ru: 'Горячая линия', en: 'Hotline' },
    icon: 'phone',
    turns: 'call',
    live: true,
    weight: 1,
    text: { maxLength: 0, splits: false, markup: 'plain' },
    files: { maxBytes: 0, maxCount: 0 },
    buttons: false,
    edits: false,
    marks: 'none',
    typing: false,
    starts: 'call',
    identity: 'phone',
  },
  settings: HotlineSettings,
  labels,
  secrets: SECRETS,
  fromEnvironment: accountsFromEnvironment,
  open,
  routes,
  test: (settings, host) => testConnection(settings, host),
  texts: channelTexts,
  migrations,
};
