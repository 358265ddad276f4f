// Health and metrics for monitoring; the test clock; who can sign in to the demo.
import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, Get, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Clock, SystemClock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { notFound } from '#libs/kernel/errors.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import { MetricsService } from '#libs/kernel/metrics.service.js';
import { Program } from '../program.js';
import { Access } from './access.decorator.js';

/** The sign-ins of CONTRACT section 4; colleagues beyond them are reachable by login. */
const SHOWN_IN_DEMO = ['maria', 'olga', 'irina', 'timur', 'svetlana', 'denis', 'pavel', 'rector', 'rector2', 'admin'];
const DATABASE_ANSWERS_MS = 3_000;
const Moment = z.object({ at: z.iso.datetime({ offset: true }) }).strict();

@Controller()
export class OperationsController {
  constructor(
    private readonly db: Database,
    private readonly metrics: MetricsService,
    private readonly clock: Clock,
    private readonly live: LiveEvents,
    private readonly jobs: JobsService,
    private readonly program: Program,
  ) {}

  @Get('health/live')
  @Access('public')
  alive(): { ok: true } {
    return { ok: true };
  }

  @Get('health/ready')
  @Access('public')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ ok: boolean; database: boolean; jobs: boolean }> {
    const answers = this.db.query('select 1').then(
      () => true,
      () => false,
    );
    // a database that hangs is as unusable as one that is away
    const database = await Promise.race([answers, sleep(DATABASE_ANSWERS_MS, false, { ref: false })]);
    const jobs = this.jobs.usable();
    if (!database || !jobs) void reply.status(503);
    return { ok: database && jobs, database, jobs };
  }

  @Get('metrics')
  @Access('public')
  async figures(@Res() reply: FastifyReply): Promise<void> {
    void reply.header('content-type', 'text/plain; version=0.0.4').send(await this.metrics.text());
  }

  @Put('api/test/clock')
  @Access('public')
  moveClock(@Body({ schema: Moment }) { at }: z.infer<typeof Moment>): { at: string } {
    if (!this.program.testClock || !(this.clock instanceof SystemClock)) throw notFound('Такого адреса нет.');
    this.clock.moveTo(new Date(at));
    this.live.emit('clock', { at });
    this.jobs.wake();
    return { at: this.clock.now().toISOString() };
  }

  @Get('api/demo')
  @Access('public')
  async demo(): Promise<{ people: { login: string; name: string; role: string; title: string }[] }> {
    if (this.program.mode !== 'demo') throw notFound('Такого адреса нет.');
    const people = await this.db.query<{ login: string; name: string; role: string; title: string }>(
      `select a.login, a.name, a.role, coalesce(d.name, '') as title from agents a left join departments d on d.id = a.department_id
       where a.active and a.login = any($1) order by array_position($1, a.login)`,
      [SHOWN_IN_DEMO],
    );
    return { people };
  }
}
