// The life of the template picker beside a text field: open, move, choose, close.
import { useMemo, useState } from 'react';
import type { TemplateView } from '#libs/contract/staff.js';
import { useCell } from '../live/hooks.js';
import { templates } from '../live/office.store.js';
import { findTemplates, slashQuery } from './templates.js';

const SHOWN = 40;

export interface TemplatesState {
  open: boolean;
  found: TemplateView[];
  active: number;
  /** Where the "/" that opened it stands; null when a button opened it. */
  start: number | null;
}

/** `text` and `caret` of the field decide the query; `move` and `dismiss` are for its keys. */
export function useTemplates(text: string, caret: number) {
  const all = useCell(templates);
  const [forced, setForced] = useState(false);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const slash = slashQuery(text, caret);
  const bySlash = slash !== null && dismissed !== slash.start;
  const open = forced || bySlash;
  const query = slash?.query ?? '';
  const found = useMemo(() => (open ? findTemplates(all, query).slice(0, SHOWN) : []), [open, all, query]);
  const at = Math.min(active, Math.max(0, found.length - 1));
  const state: TemplatesState = { open, found, active: at, start: slash?.start ?? null };
  return {
    state,
    show: () => setForced(true),
    move: (by: number) => setActive((at + by + found.length) % Math.max(1, found.length)),
    dismiss: () => {
      setForced(false);
      setActive(0);
      setDismissed(slash?.start ?? null);
    },
  };
}
