// The live console in a real browser: a working day by keyboard, drafts, undo, cuts and restarts, and being shown out.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { makeWorld, type Person, type World } from '../world.js';
import { openBrowser, openWindow, type Window } from './browser.js';
import { bubble, chatWord, composer, fillSignIn, goOnline, openDesk } from './desk.js';
import { Wire } from './wire.js';

const FIRST_SCREEN_BYTES = 260_000;
let browser: Browser;
let wire: Wire;
let world: World;
let pavel: Person;
let maria: Window;
let page: Page;
let handedOver: string;

beforeAll(async () => {
  [browser, wire] = await Promise.all([openBrowser(), Wire.open()]);
  world = await makeWorld({
    config: { automatic: { acknowledge: false } },
    env: { PUBLIC_URL: wire.url },
    accounts: [{ channel: 'chat', name: 'site', settings: {} }],
  });
  wire.target = Number(new URL(world.url).port);
  pavel = await world.as('pavel');
  maria = await openWindow(browser);
  page = maria.page;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.stop();
  await wire?.close();
});

/** A visitor writes, maria takes the offer by a key; the ticket's id. */
async function taken(text: string): Promise<string> {
  const { ticketId } = await chatWord(world.url, text);
  await page.getByTestId('offer-card').filter({ hasText: text }).waitFor();
  await page.keyboard.press('F8');
  await bubble(page, text).waitFor();
  return ticketId;
}
const ticket = async (id: string) => (await pavel.get(`/api/tickets/${id}`)).body;
/** A key that brings the caret into the composer. */
async function writing(key: 'r' | 'n'): Promise<void> {
  await page.keyboard.press(key);
  await page.waitForFunction(() => (globalThis as any).document.activeElement?.dataset?.testid === 'composer');
}
const outOfField = () => page.keyboard.press('Escape');

describe('a day at the console', () => {
  it('is entered by a form that says what is wrong; its first screen weighs at most 260 kB', async () => {
    const measured: Promise<number>[] = [];
    page.on('response', (response) => {
      if (/\.(js|css)$/.test(new URL(response.url()).pathname)) measured.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(wire.url);
    await fillSignIn(page, 'maria', 'wrong');
    await page
      .getByRole('alert')
      .getByText(/пароль/i)
      .waitFor();
    maria.errors.length = 0; // the browser itself writes of the refused request
    await fillSignIn(page, 'maria', 'demo');
    await page.locator('body[data-conn=online]').waitFor();
    await page.getByTestId('tab-mine').waitFor();
    const bytes = (await Promise.all(measured)).reduce((sum, one) => sum + one, 0);
    console.info(`console: the first screen's scripts and styles are ${Math.round(bytes / 1000)} kB gzip`);
    expect(bytes).toBeLessThanOrEqual(FIRST_SCREEN_BYTES);
  });

  it('offers with a countdown, is accepted by F8 and answered by keyboard', async () => {
    await goOnline(page);
    const { ticketId } = await chatWord(world.url, 'Сколько стоит обучение?');
    const card = page.getByTestId('offer-card');
    await card.waitFor();
    const first = await card.getByRole('timer').innerText();
    await page.waitForFunction((was) => (globalThis as any).document.querySelector('[role=timer]')?.textContent !== was, first);
    await page.keyboard.press('F8');
    await bubble(page, 'Сколько стоит обучение?').waitFor();
    await writing('r');
    await page.keyboard.type('120 000 рублей за год');
    await page.keyboard.press('Enter');
    await bubble(page, '120 000 рублей').locator('[data-delivery=sent]').waitFor();
    expect(await ticket(ticketId)).toMatchObject({ status: 'assigned', assignee: { name: 'Соколова Мария Андреевна' }, unanswered: false });
  });

  it('keeps reply and note apart: two looks, two names, and a note never leaves', async () => {
    const id = await taken('Сколько стоит обучение заочно?');
    const box = page.getByTestId('composer-box');
    await writing('n');
    await page.keyboard.type('Спросить учебный отдел');
    expect(await box.getAttribute('data-mode')).toBe('note');
    expect(await page.getByTestId('send').innerText()).toBe('Сохранить заметку');
    const noteLook = await box.evaluate((one) => (globalThis as any).getComputedStyle(one).backgroundColor);
    // Enter alone makes a new line in a note
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-testid=message][data-direction=note]').getByText('Спросить учебный отдел').waitFor();
    await page.getByTestId('mode-reply').click();
    expect(await page.getByTestId('send').innerText()).toBe('Отправить · Чат на сайте');
    expect(await box.evaluate((one) => (globalThis as any).getComputedStyle(one).backgroundColor)).not.toBe(noteLook);
    await world.settle();
    const { body } = await pavel.get(`/api/tickets/${id}/messages`);
    expect(body.items.map((one: any) => [one.direction, one.delivery])).toEqual([
      ['inbound', null],
      ['note', null],
    ]);
  });

  it('keeps a draft over a reload', async () => {
    await composer(page).fill('Справку можно заказать в личном');
    await page.reload();
    await bubble(page, 'Сколько стоит обучение заочно?').waitFor();
    expect(await composer(page).inputValue()).toBe('Справку можно заказать в личном');
    await composer(page).fill('');
  });

  it('snoozes and fulfils by keys, takes both back by Z, reopens and hands over', async () => {
    const id = await taken('Сколько стоит обучение вечером?');
    await page.keyboard.press('s');
    await page.getByTestId('snooze-0').click();
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('undo').waitFor();
    expect(await ticket(id)).toMatchObject({ status: 'waiting', waitingFor: 'until' });
    await page.keyboard.press('z');
    await page.getByTestId('undo').waitFor({ state: 'detached' });
    await pavel.ticket((one) => one.id === id && one.status === 'assigned');

    await writing('r');
    await page.keyboard.type('Пароль сбрасывается по ссылке на входе.');
    await page.keyboard.press('Enter');
    await bubble(page, 'Пароль сбрасывается').locator('[data-delivery=sent]').waitFor();
    await outOfField();
    await page.keyboard.press('e');
    await page.getByTestId('resolve-dialog').getByText('Клиенту сообщено').first().waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('undo').waitFor();
    expect(await ticket(id)).toMatchObject({ status: 'resolved' });
    await page.getByTestId('undo').click();
    await pavel.ticket((one) => one.id === id && one.status === 'assigned');

    await page.goto(`${wire.url}/inbox/${id}`);
    await page.getByTestId('resolve').click();
    await page.getByTestId('resolve-dialog-ok').click();
    await page.getByTestId('reopen').click();
    await pavel.ticket((one) => one.id === id && one.status === 'assigned');

    await page.getByTestId('transfer').click();
    const to = page.getByRole('textbox', { name: 'Кому' });
    await to.fill('Белова');
    await to.press('Enter');
    await page.getByTestId('transfer-dialog-ok').click();
    await page.getByRole('alert').getByText('Напишите, почему передаёте').waitFor();
    await page.getByTestId('transfer-reason').fill('Ольга вела этого клиента');
    await page.keyboard.press('Control+Enter');
    await pavel.ticket((one) => one.id === id && one.assignee?.name !== 'Соколова Мария Андреевна');
    handedOver = id;
  });

  it('speaks English at a press, with no Russian word of ours left on the screen', async () => {
    await page.goto(`${wire.url}/inbox`);
    await page.getByTestId('profile').click();
    await page.getByText('English', { exact: true }).click();
    await page.getByTestId('tab-mine').getByText('Mine').waitFor();
    await page.keyboard.press('Escape');
    const words = await page.evaluate(() => {
      const { document } = globalThis as any;
      return [...document.querySelectorAll('.top button, .top [title], nav a, .list-tabs button')].map(
        (one: any) => `${one.dataset.testid === 'profile' ? '' : (one.getAttribute('aria-label') ?? one.textContent)}`,
      );
    });
    expect(words.filter((text: string) => /[а-яё]/i.test(text.replace('Институт', '').replace('«Меридиан»', '')))).toEqual([]);
    await page.getByTestId('profile').click();
    await page.getByText('Русский', { exact: true }).click();
    await page.getByTestId('tab-mine').getByText('Мои').waitFor();
    await page.keyboard.press('Escape');
    expect([maria.errors, maria.outside, maria.dialogs]).toEqual([[], [], []]);
  });
});

describe('the console goes on after', () => {
  const rows = (mark: string) => page.getByTestId('ticket-row').filter({ hasText: mark });

  it('a cut: what came meanwhile is there once, and what was written meanwhile is sent once', async () => {
    await page.goto(`${wire.url}/inbox?view=all&sort=newest`);
    await rows('Сколько стоит обучение заочно?').first().click();
    await bubble(page, 'Сколько стоит обучение заочно?').waitFor();
    // rows don't move under the pointer
    await page.mouse.move(900, 400);
    wire.set('cut');
    await page.locator('body:not([data-conn=online])').waitFor();
    await composer(page).fill('Написано без связи');
    await composer(page).press('Enter');
    for (let i = 0; i < 5; i++) await chatWord(world.url, `Сколько стоит обучение? Обрыв ${i}`);
    wire.set('whole');
    await page.locator('body[data-conn=online]').waitFor();
    await bubble(page, 'Написано без связи').locator('[data-delivery=sent]').waitFor();
    for (let i = 0; i < 5; i++) {
      await rows(`Сколько стоит обучение? Обрыв ${i}`).waitFor();
      expect(await rows(`Сколько стоит обучение? Обрыв ${i}`).count()).toBe(1);
    }
    expect(await bubble(page, 'Написано без связи').count()).toBe(1);
  });

  it('another process of the server takes over', async () => {
    wire.set('cut');
    const second = await world.beside({});
    try {
      await chatWord(world.url, 'Сколько стоит обучение? Первый процесс');
      wire.target = Number(new URL(second.url).port);
      wire.set('whole');
      await page.locator('body[data-conn=online]').waitFor();
      await chatWord(second.url, 'Сколько стоит обучение? Второй процесс');
      for (const mark of ['Сколько стоит обучение? Первый процесс', 'Сколько стоит обучение? Второй процесс']) {
        await rows(mark).waitFor();
        expect(await rows(mark).count()).toBe(1);
      }
      wire.set('cut');
    } finally {
      await second.stop();
      wire.target = Number(new URL(world.url).port);
      wire.set('whole');
    }
    await page.locator('body[data-conn=online]').waitFor();
  });
});

describe('nobody stays who may not', () => {
  it('a dismissed person is shown out within five seconds, in words, and sees nothing more', async () => {
    const irina = await openDesk(browser, world.url, 'irina');
    const admin = await world.as('admin');
    const id = (await admin.get('/api/staff')).body.items.find((one: any) => one.login === 'irina').id;
    const begun = Date.now();
    expect((await admin.delete(`/api/staff/${id}`, { order: 'приказ 7' })).status).toBeLessThan(300);
    await irina.page.getByText('Сеанс завершён').waitFor();
    expect(Date.now() - begun).toBeLessThan(5000);
    expect(await irina.page.getByTestId('ticket-row').count()).toBe(0);
    await fillSignIn(irina.page, 'irina', 'demo');
    await irina.page
      .getByRole('alert')
      .getByText(/[а-я]{4}/)
      .waitFor();
    await irina.page.getByTestId('login').waitFor();
    await irina.context.close();
  });

  it('a session that ran out asks to sign in, and what was being written is there afterwards', async () => {
    const olga = await openDesk(browser, world.url, 'olga');
    await olga.page.goto(`${world.url}/inbox/${handedOver}`);
    await bubble(olga.page, 'Сколько стоит обучение вечером?').waitFor();
    await composer(olga.page).fill('Недописанный ответ');
    await olga.context.clearCookies();
    await composer(olga.page).press('Enter');
    await olga.page.getByText('Сеанс завершён. Войдите снова: черновики и неотправленное сохранены.').waitFor();
    await fillSignIn(olga.page, 'olga', 'demo');
    await bubble(olga.page, 'Недописанный ответ').locator('[data-delivery=sent]').waitFor();
    await olga.context.close();
  });
});
