// Signing in, who am I, presence.
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { PresenceChange, type SessionRow, type SessionView, SignIn } from '#libs/contract/staff.js';
import { Clock } from '#libs/kernel/clock.js';
import { actsOf } from '#libs/people/permissions.js';
import { PresenceService } from '#libs/people/presence.service.js';
import { SessionService } from '#libs/people/session.service.js';
import { StaffQuery } from '#libs/people/staff.query.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { Program } from '../program.js';
import { Access, Me } from './access.decorator.js';
import { sessionCookie, sessionToken } from './cookie.js';

const DAY_SECONDS = 86_400;

@Controller('api')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly presence: PresenceService,
    private readonly staff: StaffQuery,
    private readonly clock: Clock,
    private readonly program: Program,
  ) {}

  @Post('session')
  @HttpCode(200)
  @Access('public')
  async signIn(
    @Body({ schema: SignIn }) draft: z.infer<typeof SignIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const token = await this.sessions.signIn(draft.login, draft.password, {
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? null,
    });
    void reply.header(
      'set-cookie',
      sessionCookie(token, this.program.sessionDays * DAY_SECONDS, this.program.publicUrl.startsWith('https:')),
    );
    return this.view((await this.sessions.viewer(token))!);
  }

  /** What a console that has just been opened asks first: who is signed in, if anybody, and whether this is the demonstration. */
  @Get('arrival')
  @Access('public')
  async arrival(@Req() request: FastifyRequest): Promise<{ session: SessionView | null; demo: boolean }> {
    const token = sessionToken(request.headers.cookie);
    const viewer = token ? await this.sessions.viewer(token) : null;
    return { session: viewer ? await this.view(viewer) : null, demo: this.program.mode === 'demo' };
  }

  @Get('session')
  @Access('signed-in')
  session(@Me() me: Viewer): Promise<SessionView> {
    return this.view(me);
  }

  @Delete('session')
  @HttpCode(204)
  @Access('signed-in')
  async signOut(@Me() me: Viewer, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.signOut(me);
    await this.presence.set(me.agentId, 'offline', 'signed out');
    void reply.header('set-cookie', sessionCookie('', 0, this.program.publicUrl.startsWith('https:')));
  }

  @Get('sessions')
  @Access('signed-in')
  async sessionsOfMine(@Me() me: Viewer): Promise<{ items: SessionRow[]; next: null }> {
    return { items: await this.sessions.list(me), next: null };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Access('signed-in')
  closeSession(@Me() me: Viewer, @Param('id') id: string): Promise<void> {
    return this.sessions.close(me, id);
  }

  @Put('presence')
  @Access('presence.setOwn')
  async setPresence(
    @Me() me: Viewer,
    @Body({ schema: PresenceChange }) change: z.infer<typeof PresenceChange>,
  ): Promise<{ state: string; since: string }> {
    const { state, since } = await this.presence.set(me.agentId, change.state, change.reason ?? null, actorOf(me));
    return { state, since: since.toISOString() };
  }

  private async view(me: Viewer): Promise<SessionView> {
    const self = await this.staff.self(me.agentId);
    return {
      agent: { id: me.agentId, login: me.login, name: me.name, role: me.role, department: self.department, language: me.language },
      acts: actsOf(me),
      standsInFor: me.standsInFor.map(({ agentId, name }) => ({ id: agentId, name })),
      queues: self.queues,
      presence: { state: self.presence, reason: self.reason, since: (self.since ?? this.clock.now()).toISOString() },
      capacity: { used: self.used, total: self.capacity },
      demo: this.program.mode === 'demo',
      institute: this.program.institute(me.language),
      serverTime: this.clock.now().toISOString(),
    };
  }
}
