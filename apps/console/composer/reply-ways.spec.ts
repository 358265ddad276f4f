// Where a reply can go, by what the ticket's channel carries and what stands in the client's card.
import { describe, expect, it } from '@jest/globals';
import type { ChannelDescriptor } from '#libs/contract/channels.js';
import type { ClientView } from '#libs/contract/clients.js';
import type { ChannelView } from '#libs/contract/staff.js';
import { replyWays } from './reply-ways.js';

const descriptor = (fields: Partial<ChannelDescriptor>): ChannelDescriptor => ({
  id: 'letters',
  label: { ru: 'Почта', en: 'E-mail' },
  icon: 'mail',
  turns: 'letter',
  live: false,
  weight: 0.2,
  text: { maxLength: 1000, splits: false, markup: 'plain' },
  files: { maxBytes: 1, maxCount: 1 },
  buttons: false,
  edits: false,
  marks: 'sent',
  typing: false,
  starts: 'message',
  identity: 'email',
  ...fields,
});
const letters = descriptor({});
const bot = descriptor({ id: 'bot', turns: 'chat', identity: 'account' });
const visit = descriptor({ id: 'visit', turns: 'visit', marks: 'none', starts: 'none', identity: 'account' });
const line = descriptor({
  id: 'line',
  turns: 'call',
  marks: 'none',
  starts: 'call',
  identity: 'phone',
  text: { ...letters.text, maxLength: 0 },
});

const view = (one: ChannelDescriptor, mode: 'on' | 'off' = 'on') => ({ descriptor: one, accounts: [{ mode }] }) as unknown as ChannelView;
const identity = (kind: string, value: string, channel: string | null = null, verified = true): ClientView['identities'][number] => ({
  id: value,
  kind,
  value,
  display: value,
  channel,
  verified,
});
const known = [view(letters), view(bot), view(visit), view(line)];
const mail = identity('email', 'maria@example.org');
const account = identity('account', 'Мария', 'bot');

describe('replyWays', () => {
  it.each([
    ['a letter is answered by letter', letters, known, [mail], ['letters']],
    ['a letter may be answered in the client’s bot too', letters, known, [mail, account], ['letters', 'bot']],
    ['a visitor is answered by mail', visit, known, [mail], ['letters']],
    ['a caller without any address cannot be written to', line, known, [identity('phone', '+79000000000')], []],
    ['a channel that is off is no way', visit, [view(letters, 'off'), view(bot)], [mail, account], ['bot']],
    ['an account in another channel does not count', visit, known, [identity('account', 'x', 'elsewhere')], []],
  ] as const)('%s', (_name, own, channels, identities, expected) =>
    expect(replyWays(own, [...channels], [...identities]).map((way) => way.channel.id)).toEqual(expected),
  );

  it('prefers a verified address', () => {
    const claimed = identity('email', 'old@example.org', null, false);
    expect(replyWays(visit, known, [claimed, mail])[0]?.address).toBe('maria@example.org');
  });
});
