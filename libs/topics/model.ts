// Builds the frozen model from the topics' keywords, phrasings and labelled examples.
import { compileKeywords, type KeywordRules } from './keywords.js';
import { normalise } from './normalise.js';
import { train, type Weights } from './training.js';
import { learnVocabulary, vectorOf, type Vocabulary } from './vocabulary.js';

/** What the classifier needs of a topic; `desk` is its owner. */
export interface TopicSeed {
  code: string;
  desk: string;
  keywords: string[];
  phrasings: string[];
}

/** A text whose topic a person named; heavier ones count more than a seed phrasing (1). */
export interface Example {
  text: string;
  topic: string;
  weight?: number;
}

/** Numbers chosen on out-of-fold scores of the phrasings and on our own questions in fixtures; unproven on real ones. */
export interface Tuning {
  /** Share of the centroids' log-probability in the score. */
  centroid: number;
  /** How sharply centroids decide. */
  sharpness: number;
  /** Share of keyword rules; they matter while labels are few. */
  keywords: number;
  /** Divides scores before they become probabilities. */
  temperature: number;
  /** From this probability on the topic is sure; aims at 95 % precision. */
  sureTopic: number;
  /** The same for the desk. */
  sureDesk: number;
}

export interface Model {
  readonly topics: readonly { code: string; desk: string }[];
  readonly desks: readonly string[];
  /** Desk number of each topic. */
  readonly deskOf: readonly number[];
  readonly vocabulary: Vocabulary;
  readonly weights: Weights;
  readonly keywords: KeywordRules;
  readonly tuning: Readonly<Tuning>;
}

const TUNING: Tuning = {
  centroid: 0.4,
  sharpness: 8,
  keywords: 0.6,
  temperature: 0.3,
  sureTopic: 0.85,
  sureDesk: 0.8,
};

/** A keyword is also a faint example: its letters help where no rule matches whole (+1 point on fixtures/questions.tsv). */
const KEYWORD_WEIGHT = 0.2;

/** Compiles keywords and learns the weights; about 0.3 s for 1,000 phrasings. Examples of unknown topics are left out. */
export function buildModel(topics: TopicSeed[], { examples = [] as Example[], tuning = TUNING, seed = 1 } = {}): Model {
  const numberOf = new Map(topics.map((topic, i) => [topic.code, i]));
  const taught = [
    ...topics.flatMap(({ code, phrasings }) => phrasings.map((text): Example => ({ text, topic: code }))),
    ...topics.flatMap(({ code, keywords }) => keywords.map((text): Example => ({ text, topic: code, weight: KEYWORD_WEIGHT }))),
    ...examples.filter((example) => numberOf.has(example.topic)),
  ];
  const texts = taught.map((example) => normalise(example.text).text);
  const vocabulary = learnVocabulary(texts);
  const weights = train(
    {
      vectors: texts.map((text) => vectorOf(text, vocabulary)),
      labels: Int32Array.from(taught, (example) => numberOf.get(example.topic) ?? 0),
      weights: Float32Array.from(taught, (example) => example.weight ?? 1),
      classes: topics.length,
      size: vocabulary.size,
    },
    seed,
  );
  const desks = [...new Set(topics.map((topic) => topic.desk))];
  return Object.freeze({
    topics: topics.map(({ code, desk }) => ({ code, desk })),
    desks,
    deskOf: topics.map((topic) => desks.indexOf(topic.desk)),
    vocabulary,
    weights,
    keywords: compileKeywords(topics.map((topic) => topic.keywords)),
    tuning: { ...tuning },
  });
}
