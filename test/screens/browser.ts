// A headless Chromium for the stories about screens: its pages watched for errors, dialogs and requests to strangers.
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Frame, type Page } from 'playwright-core';

/** A made-up outside address (www.institute.test) is this machine: a page of another site, and not a secure context. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP *.test 127.0.0.1',
];
const PATIENCE_MS = 8000;

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: process.env.HAVE_CHROMIUM, args: FLAGS });

/** One person's browser window and what went wrong in it. */
export interface Window {
  page: Page;
  context: BrowserContext;
  /** Errors and warnings of the page's scripts, pages that fell, refused content. */
  errors: string[];
  /** Requests that left this machine's own addresses. */
  outside: string[];
  /** alert, confirm and prompt: none is ours. */
  dialogs: string[];
}

export async function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1366, height: 768 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const window: Window = { page, context, errors: [], outside: [], dialogs: [] };
  page.on('console', (line) => line.type() === 'error' && window.errors.push(line.text()));
  page.on('pageerror', (error) => window.errors.push(error.message));
  page.on('dialog', (dialog) => {
    window.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1' && !hostname.endsWith('.test')) window.outside.push(request.url());
  });
  return window;
}

/** Notes in the page when a text first stands in the document. */
export async function noteTexts(page: Page | Frame, texts: string[]): Promise<void> {
  await page.evaluate((wanted) => {
    // the browser's own globals: this file is compiled without them
    const { document, MutationObserver } = globalThis as any;
    const seen: Record<string, number> = {};
    const left = new Set(wanted);
    const look = () => {
      const shown: string = document.body.textContent ?? '';
      for (const text of [...left].filter((one) => shown.includes(one))) {
        seen[text] = Date.now();
        left.delete(text);
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
    Object.assign(globalThis, { seenTexts: seen });
    look();
  }, texts);
}

/** Waits until all stood there; the moments by the machine's clock, the same in every process. */
export async function seenTexts(page: Page | Frame, texts: string[]): Promise<Record<string, number>> {
  await page.waitForFunction((wanted) => wanted.every((text) => text in (globalThis as any).seenTexts), texts);
  return page.evaluate(() => (globalThis as any).seenTexts);
}

export const percentile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
