// Every failure becomes one answer: {error: {kind, message, facts}}; faults are logged and show nothing of their inside.
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, errorAnswer, HTTP_STATUS } from '#libs/kernel/errors.js';
import type { Logger } from '#libs/kernel/logger.js';

const FRAMEWORK: Record<number, () => DomainError> = {
  400: () => new DomainError('invalid', 'Запрос не разобран: проверьте, что тело — правильный JSON.'),
  404: () => new DomainError('not-found', 'Такого адреса нет. Список адресов: /api/openapi.json.'),
  413: () => new DomainError('too-large', 'Тело запроса слишком велико: файлы загружайте через /api/files.'),
  415: () => new DomainError('invalid', 'Тип тела не поддерживается: пришлите application/json.'),
  429: () => new DomainError('too-many', 'Слишком много запросов. Подождите немного.'),
};

/** PostgreSQL is away: the client should try again, nothing is broken. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '08003']);

/** PostgreSQL could not read an id that the request brought: not a number, or too large for one. */
const UNREADABLE = new Set(['22P02', '22003']);

@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(failure: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const error = this.domain(failure);
    if (!(error instanceof DomainError))
      this.log.error({ err: failure as Error, method: request.method, url: request.url }, 'a request failed');
    const answer = errorAnswer(error);
    if (answer.error.kind === 'unavailable' || answer.error.kind === 'too-many') void reply.header('retry-after', '5');
    // a handler that failed while sending a file had already named another type
    void reply
      .status(HTTP_STATUS[answer.error.kind])
      .header('content-type', 'application/json; charset=utf-8')
      .removeHeader('content-disposition')
      .send(answer);
  }

  private domain(failure: unknown): unknown {
    if (failure instanceof DomainError) return failure;
    const status = failure instanceof HttpException ? failure.getStatus() : (failure as { statusCode?: number }).statusCode;
    if (status && FRAMEWORK[status]) return FRAMEWORK[status]();
    const code = (failure as { code?: string }).code ?? '';
    if (UNREADABLE.has(code)) return this.unreadable(failure as Error);
    if (AWAY.has(code)) return new DomainError('unavailable', 'База данных сейчас недоступна. Повторите через несколько секунд.');
    return failure;
  }

  /** Logged all the same: a statement of ours with a wrong cast would look like this too. */
  private unreadable(failure: Error): DomainError {
    this.log.warn({ err: failure }, 'an id in a request could not be read');
    return new DomainError('invalid', 'Идентификатор в запросе не распознан: возьмите его из ответа сервера.');
  }
}
