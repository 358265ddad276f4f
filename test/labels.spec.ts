// Every setting of every channel has a name, and every choice a word, in both languages: nobody reads `rateLimitPerMinute`.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { fieldsOf } from '#apps/console/settings/schema.js';
import { discoverChannels } from '#libs/channels/discover.adapter.js';

const channels = await discoverChannels();
const languages = ['ru', 'en'] as const;

describe.each(channels.map((channel) => [channel.descriptor.id, channel] as const))('%s', (_id, channel) => {
  const schema = z.toJSONSchema(channel.settings, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;

  it.each(languages)('names its settings and choices in %s', (language) => {
    const fields = fieldsOf(schema, channel.secrets, channel.labels[language]);
    expect(fields.filter((field) => field.label === field.path).map((field) => field.path)).toEqual([]);
    const bare = fields.flatMap((field) => field.choices.filter(({ value, label }) => value === label && language === 'ru'));
    expect(bare).toEqual([]);
  });

  it('names nothing that is no setting', () => {
    const fields = fieldsOf(schema, channel.secrets);
    const known = new Set(fields.flatMap(({ path, choices }) => [path, `${path}.hint`, ...choices.map(({ value }) => `${path}.${value}`)]));
    for (const language of languages) expect(Object.keys(channel.labels[language]).filter((key) => !known.has(key))).toEqual([]);
  });

  it('speaks Russian in Russian', () => {
    const latin = Object.entries(channel.labels.ru).filter(([, words]) => !/[а-яё]/i.test(words));
    expect(latin).toEqual([]);
  });
});
