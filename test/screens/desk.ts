// A member of staff at the real console: signing in by the form, taking an offer, opening a ticket, writing.
import type { Browser, Locator, Page } from 'playwright-core';
import { openWindow, type Window } from './browser.js';

export async function signIn(page: Page, url: string, login: string, password = 'demo'): Promise<void> {
  await page.goto(url);
  await fillSignIn(page, login, password);
  await page.locator('body[data-ready=true]').waitFor();
  await page.locator('body[data-conn=online]').waitFor();
}

export async function fillSignIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByTestId('login').fill(login);
  await page.getByTestId('password').fill(password);
  await page.getByTestId('sign-in').click();
}

/** A new window of this person, signed in. */
export async function openDesk(browser: Browser, url: string, login: string): Promise<Window> {
  const window = await openWindow(browser);
  await signIn(window.page, url, login);
  return window;
}

export async function goOnline(page: Page): Promise<void> {
  await page.getByTestId('presence').click();
  await page.getByTestId('presence-online').click();
  await page.locator('[data-testid=presence][data-state=online]').waitFor();
}

export const composer = (page: Page): Locator => page.getByTestId('composer');
export const bubble = (page: Page, text: string): Locator => page.getByTestId('message').filter({ hasText: text });
/** A visitor's word over plain HTTP, as a page without scripts would send it; returns the ticket. */
export async function chatWord(url: string, text: string): Promise<{ ticketId: string; token: string }> {
  const answer = await fetch(`${url}/channels/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: crypto.randomUUID(), text }),
  });
  if (answer.status !== 201) throw new Error(`the chat answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as { ticketId: string; token: string };
}
