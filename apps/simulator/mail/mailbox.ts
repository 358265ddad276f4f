// One IMAP folder in memory: letters by UID, flags, and those who watch it.

export interface StoredLetter {
  uid: number;
  flags: Set<string>;
  internalDate: Date;
  /** Bytes as they came; old letters of a preload are made each time they are asked for. */
  raw: () => Buffer;
  size: () => number;
}

export interface AppendOptions {
  internalDate?: Date;
  flags?: string[];
}

/** `version` grows with every change, so that a session need not compare what did not change. */
export class Mailbox {
  letters: StoredLetter[] = [];
  version = 0;
  readonly watchers = new Set<() => void>();

  constructor(
    readonly name: string,
    readonly specialUse: string | undefined,
    public uidValidity: number,
    public uidNext = 1,
  ) {}

  append(raw: Buffer | (() => Buffer), options: AppendOptions = {}): StoredLetter {
    const letter = this.#add(raw, options);
    this.changed();
    return letter;
  }

  /** Adds `count` letters made on demand; `make` gets their number, the newest last, a minute between two. */
  preload(count: number, make: (number: number) => Buffer, endAt: Date): void {
    for (let number = 0; number < count; number++) {
      const internalDate = new Date(endAt.getTime() - (count - number) * 60_000);
      this.#add(() => make(number), { internalDate, flags: ['\\Seen'] });
    }
    this.changed();
  }

  remove(uids: Set<number>): void {
    this.letters = this.letters.filter((letter) => !uids.has(letter.uid));
    this.changed();
  }

  /** A new UIDVALIDITY: every letter gets a new UID, as after a restore of the server. */
  renew(): void {
    this.uidValidity += 1;
    this.uidNext = 1;
    this.letters = this.letters.map((letter) => ({ ...letter, uid: this.uidNext++ }));
    this.changed();
  }

  changed(): void {
    this.version += 1;
    for (const watcher of this.watchers) watcher();
  }

  #add(raw: Buffer | (() => Buffer), { internalDate = new Date(), flags = [] }: AppendOptions): StoredLetter {
    const read = typeof raw === 'function' ? raw : () => raw;
    const letter = { uid: this.uidNext++, flags: new Set(flags), internalDate, raw: read, size: () => read().length };
    this.letters.push(letter);
    return letter;
  }
}
