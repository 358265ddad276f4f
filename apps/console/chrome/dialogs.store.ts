// Which dialog is open; one at a time.
import { cell } from '../live/cell.js';

export type DialogName = 'transfer' | 'snooze' | 'resolve' | 'merge' | 'split' | 'decision' | 'newTicket' | 'help' | 'topic';
export interface OpenDialog {
  is: DialogName;
  ticketId: string | null;
  /** What the opener already knows: a client's id for a new ticket. */
  clientId?: string;
}

export const dialog = cell<OpenDialog | null>(null);
export const paletteOpen = cell(false);

export const openDialog = (is: DialogName, ticketId: string | null = null, more: { clientId?: string } = {}): void =>
  dialog.set({ is, ticketId, ...more });
export const closeDialog = (): void => dialog.set(null);
/** Single keys are silent while something is open over the desk. */
export const somethingOpen = (): boolean =>
  dialog.get() !== null ||
  paletteOpen.get() ||
  document.querySelector('[role=dialog],[role=menu],[role=alertdialog]:not(.offer-card)') !== null;
