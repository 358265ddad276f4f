// The keyboard map, in both layouts (codes do not change with the layout).
import { describe, expect, it } from '@jest/globals';
import { type Press, commandOf } from './keys.js';

const press = (code: string, mods = ''): Press => ({
  code,
  ctrlKey: mods.includes('c'),
  metaKey: mods.includes('m'),
  altKey: mods.includes('a'),
  shiftKey: mods.includes('s'),
});

describe('commandOf', () => {
  it.each([
    ['KeyJ', '', false, false, 'next'],
    ['KeyK', 'c', false, false, 'palette'],
    ['KeyK', 'm', true, false, 'palette'],
    ['KeyK', 'c', false, true, null],
    ['KeyR', '', true, false, null],
    ['KeyR', 'c', false, false, null],
    ['KeyE', '', false, true, null],
    ['F8', '', true, true, 'accept'],
    ['Escape', '', true, false, 'back'],
    ['ArrowDown', 'a', true, false, 'next'],
    ['ArrowDown', 'as', true, false, null],
    ['Slash', 's', false, false, 'help'],
    ['Digit7', 's', false, false, 'help'],
    ['Backslash', 's', false, false, 'search'],
    ['KeyM', '', false, false, 'take'],
    ['KeyT', '', false, false, 'topic'],
    ['KeyQ', '', false, false, null],
  ] as const)('%s+%s typing=%s dialog=%s', (code, mods, typing, dialog, command) => {
    expect(commandOf(press(code, mods), typing, dialog)).toBe(command);
  });
});
