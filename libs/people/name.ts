// Names of people as they stand on the screen: «Фамилия Имя Отчество», one word, or any other order; never declined.

/** What of a name is known. `given` is what one is addressed by; `middle` is a foreign middle name. */
export interface NameParts {
  surname: string;
  given: string;
  middle: string;
  patronymic: string;
}

/** Control, bidi and zero-width signs: they are kept in storage and never drawn. */
const INVISIBLE =
  /[\p{Cc}\p{Cs}\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]/gu;
const PATRONYMIC = /(?:[оеё]вич|ьич|[иы]нич|[оеё]вна|[иы]нична|ична)$/iu;
/** «Рашид оглы», «Назар кызы»: the father's name and a word. */
const SON_OR_DAUGHTER = /^(?:оглы|оглу|кызы|гызы|улы|уулу|углы|oglu|ogly|kyzy|kizi)$/iu;
const VIETNAMESE = new Set(
  'нгуен чан ле ли фам хоанг хюинь хуинь фан ву во данг буй до хо нго зыонг лыонг динь nguyen tran le ly pham hoang huynh phan vu vo dang bui do ho ngo duong luong dinh'.split(
    ' ',
  ),
);

/** For display only: invisible signs gone, spaces single. The stored text stays as it came. */
export function displayName(text: string): string {
  return text
    .replace(/[\r\n\t]/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Joins what a form or a messenger gives apart, surname first. */
export function composeName(parts: Partial<NameParts>): string {
  return displayName([parts.surname, parts.given, parts.middle, parts.patronymic].filter(Boolean).join(' '));
}

/** Reads a whole name. A name of one word is `given` alone; what can't be told apart stays in `given`. */
export function splitName(text: string): NameParts {
  const words = joinPatronymic(displayName(text).replace(/,/g, ' ').split(' ').filter(Boolean));
  const [first = '', second = '', third = ''] = words;
  if (words.length < 2 || !/\p{L}/u.test(first)) return parts('', words.join(' '));
  if (isVietnamese(first, words)) return parts(first, words.at(-1)!, words.slice(1, -1).join(' '));
  if (words.length === 2) return PATRONYMIC.test(second) ? parts('', first, '', second) : parts(first, second);
  if (words.length > 3) return parts('', words.join(' '));
  if (PATRONYMIC.test(third) || third.includes(' ')) return parts(first, second, '', third);
  if (PATRONYMIC.test(second)) return parts(third, first, '', second);
  return parts(first, second, third);
}

const parts = (surname: string, given: string, middle = '', patronymic = ''): NameParts => ({ surname, given, middle, patronymic });

function joinPatronymic(words: string[]): string[] {
  const at = words.findIndex((word, i) => i > 0 && SON_OR_DAUGHTER.test(word));
  return at < 0 ? words : [...words.slice(0, at - 1), `${words[at - 1]} ${words[at]}`, ...words.slice(at + 1)];
}

function isVietnamese(first: string, words: string[]): boolean {
  const plain = first
    .toLowerCase()
    .replace(/đ/g, 'd')
    .normalize('NFD')
    .replace(/(?<=[a-z]\p{M}*)\p{M}/gu, '')
    .normalize('NFC');
  return VIETNAMESE.has(plain) && !words.some((word) => PATRONYMIC.test(word));
}

/** «Соколова М. И.»; a name without a surname, or in an order of its own, is given whole. */
export function shortName(text: string): string {
  const name = splitName(text);
  if (!name.surname || name.middle) return displayName(text);
  return [name.surname, dotted(name.given), dotted(name.patronymic)].filter(Boolean).join(' ');
}

const dotted = (word: string): string => word && `${letterOf(word)}.`;

/** How a letter begins: «Мария Ивановна», «Мария», or the whole of a name that can't be read. */
export function salutation(text: string): string {
  const name = splitName(text);
  return [name.given, name.patronymic].filter(Boolean).join(' ');
}

/** One or two letters for the round picture; «?» for a nameless card. */
export function initials(text: string): string {
  const name = splitName(text);
  const words = name.surname ? [name.surname, name.given] : displayName(`${name.given} ${name.patronymic}`).split(' ');
  return words.slice(0, 2).map(letterOf).join('') || '?';
}

/** First letter with its marks, capital; signs before it are passed over. */
function letterOf(word: string): string {
  const letter = /[\p{L}\p{N}]\p{M}*/u.exec(word) ?? /\P{M}\p{M}*/u.exec(word);
  return letter ? letter[0].toUpperCase().normalize('NFC') : '';
}

/** A number below `colours`, always the same for the same id, for the picture's background. */
export function colourKey(id: string, colours: number): number {
  let hash = 0x811c9dc5;
  for (const sign of id) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193);
  return (hash >>> 0) % colours;
}
