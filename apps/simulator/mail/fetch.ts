// Answers to FETCH: which items a client wants of a letter, and their bytes.
import { type Token, textOf } from './command-reader.js';
import type { StoredLetter } from './mailbox.js';
import { type Part, parsePart } from './mime.js';
import { bodyStructure, envelope } from './structure.js';
import { flagsOf } from './view.js';

const MACROS: Record<string, string[]> = {
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
};
const ALIASES: Record<string, string> = { RFC822: 'BODY[]', 'RFC822.HEADER': 'BODY.PEEK[HEADER]', 'RFC822.TEXT': 'BODY[TEXT]' };
const SECTION = /^BODY(\.PEEK)?\[(.*)\](?:<(\d+)\.(\d+)>)?$/is;

/** Items in upper case, macros replaced; UID is added for UID FETCH. */
export function wantedItems(token: Token, byUid: boolean): string[] {
  const names = (Array.isArray(token) ? token : [token]).map((item) => textOf(item).toUpperCase());
  const items = names.flatMap((name) => MACROS[name] ?? [ALIASES[name] ?? name]);
  return byUid && !items.includes('UID') ? ['UID', ...items] : items;
}

/** True when reading these items marks a letter as seen. */
export const marksSeen = (items: string[]): boolean => items.some((item) => /^BODY\[/.test(item));

/** The whole `* n FETCH (…)` line with its literals. */
export function fetchLine(number: number, letter: StoredLetter, items: string[]): Buffer {
  const source = new LetterSource(letter);
  const pieces = items.map((item) => Buffer.concat([Buffer.from(`${echo(item)} `), value(source, item)]));
  const joined = pieces.flatMap((piece, index) => (index > 0 ? [Buffer.from(' '), piece] : [piece]));
  return Buffer.concat([Buffer.from(`* ${number} FETCH (`), ...joined, Buffer.from(')\r\n')]);
}

/** Bytes and structure are made at most once per answer: flags of 30,000 letters cost neither. */
class LetterSource {
  #raw: Buffer | undefined;
  #part: Part | undefined;

  constructor(readonly letter: StoredLetter) {}

  get raw(): Buffer {
    this.#raw ??= this.letter.raw();
    return this.#raw;
  }

  get part(): Part {
    this.#part ??= parsePart(this.raw);
    return this.#part;
  }
}

function value(source: LetterSource, item: string): Buffer {
  const section = SECTION.exec(item);
  if (section) return literal(cut(sectionBytes(source, section[2]!), section[3], section[4]));
  const simple = SIMPLE[item];
  return Buffer.from(simple ? simple(source) : 'NIL', 'latin1');
}

const SIMPLE: Record<string, (source: LetterSource) => string> = {
  UID: ({ letter }) => String(letter.uid),
  FLAGS: ({ letter }) => flagsOf(letter),
  INTERNALDATE: ({ letter }) => `"${imapDate(letter.internalDate)}"`,
  'RFC822.SIZE': ({ letter }) => String(letter.size()),
  ENVELOPE: ({ part }) => envelope(part),
  BODYSTRUCTURE: ({ part }) => bodyStructure(part),
  BODY: ({ part }) => bodyStructure(part, false),
};

/** The answer names the section without PEEK and, for a piece, only where it starts. */
function echo(item: string): string {
  return item.replace('BODY.PEEK[', 'BODY[').replace(/<(\d+)\.\d+>$/, '<$1>');
}

function cut(bytes: Buffer, from?: string, length?: string): Buffer {
  return from === undefined ? bytes : bytes.subarray(Number(from), Number(from) + Number(length));
}

const literal = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`{${bytes.length}}\r\n`), bytes]);

function sectionBytes(source: LetterSource, section: string): Buffer {
  if (section === '') return source.raw;
  const [, path = '', what = ''] = /^([\d.]*?)\.?([A-Z].*)?$/s.exec(section) ?? [];
  const part = follow(source.part, path);
  if (!part) return Buffer.alloc(0);
  // HEADER and TEXT of a numbered part speak of the letter inside it.
  const inner = path && what !== 'MIME' && part.type === 'message/rfc822' ? (part.children[0] ?? part) : part;
  if (what === '') return part.body;
  if (what === 'TEXT') return inner.body;
  return what.startsWith('HEADER.FIELDS') ? someFields(inner, what) : inner.head;
}

function follow(root: Part, path: string): Part | undefined {
  let part: Part | undefined = root;
  for (const step of path.split('.').filter(Boolean)) {
    const holder: Part | undefined = part?.type === 'message/rfc822' ? part.children[0] : part;
    const index = Number(step) - 1;
    part =
      holder && holder.children.length > 0 && holder.type.startsWith('multipart/')
        ? holder.children[index]
        : index === 0
          ? holder
          : undefined;
  }
  return part;
}

function someFields(part: Part, what: string): Buffer {
  const names = new Set((/\(([^)]*)\)/.exec(what)?.[1] ?? '').toLowerCase().replace(/"/g, '').split(/\s+/));
  const not = what.startsWith('HEADER.FIELDS.NOT');
  const fields = part.head
    .toString('latin1')
    .split(/\r\n(?![ \t])/)
    .filter(Boolean);
  const kept = fields.filter((field) => names.has(field.slice(0, field.indexOf(':')).trim().toLowerCase()) !== not);
  return Buffer.from(`${kept.map((field) => `${field}\r\n`).join('')}\r\n`, 'latin1');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `02-Jul-2026 08:15:09 +0000`, always in UTC. */
function imapDate(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(at.getUTCDate())}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()}`;
  return `${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}
