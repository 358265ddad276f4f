// Staff, queues and the board over HTTP.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { type BoardView, QueueChange, type QueueView, StaffChange, type StaffView } from '#libs/contract/staff.js';
import { forbidden, notFound } from '#libs/kernel/errors.js';
import { mayAppoint } from '#libs/people/permissions.js';
import { StaffQuery } from '#libs/people/staff.query.js';
import { StaffService } from '#libs/people/staff.service.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { BoardQuery } from '#libs/routing/board.query.js';
import { Access, Me } from './access.decorator.js';

const Dismissal = z
  .object({ order: z.string().max(200).optional() })
  .strict()
  .optional();
const StaffPatch = StaffChange.partial();
const All = z.object({ all: z.string().optional() });

@Controller('api')
export class StaffController {
  constructor(
    private readonly query: StaffQuery,
    private readonly staffing: StaffService,
    private readonly boards: BoardQuery,
  ) {}

  @Get('staff')
  @Access('staff.read')
  async staff(@Query({ schema: All }) { all }: z.infer<typeof All>): Promise<{ items: StaffView[]; next: null }> {
    return { items: await this.query.staff(all === '1'), next: null };
  }

  @Post('staff')
  @Access('staff.write')
  async appoint(@Me() me: Viewer, @Body({ schema: StaffChange }) draft: z.infer<typeof StaffChange>): Promise<StaffView> {
    if (!mayAppoint(me, draft.role)) throw forbidden('Эту роль назначает только администратор.');
    const id = await this.staffing.appoint(draft, actorOf(me));
    return this.one(id);
  }

  @Patch('staff/:id')
  @Access('staff.write')
  async change(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: StaffPatch }) patch: z.infer<typeof StaffPatch>,
  ): Promise<StaffView> {
    const before = await this.one(id);
    if (!mayAppoint(me, patch.role ?? before.role) || !mayAppoint(me, before.role))
      throw forbidden('Эту роль меняет только администратор.');
    await this.staffing.change(id, patch, actorOf(me));
    return this.one(id);
  }

  @Delete('staff/:id')
  @HttpCode(204)
  @Access('staff.write')
  async dismiss(@Me() me: Viewer, @Param('id') id: string, @Body({ schema: Dismissal }) draft: z.infer<typeof Dismissal>): Promise<void> {
    const before = await this.one(id);
    if (!mayAppoint(me, before.role)) throw forbidden('Эту роль увольняет только администратор.');
    await this.staffing.dismiss(id, draft?.order ?? null, actorOf(me));
  }

  @Get('queues')
  @Access('queue.read')
  async queues(@Me() me: Viewer): Promise<{ items: QueueView[]; next: null }> {
    return { items: await this.query.queues(me), next: null };
  }

  @Patch('queues/:code')
  @Access('queue.write')
  async changeQueue(
    @Me() me: Viewer,
    @Param('code') code: string,
    @Body({ schema: QueueChange }) change: z.infer<typeof QueueChange>,
  ): Promise<QueueView> {
    const actor = actorOf(me);
    if (change.members) await this.staffing.setMembers(code, change.members, actor);
    if (change.name !== undefined || change.active !== undefined) await this.staffing.changeQueue(code, change, actor);
    return (await this.query.queues(me)).find((queue) => queue.code === code)!;
  }

  @Get('board')
  @Access('board.read')
  board(@Me() me: Viewer): Promise<BoardView> {
    return this.boards.board(me);
  }

  private async one(id: string): Promise<StaffView> {
    const found = (await this.query.staff(true)).find((person) => person.id === id);
    if (!found) throw notFound('Такого сотрудника нет.');
    return found;
  }
}
