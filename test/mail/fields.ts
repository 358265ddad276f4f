// Counts in how many fields a read letter equals its expected record.
import type { ActualLetter, ExpectedFile, ExpectedLetter } from './expected.js';

export interface FieldScore {
  total: number;
  equal: number;
  /** One line per unequal field: the field, the expected and the actual value, shortened. */
  misses: string[];
}

type Pair = [field: string, expected: string, actual: string];

const words = (text: string) => text.replace(/[\s\u200b\ufeff]+/g, ' ').trim();

const names = (files: ExpectedFile[]) =>
  files
    .map(({ name }) => name ?? '(no name)')
    .sort()
    .join(' | ');

const hashes = (files: ExpectedFile[]) =>
  files
    .map(({ sha256 }) => sha256)
    .sort()
    .join(' | ');

const shortened = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** Equal when both say "nothing quoted", or the actual line begins with the expected characters. */
function boundaryPair(expected: string | null, actual: string | null): Pair {
  if (expected === null || actual === null) return ['quoteBoundary', words(expected ?? '(none)'), words(actual ?? '(none)')];
  const wanted = words(expected);
  return ['quoteBoundary', wanted, words(actual).slice(0, wanted.length)];
}

function filePairs(expected: ExpectedFile[] | null, actual: ExpectedFile[]): Pair[] {
  if (expected === null) return [];
  return [
    ['attachment names', names(expected), names(actual)],
    ['attachment hashes', hashes(expected), hashes(actual)],
  ];
}

function pairs(expected: ExpectedLetter, actual: ActualLetter): Pair[] {
  return [
    ['from.address', (expected.from?.address ?? '').toLowerCase(), (actual.from?.address ?? '').toLowerCase()],
    ['from.name', words(expected.from?.name ?? ''), words(actual.from?.name ?? '')],
    ['subject', words(expected.subject), words(actual.subject)],
    ['visibleText', words(expected.visibleText), words(actual.visibleText)],
    boundaryPair(expected.quoteBoundary, actual.quoteBoundary),
    ...filePairs(expected.attachments, actual.attachments),
    ['automatic', expected.automatic ?? 'a person', actual.automatic ?? 'a person'],
  ];
}

/** Compares a read letter with its record field by field; white space and the order of files do not count. */
export function compareFields(expected: ExpectedLetter, actual: ActualLetter): FieldScore {
  const all = pairs(expected, actual);
  const unequal = all.filter(([, wanted, got]) => wanted !== got);
  return {
    total: all.length,
    equal: all.length - unequal.length,
    misses: unequal.map(([field, wanted, got]) => `${field}: expected «${shortened(wanted)}», got «${shortened(got)}»`),
  };
}
