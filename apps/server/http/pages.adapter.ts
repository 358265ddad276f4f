// The built pages: console, widget, and in demo mode the page of devices; hashed files are cached for ever, pages never.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};
const HASHED = /[-.][\w-]{8,}\.(js|css|woff2|svg|png|map)$/;
/** No inline script anywhere; images may come as data: and blob: (previews). */
const CONSOLE_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; frame-src 'self' blob: data:; frame-ancestors 'self'; base-uri 'none'; form-action 'self'";
const WIDGET_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; base-uri 'none'";

/** `demoPage` is the simulator's address, asked on each request. */
export function pages(app: FastifyInstance, dist: string, demoPage: () => string | null): void {
  app.get('/widget.js', (request, reply) => file(request, reply, path.join(dist, 'widget'), 'widget.js', WIDGET_POLICY));
  app.get('/widget/*', (request, reply) =>
    file(request, reply, path.join(dist, 'widget'), (request.params as { '*': string })['*'], WIDGET_POLICY),
  );
  for (const url of ['/demo', '/demo/*'])
    app.route({ method: ['GET', 'POST'], url, handler: (request, reply) => demo(request, reply, demoPage()) });
  app.get('/*', (request, reply) => consolePage(request, reply, path.join(dist, 'console')));
}

function consolePage(request: FastifyRequest, reply: FastifyReply, root: string): FastifyReply {
  const wanted = (request.params as { '*': string })['*'];
  if (/^(api|channels|socket\.io|health|metrics)(\/|$)/.test(wanted)) return missing(reply);
  const asset = path.extname(wanted) !== '';
  return file(request, reply, root, asset ? wanted : 'index.html', CONSOLE_POLICY);
}

function file(request: FastifyRequest, reply: FastifyReply, root: string, wanted: string, policy: string): FastifyReply {
  const full = path.resolve(root, wanted);
  if (!full.startsWith(root + path.sep) || !existsSync(full) || !statSync(full).isFile()) return missing(reply);
  const bytes = packs(request) && PACKED.has(path.extname(full)) ? packed(full) : null;
  if (bytes) void reply.header('content-encoding', 'gzip');
  return reply
    .header('vary', 'accept-encoding')
    .header('content-type', TYPES[path.extname(full)] ?? 'application/octet-stream')
    .header('cache-control', HASHED.test(full) ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .send(bytes ?? readFileSync(full));
}

const PACKED = new Set(['.html', '.js', '.css', '.json', '.svg', '.map', '.webmanifest']);
const packs = ({ headers }: FastifyRequest): boolean => /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
const packedFiles = new Map<string, { at: number; bytes: Buffer }>();

/** A page's file as it travels, packed once per version: a proxy in front need not do it. */
function packed(full: string): Buffer {
  const at = statSync(full).mtimeMs;
  const known = packedFiles.get(full);
  if (known?.at === at) return known.bytes;
  const bytes = gzipSync(readFileSync(full), { level: 9 });
  packedFiles.set(full, { at, bytes });
  return bytes;
}

/** Passed through as it stands: the page of devices belongs to the simulator's program. */
async function demo(request: FastifyRequest, reply: FastifyReply, pageUrl: string | null): Promise<unknown> {
  if (!pageUrl) return missing(reply);
  const body = request.method === 'POST' ? JSON.stringify(request.body ?? {}) : undefined;
  const answer = await fetch(pageUrl + request.url, {
    method: request.method,
    headers: { 'content-type': 'application/json' },
    body,
  }).catch(() => null);
  if (!answer)
    return reply.status(503).type('text/plain; charset=utf-8').send('Симулятор перезапускается. Обновите страницу через несколько секунд.');
  void reply.status(answer.status);
  for (const name of ['content-type', 'cache-control', 'content-security-policy'])
    if (answer.headers.has(name)) void reply.header(name, answer.headers.get(name));
  return reply.send(answer.body);
}

const missing = (reply: FastifyReply): FastifyReply =>
  reply.status(404).send({ error: { kind: 'not-found', message: 'Такой страницы нет.', facts: {} } });
