// A letter that a person has received from the product: envelope, raw bytes and what they say.
import { type Part, decodeWords, header, parameters, parsePart, textOfPart } from './mime.js';

/** Parsed when first looked at. */
export class Letter {
  #part: Part | undefined;

  constructor(
    readonly raw: Buffer,
    /** SMTP envelope, not the headers. */
    readonly envelope: { from: string; to: string[] },
    readonly at: number,
  ) {}

  get part(): Part {
    this.#part ??= parsePart(this.raw);
    return this.#part;
  }

  /** Decoded value of the first header of that name; undefined when there is none. */
  header(name: string): string | undefined {
    const value = header(this.part, name);
    return value === undefined ? undefined : decodeWords(Buffer.from(value, 'latin1').toString('utf8'));
  }

  get subject(): string {
    return this.header('subject') ?? '';
  }

  get messageId(): string {
    return this.header('message-id') ?? '';
  }

  get text(): string {
    return first(this.part, 'text/plain') ?? '';
  }

  get html(): string | undefined {
    return first(this.part, 'text/html');
  }

  get attachmentNames(): string[] {
    return leaves(this.part).flatMap((part) => {
      const { value, params } = parameters(header(part, 'content-disposition') ?? '');
      return value === 'attachment' ? [decodeWords(params.filename ?? '')] : [];
    });
  }

  /** Where an answer goes: Reply-To, else From; the bare address. */
  get answerTo(): string {
    const value = this.header('reply-to') ?? this.header('from') ?? this.envelope.from;
    return /<([^<>]+)>/.exec(value)?.[1] ?? value.trim();
  }

  toJSON(): object {
    return { to: this.envelope.to, subject: this.subject, messageId: this.messageId, text: this.text };
  }
}

const leaves = (part: Part): Part[] => (part.type.startsWith('multipart/') ? part.children.flatMap(leaves) : [part]);

function first(part: Part, type: string): string | undefined {
  const found = leaves(part).find((leaf) => leaf.type === type && !/^attachment/i.test(header(leaf, 'content-disposition') ?? ''));
  return found && textOfPart(found).replace(/\r\n/g, '\n');
}
