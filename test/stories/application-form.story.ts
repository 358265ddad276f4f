// 000 §3.3: an application form of the Institute's site becomes a statement with its programme, page and marks.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeWorld, type World } from '../world.js';

const KEY = 'the-key-of-the-bachelor-form';
let world: World;
beforeAll(async () => {
  world = await makeWorld({ accounts: [{ channel: 'api', name: 'bachelor', settings: { key: KEY } }] });
});
afterAll(() => world?.stop());

describe('[000-3.3] an application form', () => {
  it('posted to the API is one statement with the programme in a field, the source page and the UTM marks', async () => {
    const pavel = await world.as('pavel');
    const form = {
      idempotencyKey: 'application-0001',
      name: 'Юсупов Марат Ильдарович',
      email: 'Marat@Mail.Example',
      phone: '8 (917) 123-45-67',
      category: 'applicant',
      programme: 'Прикладная информатика',
      text: 'Прошу рассмотреть моё заявление о приёме.',
      page: 'https://meridian.example/bachelor/informatics',
      utm: { source: 'vk', campaign: 'spring', utm_medium: 'cpc' },
    };
    const post = () =>
      fetch(`${world.url}/channels/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
        body: JSON.stringify(form),
      });
    const first = await post();
    expect(first.status).toBe(201);
    const { ticketId } = (await first.json()) as { ticketId: string };
    expect(((await (await post()).json()) as { ticketId: string }).ticketId).toBe(ticketId);
    const ticket = (await pavel.get(`/api/tickets/${ticketId}`)).body;
    expect(ticket).toMatchObject({
      kind: 'statement',
      channel: 'api',
      account: 'bachelor',
      subject: 'Прикладная информатика',
      client: { name: 'Юсупов Марат Ильдарович', category: 'applicant' },
      source: {
        programme: 'Прикладная информатика',
        page: 'https://meridian.example/bachelor/informatics',
        utm_source: 'vk',
        utm_campaign: 'spring',
        utm_medium: 'cpc',
      },
    });
    const card = (await pavel.get(`/api/clients/${ticket.client.id}`)).body;
    expect(new Set(card.identities.map((one: any) => one.value))).toEqual(new Set(['+79171234567', 'marat@mail.example']));
    expect(
      (await pavel.get(`/api/tickets/${ticketId}/messages`)).body.items.filter((one: any) => one.direction === 'inbound'),
    ).toHaveLength(1);
    expect((await pavel.get('/api/tickets')).body.items).toHaveLength(1);
  });
});
