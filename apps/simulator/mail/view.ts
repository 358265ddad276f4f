// What one IMAP session has been told about its folder: sequence numbers stay valid until it is told otherwise.
import type { Mailbox, StoredLetter } from './mailbox.js';

/** Sequence number n is `letters[n - 1]`. */
export class View {
  letters: StoredLetter[];
  #version: number;
  #flags: Map<number, string>;

  constructor(
    readonly mailbox: Mailbox,
    readonly readOnly: boolean,
  ) {
    this.letters = [...mailbox.letters];
    this.#version = mailbox.version;
    this.#flags = new Map(this.letters.map((letter) => [letter.uid, flagsOf(letter)]));
  }

  /** Untagged lines that bring the session up to date: EXPUNGE from the end, EXISTS, FETCH of changed flags. */
  news(): string[] {
    if (this.#version === this.mailbox.version) return [];
    this.#version = this.mailbox.version;
    const now = new Set(this.mailbox.letters);
    const lines: string[] = [];
    for (let index = this.letters.length - 1; index >= 0; index--) {
      if (!now.has(this.letters[index]!)) lines.push(`* ${index + 1} EXPUNGE`);
    }
    const kept = this.letters.length - lines.length;
    this.letters = [...this.mailbox.letters];
    if (this.letters.length > kept) lines.push(`* ${this.letters.length} EXISTS`);
    return [...lines, ...this.#changedFlags()];
  }

  /** The client changed or saw these flags itself. */
  toldFlags(letter: StoredLetter): void {
    this.#flags.set(letter.uid, flagsOf(letter));
  }

  #changedFlags(): string[] {
    const lines: string[] = [];
    this.letters.forEach((letter, index) => {
      const flags = flagsOf(letter);
      const before = this.#flags.get(letter.uid);
      if (before !== undefined && before !== flags) lines.push(`* ${index + 1} FETCH (UID ${letter.uid} FLAGS ${flags})`);
      this.#flags.set(letter.uid, flags);
    });
    return lines;
  }

  /** Letters named by a set such as `1:5,9,20:*`, with their sequence numbers, in order. */
  chosen(set: string, byUid: boolean): Array<{ number: number; letter: StoredLetter }> {
    const last = byUid ? (this.letters.at(-1)?.uid ?? 0) : this.letters.length;
    const ranges = set.split(',').map((part) => bounds(part, last));
    const inside = (value: number) => ranges.some(([low, high]) => value >= low && value <= high);
    return this.letters
      .map((letter, index) => ({ number: index + 1, letter }))
      .filter(({ number, letter }) => inside(byUid ? letter.uid : number));
  }
}

export const flagsOf = (letter: StoredLetter): string => `(${[...letter.flags].join(' ')})`;

/** `n:*` always holds the last one, even when n lies beyond it (RFC 3501). */
function bounds(part: string, last: number): [number, number] {
  const [from = 0, to = from] = part.split(':').map((end) => (end === '*' ? last : Number(end)));
  return from <= to ? [from, to] : [to, from];
}
