// Idempotency-Key on any write: the same key and body answer as the first time, another body is a conflict.
import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid } from '#libs/kernel/errors.js';
import type { SignedRequest } from './access.guard.js';

interface Kept {
  body_hash: string;
  status: number | null;
  answer: unknown;
  created_at: Date;
}
/** An unfinished first try that is older than this died with its process. */
const STALE_MS = 60_000;

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || request.method === 'GET' || !request.viewer) return next.handle();
    if (key.length < 8 || key.length > 200) throw invalid('Idempotency-Key должен быть от 8 до 200 знаков.', { field: 'Idempotency-Key' });
    const scope = `${request.viewer.agentId} ${request.method} ${request.url.split('?')[0]}`;
    return from(this.once(scope, key, hashOf(request.body), context.switchToHttp().getResponse<FastifyReply>(), next));
  }

  private async once(scope: string, key: string, bodyHash: string, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const now = this.clock.now();
    const claimed = await this.db.query(
      'insert into idempotency_keys (scope, key, body_hash, created_at) values ($1, $2, $3, $4) on conflict do nothing returning key',
      [scope, key, bodyHash, now],
    );
    if (!claimed.length) {
      const [kept] = await this.db.query<Kept>(
        'select body_hash, status, answer, created_at from idempotency_keys where scope = $1 and key = $2',
        [scope, key],
      );
      if (kept && kept.body_hash !== bodyHash) throw conflict('Этот Idempotency-Key уже использован с другим телом запроса.');
      if (kept?.status) {
        void reply.status(kept.status);
        return kept.answer;
      }
      if (kept && now.getTime() - kept.created_at.getTime() < STALE_MS)
        throw conflict('Такой же запрос ещё выполняется: повторите через секунду.');
    }
    return this.run(scope, key, reply, next);
  }

  private async run(scope: string, key: string, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: null });
      await this.db.query('update idempotency_keys set status = $3, answer = $4 where scope = $1 and key = $2', [
        scope,
        key,
        reply.statusCode,
        JSON.stringify(answer ?? null),
      ]);
      return answer;
    } catch (error) {
      await this.db.query('delete from idempotency_keys where scope = $1 and key = $2', [scope, key]);
      throw error;
    }
  }
}

const hashOf = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
