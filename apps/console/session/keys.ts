// Which command a key press means: bound to physical keys, so the Russian layout works the same (UX 3.7, 11.1).

export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'take'
  | 'reply'
  | 'note'
  | 'transfer'
  | 'resolve'
  | 'snooze'
  | 'search'
  | 'palette'
  | 'newTicket'
  | 'accept'
  | 'apply'
  | 'panel'
  | 'undo'
  | 'help'
  | 'back'
  | 'topic'
  | 'duplicate'
  | 'regions';

/** The parts of a KeyboardEvent that decide. */
export interface Press {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const PLAIN: Record<string, Command> = {
  KeyJ: 'next',
  ArrowDown: 'next',
  KeyK: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  KeyO: 'open',
  KeyM: 'take',
  KeyR: 'reply',
  KeyN: 'note',
  KeyA: 'transfer',
  KeyE: 'resolve',
  KeyS: 'snooze',
  KeyC: 'newTicket',
  Slash: 'search',
  Period: 'apply',
  BracketRight: 'panel',
  KeyZ: 'undo',
  KeyT: 'topic',
  KeyD: 'duplicate',
};
const ANYWHERE: Record<string, Command> = { F8: 'accept', F6: 'regions', Escape: 'back' };
const TYPING: Record<string, Command> = { 'alt+ArrowDown': 'next', 'alt+ArrowUp': 'previous' };

/** Null when the press means nothing here. `typing`: focus is in a text field; `dialog`: a dialog is open. */
export function commandOf(press: Press, typing: boolean, dialog: boolean): Command | null {
  const { code, ctrlKey, metaKey, altKey, shiftKey } = press;
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && code === 'KeyK') return dialog ? null : 'palette';
  if (ctrlKey || metaKey) return null;
  if (code === 'F8') return 'accept';
  if (dialog) return null;
  if (altKey) return shiftKey ? null : (TYPING[`alt+${code}`] ?? null);
  if (ANYWHERE[code]) return ANYWHERE[code];
  if (typing) return null;
  // In the Russian layout "?" is Shift+7; in the Latin one Shift+Slash.
  if (shiftKey) return code === 'Slash' || code === 'Digit7' ? 'help' : code === 'Backslash' ? 'search' : null;
  return PLAIN[code] ?? null;
}
