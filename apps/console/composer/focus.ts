// A way for keys and menus to put the caret into the composer in the wanted mode.
import { cell } from '../live/cell.js';
import type { Mode } from './waiting.js';

export const wantedFocus = cell<{ mode: Mode; n: number }>({ mode: 'reply', n: 0 });
export const focusComposer = (mode: Mode): void => wantedFocus.change((now) => ({ mode, n: now.n + 1 }));
