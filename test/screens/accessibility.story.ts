// WCAG on the main screens in both themes: axe finds nothing serious or critical on the console and the chat.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Frame, Page } from 'playwright-core';
import { makeWorld, type World } from '../world.js';
import { openBrowser, openWindow } from './browser.js';
import { chatWord, goOnline, signIn } from './desk.js';
import { openPanel, openSite, type Site, writeIn } from './site.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Only colours differ in the dark. One rule is axe's experiment: it takes «Ждут: 3» for another name than «Ждут 3». */
const HOW = {
  light: { runOnly: LEVELS, rules: { 'label-content-name-mismatch': { enabled: false } } },
  dark: { runOnly: { type: 'rule', values: ['color-contrast'] } },
};
type Theme = keyof typeof HOW;
const THEMES = Object.keys(HOW) as Theme[];
let browser: Browser;
let site: Site;
let world: World;
let url: string;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), openSite()]);
  world = await makeWorld({
    config: { automatic: { acknowledge: false } },
    accounts: [{ channel: 'chat', name: 'site', settings: { domains: [site.domain] } }],
  });
  url = world.url;
  site.product = url;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await site?.close();
});

/** Rule and place of everything serious. */
async function grave(page: Page | Frame, theme: Theme): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate((how) => (globalThis as any).axe.run(how), HOW[theme]);
  return found.violations
    .filter((one: any) => ['serious', 'critical'].includes(one.impact))
    .flatMap((one: any) => one.nodes.map((node: any) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 200)}`));
}

describe.each(THEMES)('in the %s theme', (colorScheme) => {
  it('the console: sign-in, conversation with offer, dialogs, board, reception, settings', async () => {
    const { page, context } = await openWindow(browser, { colorScheme });
    const found: Record<string, string[]> = {};
    const look = async (name: string) => {
      const wrong = await grave(page, colorScheme);
      if (wrong.length > 0) found[name] = wrong;
    };
    await page.goto(url);
    await page.getByTestId('login').waitFor();
    await look('sign-in');
    await signIn(page, url, 'maria');
    await goOnline(page);
    await chatWord(url, 'Сколько стоит обучение?');
    await page.getByTestId('offer-card').first().waitFor();
    await look('offer');
    await page.keyboard.press('F8');
    await page.getByTestId('message').first().waitFor();
    await page.getByTestId('client-panel').waitFor();
    await look('conversation');
    await page.getByTestId('mode-note').click();
    await look('note');
    for (const act of ['transfer', 'resolve', 'snooze']) {
      await page.getByTestId(act).click();
      await page.getByTestId(`${act}-dialog`).waitFor();
      await settled(page);
      await look(act);
      await page.keyboard.press('Escape');
      await page.getByTestId(`${act}-dialog`).waitFor({ state: 'detached' });
    }
    await page.goto(`${url}/reception`);
    await page.getByTestId('reception-find').waitFor();
    await look('reception');
    await context.close();
    expect(found).toEqual({});
  }, 60_000);

  it('the board and the settings of who leads', async () => {
    const found: Record<string, string[]> = {};
    for (const [login, place, there] of [
      ['pavel', 'board', 'board-waiting'],
      ['admin', 'settings', 'settings'],
    ] as const) {
      const { page, context } = await openWindow(browser, { colorScheme });
      await signIn(page, url, login);
      await page.goto(`${url}/${place}`);
      await page.getByTestId(there).first().waitFor();
      const wrong = await grave(page, colorScheme);
      if (wrong.length > 0) found[place] = wrong;
      await context.close();
    }
    expect(found).toEqual({});
  }, 60_000);

  it('the chat on a phone and on a wide page', async () => {
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1366, height: 768 },
    ]) {
      const { page, context } = await openWindow(browser, { colorScheme, viewport });
      // axe is put into the frame itself: the site's own policy stays as strict as it is
      await page.goto(site.url);
      const panel = await openPanel(page);
      await writeIn(panel, 'Можно ли поступить после колледжа?');
      await panel.locator('.bubble.me').getByText('доставлено').waitFor();
      const frame = page.frames().find((one) => one.url().startsWith(url))!;
      expect(await grave(frame, colorScheme)).toEqual([]);
      await context.close();
    }
  }, 60_000);
});

/** Half-faded colours would be judged as they pass. */
const settled = (page: Page) =>
  page.waitForFunction(() => (globalThis as any).document.getAnimations().every((one: any) => one.playState === 'finished'));
