// Text into bytes of the charsets that Russian letters still come in.

export type Charset = 'utf-8' | 'windows-1251' | 'koi8-r';

/** Letters outside the charset become a question mark. */
export function encode(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  const codes = table(charset);
  return Buffer.from([...text].map((letter) => codes.get(letter) ?? 0x3f));
}

const tables = new Map<Charset, Map<string, number>>();

function table(charset: Charset): Map<string, number> {
  const known = tables.get(charset);
  if (known) return known;
  const letters = new TextDecoder(charset).decode(Uint8Array.from({ length: 256 }, (_none, code) => code));
  const made = new Map([...letters].map((letter, code) => [letter, code]));
  tables.set(charset, made);
  return made;
}
