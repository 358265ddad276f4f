// Both catalogues have the same keys and ask for the same values, and every message can be spoken.
import { describe, expect, it } from '@jest/globals';
import { en } from './en.js';
import { ru } from './ru.js';
import { sayIn } from './say.js';

type Key = keyof typeof ru;
const keys = Object.keys(ru) as Key[];
const holes = (message: string): string[] => [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((m) => m[1]!))].sort();
/** Not values but plural branches such as "one {# event}" never match: they have a space before the brace. */
const valuesFor = (message: string): Record<string, string | number> =>
  Object.fromEntries(holes(message).map((name) => [name, /plural/.test(message) ? 3 : 'x']));

describe('catalogues', () => {
  it('have the same keys', () => expect(Object.keys(en)).toEqual(keys));
  it.each(keys)('%s asks for the same values in both', (key) => expect(holes(en[key])).toEqual(holes(ru[key])));
  it.each([
    ['ru', ru],
    ['en', en],
  ] as const)('%s: every message is a sentence', (language, catalogue) => {
    const say = sayIn<Key>(catalogue, language);
    for (const key of keys) expect(say(key, valuesFor(catalogue[key])).trim()).not.toBe('');
  });
  it('speaks Russian plurals', () => {
    const say = sayIn<Key>(ru, 'ru');
    expect([1, 3, 5, 21].map((n) => say('list.updates', { n }))).toEqual(['1 обновление', '3 обновления', '5 обновлений', '21 обновление']);
  });
});
