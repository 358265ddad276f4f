// Turns a catalogue of ICU messages into sentences.
import { IntlMessageFormat } from 'intl-messageformat';

export type Values = Record<string, string | number>;
export type Say<Key extends string> = (key: Key, values?: Values) => string;

/** A speaker of one language. A message is parsed once; one without braces is not parsed at all. */
export function sayIn<Key extends string>(catalogue: Record<Key, string>, language: string): Say<Key> {
  const parsed = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    const message = catalogue[key] ?? key;
    if (!message.includes('{')) return message;
    const format = parsed.get(key) ?? new IntlMessageFormat(message, language);
    parsed.set(key, format);
    return String(format.format(values));
  };
}
