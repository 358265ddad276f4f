// Keys of the composer, in chats and letters, with the picker open and closed.
import { describe, expect, it } from '@jest/globals';
import { type ComposerMood, composerAct } from './composer-keys.js';

const press = (key: string, mods = '', code = key) => ({
  key,
  code,
  ctrlKey: mods.includes('c'),
  metaKey: false,
  altKey: mods.includes('a'),
  shiftKey: mods.includes('s'),
  composing: mods.includes('i'),
});
const letter: ComposerMood = { enterSends: false, picker: false, found: false, hole: false };
const chat: ComposerMood = { ...letter, enterSends: true };
const picking: ComposerMood = { ...chat, picker: true, found: true };

describe('composerAct', () => {
  it.each([
    ['a letter: Enter is a line', press('Enter'), letter, null],
    ['a letter: Ctrl+Enter sends', press('Enter', 'c'), letter, 'send'],
    ['a chat: Enter sends', press('Enter'), chat, 'send'],
    ['a chat: Shift+Enter is a line', press('Enter', 's'), chat, null],
    ['an input method is composing', press('Enter', 'i'), chat, null],
    ['send and fulfil', press('Enter', 'cs'), chat, 'sendAndResolve'],
    ['the picker takes Enter', press('Enter'), picking, 'chooseTemplate'],
    ['an empty picker does not', press('Enter'), { ...picking, found: false }, 'send'],
    ['the picker takes arrows', press('ArrowDown'), picking, 'nextTemplate'],
    ['Escape closes the picker first', press('Escape'), picking, 'closeTemplates'],
    ['templates by the physical key', press('.', 'c', 'Slash'), letter, 'openTemplates'],
    ['mode by the physical key', press('ю', 'c', 'Period'), letter, 'switchMode'],
    ['Tab goes to a hole', press('Tab'), { ...letter, hole: true }, 'nextHole'],
    ['Tab leaves without holes', press('Tab'), letter, null],
  ] as const)('%s', (_name, event, mood, act) => expect(composerAct(event, mood)).toBe(act));
});
