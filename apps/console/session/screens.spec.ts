// Screens by rights.
import { describe, expect, it } from '@jest/globals';
import { screensFor } from './screens.js';

describe('screensFor', () => {
  it.each([
    [[], ['inbox']],
    [['ticket.register'], ['inbox', 'reception']],
    [
      ['board.read', 'ticket.register'],
      ['inbox', 'reception', 'board'],
    ],
    [['channel.read'], ['inbox', 'settings']],
  ])('%j', (acts, screens) => expect(screensFor({ acts })).toEqual(screens));
});
