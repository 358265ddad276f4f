// 003 §3.1.4: an applicant writes in a messenger and is answered there.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTelegram, type Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { makeWorld, type World } from '../world.js';

let telegram: Telegram;
let world: World;
beforeAll(async () => {
  telegram = await startTelegram({ token: '7000000001:AAExample_token-of-the-test-bot-000000' });
  world = await makeWorld({
    accounts: [
      {
        channel: 'telegram',
        name: 'priem',
        settings: { token: '7000000001:AAExample_token-of-the-test-bot-000000', apiRoot: telegram.url, mode: 'polling' },
      },
    ],
  });
});
afterAll(async () => {
  await world?.stop();
  await telegram?.close();
});

describe('[partly 003-3.1.4] messengers', () => {
  it('becomes a ticket in the right queue, is offered, accepted and answered', async () => {
    const maria = await world.as('maria');
    await maria.online();
    const desk = await maria.console();
    const anna = telegram.user(5210001, 'Анна', 'anna', 'ru');
    await anna.text('Подскажите, до какого числа можно подать документы?');
    const offer = await desk.until('offer');
    const accepted = await maria.post(`/api/offers/${offer.id}/acceptance`);
    expect(accepted.status).toBe(201);
    expect(accepted.body).toMatchObject({ status: 'assigned', channel: 'telegram', number: 'ОБР-2026-000001', client: { name: 'Анна' } });
    const reply = await maria.post(`/api/tickets/${accepted.body.id}/replies`, { text: 'До 25 июля.' });
    expect(reply.status).toBe(201);
    await anna.waitFor((message) => message.text?.includes('До 25 июля') ?? false, 3000);
    desk.socket.close();
  });
});
