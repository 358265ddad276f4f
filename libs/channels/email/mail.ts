// Reads one mail: bytes in, everything the product keeps of it out; broken mails give what can be read.
import { recogniseAutomatic, type Automatic } from './automatic.js';
import { type BodyFile, partText, readBody } from './body.js';
import { contentHash, sha256 } from './content-hash.js';
import { type MailAddress, declaredCharset, fieldAddresses, fieldDate, fieldIds, fieldText } from './header.js';
import { htmlToText } from './html-text.js';
import { field, fieldsOf, leaves, LIMITS, readTree, type Part } from './mime.js';
import { foldQuotes, isForwardSubject } from './quote.js';
import { sanitizeMail } from './sanitize.js';
import { readTnef } from './tnef.js';
import { decodedBytes } from './transfer.js';

export interface MailFile {
  name: string | null;
  mime: string;
  bytes: Uint8Array;
  sha256: string;
  cid: string | null;
  inline: boolean;
  cut: boolean;
}
export interface ParsedMail {
  /** First mailbox of From; when there is none, of Sender, Reply-To or Return-Path. */
  from: MailAddress | null;
  /** Every mailbox of From. */
  fromAll: MailAddress[];
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  /** Where the mail was delivered, as the server noted (plus-addresses survive here). */
  deliveredTo: string[];
  subject: string;
  /** With brackets; empty when the mail has none. */
  messageId: string;
  inReplyTo: string[];
  references: string[];
  date: Date | null;
  /** Whole readable text, history included. */
  text: string;
  visible: string;
  quoted: string;
  boundary: string | null;
  /** Sanitised; null for plain mails and for HTML too large to show. */
  html: string | null;
  files: MailFile[];
  automatic: Automatic | null;
  contentHash: string;
  /** Topmost first. */
  authenticationResults: string[];
  /** What limits cut: depth, parts, size. */
  notes: string[];
}
export interface ParseOptions {
  /** The bytes are only the beginning of a larger mail. */
  truncated?: boolean;
}
/** Beyond this a mail is read from its first megabyte only. */
const MAX_BYTES = 35 * 1024 * 1024;
const HEAD_BYTES = 1024 * 1024;
const TEXT_CHARS = 1_000_000;
const NESTED = 3;

/** Parses a mail; never throws on content. */
export function parseMail(raw: Buffer, options: ParseOptions = {}): ParsedMail {
  const truncated = options.truncated === true || raw.length > MAX_BYTES;
  const { root, notes } = readTree(raw.length > MAX_BYTES ? raw.subarray(0, HEAD_BYTES) : raw, LIMITS, truncated);
  const subject = headText(root, 'subject');
  const people = readPeople(root);
  const content = readContent(root, subject);
  return {
    ...people,
    ...content,
    subject,
    messageId: fieldsOf(root, 'message-id').flatMap(fieldIds)[0] ?? '',
    inReplyTo: fieldsOf(root, 'in-reply-to').flatMap(fieldIds),
    references: fieldsOf(root, 'references').flatMap(fieldIds),
    date: readDate(root),
    automatic: recogniseAutomatic(root, people.from?.address ?? null, subject),
    contentHash: contentHash(root),
    authenticationResults: fieldsOf(root, 'authentication-results').map((one) => fieldText(one)),
    notes: truncated ? [...notes, 'size'] : notes,
  };
}

function readContent(root: Part, subject: string): Pick<ParsedMail, 'text' | 'visible' | 'quoted' | 'boundary' | 'html' | 'files'> {
  const body = readBody(root);
  const packed = body.files.map((file) => (isTnef(file) ? readTnef(file.bytes) : null));
  const plain = body.plain ?? packed.find((one) => one?.text)?.text ?? null;
  const html = body.html ?? packed.find((one) => one?.html)?.html ?? null;
  const fromHtml = plain?.trim() || html === null ? null : htmlToText(html);
  const own = (fromHtml?.text ?? plain ?? '').slice(0, TEXT_CHARS);
  // reports quote dialogues with servers, not letters
  const folded =
    root.type.value === 'multipart/report'
      ? { visible: own.trim(), quoted: '', boundary: null }
      : foldQuotes(own, { historyLine: fromHtml?.historyLine, forward: isForwardSubject(subject) });
  const forwarded = body.forwarded.map((part) => readForwarded(part, 1));
  const added = forwarded.map((one) => one.text).join('\n\n');
  return {
    text: joined(own, added),
    visible: joined(folded.visible, added),
    quoted: folded.quoted,
    // the angles of a text made from HTML are our own
    boundary: (fromHtml && folded.boundary?.replace(/^[>\s]+/, '')) ?? folded.boundary,
    html: html === null ? null : sanitizeMail(html),
    files: [...body.files.flatMap((file, at) => unpacked(file, packed[at])), ...forwarded.flatMap((one) => one.files)],
  };
}

/** A letter forwarded as a part of the text: its own header lines, its text, its files. */
function readForwarded(part: Part, depth: number): { text: string; files: MailFile[] } {
  const { root } = readTree(decodedBytes(part), LIMITS);
  const body = readBody(root);
  const own = body.plain?.trim() ? body.plain : htmlToText(body.html ?? '').text;
  const deeper = depth < NESTED ? body.forwarded.map((one) => readForwarded(one, depth + 1)) : [];
  const head = (['From', 'Date', 'To', 'Subject'] as const)
    .map((name) => [name, partText(root, name.toLowerCase())])
    .filter(([, text]) => text !== '');
  const lines = ['---------- Forwarded message ----------', ...head.map(([name, text]) => `${name}: ${text}`), '', own.trim()];
  return {
    text: [lines.join('\n').slice(0, TEXT_CHARS), ...deeper.map((one) => one.text)].join('\n\n'),
    files: [...body.files.map(toFile), ...deeper.flatMap((one) => one.files)],
  };
}

function readPeople(root: Part): Pick<ParsedMail, 'from' | 'fromAll' | 'replyTo' | 'to' | 'cc' | 'deliveredTo'> {
  const context = mailCharset(root);
  const list = (name: string) => fieldsOf(root, name).flatMap((raw) => fieldAddresses(raw, context));
  const fromAll = list('from');
  const replyTo = list('reply-to');
  const deliveredTo = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].flatMap(list);
  const from = fromAll[0] ?? list('sender')[0] ?? replyTo[0] ?? list('return-path')[0] ?? null;
  return { from, fromAll, replyTo, to: list('to'), cc: list('cc'), deliveredTo: deliveredTo.map((one) => one.address) };
}

function readDate(root: Part): Date | null {
  const date = field(root, 'date');
  return (date && fieldDate(date)) ?? null;
}

function headText(root: Part, name: string): string {
  const raw = field(root, name);
  return raw ? fieldText(raw, mailCharset(root)) : '';
}

/** The charset of the first text part that declares one: raw 8-bit headers are usually written in it too. */
function mailCharset(root: Part): string | null {
  const texts = leaves(root).filter((part) => part.type.value.startsWith('text/'));
  return texts.map((part) => declaredCharset(part.type)).find((charset) => charset !== null) ?? null;
}

function isTnef(file: BodyFile): boolean {
  return /ms-tnef$/.test(file.mime) || file.name?.toLowerCase() === 'winmail.dat';
}

/** winmail.dat gives way to what it holds; unreadable, it stays a file. */
function unpacked(file: BodyFile, packed: ReturnType<typeof readTnef>): MailFile[] {
  if (!packed || (packed.files.length === 0 && packed.text === null && packed.html === null)) return [toFile(file)];
  return packed.files.map((one) =>
    toFile({ name: one.name || null, mime: 'application/octet-stream', bytes: one.bytes, cid: null, inline: false, cut: false }),
  );
}

function toFile(file: BodyFile): MailFile {
  return { ...file, sha256: sha256(file.bytes) };
}

function joined(first: string, second: string): string {
  return [first, second].filter((text) => text !== '').join('\n\n');
}
