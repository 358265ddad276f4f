// The head's live board: behind each number stand exactly the tickets it counts.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { makeWorld, type World } from '../world.js';
import { openBrowser } from './browser.js';
import { chatWord, openDesk } from './desk.js';

let browser: Browser;
let world: World;
beforeAll(async () => {
  browser = await openBrowser();
  world = await makeWorld({ config: { automatic: { acknowledge: false } }, accounts: [{ channel: 'chat', name: 'site', settings: {} }] });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

describe('[partly 003-1.6a] the live board', () => {
  it('opens behind each number exactly the tickets it counts', async () => {
    const chief = await openDesk(browser, world.url, 'pavel');
    const board = chief.page;
    const maria = await world.as('maria');
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.push((await chatWord(world.url, `Сколько стоит обучение? ${i}`)).ticketId);
    for (const id of ids.slice(0, 2)) await maria.post(`/api/tickets/${id}/assignment`);
    await board.getByTestId('nav-board').click();
    const shows = (testId: string, n: number) =>
      board.waitForFunction(
        ([id, wanted]) =>
          Number(/(\d+)\s*$/.exec((globalThis as any).document.querySelector(`[data-testid="${id}"]`)?.innerText.trim())?.[1]) === wanted,
        [testId, n] as const,
      );
    await shows('board-waiting', 5);
    await shows('board-assigned', 2);
    const counted = { 'board-waiting': 5, 'board-waiting-contact': 5, 'board-assigned': 2, 'board-assigned-contact': 2 };
    for (const [link, n] of Object.entries(counted)) {
      await shows(link, n);
      await board.getByTestId(link).click();
      await board.waitForFunction(
        (wanted) => (globalThis as any).document.querySelectorAll('[data-testid=ticket-row]').length === wanted,
        n,
      );
      await board.getByTestId('nav-board').click();
    }
    expect([chief.errors, chief.outside]).toEqual([[], []]);
    await chief.context.close();
  });
});
