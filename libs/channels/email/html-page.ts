// The text of an HTML page while its tags pass by: lines, quotes, lists, links, and where history begins.

const BLOCK =
  /^(p|div|table|tr|ul|ol|li|h[1-6]|blockquote|pre|section|article|header|footer|center|form|fieldset|dl|dt|dd|address|hr|body)$/;
/** Containers that clients put around the letter being answered. */
const HISTORY = [
  /class=["']?[^"'>]*\b(gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|js-mail-quote)\b/i,
  /id=["']?[^"'>]*\b(appendonsend|divRplyFwdMsg|mail-editor-reference-message-container|reply-intro)\b/i,
  /style=["'][^"'>]*border:\s*none;\s*border-top:\s*solid\s+#(e1e1e1|b5c4df)/i,
];
const NAMED: Record<string, string> = {
  nbsp: '\u00a0',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  bull: '•',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  numero: '№',
  sect: '§',
  deg: '°',
  middot: '·',
  times: '×',
  shy: '',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  lsquo: '‘',
  rsquo: '’',
  zwnj: '',
  zwsp: '',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  minus: '−',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ouml: 'ö',
  auml: 'ä',
  uuml: 'ü',
  szlig: 'ß',
  Ouml: 'Ö',
  Auml: 'Ä',
  Uuml: 'Ü',
};

export interface ReadableText {
  text: string;
  /** Line where a client's own mark says that history begins, or null. */
  historyLine: number | null;
}

/** A line in hand, kept in pieces: joining at each tag would take quadratic time. */
class Line {
  private pieces: string[] = [];
  private blank = true;
  private spaced = true;
  /** Holds a non-breaking space, the only content of an empty line that an editor wrote on purpose. */
  private kept = false;

  add(text: string, verbatim = false): void {
    const next = this.spaced && !verbatim ? text.replace(/^ /, '') : text;
    if (next === '') return;
    this.pieces.push(next);
    this.spaced = next.endsWith(' ');
    this.kept ||= next.includes('\u00a0');
    this.blank &&= next.trim() === '';
  }

  get isBlank(): boolean {
    return this.blank;
  }

  get isWorthKeeping(): boolean {
    return !this.blank || this.kept;
  }

  get size(): number {
    return this.pieces.length;
  }

  since(piece: number): string {
    return this.pieces.slice(piece).join('').trim();
  }

  take(): string {
    const text = this.pieces
      .join('')
      .replace(/[ \u00a0]+$/, '')
      .replace(/\u00a0/g, ' ');
    this.clear();
    return text;
  }

  clear(): void {
    this.pieces = [];
    this.blank = true;
    this.spaced = true;
    this.kept = false;
  }
}

/** Collects lines while tags pass by. */
export class Page {
  private readonly lines: string[] = [];
  private readonly line = new Line();
  private quotes = 0;
  private pre = 0;
  private items: number[] = [];
  private link: { href: string; from: number } | null = null;
  private tight = false;
  private pendingHistory = false;
  private historyLine: number | null = null;

  write(raw: string): void {
    if (raw === '') return;
    const text = decodeEntities(raw);
    if (this.pre > 0) this.writePre(text);
    else this.line.add(text.replace(/[ \t\r\n\f]+/g, ' '));
    this.noteHistory();
  }

  enter(name: string, tag: string): void {
    if (name === 'br') this.breakLine();
    // Word's paragraphs have no margins: each is a line
    if (name === 'p') this.tight = /\bMso|margin(-bottom)?:\s*0/i.test(tag);
    if (BLOCK.test(name)) this.block(this.isApart(name));
    if (name === 'blockquote') this.quotes += 1;
    if (name === 'pre') this.pre += 1;
    if (name === 'hr') this.lines.push('');
    if (name === 'ol' || name === 'ul') this.items.push(name === 'ol' ? 1 : 0);
    if (name === 'li') this.line.add(this.bullet());
    if ((name === 'td' || name === 'th') && !this.line.isBlank) this.line.add(' ');
    if (name === 'a') this.link = { href: attribute(tag, 'href'), from: this.line.size };
    if (name === 'img') this.write(attribute(tag, 'alt'));
    if (HISTORY.some((mark) => mark.test(tag))) this.pendingHistory = true;
  }

  leave(name: string): void {
    if (name === 'a') this.closeLink();
    if (BLOCK.test(name)) this.block(this.isApart(name));
    if (name === 'blockquote') this.quotes = Math.max(0, this.quotes - 1);
    if (name === 'pre') this.pre = Math.max(0, this.pre - 1);
    if (name === 'ol' || name === 'ul') this.items.pop();
  }

  finish(): ReadableText {
    this.block(false);
    const kept: string[] = [];
    let line: number | null = null;
    this.lines.forEach((text, at) => {
      if (at === this.historyLine) line = kept.length;
      if (text !== '' || (kept.length > 0 && kept.at(-1) !== '')) kept.push(text);
    });
    while (kept.at(-1) === '') kept.pop();
    return { text: kept.join('\n'), historyLine: line };
  }

  private isApart(name: string): boolean {
    return name === 'p' ? !this.tight : /^h\d$/.test(name);
  }

  private bullet(): string {
    const next = this.items.at(-1) ?? 0;
    if (next > 0) this.items[this.items.length - 1] = next + 1;
    return next > 0 ? `${next}. ` : '• ';
  }

  /** Ends the line in hand; `apart` leaves an empty line as paragraphs do. */
  private block(apart: boolean): void {
    if (this.line.isWorthKeeping) this.breakLine();
    else this.line.clear();
    if (apart && this.lines.at(-1) !== '' && this.lines.length > 0) this.lines.push('');
  }

  private breakLine(): void {
    const text = this.line.take();
    this.lines.push(this.quotes > 0 ? `${'>'.repeat(Math.min(this.quotes, 20))} ${text}`.trimEnd() : text);
    if (this.link) this.link.from = 0;
  }

  private writePre(text: string): void {
    const [first, ...rest] = text.replace(/\r\n?/g, '\n').split('\n');
    this.line.add(first, true);
    for (const line of rest) {
      this.breakLine();
      this.line.add(line, true);
    }
  }

  private noteHistory(): void {
    if (!this.pendingHistory || this.line.isBlank) return;
    this.pendingHistory = false;
    this.historyLine ??= this.lines.length;
  }

  /** A link whose words are not its address shows the address too. */
  private closeLink(): void {
    if (!this.link) return;
    const { href, from } = this.link;
    this.link = null;
    if (!/^https?:/i.test(href) || href.length > 300) return;
    const words = this.line.since(from);
    if (words !== '' && !words.includes('.')) this.line.add(` (${href})`);
  }
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag.slice(0, 4096));
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '');
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z][a-z0-9]{1,15});?/gi, (whole, name: string) => {
    if (name[0] !== '#') return NAMED[name] ?? NAMED[name.toLowerCase()] ?? whole;
    const code = name[1].toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\uFFFD';
  });
}
