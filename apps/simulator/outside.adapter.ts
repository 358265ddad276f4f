// The world outside the product: starts all stand-ins on free ports and peoples them with the Institute's clients.
import { randomBytes } from 'node:crypto';
import { BOT_NAME, type Endpoints, HOTLINE_NUMBER, MAIL_ADDRESS } from './accounts.js';
import { makeInstitute } from './institute/institute.js';
import type { Institute } from './institute/story.js';
import { type Mail, startMail } from './mail/mail.server.js';
import { type Max, startMax } from './max/max-api.server.js';
import type { MaxPerson } from './max/user.js';
import { recall } from './memories.adapter.js';
import { DEMO_SIZE } from './people.js';
import { startTelegram, type Telegram } from './telegram/bot-api.server.js';
import { startTelephone, type Telephone } from './telephone/telephone.server.js';

export interface Outside {
  telegram: Telegram;
  max: Max;
  maxPeople: MaxPerson[];
  mail: Mail;
  telephone: Telephone;
  institute: Institute;
  endpoints: Endpoints;
  close(): Promise<void>;
}
const ACCOUNT_SID = `AC${'0'.repeat(31)}1`;
const IDS_SINCE = Date.UTC(2025, 0, 1);

/** Twenty ids a second have passed since 2025: a new run never repeats those of an earlier one. */
const freshId = (): number => Math.floor((Date.now() - IDS_SINCE) / 50);

export async function startOutside(urls: { publicUrl: string; localUrl: string }): Promise<Outside> {
  const firstId = freshId();
  const authToken = randomBytes(16).toString('hex');
  const [telegram, max, mail, telephone] = await Promise.all([
    startTelegram({ firstId, username: BOT_NAME }),
    startMax({ firstId }),
    startMail({ accounts: [{ address: MAIL_ADDRESS, firstUid: firstId }] }),
    startTelephone({
      accountSid: ACCOUNT_SID,
      authToken,
      number: HOTLINE_NUMBER,
      publicUrl: () => urls.publicUrl,
      connectUrl: () => urls.localUrl,
    }),
  ]);
  const institute = makeInstitute(new Date(), DEMO_SIZE);
  const maxPeople = people({ telegram, max, mail, telephone }, institute);
  recall(institute, telegram, max, maxPeople);
  const endpoints: Endpoints = {
    telegram: { url: telegram.url, token: telegram.token },
    max: { url: max.url, token: max.token },
    mail: { imapUrl: mail.imapUrl, smtpUrl: mail.smtpUrl, authservId: mail.authservId },
    telephone: { url: telephone.url, accountSid: ACCOUNT_SID, authToken },
    portalSecret: randomBytes(24).toString('hex'),
    formKey: randomBytes(24).toString('hex'),
  };
  const close = async (): Promise<void> => void (await Promise.all([telegram.close(), max.close(), mail.close(), telephone.close()]));
  return { telegram, max, maxPeople, mail, telephone, institute, endpoints, close };
}

/** Everybody with an address is there: the product may write to any of them. */
function people(
  { telegram, max, mail, telephone }: Pick<Outside, 'telegram' | 'max' | 'mail' | 'telephone'>,
  { clients, staff }: Institute,
): MaxPerson[] {
  const maxPeople: MaxPerson[] = [];
  for (const client of clients) {
    for (const { channel, address, name } of client.accounts) {
      if (channel === 'telegram') telegram.world.enter(telegram.user(Number(address), name).chat);
      if (channel === 'max') maxPeople.push(max.user(Number(address), name));
    }
    for (const address of client.emails) mail.person(address, client.name);
    for (const number of client.phones) telephone.caller(number);
  }
  for (const { phone } of staff) telephone.phone(phone);
  return maxPeople;
}
