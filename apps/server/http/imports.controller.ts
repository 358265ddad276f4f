// Importing clients and staff: a file is previewed, confirmed, undone.
import '@fastify/multipart';
import { Controller, Delete, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { forbidden, invalid } from '#libs/kernel/errors.js';
import { type ImportSummary, ImportsService } from '#libs/people/imports.service.js';
import { viewerMay } from '#libs/people/permissions.js';
import type { Viewer } from '#libs/people/viewer.js';
import { Access, Me } from './access.decorator.js';

const Kind = z.object({ kind: z.enum(['clients', 'staff']).default('clients') });

@Controller('api/imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Post()
  @Access('client.import')
  async preview(
    @Me() me: Viewer,
    @Query({ schema: Kind }) { kind }: z.infer<typeof Kind>,
    @Req() request: FastifyRequest,
  ): Promise<ImportSummary> {
    if (kind === 'staff' && !viewerMay(me, 'staff.import')) throw forbidden();
    const part = request.isMultipart() ? await request.file() : null;
    if (!part) throw invalid('Файл CSV или XLSX присылают как multipart/form-data, поле file.', { field: 'file' });
    return this.imports.preview(me, kind, { name: part.filename, bytes: await part.toBuffer() });
  }

  @Post(':id/confirmation')
  @Access('client.import')
  confirm(@Me() me: Viewer, @Param('id') id: string): Promise<ImportSummary> {
    return this.imports.confirm(me, id);
  }

  @Delete(':id')
  @Access('client.import')
  undo(@Me() me: Viewer, @Param('id') id: string): Promise<ImportSummary> {
    return this.imports.undo(me, id);
  }
}
