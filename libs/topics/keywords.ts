// Keyword rules: which topics' hand-written word beginnings occur in a text, close enough together.
import { fold } from './features.js';

export interface KeywordRules {
  /** By word beginning: the keywords it is part of. */
  byToken: Map<string, { keyword: number; part: number }[]>;
  keywords: { topic: number; parts: number; weight: number }[];
  topics: number;
}

/** Words of one keyword may have this many others between them. */
const GAP = 2;
/** Beginnings this short must be the whole word: "пар" is not "пароль". */
const WHOLE_WORD = 3;

/** Compiles the keywords of each topic; a keyword that several topics name is worth less. */
export function compileKeywords(perTopic: string[][]): KeywordRules {
  const rules: KeywordRules = { byToken: new Map(), keywords: [], topics: perTopic.length };
  const named = new Map<string, number>();
  for (const list of perTopic) for (const keyword of new Set(list)) named.set(keyword, (named.get(keyword) ?? 0) + 1);
  perTopic.forEach((list, topic) => {
    for (const keyword of new Set(list)) {
      const tokens = tokensOf(keyword);
      if (tokens.length === 0) continue;
      const rarity = Math.log((perTopic.length + 1) / named.get(keyword)!) / Math.log(perTopic.length + 1);
      tokens.forEach((token, part) => {
        rules.byToken.set(token, [...(rules.byToken.get(token) ?? []), { keyword: rules.keywords.length, part }]);
      });
      rules.keywords.push({ topic, parts: tokens.length, weight: rarity * Math.sqrt(tokens.length) });
    }
  });
  return rules;
}

const tokensOf = (keyword: string) =>
  (
    keyword
      .toLowerCase()
      .replaceAll('ё', 'е')
      .replace(/wi-fi/g, 'wifi')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).map((token) => fold(token));

/** Per topic 0..1: how strongly its keywords speak in these words. */
export function keywordScores(words: string[], rules: KeywordRules): Float32Array {
  const places = new Map<number, number[]>();
  words.forEach((word, at) => {
    for (const { keyword, part } of keywordsBeginning(fold(word), rules)) {
      const found = places.get(keyword) ?? [];
      found[part] ??= at;
      places.set(keyword, found);
    }
  });
  const sums = new Float32Array(rules.topics);
  for (const [number, found] of places) {
    const keyword = rules.keywords[number];
    if (isWhole(found, keyword.parts)) sums[keyword.topic] += keyword.weight;
  }
  return sums.map((sum) => 1 - Math.exp(-sum));
}

function* keywordsBeginning(word: string, { byToken }: KeywordRules) {
  for (let length = 1; length <= word.length; length++) {
    if (length <= WHOLE_WORD && length < word.length) continue;
    yield* byToken.get(word.slice(0, length)) ?? [];
  }
}

function isWhole(found: number[], parts: number): boolean {
  if (parts === 1) return true;
  for (let part = 0; part < parts; part++) if (found[part] === undefined) return false;
  return Math.max(...found) - Math.min(...found) < parts + GAP;
}
