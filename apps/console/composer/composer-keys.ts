// What a key means inside the composer (UX 3.4): sending, templates, modes, holes.

export type ComposerAct =
  | 'nextTemplate'
  | 'previousTemplate'
  | 'chooseTemplate'
  | 'closeTemplates'
  | 'send'
  | 'sendAndResolve'
  | 'openTemplates'
  | 'switchMode'
  | 'nextHole';

/** The parts of a keyboard event that decide; `composing`: an input method is at work. */
export interface ComposerPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  composing: boolean;
}
export interface ComposerMood {
  /** Enter alone sends (chats); otherwise it makes a new line (letters, notes). */
  enterSends: boolean;
  /** The template picker is open; `found`: it has something to choose. */
  picker: boolean;
  found: boolean;
  hole: boolean;
}

const PICKER: Record<string, ComposerAct> = {
  ArrowDown: 'nextTemplate',
  ArrowUp: 'previousTemplate',
  Enter: 'chooseTemplate',
  Tab: 'chooseTemplate',
};
const STRONG: Record<string, ComposerAct> = { Slash: 'openTemplates', Period: 'switchMode' };

/** Null when the key does what keys do in a text field. */
export function composerAct(press: ComposerPress, mood: ComposerMood): ComposerAct | null {
  if (press.composing || press.altKey) return null;
  const strong = press.ctrlKey || press.metaKey;
  if (mood.picker && press.key === 'Escape') return 'closeTemplates';
  if (mood.picker && mood.found && !strong && !press.shiftKey && PICKER[press.key]) return PICKER[press.key]!;
  if (press.key === 'Enter') {
    if (strong) return press.shiftKey ? 'sendAndResolve' : 'send';
    return mood.enterSends && !press.shiftKey ? 'send' : null;
  }
  if (strong) return STRONG[press.code] ?? null;
  return press.key === 'Tab' && !press.shiftKey && mood.hole ? 'nextHole' : null;
}
