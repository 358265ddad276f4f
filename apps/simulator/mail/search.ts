// SEARCH: the keys a mail client may ask by, as a table.
import { type Token, textOf } from './command-reader.js';
import type { StoredLetter } from './mailbox.js';
import { type Part, decodeWords, header, parsePart, textOfPart } from './mime.js';
import type { View } from './view.js';

interface Found {
  number: number;
  letter: StoredLetter;
}
type Test = (found: Found) => boolean;

/** Letters that match all keys of the arguments; a charset prefix is skipped (words are UTF-8 here). */
export function search(view: View, args: Token[]): Found[] {
  const rest = textOf(args[0]).toUpperCase() === 'CHARSET' ? args.slice(2) : [...args];
  const test = all(view, rest);
  return view.chosen('1:*', false).filter(test);
}

function all(view: View, keys: Token[]): Test {
  const queue = [...keys];
  const tests: Test[] = [];
  while (queue.length > 0) tests.push(next(view, queue));
  return (found) => tests.every((test) => test(found));
}

function next(view: View, queue: Token[]): Test {
  const key = queue.shift();
  if (Array.isArray(key)) return all(view, key);
  const name = textOf(key).toUpperCase();
  const argument = () => textOf(queue.shift());
  if (/^[\d*]/.test(name)) return among(view, name, false);
  if (name === 'UID') return among(view, argument(), true);
  if (name === 'NOT') return negate(next(view, queue));
  if (name === 'OR') return either(next(view, queue), next(view, queue));
  if (name === 'HEADER') return inHeader(argument(), argument());
  const flag = FLAGS[name];
  if (flag) return ({ letter }) => letter.flags.has(flag);
  const unflag = name.startsWith('UN') ? FLAGS[name.slice(2)] : undefined;
  if (unflag) return ({ letter }) => !letter.flags.has(unflag);
  const keyed = KEYED[name];
  return keyed ? keyed(argument()) : () => name !== 'NEW' && name !== 'RECENT';
}

const negate =
  (test: Test): Test =>
  (found) =>
    !test(found);
const either =
  (one: Test, other: Test): Test =>
  (found) =>
    one(found) || other(found);

function among(view: View, set: string, byUid: boolean): Test {
  const letters = new Set(view.chosen(set, byUid).map(({ letter }) => letter));
  return ({ letter }) => letters.has(letter);
}

const FLAGS: Record<string, string> = {
  SEEN: '\\Seen',
  ANSWERED: '\\Answered',
  FLAGGED: '\\Flagged',
  DELETED: '\\Deleted',
  DRAFT: '\\Draft',
};

const KEYED: Record<string, (argument: string) => Test> = {
  KEYWORD:
    (word) =>
    ({ letter }) =>
      letter.flags.has(word),
  UNKEYWORD:
    (word) =>
    ({ letter }) =>
      !letter.flags.has(word),
  SINCE:
    (day) =>
    ({ letter }) =>
      letter.internalDate >= midnight(day),
  BEFORE:
    (day) =>
    ({ letter }) =>
      letter.internalDate < midnight(day),
  ON:
    (day) =>
    ({ letter }) =>
      midnight(day) <= letter.internalDate && letter.internalDate.getTime() < midnight(day).getTime() + 86_400_000,
  SENTSINCE: (day) => (found) => sentAt(found) >= midnight(day),
  SENTBEFORE: (day) => (found) => sentAt(found) < midnight(day),
  LARGER:
    (size) =>
    ({ letter }) =>
      letter.size() > Number(size),
  SMALLER:
    (size) =>
    ({ letter }) =>
      letter.size() < Number(size),
  FROM: (words) => inHeader('from', words),
  TO: (words) => inHeader('to', words),
  CC: (words) => inHeader('cc', words),
  SUBJECT: (words) => inHeader('subject', words),
  BODY: (words) => (found) => holds(texts(parsed(found)), words),
  TEXT: (words) => (found) => holds(`${parsed(found).head}${texts(parsed(found))}`, words),
};

const parsed = ({ letter }: Found): Part => parsePart(letter.raw());
const holds = (text: string, words: string): boolean => text.toLowerCase().includes(words.toLowerCase());
const midnight = (day: string): Date => new Date(`${day.replace(/-/g, ' ')} UTC`);
const sentAt = (found: Found): Date => new Date(header(parsed(found), 'date') ?? 0);

function inHeader(name: string, words: string): Test {
  return (found) => {
    const value = header(parsed(found), name);
    return value !== undefined && holds(decodeWords(value), words);
  };
}

function texts(part: Part): string {
  if (part.children.length > 0) return part.children.map(texts).join('\n');
  return part.type.startsWith('text/') ? textOfPart(part) : '';
}
