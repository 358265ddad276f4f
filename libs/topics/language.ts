// Which language a client writes in, by the share of its script.

export type Language = 'ru' | 'en' | 'other';

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Language of the text; a text without letters counts as Russian, the Institute's own language. */
export function languageOf(text: string): Language {
  const cyrillic = count(text, /\p{Script=Cyrillic}/gu);
  const latin = count(text, /\p{Script=Latin}/gu);
  const letters = count(text, /\p{L}/gu);
  if (letters === 0) return 'ru';
  if (cyrillic + latin < letters / 2) return 'other';
  // Brand names (Wi-Fi, LMS, Teams) stand in Latin inside Russian questions, so Cyrillic wins early.
  return cyrillic * 2 >= latin ? 'ru' : 'en';
}
