// `npm start` on an empty folder, killed as a whole, started again on what is left, and stopped by SIGTERM to npm alone.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort, kill, Launched, makeDataDir, processesOf, removeDataDir } from '../launched.js';

const dataDir = makeDataDir();
let program: Launched;

beforeAll(async () => {
  program = new Launched({ dataDir, port: await freePort() });
  await program.ready();
}, 120_000);
afterAll(async () => {
  await program?.end();
  removeDataDir(dataDir);
});

it('serves the console, prints how to sign in, and takes an inquiry', async () => {
  const page = await fetch(program.url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  for (const login of ['maria', 'irina', 'timur', 'svetlana', 'denis', 'pavel', 'rector', 'rector2', 'admin'])
    expect(program.output).toContain(login);
  const maria = await program.as('maria');
  const topic = (await maria.get('/api/topics')).body.items[0].code;
  const made = await maria.post('/api/tickets', {
    client: { name: 'Лунина Вера', phone: '8 916 555-00-11' },
    topic,
    kind: 'request',
    text: 'Слово, которое должно остаться',
  });
  expect(made.status).toBe(201);
});

it('starts again after every part was ended by kill -9, and has lost nothing', async () => {
  const { launcher, server, simulator, postmaster } = program.pids();
  for (const pid of [launcher, server, simulator!, postmaster, program.npm.pid!]) kill(pid, 'SIGKILL');
  await program.ended;
  program = new Launched({ dataDir, port: await freePort() });
  await program.ready();
  const found = await (await program.as('maria')).get(`/api/tickets?q=${encodeURIComponent('должно остаться')}`);
  expect(found.body.items).toHaveLength(1);
  expect(program.output).not.toContain('наполняем');
}, 120_000);

it('leaves nothing running when npm alone gets SIGTERM', async () => {
  kill(program.npm.pid!, 'SIGTERM');
  await program.ended;
  expect(program.output).toContain('Otklik has stopped.');
  expect(program.databaseRuns()).toBe(false);
  expect(processesOf(dataDir)).toEqual([]);
}, 60_000);
