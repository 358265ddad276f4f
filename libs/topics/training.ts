// Learns the linear weights: one-vs-rest L2-loss SVM by dual coordinate descent, and the class centroids.
import type { Vector } from './vocabulary.js';

export interface TrainingSet {
  vectors: Vector[];
  /** Class number of each vector. */
  labels: Int32Array;
  /** How much an example counts; 1 is normal. */
  weights: Float32Array;
  classes: number;
  size: number;
}

export interface Weights {
  /** Row by feature, column by class. */
  svm: Float32Array;
  bias: Float32Array;
  centroids: Float32Array;
}

const EPOCHS = 10;
const COST = 1;
/** Rare classes get more weight, (rest / own) to this power. */
const BALANCE = 0.25;

/** Trains all classes in one sweep per epoch, so each vector is read once for all of them; the same seed gives the same weights. */
export function train(set: TrainingSet, seed = 1): Weights {
  const { vectors, classes, size } = set;
  const svm = new Float32Array(size * classes);
  const bias = new Float32Array(classes);
  const alpha = new Float32Array(vectors.length * classes);
  const norms = vectors.map((vector) => vector.value.reduce((sum, v) => sum + v * v, 1));
  const costs = costsOf(set);
  const order = vectors.map((_, i) => i);
  const random = seeded(seed);
  const scores = new Float32Array(classes);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const i of order) {
      score(vectors[i], svm, bias, scores);
      for (let c = 0; c < classes; c++) {
        const own = set.labels[i] === c;
        const sign = own ? 1 : -1;
        const softness = 0.5 / ((own ? costs[c] : COST) * set.weights[i]);
        const old = alpha[i * classes + c];
        const gradient = sign * scores[c] - 1 + softness * old;
        if (old === 0 && gradient >= 0) continue;
        const next = Math.max(old - gradient / (norms[i] + softness), 0);
        if (next === old) continue;
        alpha[i * classes + c] = next;
        move(vectors[i], svm, bias, c, (next - old) * sign);
      }
    }
  }
  return { svm, bias, centroids: centroidsOf(set) };
}

/** scores[c] = bias[c] + sum of the vector's weights in class c. */
export function score(vector: Vector, table: Float32Array, bias: Float32Array, scores: Float32Array): void {
  const classes = scores.length;
  scores.set(bias);
  for (let k = 0; k < vector.index.length; k++) {
    const row = vector.index[k] * classes;
    const value = vector.value[k];
    for (let c = 0; c < classes; c++) scores[c] += value * table[row + c];
  }
}

function move(vector: Vector, svm: Float32Array, bias: Float32Array, c: number, step: number): void {
  const classes = bias.length;
  for (let k = 0; k < vector.index.length; k++) svm[vector.index[k] * classes + c] += step * vector.value[k];
  bias[c] += step;
}

function costsOf({ labels, classes }: TrainingSet): Float32Array {
  const own = new Float32Array(classes);
  for (const label of labels) own[label]++;
  return own.map((n) => COST * (n === 0 ? 1 : ((labels.length - n) / n) ** BALANCE));
}

/** Mean vector of each class, scaled to length 1. */
function centroidsOf({ vectors, labels, weights, classes, size }: TrainingSet): Float32Array {
  const table = new Float32Array(size * classes);
  vectors.forEach((vector, i) => {
    for (let k = 0; k < vector.index.length; k++) table[vector.index[k] * classes + labels[i]] += vector.value[k] * weights[i];
  });
  const lengths = new Float32Array(classes);
  for (let at = 0; at < table.length; at++) lengths[at % classes] += table[at] ** 2;
  for (let at = 0; at < table.length; at++) table[at] /= Math.sqrt(lengths[at % classes]) || 1;
  return table;
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
}

/** Mulberry32: small, fast and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
