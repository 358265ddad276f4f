// Where reading of an IMAP folder stands: its cursor, what a new UIDVALIDITY means, and which letters count as new.

/** Kept in the same transaction as the mail. */
export interface FolderCursor {
  uidValidity: string;
  lastUid: number;
  /** Letters from this UID on came after we connected: new whatever their date says. */
  startUid: number;
  /** Letters below startUid count only when the server received them from this moment on (ISO). */
  since: string;
}
export interface FolderState {
  uidValidity: string;
  uidNext: number;
}
export interface Listed {
  uid: number;
  size: number;
  receivedAt: Date | null;
}

/** How far back a changed UIDVALIDITY is read again; what is known already is dropped as a duplicate. */
const RESYNC_MS = 14 * 24 * 3_600_000;
const GROUP_BYTES = 4 * 1024 * 1024;
const GROUP_COUNT = 20;

/** The cursor to go on from: the given one, or a new one for a first connection or a renumbered folder. */
export function continueFrom(cursor: FolderCursor | null, state: FolderState, intakeFrom: Date, now: Date): FolderCursor {
  if (cursor?.uidValidity === state.uidValidity) return cursor;
  const since = cursor === null ? intakeFrom : new Date(Math.max(intakeFrom.getTime(), now.getTime() - RESYNC_MS));
  return { uidValidity: state.uidValidity, lastUid: 0, startUid: state.uidNext, since: since.toISOString() };
}

/** Whether letters from before the connection are still to be looked through. */
export function hasBacklog(cursor: FolderCursor): boolean {
  return cursor.lastUid + 1 < cursor.startUid;
}

export function isWanted(cursor: FolderCursor, letter: Listed): boolean {
  if (letter.uid <= cursor.lastUid) return false;
  return (
    letter.uid >= cursor.startUid || (letter.receivedAt !== null && letter.receivedAt.getTime() >= wholeSecond(Date.parse(cursor.since)))
  );
}

/** Servers date letters in whole seconds: one of the second in which we connected may be new. */
const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

/**
 * When the provider says the letter came. A UID from after the connection proves that it is new: servers date in whole
 * seconds and by their own clock, and a letter moved out of Spam keeps its old date.
 */
export function providerAt(cursor: FolderCursor, letter: Listed, intakeFrom: Date): Date | null {
  if (letter.receivedAt === null) return null;
  const isNew = letter.uid >= cursor.startUid || letter.receivedAt.getTime() >= wholeSecond(intakeFrom.getTime());
  return isNew ? new Date(Math.max(letter.receivedAt.getTime(), intakeFrom.getTime())) : letter.receivedAt;
}

/** Groups small enough to hold in memory. */
export function groupBySize(letters: Listed[]): Listed[][] {
  const groups: Listed[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const letter of letters) {
    const group = groups.at(-1);
    if (!group || bytes + letter.size > GROUP_BYTES || group.length >= GROUP_COUNT) {
      groups.push([letter]);
      bytes = letter.size;
    } else {
      group.push(letter);
      bytes += letter.size;
    }
  }
  return groups;
}
