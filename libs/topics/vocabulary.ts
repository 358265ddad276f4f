// The features a model knows, their weights by rarity, and a text as a sparse vector over them.
import { type Features, featuresOf } from './features.js';

/** Sparse vector: stems and pieces each have length 1. `words[i]` is the word that feature came from. */
export interface Vector {
  index: Int32Array;
  value: Float32Array;
  word: Int32Array;
}

export interface Vocabulary {
  size: number;
  indexOf: Map<number, number>;
  idf: Float32Array;
}

/** Learns the vocabulary of the training texts. */
export function learnVocabulary(texts: string[]): Vocabulary {
  const indexOf = new Map<number, number>();
  const seenIn: number[] = [];
  for (const text of texts) {
    const { stems, pieces } = featuresOf(text);
    for (const key of new Set([...stems, ...pieces].map((feature) => feature.key))) {
      const index = indexOf.get(key) ?? indexOf.size;
      indexOf.set(key, index);
      seenIn[index] = (seenIn[index] ?? 0) + 1;
    }
  }
  const idf = Float32Array.from(seenIn, (n) => Math.log((1 + texts.length) / (1 + n)) + 1);
  return { size: indexOf.size, indexOf, idf };
}

/** Sublinear TF-IDF of a normalised text; unknown features are left out. */
export function vectorOf(text: string, vocabulary: Vocabulary): Vector {
  const features = featuresOf(text);
  const parts = [weigh(features.stems, vocabulary), weigh(features.pieces, vocabulary)];
  return {
    index: Int32Array.from(parts.flatMap((part) => part.index)),
    value: Float32Array.from(parts.flatMap((part) => part.value)),
    word: Int32Array.from(parts.flatMap((part) => part.word)),
  };
}

function weigh(features: Features['stems'], { indexOf, idf }: Vocabulary) {
  const at = new Map<number, number>();
  const index: number[] = [];
  const counts: number[] = [];
  const word: number[] = [];
  for (const feature of features) {
    const known = indexOf.get(feature.key);
    if (known === undefined) continue;
    const place = at.get(known);
    if (place !== undefined) {
      counts[place]++;
      continue;
    }
    at.set(known, index.length);
    index.push(known);
    counts.push(1);
    word.push(feature.word);
  }
  const value = counts.map((n, i) => (1 + Math.log(n)) * idf[index[i]]);
  const length = Math.sqrt(value.reduce((sum, v) => sum + v * v, 0)) || 1;
  return { index, value: value.map((v) => v / length), word };
}
