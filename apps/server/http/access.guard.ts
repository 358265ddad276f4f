// The one door-keeper of HTTP: who is signed in, may they do this, does the request come from our own pages.
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Database } from '#libs/kernel/database.service.js';
import { DomainError, forbidden } from '#libs/kernel/errors.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { viewerMay } from '#libs/people/permissions.js';
import { PresenceService } from '#libs/people/presence.service.js';
import { SessionService } from '#libs/people/session.service.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { ACCESS, type AccessRule } from './access.decorator.js';
import { sessionToken } from './cookie.js';
import { Origins } from './origins.js';

export type SignedRequest = FastifyRequest & { viewer?: Viewer };

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    private readonly presence: PresenceService,
    private readonly db: Database,
    private readonly journal: JournalService,
    private readonly origins: Origins,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS, context.getHandler());
    const request = context.switchToHttp().getRequest<SignedRequest>();
    if (rule === undefined) throw forbidden();
    const writes = request.method !== 'GET' && request.method !== 'HEAD';
    if (writes && !this.origins.accepts(request.headers.origin)) throw forbidden('Запрос пришёл с чужой страницы и отклонён.');
    if (rule === 'public') return true;
    const token = sessionToken(request.headers.cookie);
    const viewer = token ? await this.sessions.viewer(token) : null;
    if (!viewer) throw new DomainError('unauthorized', 'Войдите: вход не выполнен или сессия закончилась.');
    request.viewer = viewer;
    void this.presence.renew(viewer.agentId).catch(() => undefined);
    if (rule === 'signed-in' || viewerMay(viewer, rule)) return true;
    if (writes) await this.refused(viewer, rule);
    throw forbidden();
  }

  /** A refused write is on record (003 §1.4). */
  private refused(viewer: Viewer, act: string): Promise<void> {
    return this.db.transaction((tx) =>
      this.journal.append(tx, [
        { kind: 'access.refused', subject: { type: 'agent', id: viewer.agentId }, actor: actorOf(viewer), facts: { act } },
      ]),
    );
  }
}
