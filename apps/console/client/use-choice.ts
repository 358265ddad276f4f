// Choosing from a list below a text field: arrows move the mark round, Enter takes the marked one.
import { type KeyboardEvent, useState } from 'react';

interface Choice<T> {
  /** Index of the marked row. */
  at: number;
  /** Marks the first row again, for a new list. */
  restart: () => void;
  /** True when the key was the list's and nothing is left to do. */
  keys: (event: KeyboardEvent) => boolean;
  rows: T[];
}

export function useChoice<T>(rows: T[], take: (row: T) => void): Choice<T> {
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, rows.length - 1));
  const keys = (event: KeyboardEvent): boolean => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    const row = rows[at];
    if (!row || (by === 0 && (event.key !== 'Enter' || event.ctrlKey))) return false;
    event.preventDefault();
    if (by === 0) take(row);
    else setActive((at + by + rows.length) % rows.length);
    return true;
  };
  return { at, restart: () => setActive(0), keys, rows };
}
