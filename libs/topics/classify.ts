// Labels one text: topic, desk, kind, language, risks, and the words that decided.
import { wordsOf } from './features.js';
import { asks, type Kind, kindOf, type Risk, risksIn } from './kind.js';
import { type Language, languageOf } from './language.js';
import type { Model } from './model.js';
import { normalise } from './normalise.js';
import { probabilities, scoresOf } from './scoring.js';
import { vectorOf } from './vocabulary.js';

export type ClientCategory = 'applicant' | 'student' | 'trainee' | 'alumnus' | 'other';

export interface Classification {
  topic: string;
  /** Most probable owner; nearly always the topic's own desk, and always the best guess. */
  desk: string;
  kind: Kind;
  /** Probability of the topic, 0..1. */
  confidence: number;
  /** Whether the model's threshold held (it aims at 95 % precision); if not, a person chooses among the alternatives. */
  sure: boolean;
  /** The same question for the desk: often sure when the topic is not. */
  deskSure: boolean;
  /** The next best topics, at most three. */
  alternatives: { topic: string; confidence: number }[];
  /** Words of the text that spoke most for the topic, at most four. */
  deciding: string[];
  language: Language;
  risk: Risk[];
}

/** What the client's card says about likely topics; small, so that the text always wins. */
const LEANINGS: Record<ClientCategory, [RegExp, number][]> = {
  applicant: [
    [/^adm_/, 0.15],
    [/^(?:session|attendance|thesis|practice|alumni_docs)$/, -0.15],
  ],
  student: [[/^adm_(?!master)/, -0.15]],
  trainee: [[/^adm_(?!prep)/, -0.1]],
  alumnus: [
    [/^alumni_docs$/, 0.3],
    [/^(?:session|attendance|onboarding|schedule)$/, -0.15],
  ],
  other: [],
};
const ALTERNATIVES = 3;
const DECIDING = 4;

/**
 * Best guess for a client's text; pure, the same text and model always give the same answer.
 * `channel` changes nothing yet: callers pass it so that a later model may learn from it.
 */
export function classify(
  text: string,
  model: Model,
  { clientCategory }: { channel?: string; clientCategory?: ClientCategory } = {},
): Classification {
  const normal = normalise(text);
  const scores = lean(scoresOf(normal, model), model, clientCategory);
  const chances = probabilities(scores, model.tuning.temperature);
  const ranked = [...chances.keys()].sort((a, b) => chances[b] - chances[a]);
  const [best, ...rest] = ranked;
  const desk = bestDesk(chances, model);
  const topic = model.topics[best].code;
  const readable = normal.undone === null ? text : normal.text;
  return {
    topic,
    desk: model.desks[desk.number],
    kind: kindFor(readable, topic),
    confidence: chances[best],
    sure: chances[best] >= model.tuning.sureTopic,
    deskSure: desk.chance >= model.tuning.sureDesk,
    alternatives: rest.slice(0, ALTERNATIVES).map((c) => ({ topic: model.topics[c].code, confidence: chances[c] })),
    deciding: decidingWords(normal.text, best, model),
    language: languageOf(readable),
    risk: risksIn(readable),
  };
}

function lean(scores: Float32Array, model: Model, category?: ClientCategory): Float32Array {
  const leanings = category ? LEANINGS[category] : [];
  return scores.map((value, c) => {
    const [, bonus = 0] = leanings.find(([pattern]) => pattern.test(model.topics[c].code)) ?? [];
    return value + bonus;
  });
}

function bestDesk(chances: Float32Array, { desks, deskOf }: Model): { number: number; chance: number } {
  const sums = new Float32Array(desks.length);
  chances.forEach((chance, c) => {
    sums[deskOf[c]] += chance;
  });
  const number = sums.indexOf(Math.max(...sums));
  return { number, chance: sums[number] };
}

/** A reproach without complaint words ("the hall is cold") still complains when its topic is quality. */
function kindFor(text: string, topic: string): Kind {
  const kind = kindOf(text);
  return kind === 'request' && topic === 'quality' && !asks(text) ? 'complaint' : kind;
}

function decidingWords(text: string, topic: number, model: Model): string[] {
  const words = wordsOf(text);
  const shares = new Float32Array(words.length);
  const { index, value, word } = vectorOf(text, model.vocabulary);
  for (let k = 0; k < index.length; k++) {
    shares[word[k]] += value[k] * model.weights.svm[index[k] * model.topics.length + topic];
  }
  const order = [...shares.keys()].filter((i) => shares[i] > 0 && words[i].length > 2).sort((a, b) => shares[b] - shares[a]);
  return [...new Set(order.map((i) => words[i]))].slice(0, DECIDING);
}
