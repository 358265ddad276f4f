// The one table of the demo's channel accounts: their names, their settings, and how each channel addresses a person.

export const MAIL_ADDRESS = 'kontakt@meridian.example';
export const HOTLINE_NUMBER = '+78000000000';
export const BOT_NAME = 'meridian_priem_bot';

/** A chat with a person in MAX has its own number beside the person's. */
const MAX_DIALOGS = 30_000_000_000;

/** By channel id; the seed stores history under these names and the stand-ins are connected under the same. */
export const ACCOUNT_NAMES: Readonly<Record<string, string>> = {
  telegram: BOT_NAME,
  max: BOT_NAME,
  email: MAIL_ADDRESS,
  hotline: HOTLINE_NUMBER,
  chat: 'site',
  'walk-in': 'reception',
  api: 'site-form',
};

/** What the settings are made from: where the stand-ins listen and their secrets. */
export interface Endpoints {
  telegram: { url: string; token: string };
  max: { url: string; token: string };
  mail: { imapUrl: string; smtpUrl: string; authservId: string };
  telephone: { url: string; accountSid: string; authToken: string };
  /** Signs the site's own users. */
  portalSecret: string;
  formKey: string;
}

export interface DemoAccount {
  channel: string;
  name: string;
  settings: Record<string, unknown>;
}

/** Accounts as the server seats them; settings fit each channel's own schema. */
export function demoAccounts(at: Endpoints): DemoAccount[] {
  const settings: Record<string, Record<string, unknown>> = {
    telegram: { token: at.telegram.token, apiRoot: at.telegram.url, mode: 'polling' },
    max: { token: at.max.token, apiRoot: at.max.url, mode: 'polling' },
    email: {
      imapUrl: at.mail.imapUrl,
      smtpUrl: at.mail.smtpUrl,
      from: { name: 'Институт «Меридиан»', address: MAIL_ADDRESS },
      authservId: at.mail.authservId,
    },
    // a newcomer may come at night: the line is open at any hour
    hotline: {
      accountSid: at.telephone.accountSid,
      authToken: at.telephone.authToken,
      apiBase: at.telephone.url,
      number: HOTLINE_NUMBER,
      hours: 'always',
    },
    chat: { identitySecret: at.portalSecret },
    'walk-in': {},
    api: { key: at.formKey },
  };
  return Object.entries(settings).map(([channel, one]) => ({ channel, name: ACCOUNT_NAMES[channel]!, settings: one }));
}

/** The generator's address of a person as the channel itself writes it: the sender's address and the conversation's key. */
export function wireAddress(channel: string, address: string): { address: string; key: string } {
  if (channel === 'max') return { address, key: String(MAX_DIALOGS + Number(address)) };
  if (channel === 'chat') return { address: `user:${address}`, key: `user:${address}` };
  return { address, key: address };
}
