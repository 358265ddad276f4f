// JSON with integers above 2^53 written as they are, and a body cut in the middle of a letter.

/** Bigints become bare digits, which JSON.stringify cannot write. */
export function rawJson(value: unknown): string {
  const marked = JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? `@bigint:${inner}@` : inner));
  return marked.replace(/"@bigint:(\d+)@"/g, '$1');
}

/** Two parts whose border stands inside the first letter of two bytes or more; one part when there is none. */
export function cutInsideLetter(text: string): Buffer[] {
  const bytes = Buffer.from(text, 'utf8');
  const at = bytes.findIndex((byte) => byte >= 0x80);
  return at < 0 ? [bytes] : [bytes.subarray(0, at + 1), bytes.subarray(at + 1)];
}
