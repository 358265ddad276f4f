// Names and contacts as the reception types them.

/** Capital first letters where somebody typed all in one case; mixed case stays as typed. */
export function tidyName(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ');
  const mixed = name !== name.toLowerCase() && name !== name.toUpperCase();
  return mixed
    ? name
    : name.toLowerCase().replace(/(^|[\s-])(\p{L})/gu, (_whole, before: string, letter: string) => before + letter.toUpperCase());
}

export interface FirstField {
  phone: string;
  email: string;
  name: string;
}

/** What the one first field holds: digits are a phone, @ is an address, letters are a name. */
export function readFirstField(text: string): FirstField {
  const value = text.trim();
  if (value.includes('@')) return { phone: '', email: value, name: '' };
  if (/^[\d\s()+-]+$/.test(value) && /\d/.test(value)) return { phone: value, email: '', name: '' };
  return { phone: '', email: '', name: tidyName(value) };
}
