// IMAP commands in the product's words: connect, open a folder read-only, list and fetch letters; nothing is changed or deleted.
import { ImapFlow } from 'imapflow';
import { type FolderCursor, type FolderState, hasBacklog, isWanted, type Listed } from './folder.js';
import type { Endpoint } from './settings.js';

/** Above this only the beginning of a letter is taken, with a notice. */
const WHOLE_BYTES = 25 * 1024 * 1024;
const HEAD_BYTES = 512 * 1024;
const CHUNK = 500;

export interface Fetched {
  letter: Listed;
  raw: Buffer;
  truncated: boolean;
}

export function makeClient(endpoint: Endpoint): ImapFlow {
  return new ImapFlow({
    host: endpoint.host,
    port: endpoint.port,
    secure: endpoint.secure,
    auth: { user: endpoint.user, pass: endpoint.pass },
    logger: false,
    // IDLE is begun by the receiver after each batch; by itself the client would wait 15 s
    disableAutoIdle: true,
    maxIdleTime: 5 * 60_000,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: 90_000,
    maxLiteralSize: WHOLE_BYTES + 1024 * 1024,
  });
}

/** Selects a folder without the right to change it. */
export async function openFolder(client: ImapFlow, path: string): Promise<FolderState> {
  const box = await client.mailboxOpen(path, { readOnly: true });
  return { uidValidity: String(box.uidValidity), uidNext: box.uidNext };
}

/** Path of the Sent folder: the given one, or what the server marks \Sent; null when there is none. */
export async function findSent(client: ImapFlow, given: string | undefined): Promise<string | null> {
  const folders = await client.list();
  if (given) return folders.some((one) => one.path === given) ? given : null;
  return folders.find((one) => one.specialUse === '\\Sent')?.path ?? null;
}

/** Letters that the cursor has not passed yet, oldest first. */
export async function listNew(client: ImapFlow, cursor: FolderCursor): Promise<Listed[]> {
  const backlog = hasBacklog(cursor) ? await listBacklog(client, cursor) : [];
  const from = Math.max(cursor.lastUid + 1, cursor.startUid);
  // "n:*" names the last letter even when its UID is smaller
  const fresh = (await searchUids(client, { uid: `${from}:*` })).filter((uid) => uid >= from);
  return [...backlog, ...(await describe(client, fresh))];
}

/** Newest first and in chunks: a mailbox of 30,000 old letters is left after the first chunk without a wanted one. */
async function listBacklog(client: ImapFlow, cursor: FolderCursor): Promise<Listed[]> {
  const found: Listed[] = [];
  const dayBefore = new Date(Date.parse(cursor.since) - 24 * 3_600_000);
  const uids = (await searchUids(client, { since: dayBefore })).filter((uid) => uid > cursor.lastUid && uid < cursor.startUid);
  for (let end = uids.length; end > 0; end -= CHUNK) {
    const wanted = (await describe(client, uids.slice(Math.max(0, end - CHUNK), end))).filter((letter) => isWanted(cursor, letter));
    if (wanted.length === 0) break;
    found.unshift(...wanted);
  }
  return found;
}

async function searchUids(client: ImapFlow, query: Parameters<ImapFlow['search']>[0]): Promise<number[]> {
  const found = await client.search(query, { uid: true });
  return Array.isArray(found) ? found.sort((a, b) => a - b) : [];
}

async function describe(client: ImapFlow, uids: number[]): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (let at = 0; at < uids.length; at += CHUNK) {
    const range = uids.slice(at, at + CHUNK).join(',');
    for (const one of await client.fetchAll(range, { uid: true, size: true, internalDate: true }, { uid: true })) {
      listed.push({ uid: one.uid, size: one.size ?? 0, receivedAt: one.internalDate ? new Date(one.internalDate) : null });
    }
  }
  return listed.sort((a, b) => a.uid - b.uid);
}

/** Bytes of a group of letters; one that vanished meanwhile is left out. */
export async function fetchLetters(client: ImapFlow, letters: Listed[]): Promise<Fetched[]> {
  const byUid = new Map(letters.map((letter) => [letter.uid, letter]));
  const large = letters.length === 1 && letters[0].size > WHOLE_BYTES;
  const source = large ? { start: 0, maxLength: HEAD_BYTES } : true;
  const found = await client.fetchAll([...byUid.keys()].join(','), { uid: true, source }, { uid: true });
  return found
    .flatMap((one) => {
      const letter = byUid.get(one.uid);
      return letter && one.source ? [{ letter, raw: one.source, truncated: large }] : [];
    })
    .sort((a, b) => a.letter.uid - b.letter.uid);
}
