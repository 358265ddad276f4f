// The e-mail channel: IMAP in, SMTP out.
import type { Channel, ChannelAccount, ChannelHost, ChannelLink } from '../channel.js';
import { testConnection } from './connection-test.adapter.js';
import { ImapReceiver } from './imap.adapter.js';
import { labels } from './labels.js';
import { MailParser } from './parser.adapter.js';
import { accountsFromEnvironment, EmailSettings } from './settings.js';
import { sendLetter } from './smtp.adapter.js';
import { texts } from './texts.js';

async function open(account: ChannelAccount<EmailSettings>, host: ChannelHost): Promise<ChannelLink> {
  const send: ChannelLink['send'] = (out) => sendLetter(account, host, out);
  if (!host.receives) return { send, close: async () => undefined };
  const parser = new MailParser();
  const receiver = new ImapReceiver(account, host, parser);
  receiver.start();
  return {
    send,
    async close() {
      await receiver.close();
      await parser.close();
    },
  };
}

export const channel: Channel<EmailSettings> = {
  descriptor: {
    id: 'email',
    label: { ru: 'Почта', en: 'E-mail' },
    icon: 'mail',
    turns: 'letter',
    live: false,
    weight: 0.2,
    text: { maxLength: 200_000, splits: false, markup: 'plain' },
    files: { maxBytes: 20 * 1024 * 1024, maxCount: 20 },
    buttons: false,
    edits: false,
    marks: 'sent',
    typing: false,
    starts: 'message',
    identity: 'email',
  },
  settings: EmailSettings,
  labels,
  secrets: ['imapUrl', 'smtpUrl'],
  fromEnvironment: accountsFromEnvironment,
  open,
  test: (settings, host, language) => testConnection(settings, host, language),
  texts,
};
