// 003 §2.1: inquiries come in real time: 200 messages are seen in an open console within a second, and every reply in the bot within a second.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { makeWorld, type World } from '../world.js';

const TOKEN = '7000000001:AAExample_token-of-the-test-bot-000000';
const MESSAGES = 200;
let telegram: Telegram;
let world: World | undefined;
beforeAll(async () => {
  telegram = await startTelegram({ token: TOKEN, limits: false });
});
afterAll(async () => {
  await world?.stop();
  await telegram.close();
});

const percentile = (values: number[], share: number): number => [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1]!;

describe.each(['polling', 'webhook'])('Bot API in %s mode', (mode) => {
  it('shows 200 messages in an open console within 1 s (p95), none missing, and delivers replies within 1 s', async () => {
    await world?.stop();
    world = await makeWorld({
      config: { automatic: { acknowledge: false } },
      accounts: [{ channel: 'telegram', name: 'priem', settings: { token: TOKEN, apiRoot: telegram.url, mode: 'polling' } }],
    });
    if (mode === 'webhook') await useWebhook(world);
    const maria = await world.as('maria');
    await maria.online();
    const desk = await maria.console();
    const sent = new Map<string, number>();
    const base = mode === 'polling' ? 8_100_000_000 : 8_200_000_000;
    for (let i = 0; i < MESSAGES; i++) {
      sent.set(`p${i}`, performance.now());
      await telegram.user(base + i, `Человек ${i}`).text(`Как записаться на экскурсию? ${i}`);
      await desk.until('events', () => received(desk.seen).length > i, 15_000);
    }
    const events = received(desk.seen);
    expect(events).toHaveLength(MESSAGES);
    const waits = events.map((event, i) => event.at - [...sent.values()][i]!);
    console.info(`${mode}: seen in the console p50 ${percentile(waits, 0.5).toFixed(0)} ms, p95 ${percentile(waits, 0.95).toFixed(0)} ms`);
    expect(percentile(waits, 0.95)).toBeLessThan(1000);
    await repliesArrive(world, base, mode);
    desk.socket.close();
  }, 60_000);
});

async function useWebhook(w: World): Promise<void> {
  const [account] = await w.services.accounts.accounts();
  await w.services.accounts.change(
    account!.id,
    { settings: { token: TOKEN, apiRoot: telegram.url, mode: 'webhook', webhookSecret: 'secret-of-the-test' } },
    { kind: 'system', id: null },
  );
  await w.services.links.refresh();
}

function received(seen: { name: string; body: any; at: number }[]): { at: number }[] {
  return seen
    .filter((one) => one.name === 'events')
    .flatMap((one) => one.body.items.filter((item: any) => item.kind === 'message.received').map(() => ({ at: one.at })));
}

async function repliesArrive(w: World, base: number, mode: string): Promise<void> {
  const pavel = await w.as('pavel');
  const { body } = await pavel.get('/api/tickets?limit=50&sort=oldest&channel=telegram');
  const waits: number[] = [];
  for (const ticket of body.items.slice(0, 40)) {
    const { body: messages } = await pavel.get(`/api/tickets/${ticket.id}/messages`);
    const person = telegram.user(base + Number(messages.items[0].text.split(' ').at(-1)));
    const begun = performance.now();
    await pavel.post(`/api/tickets/${ticket.id}/replies`, { text: `Ответ на ${ticket.number}` });
    await person.waitFor((message: any) => message.text === `Ответ на ${ticket.number}`, 3000);
    waits.push(performance.now() - begun);
  }
  console.info(`${mode}: reply in the bot p50 ${percentile(waits, 0.5).toFixed(0)} ms, p95 ${percentile(waits, 0.95).toFixed(0)} ms`);
  expect(percentile(waits, 0.95)).toBeLessThan(1000);
}
