// 003 §3.1.5, 002b §2.1, §2.5, §2.8: a visitor at the desk is registered by keyboard alone, has a number, a slip and somebody who answers.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { makeWorld, type Person, type World } from '../world.js';
import { openBrowser, type Window } from './browser.js';
import { openDesk } from './desk.js';

const LIMIT_MS = 30_000;
/** A quick typist: 8 keys a second. */
const KEY_MS = 120;
let browser: Browser;
let world: World;
let irina: Window;
let desk: Person;
let pavel: Person;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  world = await makeWorld();
  [desk, pavel] = (await Promise.all(['irina', 'pavel'].map((login) => world.as(login)))) as [Person, Person];
  irina = await openDesk(browser, world.url, 'irina');
  page = irina.page;
  await page.addInitScript(() => {
    // the slip is offered by the browser's print dialog, which nobody answers here
    Object.assign(globalThis, { printed: 0, print: () => (globalThis as any).printed++ });
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});
beforeEach(async () => {
  await page.goto(`${world.url}/reception`);
  await page.getByTestId('reception').waitFor();
});

const type = (text: string) => page.keyboard.type(text, { delay: KEY_MS });
const press = (...keys: string[]) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
/** What has the focus says which field the keyboard is in. */
const focused = (testId: string) => page.waitForFunction((id) => (globalThis as any).document.activeElement?.dataset.testid === id, testId);

async function chooseTopicAndAsk(topic: string, text: string): Promise<void> {
  await type(topic);
  await press('Enter', 'Tab', 'Tab');
  await focused('reception-text');
  await type(text);
  await press('Control+Enter');
  await page.getByTestId('reception-done').waitFor();
}

async function registered() {
  const number = await page.getByTestId('reception-done').getAttribute('data-number');
  return pavel.ticket((one) => one.number === number);
}

describe('[003-3.1.5 002b-2.1] the reception form', () => {
  it('takes a new visitor by keyboard alone in 30 s: name, category, contact, topic, kind; prints a slip', async () => {
    const begun = Date.now();
    await focused('reception-find');
    await type('89161112233');
    await press('Enter');
    await focused('reception-name');
    await type('петрова анна');
    await press('Tab', 'Tab', 'Tab', 'ArrowRight', 'Tab');
    await focused('reception-topic');
    await type('общежит');
    await press('Enter', 'Tab', 'ArrowRight', 'Tab');
    await focused('reception-text');
    await type('Прошу место в общежитии');
    await press('Control+Enter');
    await page.getByTestId('reception-done').waitFor();
    const took = Date.now() - begun;
    console.info(`reception: a new visitor took ${(took / 1000).toFixed(1)} s`);
    expect(took).toBeLessThan(LIMIT_MS);
    const ticket = await registered();
    expect(ticket).toMatchObject({
      channel: 'walk-in',
      kind: 'statement',
      client: { name: 'Петрова Анна', category: 'student', provisional: false },
      topic: { by: 'agent', sure: true },
    });
    const card = (await desk.get(`/api/clients/${ticket.client.id}`)).body;
    expect(card.identities.map((one: any) => one.value)).toEqual(['+79161112233']);
    // at once an owner or a place in a line
    expect(ticket.assignee ?? ticket.queue).toBeTruthy();
    await page.waitForFunction(() => (globalThis as any).printed === 1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.slip').isVisible()).toBe(true);
    expect(await page.locator('.slip').innerText()).toContain(ticket.number);
    await page.emulateMedia({ media: null });
  }, 60_000);

  it('finds the card by the phone while typing and takes a known visitor in less', async () => {
    const known = await desk.post('/api/clients', { name: 'Гайсина Алсу Ринатовна', phone: '+79267654321', category: 'student' });
    const begun = Date.now();
    await focused('reception-find');
    await type('7654321');
    await page.getByTestId('reception-option').first().waitFor();
    await press('Enter');
    await focused('reception-topic');
    await chooseTopicAndAsk('справк', 'Нужна справка об обучении');
    expect(Date.now() - begun).toBeLessThan(LIMIT_MS);
    expect((await registered()).client).toMatchObject({ id: known.body.id, name: 'Гайсина Алсу Ринатовна' });
  }, 60_000);

  it('left no error and no request to strangers', () => {
    expect([irina.errors, irina.outside]).toEqual([[], []]);
  });
});

describe('[002b-2.5] the purpose of the visit', () => {
  it('is obligatory: the form says so and saves nothing', async () => {
    const before = (await pavel.get('/api/tickets?limit=200')).body.items.length;
    await type('Сидоров Иван');
    await press('Enter', 'Control+Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/выберите тем/i);
    expect((await pavel.get('/api/tickets?limit=200')).body.items).toHaveLength(before);
  });

  it('and somebody who answers: without topic, or with a queue or owner that is not there, the server refuses too', async () => {
    const draft = { client: { name: 'Сидоров Иван' }, text: 'Вопрос', channel: 'walk-in' };
    expect((await desk.post('/api/tickets', draft)).status).toBe(400);
    for (const wrong of [{ queue: 'no-such-queue' }, { agent: '999999' }])
      expect([wrong, (await desk.post('/api/tickets', { ...draft, topic: 'other', ...wrong })).status]).toEqual([wrong, 400]);
    expect((await desk.post('/api/tickets', { ...draft, topic: 'no-such-topic' })).status).toBe(400);
    const { body } = await desk.post('/api/tickets', { ...draft, topic: 'other' });
    expect((await pavel.get(`/api/tickets/${body.id}`)).body.queue.code).toBe('contact');
  });
});

describe('[002b-2.8] the assigned manager', () => {
  it('is noted at once with time and author, for all who may see the inquiry', async () => {
    const maria = await world.as('maria');
    const draft = { client: { name: 'Ким Виктория' }, text: 'Вопрос', topic: 'other', channel: 'walk-in', agent: maria.id };
    const { body } = await desk.post('/api/tickets', draft);
    for (const person of [maria, pavel, desk]) {
      expect((await person.get(`/api/tickets/${body.id}`)).body.assignee.id).toBe(maria.id);
      const line = (await person.get(`/api/tickets/${body.id}/journal`)).body.items.find((one: any) => one.kind === 'ticket.assigned');
      expect(line).toMatchObject({ actor: { id: desk.id, name: 'Нурсултанова Ирина Маратовна' }, facts: { agent: maria.id } });
      expect(Math.abs(Date.parse(line.at) - world.clock.now().getTime())).toBeLessThan(10_000);
    }
  });
});
