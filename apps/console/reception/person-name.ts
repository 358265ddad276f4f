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
  // a number begins with "+" or "(" before it has a digit
  if (/^[\d\s()+-]*$/.test(value)) return { phone: /\d/.test(value) ? value : '', email: '', name: '' };
  return { phone: '', email: '', name: tidyName(value) };
}

/** Fields below follow the first one as it is typed; what somebody wrote into them by hand stays. */
export function followFirstField(was: FirstField & { find: string }, text: string): FirstField {
  const before = readFirstField(was.find);
  const now = readFirstField(text);
  const follow = (field: keyof FirstField): string => now[field] || (was[field] === before[field] ? '' : was[field]);
  return { phone: follow('phone'), email: follow('email'), name: follow('name') };
}
