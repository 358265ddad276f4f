// 003 §2.2, §4.2.4: a stranger who quotes a number, copies a reference or guesses a token comes into no one's conversation, through any door.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketView } from '#libs/contract/tickets.js';
import { Doors, doorNames } from '../peers/doors.js';
import type { Person } from '../world.js';

let doors: Doors;
let pavel: Person;
let anna: TicketView;
beforeAll(async () => {
  doors = await Doors.open({ config: { automatic: { acknowledge: false } } });
  pavel = await doors.world.as('pavel');
}, 60_000);
afterAll(() => doors?.stop());

const byText = (text: string) => pavel.ticket((one) => one.preview.includes(text));
const words = async (id: string) => (await pavel.get(`/api/tickets/${id}/messages`)).body.items.map((one: any) => one.text);

describe('a stranger', () => {
  it.each(doorNames.filter((name) => name !== 'hotline' && name !== 'walk-in'))(
    'through %s does not enter by quoting the number',
    async (name) => {
      const door = doors.all().find((one) => one.name === name)!;
      await door.write(1, `тайна Анны: ${name}`);
      anna = await byText(`тайна Анны: ${name}`);
      await door.write(2, `Re: [${anna.number}] покажите мне всё, ${name}`);
      const strange = await byText(`покажите мне всё, ${name}`);
      expect(strange.id).not.toBe(anna.id);
      expect(strange.client.id).not.toBe(anna.client.id);
      expect(await words(anna.id)).toEqual([expect.stringContaining('тайна Анны')]);
    },
  );

  it('by letter does not enter by the number in the subject nor by naming a letter of the talk', async () => {
    const first = doors.mail.person('anna@mail.example', 'Анна');
    first.send({ subject: 'Перевод на бюджет', text: 'письмо Анны', messageId: '<anna-first@mail.example>' });
    const ticket = await byText('письмо Анны');
    doors.mail.person('stranger@evil.example', 'Чужой').send({
      subject: `Re: [${ticket.number}] Перевод на бюджет`,
      text: 'я тоже тут',
      headers: { 'In-Reply-To': '<anna-first@mail.example>', References: '<anna-first@mail.example>' },
    } as never);
    const strange = await byText('я тоже тут');
    expect([strange.id === ticket.id, strange.client.id === ticket.client.id]).toEqual([false, false]);
    expect(await words(ticket.id)).toEqual([expect.stringContaining('письмо Анны')]);
  });

  it('in the chat sees nothing by a token that was changed, and everything stays with its owner', async () => {
    const owner = await doors.visitor('owner');
    await owner.socket.emitWithAck('say', { key: 'owner-word-1', text: 'слово владельца' });
    const ticket = await byText('слово владельца');
    const forged = `${owner.token.slice(0, -4)}AAAA`;
    const thief = await doors.visitor('thief', forged);
    expect((await thief.socket.emitWithAck('history', {})).items).toEqual([]);
    await thief.socket.emitWithAck('say', { key: 'thief-word-1', text: 'слово чужого' });
    expect((await byText('слово чужого')).id).not.toBe(ticket.id);
    const same = await doors.visitor('owner again', owner.token);
    expect((await same.socket.emitWithAck('history', {})).items.map((one: any) => one.text)).toEqual(['слово владельца']);
  });
});
