// Undoes a wrong keyboard layout ("rjulf ctccbz") and transliteration ("kogda sessiya") of Russian text.
import { looksEnglish, looksRussian } from './letters.js';

const LATIN_KEYS = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,./~{}:"<>?&';
const CYRILLIC_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ёхъжэбю,?';
const toCyrillic = new Map([...LATIN_KEYS].map((key, i) => [key, CYRILLIC_KEYS[i]]));
const toLatin = new Map([...CYRILLIC_KEYS.slice(0, 33)].map((key, i) => [key, LATIN_KEYS[i]] as const).filter(([key]) => key !== '.'));

/** Longest first; an empty context means anywhere. */
const SOUNDS: [RegExp, string][] = [
  [/shch|sch/g, 'щ'],
  [/zh/g, 'ж'],
  [/kh/g, 'х'],
  [/ts|tz/g, 'ц'],
  [/ch/g, 'ч'],
  [/sh/g, 'ш'],
  [/yo|jo/g, 'е'],
  [/yu|ju|iu/g, 'ю'],
  [/ia(?![a-z])/g, 'ия'],
  [/ya|ja/g, 'я'],
  [/ye|je/g, 'е'],
  [/(?<=[iy])[yj](?![a-z])/g, 'й'],
  [/(?<=[aeou])y/g, 'й'],
  [/(?<=[aeo])i(?![a-z])/g, 'й'],
  [/(?<=[a-zа-я])4|4(?=[a-zа-я])/g, 'ч'],
  [/'/g, 'ь'],
];
const LETTERS = new Map([...'abvgdezijklmnoprstufhcywxq'].map((letter, i) => [letter, [...'абвгдезийклмнопрстуфхцывхк'][i]]));
/** Names that Russians write in Latin letters anyway. */
const KEEP = /^(?:wi|fi|wifi|lms|moodle|teams|zoom|vk|telegram|whatsapp|max|office|vpn|qr|email|modeus|pdf|bvi|visa)$/;

/** The text as if each key had been pressed in the Russian layout. */
function fromLatinLayout(text: string): string {
  return text.toLowerCase().replace(/\S+/g, (token) => {
    const full = mapKeys(token, toCyrillic);
    const mark = token.match(/[,.;:?!'"]+$/)?.[0];
    if (!mark || mark.length === token.length) return full;
    // "ghbdtn," may end in a comma or in "б": the likelier ending wins
    const bare = mapKeys(token.slice(0, -mark.length), toCyrillic);
    return bare.length > 1 && looksRussian(bare) >= looksRussian(full) ? bare + mark : full;
  });
}

const mapKeys = (text: string, keys: Map<string, string>) => [...text].map((key) => keys.get(key) ?? key).join('');

/** Russian letters for Latin ones, by sound; names such as Wi-Fi stay. */
function fromTranslit(text: string): string {
  return text.toLowerCase().replace(/[a-z0-9']+/g, (word) => {
    if (KEEP.test(word) || !/[a-z]/.test(word)) return word;
    const sounded = SOUNDS.reduce((rest, [pattern, letter]) => rest.replace(pattern, letter), word);
    return [...sounded].map((letter) => LETTERS.get(letter) ?? letter).join('');
  });
}

export type Repair = 'layout' | 'translit' | null;

/** Better by this much per pair of letters before we rewrite what the client typed. */
const MARGIN = 0.4;

/** The text in the letters it was meant in, and what had to be undone. */
export function repair(text: string): { text: string; undone: Repair } {
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  const cyrillic = text.match(/[а-яё]/gi)?.length ?? 0;
  if (latin >= 3 && latin > cyrillic * 2) return repairLatin(text);
  if (latin === 0 && cyrillic >= 5) return repairCyrillic(text);
  return { text, undone: null };
}

function repairLatin(text: string): { text: string; undone: Repair } {
  const readings = [
    { text, undone: null as Repair, score: looksEnglish(text) + MARGIN },
    { text: fromLatinLayout(text), undone: 'layout' as Repair, score: 0 },
    { text: fromTranslit(text), undone: 'translit' as Repair, score: 0 },
  ];
  for (const reading of readings.slice(1)) reading.score = looksRussian(reading.text.replace(/[a-z]+/g, ' '));
  const best = readings.reduce((a, b) => (b.score > a.score ? b : a));
  return { text: best.text, undone: best.undone };
}

function repairCyrillic(text: string): { text: string; undone: Repair } {
  if (looksRussian(text) > -4.2) return { text, undone: null };
  const english = mapKeys(text.toLowerCase(), toLatin);
  const better = looksEnglish(english) > looksRussian(text) + 1;
  return better ? { text: english, undone: 'layout' } : { text, undone: null };
}
