// Files of staff and clients: uploaded, and downloaded only by those who may see the ticket they belong to.
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { DomainError, notFound } from '#libs/kernel/errors.js';
import { FileStore } from '#libs/kernel/files.adapter.js';
import { cleanText } from '#libs/kernel/text.js';
import { ticketRights } from '#libs/people/rights.js';
import type { Viewer } from '#libs/people/viewer.js';

export interface FileFacts {
  id: string;
  name: string;
  size: number;
  mime: string;
  sha256: string;
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

@Injectable()
export class FilesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly settings: { maxBytes: number },
  ) {}

  async upload(viewer: Viewer, file: { name: string; mime: string; bytes: Buffer }): Promise<FileFacts> {
    if (file.bytes.length > this.settings.maxBytes)
      throw new DomainError(
        'too-large',
        `Файл больше ${Math.floor(this.settings.maxBytes / 1_048_576)} МБ. Отправьте ссылку или уменьшите его.`,
        { max: this.settings.maxBytes },
      );
    const facts = {
      id: randomUUID(),
      name: cleanText(file.name).slice(0, 255) || 'файл',
      size: file.bytes.length,
      mime: file.mime.slice(0, 200),
      sha256: await this.store.put(file.bytes),
    };
    await this.db.query('insert into files (id, sha256, name, mime, size, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7)', [
      facts.id,
      facts.sha256,
      facts.name,
      facts.mime,
      facts.size,
      this.clock.now(),
      viewer.agentId,
    ]);
    return facts;
  }

  /** Not-found both for missing and for invisible files. */
  async find(viewer: Viewer, id: string): Promise<FileFacts> {
    const params: unknown[] = [id, viewer.agentId];
    const rights = ticketRights(viewer, params);
    const [row] = UUID.test(id)
      ? await this.db.query<FileFacts>(
          `select f.id, f.name, f.size::int as size, f.mime, f.sha256 from files f
           where f.id = $1 and (exists (select 1 from attachments x join tickets t on t.id = x.ticket_id where x.file_id = f.id and ${rights})
             or (f.created_by = $2 and not exists (select 1 from attachments x where x.file_id = f.id)))`,
          params,
        )
      : [];
    if (!row) throw notFound('Файл не найден или недоступен вам.');
    return row;
  }

  read(file: FileFacts): Promise<Buffer> {
    return this.store.read(file.sha256);
  }
}
