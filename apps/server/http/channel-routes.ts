// The outside doors of channels: every route a channel declares is served under /channels/<id>/…, with raw bytes and a bounded body.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccountsService } from '#libs/channels/accounts.service.js';
import type { ChannelRequest, ChannelRoute } from '#libs/channels/channel.js';
import type { LinksService } from '#libs/channels/links.service.js';
import { DomainError, errorAnswer, HTTP_STATUS } from '#libs/kernel/errors.js';
import type { Logger } from '#libs/kernel/logger.js';

const DEFAULT_LIMIT = 1_048_576;

/** Registered in a scope of its own, where bodies stay bytes whatever their type. */
export async function channelRoutes(
  app: FastifyInstance,
  accounts: AccountsService,
  links: LinksService,
  log: Logger,
  publicUrl: string,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const channel of accounts.all())
      for (const route of channel.routes ?? [])
        scope.route({
          method: route.method,
          url: `/channels/${channel.descriptor.id}/${route.path}`,
          bodyLimit: route.bodyLimit ?? DEFAULT_LIMIT,
          handler: (request, reply) =>
            answer(channel.descriptor.id, route as ChannelRoute<unknown>, request, reply, { links, log, publicUrl }),
        });
    scope.setErrorHandler((error, request, reply) => fail(error, request, reply, log));
  });
}

async function answer(
  id: string,
  route: ChannelRoute<unknown>,
  request: FastifyRequest,
  reply: FastifyReply,
  { links, log, publicUrl }: { links: LinksService; log: Logger; publicUrl: string },
): Promise<unknown> {
  const [path, query] = request.url.split('?') as [string, string | undefined];
  const wire: ChannelRequest = {
    method: request.method,
    path,
    query: Object.fromEntries(new URLSearchParams(query ?? '')),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    url: publicUrl + request.url,
  };
  try {
    const result = await route.answer(wire, links.accountsOf(id) as never, links.host());
    return await reply
      .status(result.status)
      .headers({
        'x-content-type-options': 'nosniff',
        ...(result.contentType ? { 'content-type': result.contentType } : {}),
        ...result.headers,
      })
      .send(result.body ?? '');
  } catch (error) {
    return fail(error, request, reply, log);
  }
}

/** The provider is told to come again (503) unless the rules refuse for good. */
function fail(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): unknown {
  const tooLarge = (error as { code?: string }).code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  const known = tooLarge ? new DomainError('too-large', 'Тело запроса слишком велико.') : error instanceof DomainError ? error : null;
  if (!known) log.error({ err: error as Error, url: request.url.split('?')[0] }, 'a channel door failed');
  const shown = known ?? new DomainError('unavailable', 'Сообщение пока не принято. Повторите через несколько секунд.');
  const status = HTTP_STATUS[shown.kind];
  if (status === 503 || status === 429) void reply.header('retry-after', '5');
  return reply
    .status(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(errorAnswer(shown)));
}
