// Who is played on the devices, what a surge holds, and that both stay the same from day to day.
import { describe, expect, it } from '@jest/globals';
import { ACCOUNT_NAMES, demoAccounts, wireAddress } from './accounts.js';
import { makeInstitute } from './institute/institute.js';
import { addressIn, DEMO_SIZE, playersOf } from './people.js';
import { planSurge } from './surge.js';

const at = (day: string) => makeInstitute(new Date(day), DEMO_SIZE);
const [today, later] = [at('2026-11-24T05:00:00Z'), at('2027-06-21T20:00:00Z')];

describe('people', () => {
  it('are the same whatever the day: the devices of a later start know those of the seed', () => {
    expect(later.clients.map((client) => client.name)).toEqual(today.clients.map((client) => client.name));
    const faces = (institute: typeof today) =>
      institute.tickets
        .filter((ticket) => ['queued', 'assigned', 'waiting'].includes(ticket.status))
        .map((ticket) => `${ticket.channel} ${institute.clients[ticket.client]!.name}`);
    expect(faces(later).sort()).toEqual(faces(today).sort());
  });

  it.each(['telegram', 'max', 'email', 'hotline', 'chat'])('%s has some to choose from, each with an own address', (channel) => {
    const players = playersOf(today, channel);
    expect(players.length).toBeGreaterThanOrEqual(4);
    expect(new Set(players.map((player) => player.id)).size).toBe(players.length);
    expect(players.every((player) => player.id && player.name && player.role.en)).toBe(true);
  });
});

describe('a surge', () => {
  const waves = planSurge(today, 0);
  it('is forty inquiries of as many people in two minutes over all channels', () => {
    expect(waves).toHaveLength(40);
    expect(new Set(waves.map((wave) => wave.channel))).toEqual(new Set(['telegram', 'max', 'email', 'api', 'chat', 'hotline']));
    expect(Math.max(...waves.map((wave) => wave.atMs))).toBeLessThan(120_000);
    expect(waves.every((wave) => wave.text.trim() !== '')).toBe(true);
    for (const wave of waves)
      if (['telegram', 'max', 'email', 'hotline'].includes(wave.channel)) expect(wave.address).toBe(addressIn(wave.client, wave.channel));
  });

  it('is another one the next time', () => {
    expect(planSurge(today, 1).map((wave) => wave.client.key)).not.toEqual(waves.map((wave) => wave.client.key));
  });
});

describe('accounts', () => {
  const endpoints = {
    telegram: { url: 'http://127.0.0.1:1', token: '7000000001:AAAAA' },
    max: { url: 'http://127.0.0.1:2', token: 'token-of-max' },
    mail: { imapUrl: 'imap://a:b@127.0.0.1:3/INBOX', smtpUrl: 'smtp://a:b@127.0.0.1:4', authservId: 'mx' },
    telephone: { url: 'http://127.0.0.1:5', accountSid: 'AC00000000', authToken: 'secret' },
    portalSecret: 'p'.repeat(20),
    formKey: 'k'.repeat(20),
  };

  it.each(demoAccounts(endpoints).map((account) => [account.channel, account] as const))(
    '%s fits the settings of its channel',
    async (channel, account) => {
      const { channel: found } = (await import(`#libs/channels/${channel}/${channel}.channel.js`)) as {
        channel: { settings: { safeParse(value: unknown): { success: boolean; error?: Error } } };
      };
      expect(found.settings.safeParse(account.settings)).toMatchObject({ success: true });
      expect(account.name).toBe(ACCOUNT_NAMES[channel]);
    },
  );

  it.each([
    ['telegram', '7770000001', { address: '7770000001', key: '7770000001' }],
    ['max', '880000001', { address: '880000001', key: '30880000001' }],
    ['chat', 'visitor-000001', { address: 'user:visitor-000001', key: 'user:visitor-000001' }],
  ])('%s writes the address %s its own way', (channel, address, wire) => expect(wireAddress(channel, address)).toEqual(wire));
});
