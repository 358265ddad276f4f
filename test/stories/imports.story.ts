// 000 §3.5, §3.9: clients with owners come from a file, with a preview, duplicates, and an undo as a whole.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeWorld, type Person, type World } from '../world.js';

let world: World;
let pavel: Person;
beforeAll(async () => {
  world = await makeWorld();
  pavel = await world.as('pavel');
});
afterAll(() => world?.stop());

async function upload(person: Person, name: string, text: string, kind = 'clients') {
  const form = new FormData();
  form.append('file', new Blob([text]), name);
  const answer = await fetch(`${person.url}/api/imports?kind=${kind}`, { method: 'POST', headers: { cookie: person.cookie }, body: form });
  return { status: answer.status, body: (await answer.json()) as any };
}

describe('[000-3.5/3.9] import of clients', () => {
  it('previews, takes 10,000 rows in under 60 s, finds them, and takes all back', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `Загрузкин Пётр № ${i};+7999${String(1_000_000 + i)};p${i}@example.org;абитуриент;timur`,
    );
    const file = [
      'ФИО;Телефон;Почта;Категория;Менеджер',
      ...rows,
      'Без телефона;123;;студент;',
      'Загрузкин Пётр № 0;+79991000000;;студент;',
    ].join('\n');
    const begun = performance.now();
    const preview = await upload(pavel, 'clients.csv', file);
    expect(preview).toMatchObject({ status: 201, body: { creates: 10_000, updates: 0, total: 10_002 } });
    expect(preview.body.errors).toHaveLength(1);
    expect(preview.body.duplicates).toHaveLength(1);
    expect((await pavel.post(`/api/imports/${preview.body.id}/confirmation`)).status).toBe(201);
    expect(performance.now() - begun).toBeLessThan(60_000);
    const found = await pavel.get('/api/clients?q=1009999');
    expect(found.body.items[0]).toMatchObject({ name: 'Загрузкин Пётр № 9999', owner: { name: 'Галиев Тимур Рустамович' } });
    expect((await pavel.post(`/api/imports/${preview.body.id}/confirmation`)).status).toBe(409);
    expect((await pavel.delete(`/api/imports/${preview.body.id}`)).status).toBe(200);
    expect((await pavel.get('/api/clients?q=1009999')).body.items).toHaveLength(0);
  }, 90_000);

  it('updates a known card and gives its values back', async () => {
    const known = await pavel.post('/api/clients', { name: 'Известная Анна', phone: '8 (916) 123-45-67', category: 'applicant' });
    const preview = await upload(pavel, 'again.csv', 'ФИО,Телефон,Категория,Программа\nИзвестная Анна,+7 916 123-45-67,студент,Дизайн');
    expect(preview.body).toMatchObject({ creates: 0, updates: 1 });
    await pavel.post(`/api/imports/${preview.body.id}/confirmation`);
    expect((await pavel.get(`/api/clients/${known.body.id}`)).body).toMatchObject({ category: 'student', programme: 'Дизайн' });
    await pavel.delete(`/api/imports/${preview.body.id}`);
    expect((await pavel.get(`/api/clients/${known.body.id}`)).body).toMatchObject({ category: 'applicant', programme: null });
  });

  it('is refused to those who may not, and says what is wrong with a file', async () => {
    const maria = await world.as('maria');
    expect((await upload(maria, 'x.csv', 'ФИО\nА')).status).toBe(403);
    expect((await upload(pavel, 'x.csv', '')).body.error).toMatchObject({ kind: 'invalid' });
  });

  it('appoints staff from a file', async () => {
    const admin = await world.as('admin');
    const preview = await upload(
      admin,
      'staff.csv',
      'Логин;ФИО;Роль;Подразделение;Очереди\nnova;Новикова Анна Юрьевна;контактный менеджер;Контактный отдел;Контактный отдел',
      'staff',
    );
    expect(preview.body).toMatchObject({ creates: 1, errors: [] });
    await admin.post(`/api/imports/${preview.body.id}/confirmation`);
    expect((await admin.get('/api/staff')).body.items).toContainEqual(expect.objectContaining({ login: 'nova', queues: ['contact'] }));
  });
});
