// A model's opinion of a normalised text: one score per topic, and probabilities from scores.
import type { Normalised } from './normalise.js';
import { keywordScores } from './keywords.js';
import { asks } from './kind.js';
import type { Model } from './model.js';
import { score } from './training.js';
import { vectorOf } from './vocabulary.js';
import { wordsOf } from './features.js';

/** Of a long letter its most telling sentence weighs this much, the whole the rest. */
const BEST_SENTENCE = 0.6;

/** A sentence that asks is worth this much more margin: the rest of a letter tells who writes and why. */
const ASKING = 0.8;

/** Score per topic; unbounded, comparable only within one text. */
export function scoresOf({ text, sentences }: Pick<Normalised, 'text' | 'sentences'>, model: Model): Float32Array {
  if (sentences.length === 0) return scoreText(text, model);
  const asking = sentences.filter(asks);
  const whole = scoreText(asking.length > 0 ? asking.join(' ') : text, model);
  const worth = (sentence: string, scores: Float32Array) => margin(scores) + (asks(sentence) ? ASKING : 0);
  const [best] = sentences
    .map((sentence) => ({ sentence, scores: scoreText(sentence, model) }))
    .sort((a, b) => worth(b.sentence, b.scores) - worth(a.sentence, a.scores));
  return whole.map((value, c) => BEST_SENTENCE * best.scores[c] + (1 - BEST_SENTENCE) * value);
}

function scoreText(text: string, model: Model): Float32Array {
  const { weights, tuning, topics } = model;
  const vector = vectorOf(text, model.vocabulary);
  const svm = new Float32Array(topics.length);
  const near = new Float32Array(topics.length);
  score(vector, weights.svm, weights.bias, svm);
  score(vector, weights.centroids, new Float32Array(topics.length), near);
  const nearness = logSoftmax(near.map((value) => value * tuning.sharpness));
  const rules = keywordScores(wordsOf(text), model.keywords);
  return svm.map((value, c) => value + tuning.centroid * nearness[c] + tuning.keywords * rules[c]);
}

function margin(scores: Float32Array): number {
  const [first, second] = [...scores].sort((a, b) => b - a);
  return first - (second ?? first);
}

function logSoftmax(values: Float32Array): Float32Array {
  const top = Math.max(...values);
  const sum = values.reduce((total, value) => total + Math.exp(value - top), 0);
  return values.map((value) => value - top - Math.log(sum));
}

/** Probabilities of the scores; a lower temperature is more confident. */
export function probabilities(scores: Float32Array, temperature: number): Float32Array {
  return logSoftmax(scores.map((value) => value / temperature)).map((value) => Math.exp(value));
}
