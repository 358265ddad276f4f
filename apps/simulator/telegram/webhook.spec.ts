// The webhook: secret, order, repeats until 2xx, and what getWebhookInfo tells.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import { Telegram as Client } from 'telegraf';
import { startTelegram } from './bot-api.server.js';
import { Ledger } from './ledger.js';

it('repeats an update until it is accepted, in order, with the secret', async () => {
  const got = new Ledger<{ text: string; secret: unknown }>('webhook');
  const hook = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    got.append({ text: JSON.parse(body).message.text, secret: request.headers['x-telegram-bot-api-secret-token'] });
    response.writeHead(got.entries.length < 3 ? 500 : 200).end();
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const server = await startTelegram({ webhookRetryMs: 5 });
  const client = new Client(server.token, { apiRoot: server.url });
  await client.setWebhook(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`, { secret_token: 'tajna_1' });
  const anna = server.user();
  anna.text('раз');
  anna.text('два');
  await got.waitFor((entry) => entry.text === 'два');
  await server.updates.waitFor((record) => record.confirmed && record.handedOut === 1);
  expect(got.entries.map((entry) => entry.text)).toEqual(['раз', 'раз', 'раз', 'два']);
  expect(got.entries.every((entry) => entry.secret === 'tajna_1')).toBe(true);
  expect(await client.getWebhookInfo()).toMatchObject({
    pending_update_count: 0,
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
  });
  server.redeliver([server.updates.entries[0]!.update.update_id], 2);
  await got.waitFor((entry) => entry.text === 'раз', 1000, 5);
  expect(got.entries).toHaveLength(6);
  await server.close();
  hook.close();
  hook.closeAllConnections();
});

it('refuses plain http outside this machine', async () => {
  const server = await startTelegram();
  const client = new Client(server.token, { apiRoot: server.url });
  await expect(client.setWebhook('http://example.org/hook')).rejects.toMatchObject({ response: { error_code: 400 } });
  await server.close();
});
