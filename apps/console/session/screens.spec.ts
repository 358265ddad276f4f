// Screens by role and by acts.
import { describe, expect, it } from '@jest/globals';
import { screensFor } from './screens.js';

const person = (role: 'contact-manager' | 'supervisor' | 'vice-rector', acts: string[] = []) => ({
  acts,
  agent: { id: '1', login: 'x', name: 'X', role, department: null, language: 'ru' as const },
});

describe('screensFor', () => {
  it.each([
    [person('contact-manager'), ['inbox', 'reception']],
    [person('contact-manager', ['board.read']), ['inbox', 'reception', 'board']],
    [person('supervisor'), ['inbox', 'reception', 'board', 'settings']],
    [person('vice-rector'), ['inbox', 'board', 'settings']],
  ])('%j', (view, screens) => expect(screensFor(view)).toEqual(screens));
});
