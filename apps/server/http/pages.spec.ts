// Pages travel packed where the browser can unpack, unchanged where it can't, and hashed files are asked for once.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pages } from './pages.adapter.js';

const script = 'console.log("Контактный центр");\n'.repeat(100);
let app: FastifyInstance;
let dist: string;

beforeEach(() => {
  dist = fs.mkdtempSync(path.join(os.tmpdir(), 'otklik-pages-'));
  fs.mkdirSync(path.join(dist, 'console/assets'), { recursive: true });
  fs.writeFileSync(path.join(dist, 'console/index.html'), '<!doctype html>');
  fs.writeFileSync(path.join(dist, 'console/assets/first-Ab12Cd34.js'), script);
  app = fastify();
  pages(app, dist, () => null);
});
afterEach(async () => {
  await app.close();
  fs.rmSync(dist, { recursive: true });
});

const get = (url: string, encoding?: string) => app.inject({ url, headers: encoding ? { 'accept-encoding': encoding } : {} });

describe('pages', () => {
  it('are packed for a browser that unpacks', async () => {
    const answer = await get('/assets/first-Ab12Cd34.js', 'gzip, deflate, br');
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(answer.rawPayload.length).toBeLessThan(script.length / 5);
    expect(gunzipSync(answer.rawPayload).toString()).toBe(script);
  });

  it('are plain for anybody else', async () => {
    const answer = await get('/assets/first-Ab12Cd34.js');
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body).toBe(script);
  });

  it('follow a new version of a file', async () => {
    await get('/board', 'gzip');
    fs.writeFileSync(path.join(dist, 'console/index.html'), '<!doctype html><p>new</p>');
    fs.utimesSync(path.join(dist, 'console/index.html'), new Date(), new Date(Date.now() + 5000));
    const answer = await get('/board', 'gzip');
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(gunzipSync(answer.rawPayload).toString()).toContain('new');
  });

  it('never leave their folder', async () => expect((await get('/assets/..%2f..%2fpackage.json', 'gzip')).statusCode).toBe(404));
});
