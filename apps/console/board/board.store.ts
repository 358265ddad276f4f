// The board's numbers: fetched anew within half a second of any news, and every fifteen seconds anyway.
import type { BoardView } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { officeApi } from '../api/office.adapter.js';
import { cell } from '../live/cell.js';
import { coalesce } from '../live/coalesce.js';
import { newsCount } from '../live/feed.store.js';

const GATHER_MS = 400;
const ANYWAY_MS = 15_000;

export interface BoardState {
  view: BoardView | null;
  error: string | null;
  /** When the last answer came, ms of this machine. */
  heardAt: number;
}
export const board = cell<BoardState>({ view: null, error: null, heardAt: 0 });

export async function loadBoard(): Promise<void> {
  try {
    board.set({ view: await officeApi.board(), error: null, heardAt: Date.now() });
  } catch (error) {
    board.change((now) => ({ ...now, error: sentence(error) }));
  }
}

/** Keeps the board fresh while it is shown; returns how to stop. */
export function followBoard(): () => void {
  const gather = coalesce(loadBoard, GATHER_MS);
  void loadBoard();
  const stop = newsCount.subscribe(() => gather.add(['board']));
  const timer = setInterval(() => gather.add(['board']), ANYWAY_MS);
  return () => {
    stop();
    clearInterval(timer);
  };
}
