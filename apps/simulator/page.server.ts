// The page of devices over HTTP: its files, what people do, and a stream of what arrives.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Devices } from './devices.adapter.js';
import { Refusal, type Wish } from './thread.js';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};
const POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'self'";
const BEAT_MS = 15_000;
const BODY_BYTES = 200_000;
type Answer = { status: number; type: string; body: string | Buffer };

export interface Page {
  url: string;
  close(): Promise<void>;
}

/** Serves everything under /demo on a free loopback port. */
export async function startPage(devices: Devices): Promise<Page> {
  const server = createServer((request, response) => void serve(devices, request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(devices: Devices, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://demo');
  if (url.pathname === '/demo/api/events') return stream(devices, response);
  const answer = await answerTo(devices, request, url).catch(failure);
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'cache-control': 'no-cache',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
  });
  response.end(answer.body);
}

async function answerTo(devices: Devices, request: IncomingMessage, url: URL): Promise<Answer> {
  const post = request.method === 'POST';
  const route = `${request.method} ${url.pathname.replace(/\/$/, '')}`;
  const body = post ? await readWish(request) : {};
  const of = (name: string): string => String(body[name] ?? url.searchParams.get(name) ?? '');
  switch (route) {
    case 'GET /demo':
      return file('demo.html');
    case 'GET /demo/site':
      return site(devices, of('person'), of('lang'));
    case 'GET /demo/api/start':
      return json(devices.start);
    case 'GET /demo/api/thread':
      return json(devices.thread(of('device'), of('person')));
    case 'POST /demo/api/act':
      devices.act(of('device'), of('person'), body as unknown as Wish);
      return json(devices.thread(of('device'), of('person')));
    case 'POST /demo/api/surge':
      devices.beginSurge();
      return json(devices.sky);
    case 'POST /demo/api/mail-fault':
      await devices.breakMail();
      return json(devices.sky);
    default:
      return post ? missing() : file(url.pathname.replace(/^\/demo\//, ''));
  }
}

/** Strings only; anything else is as if it were not there. */
async function readWish(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > BODY_BYTES) throw new Refusal('Слишком длинное сообщение.');
    chunks.push(chunk as Buffer);
  }
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
  return Object.fromEntries(Object.entries(body ?? {}).filter(([, value]) => typeof value === 'string'));
}

/** Never ends; a beat keeps proxies from closing it. */
function stream(devices: Devices, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  const write = (news: unknown): void => void response.write(`data: ${JSON.stringify(news)}\n\n`);
  write({ kind: 'sky', sky: devices.sky });
  const stop = devices.feed.listen(write);
  const beat = setInterval(() => response.write(': beat\n\n'), BEAT_MS);
  response.on('close', () => {
    clearInterval(beat);
    stop();
  });
}

/** The made-up site: its visitor signed in or a guest. */
function site(devices: Devices, person: string, language: string): Answer {
  const identity = devices.identity(person);
  const page = file('site.html');
  const lang = language === 'en' ? 'en' : 'ru';
  const body = page.body
    .toString()
    .replaceAll('{lang}', lang)
    .replace('{identity}', identity ? `data-identity="${identity}"` : '');
  return { ...page, body };
}

function file(name: string): Answer {
  if (!/^[a-z-]+\.(html|js|css|svg)$/.test(name)) return missing();
  try {
    return { status: 200, type: TYPES[name.split('.').at(-1)!]!, body: readFileSync(path.join(import.meta.dirname, 'page', name)) };
  } catch {
    return missing();
  }
}

const json = (body: unknown): Answer => ({ status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(body) });
const missing = (): Answer => ({ status: 404, type: 'text/plain; charset=utf-8', body: 'Такой страницы нет. / No such page.' });

/** Only refusals and the stand-ins' own sentences reach the page. */
function failure(error: Error): Answer {
  const status = error instanceof SyntaxError ? 400 : error instanceof Refusal ? 409 : 400;
  return { ...json({ error: { message: error instanceof SyntaxError ? 'Тело запроса не JSON.' : error.message } }), status };
}
