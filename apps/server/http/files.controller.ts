// Files: uploaded as multipart, downloaded only as attachments that a browser never runs.
import '@fastify/multipart';
import { Controller, Get, Headers, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, invalid } from '#libs/kernel/errors.js';
import type { Viewer } from '#libs/people/viewer.js';
import { type FileFacts, FilesService } from '#libs/tickets/files.service.js';
import { Access, Me } from './access.decorator.js';

/** Shown inside our pages; everything else is only downloaded. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'audio/mpeg', 'audio/ogg', 'audio/wav', 'video/mp4']);

@Controller('api/files')
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Post()
  @Access('file.upload')
  async upload(@Me() me: Viewer, @Req() request: FastifyRequest): Promise<Omit<FileFacts, 'mime'>> {
    if (!request.isMultipart()) throw invalid('Файл присылают как multipart/form-data, поле file.', { field: 'file' });
    const part = await request.file();
    if (!part) throw invalid('В запросе нет файла: поле file.', { field: 'file' });
    const bytes = await part.toBuffer().catch(() => {
      throw new DomainError('too-large', 'Файл слишком большой. Отправьте ссылку или уменьшите его.');
    });
    const { id, name, size, sha256 } = await this.files.upload(me, { name: part.filename, mime: part.mimetype, bytes });
    return { id, name, size, sha256 };
  }

  @Get(':id')
  @Access('file.read')
  async download(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.find(me, id);
    const tag = `"${file.sha256}"`;
    // asked every time: a browser's copy is of no use to a person who lost the right
    void reply.header('cache-control', 'private, no-cache').header('etag', tag);
    if (known === tag) return void reply.status(304).send();
    const bytes = await this.files.read(file);
    const shown = SHOWN.has(file.mime);
    void reply
      .header('content-type', shown ? file.mime : 'application/octet-stream')
      .header(
        'content-disposition',
        `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name.replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069/\\]/g, '_'))}`,
      )
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .send(bytes);
  }
}
