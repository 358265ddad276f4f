// Short words at the edge of the screen: a confirmation, or a confirmation with its undo.
import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import { sentence } from '../api/http.adapter.js';
import { say } from '../texts/language.store.js';
import { UndoLine } from './undo-line.js';

const UNDO_MS = 8000;
const WORD_MS = 5000;
let lastUndo: { id: string; undo: () => Promise<unknown> } | null = null;

export function toast(message: string): void {
  notifications.show({ message, autoClose: WORD_MS });
}

/** Errors that need action do not go by themselves. */
export function toastError(error: unknown): void {
  notifications.show({ message: sentence(error), color: 'red', title: say('error.title'), autoClose: false });
}

/** Tells what was done and offers to take it back for 8 s, by the button or by Z. */
export function toastUndo(message: string, undo: () => Promise<unknown>): void {
  const run = async (): Promise<void> => {
    notifications.hide(id);
    lastUndo = null;
    await undo().catch(toastError);
  };
  const id: string = notifications.show({
    message: createElement(UndoLine, { message, label: say('act.undo'), undo: () => void run() }),
    autoClose: UNDO_MS,
    onClose: () => {
      // an older toast that goes leaves the newer one's undo alone
      if (lastUndo?.id === id) lastUndo = null;
    },
  });
  lastUndo = { id, undo: run };
}

/** Takes back the last thing done while its toast is still shown. */
export const undoLast = (): void => void lastUndo?.undo();
