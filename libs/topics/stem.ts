// Cuts inflected endings: Snowball's Russian algorithm, and a light Porter for English words.

const VOWEL = /[аеиоуыэюя]/;

const list = (endings: string) => endings.split(' ');

/** Longest first: each list is tried in order. */
const GERUND_AFTER_A = list('вшись вши в');
const GERUND = list('ившись ывшись ивши ывши ив ыв');
const ADJECTIVE = list('ими ыми его ого ему ому ее ие ые ое ей ий ый ой ем им ым ом их ых ую юю ая яя ою ею');
const PARTICIPLE_AFTER_A = list('ем нн вш ющ щ');
const PARTICIPLE = list('ивш ывш ующ');
const VERB_AFTER_A = list('ете йте ешь нно ла на ли ем ло но ет ют ны ть й л н');
const VERB = list('ейте уйте ила ыла ена ите или ыли ило ыло ено ует уют ены ить ыть ишь ей уй ил ыл им ым ен ят ит ыт ую ю');
const NOUN = list('иями ями ами ией иям ием иях ев ов ие ье еи ии ей ой ий ям ем ам ом ах ях ию ью ия ья а е и й о у ы ь ю я');
const REFLEXIVE = list('ся сь');
const SUPERLATIVE = list('ейше ейш');
const DERIVATIONAL = list('ость ост');

/** Without its longest ending of the list, or null; only the part from `from` on may be cut. */
function cut(word: string, endings: string[], from: number, afterA = false): string | null {
  for (const ending of endings) {
    const at = word.length - ending.length;
    if (at < from || !word.endsWith(ending)) continue;
    if (!afterA) return word.slice(0, at);
    if (at > from && (word[at - 1] === 'а' || word[at - 1] === 'я')) return word.slice(0, at);
  }
  return null;
}

/** First index after a vowel-consonant pair that begins at or after `from` (Snowball's R1, R2). */
function region(word: string, from: number): number {
  for (let i = from; i + 1 < word.length; i++) {
    if (VOWEL.test(word[i]) && !VOWEL.test(word[i + 1])) return i + 2;
  }
  return word.length;
}

function cutAdjectival(word: string, rv: number): string | null {
  const stem = cut(word, ADJECTIVE, rv);
  if (stem === null) return null;
  return cut(stem, PARTICIPLE, rv) ?? cut(stem, PARTICIPLE_AFTER_A, rv, true) ?? stem;
}

function cutInflection(word: string, rv: number): string {
  const gerund = cut(word, GERUND, rv) ?? cut(word, GERUND_AFTER_A, rv, true);
  if (gerund !== null) return gerund;
  const plain = cut(word, REFLEXIVE, rv) ?? word;
  return cutAdjectival(plain, rv) ?? longest(cut(plain, VERB, rv), cut(plain, VERB_AFTER_A, rv, true)) ?? cut(plain, NOUN, rv) ?? plain;
}

function longest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a.length < b.length ? a : b;
}

/** Snowball stem of one lower-case Russian word; ё counts as е. */
function stemRussian(input: string): string {
  const word = input.replaceAll('ё', 'е');
  const vowel = word.search(VOWEL);
  if (vowel < 0) return word;
  const rv = vowel + 1;
  const r2 = region(word, region(word, 0));
  let stem = cutInflection(word, rv);
  stem = cut(stem, ['и'], rv) ?? stem;
  stem = cut(stem, DERIVATIONAL, Math.max(rv, r2)) ?? stem;
  if (stem.endsWith('нн')) return stem.slice(0, -1);
  const plain = cut(stem, SUPERLATIVE, rv);
  if (plain !== null) return plain.endsWith('нн') ? plain.slice(0, -1) : plain;
  return cut(stem, ['ь'], rv) ?? stem;
}

/** A light English stem: plurals, -ed, -ing, -ly and a silent e. */
function stemEnglish(word: string): string {
  if (word.length < 4) return word;
  let stem = word
    .replace(/(?<=[^aeiou]i)es$/, '')
    .replace(/(?<=ss|x|sh|ch)es$/, '')
    .replace(/(?<=[^su])s$/, '');
  const bare = stem.replace(/(?<=[aeiouy].*)(?:ing|ed|(?<!p)ly)$/, '');
  if (bare.length >= 3) stem = bare;
  stem = stem.replace(/([bdgmnprt])\1$/, '$1');
  return stem.length > 3 ? stem.replace(/e$/, '').replace(/y$/, 'i') : stem;
}

/** Stem of one lower-case word, by its script. */
export function stem(word: string): string {
  return /^[a-z]/.test(word) ? stemEnglish(word) : stemRussian(word);
}
