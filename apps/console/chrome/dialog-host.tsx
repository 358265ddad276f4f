// Draws the open dialog; each comes as its own chunk when first opened.
import { type ComponentType, Suspense, lazy, useEffect } from 'react';
import { useCell } from '../live/hooks.js';
import { type DialogName, type OpenDialog, dialog, paletteOpen } from './dialogs.store.js';

export type DialogProps = OpenDialog;
type Part = () => Promise<{ default: ComponentType<DialogProps> }>;
const part = (load: Part) => lazy(load);

const DIALOGS: Record<DialogName, ComponentType<DialogProps>> = {
  transfer: part(async () => ({ default: (await import('../conversation/transfer-dialog.js')).TransferDialog })),
  snooze: part(async () => ({ default: (await import('../conversation/snooze-dialog.js')).SnoozeDialog })),
  resolve: part(async () => ({ default: (await import('../conversation/resolve-dialog.js')).ResolveDialog })),
  merge: part(async () => ({ default: (await import('../conversation/merge-dialog.js')).MergeDialog })),
  split: part(async () => ({ default: (await import('../conversation/split-dialog.js')).SplitDialog })),
  topic: part(async () => ({ default: (await import('../conversation/topic-dialog.js')).TopicDialog })),
  decision: part(async () => ({ default: (await import('../conversation/decision-drawer.js')).DecisionDrawer })),
  newTicket: part(async () => ({ default: (await import('../inbox/new-ticket-dialog.js')).NewTicketDialog })),
  help: part(async () => ({ default: (await import('./help-dialog.js')).HelpDialog })),
};
const Palette = lazy(async () => ({ default: (await import('./palette.js')).Palette }));

const PREFETCH_MS = 2500;

/** The palette and the commonest dialogs are fetched while the person reads, so that no key press is lost to loading. */
function usePrefetch(): void {
  useEffect(() => {
    const timer = setTimeout(
      () =>
        void Promise.allSettled([
          import('./palette.js'),
          import('../conversation/transfer-dialog.js'),
          import('../conversation/resolve-dialog.js'),
        ]),
      PREFETCH_MS,
    );
    return () => clearTimeout(timer);
  }, []);
}

export function DialogHost() {
  usePrefetch();
  const open = useCell(dialog);
  const palette = useCell(paletteOpen);
  const Shown = open ? DIALOGS[open.is] : null;
  return (
    <Suspense fallback={null}>
      {open && Shown ? <Shown key={`${open.is}${open.ticketId}`} {...open} /> : null}
      {palette ? <Palette /> : null}
    </Suspense>
  );
}
