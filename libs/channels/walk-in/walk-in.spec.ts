// Personal reception sends nothing and says why.
import { describe, expect, it } from '@jest/globals';
import { ChannelDescriptor } from '#libs/contract/channels.js';
import type { ChannelAccount, ChannelHost, Outbound } from '../channel.js';
import { channel } from './walk-in.channel.js';

const account: ChannelAccount<Record<string, never>> = {
  id: '1',
  channel: 'walk-in',
  name: 'reception',
  mode: 'on',
  settings: {},
  signature: '',
  language: 'ru',
  queueCode: null,
  intakeFrom: new Date(0),
};
const host = {
  text: (language: 'ru' | 'en', key: string) => channel.texts![language][key.replace('walk-in.', '')],
} as unknown as ChannelHost;

describe('personal reception', () => {
  it('has a valid descriptor, empty settings and nothing from the environment', () => {
    expect(ChannelDescriptor.parse(channel.descriptor)).toEqual(channel.descriptor);
    expect(channel.settings.parse({})).toEqual({});
    expect(channel.fromEnvironment({ WALK_IN: '1' })).toEqual([]);
  });

  it.each([
    ['ru', 'Личный приём: ответ даётся устно или другим каналом.'],
    ['en', 'Walk-in: the answer is given in person or through another channel.'],
  ] as const)('refuses to send, with a sentence (%s)', async (language, reason) => {
    const link = await channel.open({ ...account, language }, host);
    expect(await link.send({} as Outbound)).toEqual({ state: 'failed', reason, parts: [] });
    await link.close();
  });
});
