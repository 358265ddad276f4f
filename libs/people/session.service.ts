// Signing in and out; who a cookie belongs to, asked on every request and every few seconds by sockets.
import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SessionRow } from '#libs/contract/staff.js';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { DomainError, notFound } from '#libs/kernel/errors.js';
import { agentActor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { passwordMatches } from './password.adapter.js';
import { actorOf, type Viewer } from './viewer.js';

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
/** The beginning of the token's hash names a session outside. */
const SHORT = 12;
const shortId = (id: string): string => id.slice(0, SHORT);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const VIEWER = `
  select s.id as "sessionId", a.id as "agentId", a.login, a.name, a.role, a.department_id as "departmentId", a.language,
    array(select distinct m.queue_id from queue_members m where m.agent_id = a.id or m.agent_id in (select h."agentId"::bigint from jsonb_to_recordset(stood.heads) as h("agentId" text))) as "queueIds",
    stood.heads as "standsInFor", s.seen_at as "seenAt"
  from sessions s join agents a on a.id = s.agent_id,
    lateral (select coalesce(jsonb_agg(jsonb_build_object('agentId', h.id::text, 'name', h.name, 'role', h.role, 'departmentId', h.department_id::text) order by x.from_at, x.id), '[]') as heads
      from absences x join agents h on h.id = x.agent_id and h.active
      where x.deputy_id = a.id and x.from_at <= $2 and x.until_at > $2 and x.cancelled_at is null) stood
  where s.id = $1 and s.expires_at > $2 and a.active`;

/** Tokens are 32 random bytes; the database keeps only their hash. */
@Injectable()
export class SessionService {
  private readonly attempts = new Map<string, number[]>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly settings: { lifetimeDays: number; signInPerMinute: number },
  ) {}

  /** Returns the cookie's token. Throws unauthorized (one sentence for all causes) or too-many. */
  async signIn(login: string, password: string, from: { address: string; userAgent: string | null }): Promise<string> {
    // keyed by login and address together: an attacker elsewhere can't lock the owner out
    this.throttle(`${login.toLowerCase()}|${from.address}`);
    const [agent] = await this.db.query<{ id: string; password_hash: string | null }>(
      'select id, password_hash from agents where lower(login) = lower($1) and active',
      [login],
    );
    if (!(await passwordMatches(agent?.password_hash ?? null, password)) || !agent)
      throw new DomainError('unauthorized', 'Неверный логин или пароль. Проверьте раскладку и Caps Lock.');
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      await tx.query('insert into sessions (id, agent_id, created_at, seen_at, expires_at, user_agent) values ($1, $2, $3, $3, $4, $5)', [
        digest(token),
        agent.id,
        now,
        new Date(now.getTime() + this.settings.lifetimeDays * DAY_MS),
        from.userAgent?.slice(0, 300) ?? null,
      ]);
      await this.journal.append(tx, [
        { kind: 'session.opened', subject: { type: 'session', id: shortId(digest(token)) }, actor: agentActor(agent.id) },
      ]);
    });
    return token;
  }

  /** Null when the token is unknown, expired, signed out, or its agent was dismissed. */
  viewer(token: string): Promise<Viewer | null> {
    return this.bySession(digest(token));
  }

  /** The same person with the rights of this moment, for answers that take long; throws unauthorized when signed out meanwhile. */
  async again({ sessionId }: Viewer): Promise<Viewer> {
    const viewer = await this.bySession(sessionId);
    if (!viewer) throw new DomainError('unauthorized', 'Войдите: сессия закончилась.');
    return viewer;
  }

  private async bySession(sessionId: string): Promise<Viewer | null> {
    const now = this.clock.now();
    const [row] = await this.db.query<Viewer & { seenAt: Date }>(VIEWER, [sessionId, now]);
    if (!row) return null;
    const { seenAt, ...viewer } = row;
    if (now.getTime() - seenAt.getTime() > MINUTE_MS)
      await this.db.query('update sessions set seen_at = $2 where id = $1', [row.sessionId, now]);
    return viewer;
  }

  /** Where this person is signed in, the latest seen first. */
  async list(viewer: Viewer): Promise<SessionRow[]> {
    const rows = await this.db.query<{ id: string; createdAt: Date; seenAt: Date; userAgent: string | null }>(
      'select id, created_at as "createdAt", seen_at as "seenAt", user_agent as "userAgent" from sessions where agent_id = $1 and expires_at > $2 order by seen_at desc, id',
      [viewer.agentId, this.clock.now()],
    );
    return rows.map((row) => ({
      id: shortId(row.id),
      createdAt: row.createdAt.toISOString(),
      seenAt: row.seenAt.toISOString(),
      userAgent: row.userAgent,
      current: row.id === viewer.sessionId,
    }));
  }

  /** Signs another device of the same person out. */
  async close(viewer: Viewer, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const rows = await tx.query<{ id: string }>('delete from sessions where agent_id = $1 and left(id, $3) = $2 returning id', [
        viewer.agentId,
        id,
        SHORT,
      ]);
      if (!rows.length) throw notFound('Такой сессии у вас нет.');
      await this.journal.append(tx, [{ kind: 'session.closed', subject: { type: 'session', id }, actor: actorOf(viewer) }]);
    });
  }

  async signOut(viewer: Viewer): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query('delete from sessions where id = $1', [viewer.sessionId]);
      await this.journal.append(tx, [
        { kind: 'session.closed', subject: { type: 'session', id: shortId(viewer.sessionId) }, actor: actorOf(viewer) },
      ]);
    });
  }

  private throttle(key: string): void {
    const now = this.clock.now().getTime();
    const recent = (this.attempts.get(key) ?? []).filter((at) => now - at < MINUTE_MS);
    if (recent.length >= this.settings.signInPerMinute)
      throw new DomainError('too-many', 'Слишком много попыток входа. Подождите минуту и попробуйте снова.', { retryAfterMs: MINUTE_MS });
    this.attempts.set(key, [...recent, now]);
    if (this.attempts.size > 10_000) this.attempts.clear();
  }
}
