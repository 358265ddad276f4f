// IMAP commands on the letters of the selected folder: each returns its completion line.
import { type Token, textOf } from './command-reader.js';
import { fetchLine, marksSeen, wantedItems } from './fetch.js';
import type { ImapSession } from './imap-session.js';
import type { Mailbox, StoredLetter } from './mailbox.js';
import { search } from './search.js';
import { flagsOf } from './view.js';

export type Run = (session: ImapSession, args: Token[], byUid: boolean) => Promise<string> | string;

export const NO_FOLDER = 'NO [TRYCREATE] no such mailbox';

export const LETTER_COMMANDS: Record<string, Run> = {
  CLOSE: (session) => {
    if (!session.view!.readOnly) expunge(session.view!.mailbox, () => true);
    session.select(undefined);
    return 'OK done';
  },
  EXPUNGE: (session) => expunge(session.view!.mailbox, () => true),
  'UID EXPUNGE': (session, args) => {
    const named = new Set(chosen(session, args, true).map(({ letter }) => letter));
    return expunge(session.view!.mailbox, (letter) => named.has(letter));
  },
  FETCH: fetch,
  'UID FETCH': fetch,
  STORE: store,
  'UID STORE': store,
  SEARCH: find,
  'UID SEARCH': find,
  COPY: copy,
  'UID COPY': copy,
  MOVE: move,
  'UID MOVE': move,
};

function chosen(session: ImapSession, args: Token[], byUid: boolean) {
  return session.view!.chosen(textOf(args[0]), byUid);
}

async function fetch(session: ImapSession, args: Token[], byUid: boolean): Promise<string> {
  const items = wantedItems(args[1] ?? 'FLAGS', byUid);
  let lines: Buffer[] = [];
  for (const { number, letter } of chosen(session, args, byUid)) {
    const newlySeen = marksSeen(items) && !session.view!.readOnly && !letter.flags.has('\\Seen');
    if (newlySeen) changeFlags(session, letter, (flags) => flags.add('\\Seen'));
    const wanted = newlySeen && !items.includes('FLAGS') ? [...items, 'FLAGS'] : items;
    const size = lines.push(fetchLine(number, letter, wanted));
    // Flags of thousands of letters leave in few packets; letters themselves never pile up.
    if (size < 200 && lines.at(-1)!.length < 1000) continue;
    await session.write(Buffer.concat(lines));
    lines = [];
  }
  await session.write(Buffer.concat(lines));
  return 'OK done';
}

function changeFlags(session: ImapSession, letter: StoredLetter, change: (flags: Set<string>) => void): void {
  change(letter.flags);
  session.view!.toldFlags(letter);
  session.view!.mailbox.changed();
}

async function store(session: ImapSession, args: Token[], byUid: boolean): Promise<string> {
  if (session.view!.readOnly) return 'NO the mailbox is read-only';
  const mode = textOf(args[1]).toUpperCase();
  const named = args
    .slice(2)
    .flat()
    .map((flag) => textOf(flag as Token));
  for (const { number, letter } of chosen(session, args, byUid)) {
    changeFlags(session, letter, (flags) => {
      if (!/^[+-]/.test(mode)) flags.clear();
      for (const flag of named) mode.startsWith('-') ? flags.delete(flag) : flags.add(flag);
    });
    const uid = byUid ? `UID ${letter.uid} ` : '';
    if (!mode.endsWith('.SILENT')) await session.write(`* ${number} FETCH (${uid}FLAGS ${flagsOf(letter)})`);
  }
  return 'OK done';
}

async function find(session: ImapSession, args: Token[], byUid: boolean): Promise<string> {
  const found = search(session.view!, args).map(({ number, letter }) => (byUid ? letter.uid : number));
  await session.write(['* SEARCH', ...found].join(' '));
  return 'OK done';
}

function copied(session: ImapSession, args: Token[], byUid: boolean, target: Mailbox): { uids: Set<number>; code: string } {
  const letters = chosen(session, args, byUid).map(({ letter }) => letter);
  const made = letters.map((letter) => target.append(letter.raw, { internalDate: letter.internalDate, flags: [...letter.flags] }));
  const numbers = (all: StoredLetter[]) => all.map((letter) => letter.uid).join(',');
  const code = letters.length > 0 ? `[COPYUID ${target.uidValidity} ${numbers(letters)} ${numbers(made)}] ` : '';
  return { uids: new Set(letters.map((letter) => letter.uid)), code };
}

async function copy(session: ImapSession, args: Token[], byUid: boolean): Promise<string> {
  const target = session.account!.folder(textOf(args[1]));
  return target ? `OK ${copied(session, args, byUid, target).code}done` : NO_FOLDER;
}

async function move(session: ImapSession, args: Token[], byUid: boolean): Promise<string> {
  const target = session.account!.folder(textOf(args[1]));
  if (!target) return NO_FOLDER;
  const { uids, code } = copied(session, args, byUid, target);
  if (code) await session.write(`* OK ${code}moved`);
  session.view!.mailbox.remove(uids);
  return 'OK done';
}

function expunge(mailbox: Mailbox, among: (letter: StoredLetter) => boolean): string {
  const gone = mailbox.letters.filter((letter) => letter.flags.has('\\Deleted') && among(letter));
  if (gone.length > 0) mailbox.remove(new Set(gone.map((letter) => letter.uid)));
  return 'OK done';
}
