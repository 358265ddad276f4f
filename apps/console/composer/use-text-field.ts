// The text field of the composer: its draft, its caret, and texts put into it from elsewhere.
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useCell, useKeyed, useLatest } from '../live/hooks.js';
import { askServerDraft, draftOf, drafts, keepDraft } from './drafts.store.js';
import { wantedFocus } from './focus.js';
import { holeAfter, insertAt } from './templates.js';
import type { Mode } from './waiting.js';

export interface TextField {
  field: RefObject<HTMLTextAreaElement | null>;
  mode: Mode;
  setMode: (mode: Mode) => void;
  text: string;
  /** The other mode's draft, for the dot on its tab. */
  noteDraft: string;
  caret: number;
  setCaret: (caret: number) => void;
  write: (text: string, mode?: Mode) => void;
  /** Puts text in place of [start, end) and the caret after it. */
  insert: (start: number, end: number, piece: string) => void;
  /** Selects the next unfilled place; false when there is none. */
  selectHole: (from: number) => boolean;
}

/** Opening a ticket always starts in Reply: the mode never carries over from another ticket. */
export function useTextField(ticketId: string): TextField {
  const [mode, setMode] = useState<Mode>('reply');
  const [caret, setCaret] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useKeyed(drafts, ticketId) ?? draftOf(ticketId);
  const text = draft[mode];
  const write = (next: string, to: Mode = mode): void => keepDraft(ticketId, to, next);
  const select = (start: number, end: number): void => {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
    setCaret(end);
  };
  const insert = (start: number, end: number, piece: string): void => {
    const next = insertAt(text, start, end, piece);
    write(next.text);
    requestAnimationFrame(() => select(next.caret, next.caret));
  };
  const selectHole = (from: number): boolean => {
    const hole = holeAfter(text, from);
    if (hole) select(hole.start, hole.end);
    return hole !== null;
  };
  useEffect(() => {
    void askServerDraft(ticketId);
  }, [ticketId]);
  useWantedFocus(field, setMode);
  return { field, mode, setMode, text, noteDraft: draft.note, caret, setCaret, write, insert, selectHole };
}

/** Keys and menus ask for the caret in a mode; requests older than this field are not for it. */
function useWantedFocus(field: RefObject<HTMLTextAreaElement | null>, setMode: (mode: Mode) => void): void {
  const wanted = useCell(wantedFocus);
  const known = useRef(wanted.n);
  const change = useLatest(setMode);
  useEffect(() => {
    if (wanted.n === known.current) return;
    known.current = wanted.n;
    change.current(wanted.mode);
    requestAnimationFrame(() => field.current?.focus());
  }, [wanted, change, field]);
}
