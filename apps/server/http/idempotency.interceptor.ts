// Idempotency-Key on any write: the same key and body answer as the first time, another body is a conflict.
import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { conflict, invalid } from '#libs/kernel/errors.js';
import type { SignedRequest } from './access.guard.js';
import { holderLives, RequestHolder } from './request-holder.adapter.js';

interface Kept {
  body_hash: string;
  status: number | null;
  answer: unknown;
  /** The first try is under way in a process that lives. */
  busy: boolean;
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly holder: RequestHolder,
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
    const claimed = await this.db.query(
      // a try that died with its process is taken over
      `insert into idempotency_keys as k (scope, key, body_hash, created_at, holder) values ($1, $2, $3, $4, $5)
       on conflict (scope, key) do update set holder = excluded.holder
         where k.status is null and k.body_hash = excluded.body_hash and k.holder is distinct from excluded.holder and not ${holderLives('k.holder')} returning key`,
      [scope, key, bodyHash, this.clock.now(), this.holder.id],
    );
    if (!claimed.length) {
      const [kept] = await this.db.query<Kept>(
        `select body_hash, status, answer, ${holderLives('holder')} as busy from idempotency_keys where scope = $1 and key = $2`,
        [scope, key],
      );
      if (kept && kept.body_hash !== bodyHash) throw conflict('Этот Idempotency-Key уже использован с другим телом запроса.');
      if (kept?.status) {
        void reply.status(kept.status);
        return kept.answer;
      }
      if (kept?.busy) throw conflict('Такой же запрос ещё выполняется: повторите через секунду.');
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
