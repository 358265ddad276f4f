// Searching as people type: letters of ё and е alike, and words typed in the wrong keyboard layout.

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбюё';

/** The same keys in the other layout: ghbtv -> прием, ышьз -> simp. */
export function flipLayout(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => {
    const latin = LATIN.indexOf(letter);
    if (latin >= 0) return CYRILLIC[latin]!;
    const cyrillic = CYRILLIC.indexOf(letter);
    return cyrillic >= 0 ? LATIN[cyrillic]! : letter;
  }).join('');
}

/** Lower case, ё as е, single spaces. */
export const plainText = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').trim().replace(/\s+/g, ' ');

const hasAll = (text: string, words: string[]): boolean => words.every((word) => text.includes(word));

/** Whether every word of the query, typed in either layout, stands in the text. */
export function matches(text: string, query: string): boolean {
  const body = plainText(text);
  return hasAll(body, plainText(query).split(' ')) || hasAll(body, plainText(flipLayout(query)).split(' '));
}
