// Absences over HTTP: who stands in for whom, arranged and cancelled.
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { type AbsenceView, NewAbsence } from '#libs/contract/staff.js';
import { AbsencesService } from '#libs/people/absences.service.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { Access, Me } from './access.decorator.js';

@Controller('api/absences')
export class AbsencesController {
  constructor(private readonly absences: AbsencesService) {}

  @Get()
  @Access('staff.read')
  async list(): Promise<{ items: AbsenceView[]; next: null }> {
    return { items: await this.absences.list(), next: null };
  }

  @Post()
  @Access('absence.write')
  arrange(@Me() me: Viewer, @Body({ schema: NewAbsence }) draft: z.infer<typeof NewAbsence>): Promise<AbsenceView> {
    return this.absences.arrange(draft, actorOf(me));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('absence.write')
  cancel(@Me() me: Viewer, @Param('id') id: string): Promise<void> {
    return this.absences.cancel(id, actorOf(me));
  }
}
