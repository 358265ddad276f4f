// Cuts the bytes of an IMAP client into commands: atoms, quoted strings, literals, lists.

/** Strings are kept byte for byte (latin1); a literal is a Buffer. */
export type Token = string | Buffer | Token[];

export interface Command {
  tag: string;
  name: string;
  args: Token[];
}

/** Text of a token as UTF-8. */
export const textOf = (token: Token | undefined): string => {
  if (token === undefined || Array.isArray(token)) return '';
  return (typeof token === 'string' ? Buffer.from(token, 'latin1') : token).toString('utf8');
};

/** Fed with chunks; calls back with whole lines, asking for literals as they come. */
export class CommandReader {
  #buffer = Buffer.alloc(0);
  #pieces: Array<string | Buffer> = [];
  #literal: number | undefined;
  #chunks: Buffer[] = [];
  #missing = 0;

  constructor(
    private readonly wanted: (pieces: Array<string | Buffer>) => void,
    private readonly goOn: () => void,
  ) {}

  push(chunk: Buffer): void {
    // A large literal is collected by chunks: joining it anew each time would be quadratic.
    if (this.#literal !== undefined && chunk.length < this.#missing) {
      this.#chunks.push(chunk);
      this.#missing -= chunk.length;
      return;
    }
    this.#buffer = Buffer.concat([...this.#chunks, this.#buffer, chunk]);
    this.#chunks = [];
    while (this.#step());
  }

  #step(): boolean {
    if (this.#literal !== undefined) return this.#takeLiteral(this.#literal);
    const end = this.#buffer.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.#buffer.subarray(0, end).toString('latin1');
    this.#buffer = this.#buffer.subarray(end + 2);
    const literal = /\{(\d+)(\+?)\}$/.exec(line);
    this.#pieces.push(literal ? line.slice(0, literal.index) : line);
    if (literal) {
      this.#literal = Number(literal[1]);
      this.#missing = this.#literal - this.#buffer.length;
      if (!literal[2]) this.goOn();
      return true;
    }
    const pieces = this.#pieces;
    this.#pieces = [];
    this.wanted(pieces);
    return true;
  }

  #takeLiteral(length: number): boolean {
    if (this.#buffer.length < length) {
      this.#chunks = [this.#buffer];
      this.#missing = length - this.#buffer.length;
      this.#buffer = Buffer.alloc(0);
      return false;
    }
    this.#pieces.push(Buffer.from(this.#buffer.subarray(0, length)));
    this.#buffer = this.#buffer.subarray(length);
    this.#literal = undefined;
    return true;
  }
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|(\()|(\))|((?:[^\s()"[]|\[[^\]]*\])+))/y;

/** Pieces of one command (text, literal, text …) into tag, upper-case name and arguments; `UID X` is one name. */
export function parseCommand(pieces: Array<string | Buffer>): Command {
  const stack: Token[][] = [[]];
  for (const piece of pieces) {
    if (Buffer.isBuffer(piece)) stack.at(-1)!.push(piece);
    else tokenize(piece, stack);
  }
  const [tag, first, ...rest] = stack[0]!;
  const name = textOf(first).toUpperCase();
  if (name !== 'UID') return { tag: textOf(tag), name, args: rest };
  return { tag: textOf(tag), name: `UID ${textOf(rest[0]).toUpperCase()}`, args: rest.slice(1) };
}

function tokenize(text: string, stack: Token[][]): void {
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const [, quoted, opened, closed, atom] = match;
    if (opened) stack.push([]);
    else if (closed) {
      const list = stack.length > 1 ? stack.pop()! : [];
      stack.at(-1)!.push(list);
    } else stack.at(-1)!.push(quoted?.replace(/\\(.)/g, '$1') ?? atom!);
  }
}
