// The table of IMAP commands (IMAP4rev1, IDLE, UIDPLUS, MOVE, SPECIAL-USE); here those of the session and of folders.
import { type Token, textOf } from './command-reader.js';
import { LETTER_COMMANDS, NO_FOLDER, type Run } from './imap-letters.js';
import type { ImapSession } from './imap-session.js';
import type { Mailbox } from './mailbox.js';
import { quote } from './structure.js';
import { View } from './view.js';

export const NEEDS_NOTHING = new Set(['CAPABILITY', 'NOOP', 'LOGOUT', 'LOGIN', 'AUTHENTICATE', 'ID']);
export const NEEDS_SELECTED = /^(UID |FETCH|STORE|SEARCH|COPY|MOVE|EXPUNGE|CLOSE|UNSELECT|CHECK)/;

const FLAGS = '\\Seen \\Answered \\Flagged \\Deleted \\Draft';

export const COMMANDS: Record<string, Run> = {
  CAPABILITY: async (session) => {
    await session.write(`* CAPABILITY ${session.backend.capabilities.join(' ')}`);
    return 'OK done';
  },
  NOOP: () => 'OK done',
  CHECK: () => 'OK done',
  ID: async (session) => {
    await session.write('* ID ("name" "stand-in" "vendor" "Otklik")');
    return 'OK done';
  },
  LOGOUT: async (session) => {
    await session.write('* BYE see you');
    return 'OK done';
  },
  LOGIN: (session, args) => login(session, textOf(args[0]), textOf(args[1])),
  AUTHENTICATE: authenticate,
  ENABLE: async (session) => {
    await session.write('* ENABLED');
    return 'OK done';
  },
  NAMESPACE: async (session) => {
    await session.write('* NAMESPACE (("" "/")) NIL NIL');
    return 'OK done';
  },
  LIST: (session, args) => list(session, args, 'LIST'),
  LSUB: (session, args) => list(session, args, 'LSUB'),
  SUBSCRIBE: () => 'OK done',
  UNSUBSCRIBE: () => 'OK done',
  CREATE: create,
  DELETE: (session, args) => (session.account!.folders.delete(textOf(args[0])) ? 'OK done' : 'NO no such mailbox'),
  STATUS: status,
  SELECT: (session, args) => select(session, args, false),
  EXAMINE: (session, args) => select(session, args, true),
  UNSELECT: (session) => {
    session.select(undefined);
    return 'OK done';
  },
  APPEND: append,
  IDLE: idle,
  ...LETTER_COMMANDS,
};

function login(session: ImapSession, user: string, password: string): string {
  session.account = session.backend.accounts.find((account) => account.user === user && account.password === password);
  return session.account
    ? `OK [CAPABILITY ${session.backend.capabilities.join(' ')}] welcome`
    : 'NO [AUTHENTICATIONFAILED] wrong name or password';
}

async function authenticate(session: ImapSession, [mechanism, initial]: Token[]): Promise<string> {
  if (textOf(mechanism).toUpperCase() !== 'PLAIN') return 'NO [CANNOT] only PLAIN';
  const encoded = initial ? textOf(initial) : await asked(session);
  const [, user = '', password = ''] = Buffer.from(encoded, 'base64').toString('utf8').split('\0');
  return login(session, user, password);
}

async function asked(session: ImapSession): Promise<string> {
  const line = session.nextLine();
  await session.write('+ ');
  return line;
}

async function list(session: ImapSession, args: Token[], name: string): Promise<string> {
  // A list of selection options may stand before the reference (RFC 5258).
  const [, pattern] = args.filter((arg) => !Array.isArray(arg)).map(textOf);
  if (!pattern) {
    await session.write(`* ${name} (\\Noselect) "/" ""`);
    return 'OK done';
  }
  const wanted = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/[*%]/g, '.*')}$`, 'i');
  for (const folder of session.account!.folders.values()) {
    const use = folder.specialUse ? ` ${folder.specialUse}` : '';
    if (wanted.test(folder.name)) await session.write(`* ${name} (\\HasNoChildren${use}) "/" ${quote(folder.name)}`);
  }
  return 'OK done';
}

const STATUS: Record<string, (folder: Mailbox) => number> = {
  MESSAGES: (folder) => folder.letters.length,
  UIDNEXT: (folder) => folder.uidNext,
  UIDVALIDITY: (folder) => folder.uidValidity,
  RECENT: () => 0,
  UNSEEN: (folder) => folder.letters.filter((letter) => !letter.flags.has('\\Seen')).length,
  SIZE: (folder) => folder.letters.reduce((sum, letter) => sum + letter.size(), 0),
};

function create(session: ImapSession, [name]: Token[]): string {
  if (session.account!.folder(textOf(name))) return 'NO [ALREADYEXISTS] it exists';
  session.account!.create(textOf(name));
  return 'OK done';
}

async function status(session: ImapSession, [name, items]: Token[]): Promise<string> {
  const folder = session.account!.folder(textOf(name));
  if (!folder) return 'NO [NONEXISTENT] no such mailbox';
  const asked = (Array.isArray(items) ? items : []).map((item) => textOf(item).toUpperCase()).filter((item) => STATUS[item]);
  await session.write(`* STATUS ${quote(folder.name)} (${asked.map((item) => `${item} ${STATUS[item]!(folder)}`).join(' ')})`);
  return 'OK done';
}

async function select(session: ImapSession, [name]: Token[], readOnly: boolean): Promise<string> {
  const folder = session.account!.folder(textOf(name));
  session.select(undefined);
  if (!folder) return 'NO [NONEXISTENT] no such mailbox';
  const view = new View(folder, readOnly);
  session.select(view);
  await session.write(
    [
      `* FLAGS (${FLAGS})`,
      `* OK [PERMANENTFLAGS (${readOnly ? '' : `${FLAGS} \\*`})] flags`,
      `* ${view.letters.length} EXISTS`,
      '* 0 RECENT',
      `* OK [UIDVALIDITY ${folder.uidValidity}] valid`,
      `* OK [UIDNEXT ${folder.uidNext}] next`,
    ].join('\r\n'),
  );
  return readOnly ? 'OK [READ-ONLY] done' : 'OK [READ-WRITE] done';
}

const DAY = /^(\d+)-(\w+)-/;

async function append(session: ImapSession, args: Token[]): Promise<string> {
  const folder = session.account!.folder(textOf(args[0]));
  if (!folder) return NO_FOLDER;
  const literal = args.at(-1);
  if (!Buffer.isBuffer(literal)) return 'BAD a literal is expected';
  const flags = args
    .slice(1)
    .filter(Array.isArray)
    .flat()
    .map((flag) => textOf(flag as Token));
  const date = args.slice(1, -1).find((arg) => typeof arg === 'string');
  const internalDate = date ? new Date(String(date).trim().replace(DAY, '$1 $2 ')) : new Date();
  const letter = folder.append(literal, { flags, internalDate });
  return `OK [APPENDUID ${folder.uidValidity} ${letter.uid}] done`;
}

async function idle(session: ImapSession): Promise<string> {
  const done = session.nextLine();
  session.idling = () => void session.tellNews();
  await session.write('+ idling');
  await session.tellNews();
  const line = await done;
  session.idling = undefined;
  return /^done$/i.test(line) ? 'OK done' : 'BAD DONE expected';
}
