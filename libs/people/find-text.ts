// What a typed query may mean: a phone's tail, an e-mail, a ticket's number, or a name in any layout and alphabet.
import { domainToUnicode } from 'node:url';
import { displayName } from './name.js';
import { phoneStart, phoneTail } from './phone.js';

/** All readings of a query; a reading that does not fit is null or empty. Nothing is escaped for LIKE. */
export interface Variants {
  /** The likeliest reading: what a single list should show first. */
  kind: 'nothing' | 'ticket' | 'phone' | 'email' | 'name';
  /** Keys as made by `nameKey`: as typed, in the other layout, in the other alphabet. */
  names: string[];
  /** 4 to 10 last digits: `value like '%' || tail`. */
  phoneTail: string | null;
  /** E.164 beginning of a number typed with its prefix: `value like start || '%'`. */
  phoneStart: string | null;
  /** Beginning of an address: `value like email || '%'`. */
  email: string | null;
  ticket: { year: number | null; seq: number } | null;
  /** The query as it reads in the other layout, for «Показано по запросу …». */
  flipped: string | null;
}

const LONGEST = 200;
const EN = 'qwertyuiop[]asdfghjkl;\'zxcvbnm,.`/{}:"<>~?';
const RU = 'йцукенгшщзхъфывапролджэячсмитьбюё.хъжэбюё,';
const TO_RU = new Map([...EN].map((sign, i) => [sign, [...RU][i]!]));
const TO_EN = new Map([...RU].slice(0, 33).map((sign, i) => [sign, [...EN][i]!]));
/** Shift+2 gives " in the Russian layout where the Latin one has @. */
TO_EN.set('"', '@').set('.', '/');

/** Longest first: `shch` before `sh`. Several spellings of passports and of friends. */
const LATIN_TO_RU: [string, string][] = (
  'shch щ,sch щ,zh ж,kh х,ts ц,tc ц,ch ч,sh ш,yu ю,iu ю,ju ю,ya я,ia я,ja я,yo е,jo е,ye е,iy ий,yy ый,' +
  'a а,b б,c к,d д,e е,f ф,g г,h х,i и,j й,k к,l л,m м,n н,o о,p п,q к,r р,s с,t т,u у,v в,w в,x кс,y ы,z з'
)
  .split(',')
  .map((pair) => pair.split(' ') as [string, string]);
const RU_TO_LATIN = new Map(
  'а a,б b,в v,г g,д d,е e,ж zh,з z,и i,й i,к k,л l,м m,н n,о o,п p,р r,с s,т t,у u,ф f,х kh,ц ts,ч ch,ш sh,щ shch,ъ ,ы y,ь ,э e,ю iu,я ia'
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);
/** Letters of neighbours that people type by the nearest Russian one. */
const NEIGHBOURS = new Map([...'әөүұқғңһҗіїєґўћ'].map((sign, i) => [sign, [...'аоуукгнхжииегуч'][i]!]));
const LATIN_LETTERS = new Map([...'đıłøß'].map((sign, i) => [sign, ['d', 'i', 'l', 'o', 'ss'][i]!]));

/** How a name is stored for searching: lower case, ё as е, marks of Latin letters dropped, spaces single. */
export function nameKey(name: string): string {
  const lower = displayName(name).toLowerCase().normalize('NFC').replaceAll('ё', 'е');
  return /^[а-яa-z0-9 .,'-]*$/.test(lower) ? lower : fold(lower);
}

function fold(lower: string): string {
  return lower
    .replace(/\p{Script=Latin}\p{M}*/gu, (letter) => LATIN_LETTERS.get(letter) ?? letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(/[^а-яa-z]/gu, (sign) => NEIGHBOURS.get(sign) ?? sign);
}

/** Every reading of what was typed; only the first 200 signs are looked at. */
export function variantsOf(query: string): Variants {
  const typed = displayName(query.slice(0, LONGEST)).toLowerCase().normalize('NFC');
  const flipped = flipLayout(typed);
  const ticket = ticketOf(typed) ?? (flipped ? ticketOf(flipped) : null);
  const tail = phoneTail(typed.replace(/^[№#]\s*/, ''));
  const email = emailOf(typed) ?? (flipped?.includes('@') ? emailOf(flipped) : null);
  const names = namesOf(typed, flipped, tail !== null);
  return { kind: kindOf(typed, { ticket, tail, email }), names, phoneTail: tail, phoneStart: phoneStart(typed), email, ticket, flipped };
}

function kindOf(typed: string, found: { ticket: unknown; tail: string | null; email: string | null }): Variants['kind'] {
  if (!typed) return 'nothing';
  // a bare tail of four digits and more may be either; most people are looked for by phone
  if (found.ticket && (/[^\d\s]/.test(typed) || !found.tail)) return 'ticket';
  if (found.tail) return 'phone';
  return found.email ? 'email' : 'name';
}

function namesOf(typed: string, flipped: string | null, digitsOnly: boolean): string[] {
  if (!typed || digitsOnly) return [];
  const key = nameKey(typed);
  const other = transliterate(key);
  return [...new Set([key, flipped && nameKey(flipped), other, other && shorter(other)].filter((name): name is string => Boolean(name)))];
}

/** The same keys pressed in the other layout; null when both alphabets are there or neither. */
export function flipLayout(text: string): string | null {
  const latin = /[a-z]/i.test(text);
  const russian = /[а-яё]/i.test(text);
  if (latin === russian) return null;
  const table = latin ? TO_RU : TO_EN;
  const flipped = [...text.toLowerCase()].map((sign) => table.get(sign) ?? sign).join('');
  return flipped.trim() || null;
}

/** The key in the other alphabet; null for mixed or neither. */
function transliterate(key: string): string | null {
  const latin = /[a-z]/.test(key);
  const russian = /[а-я]/.test(key);
  if (latin === russian) return null;
  if (russian) return inLatin(key);
  let text = key.replace(/y(?=\s|$)/g, 'iy');
  for (const [from, to] of LATIN_TO_RU) text = text.replaceAll(from, to);
  return text.replaceAll('иий', 'ий');
}

/** A name's key in Latin letters as passports have it; other signs stay. */
export const inLatin = (key: string): string => [...key].map((sign) => RU_TO_LATIN.get(sign) ?? sign).join('');

/** Friends write -ii and -iia where passports differ: without the second sign a trigram finds both. */
const shorter = (name: string): string => name.replace(/ii(?=\s|$)/g, 'iy').replace(/ия(?=\s|$)/g, 'ья');

/** Beginning of an e-mail: with @, or one Latin word with a digit, dot, underscore or dash in it. */
function emailOf(typed: string): string | null {
  if (/[\s,;]/.test(typed)) return null;
  const at = typed.indexOf('@');
  if (at < 0) return /^[a-z][a-z\d]*[._\d-]+[a-z\d._-]*$/.test(typed) ? typed : null;
  if (at === 0) return null;
  const domain = typed.slice(at + 1);
  return `${typed.slice(0, at)}@${(domain.includes('xn--') && domainToUnicode(domain)) || domain}`;
}

/** `ОБР-2026-000123`, `2026-123`, `2026/123`, `№ 104 312` or `123`; spaces inside the tail are those of the screen. */
function ticketOf(typed: string): Variants['ticket'] {
  const match = /^(?:обр|obr)?[-–—\s№#]*(?:(20\d\d)[-–—\s/]+)?((?:\d{1,3}(?: \d{3})+|\d{1,7}))$/u.exec(typed);
  if (!match) return null;
  const seq = Number(match[2]!.replaceAll(' ', ''));
  return seq > 0 && seq < 10_000_000 ? { year: match[1] ? Number(match[1]) : null, seq } : null;
}
