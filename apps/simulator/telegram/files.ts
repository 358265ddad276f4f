// Files that people and the bot have sent, by file_id; large ones are only a size until they are downloaded.
import { createHash } from 'node:crypto';
import { type TgFile, badRequest } from './objects.js';

export interface Content {
  name: string;
  mime: string;
  bytes?: Buffer;
  /** Stands in for bytes: that many zero bytes on download. */
  size?: number;
}

export interface StoredFile extends Content {
  id: string;
  uniqueId: string;
  path: string;
}

const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
const FOLDERS: Record<string, string> = { image: 'photos', audio: 'voice', video: 'videos' };

/** Keeps files and answers getFile. */
export class FileShelf {
  #byId = new Map<string, StoredFile>();

  add(content: Content): StoredFile {
    const number = this.#byId.size + 1;
    const folder = FOLDERS[content.mime.split('/')[0] ?? ''] ?? 'documents';
    const extension = /\.[A-Za-z0-9]+$/.exec(content.name)?.[0] ?? '.bin';
    const digest = createHash('sha256').update(`${number}:${content.name}`).digest('base64url');
    const id = `AgACAgIAAx${digest}`;
    const stored = { ...content, id, uniqueId: `AQAD${digest.slice(0, 12)}`, path: `${folder}/file_${number}${extension}` };
    this.#byId.set(id, stored);
    return stored;
  }

  find(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }

  /** The getFile result; throws 400 on an unknown id and above 20 MB. */
  describe(id: string): object {
    const file = this.#byId.get(id);
    if (!file) throw badRequest('invalid file_id');
    if (sizeOf(file) > DOWNLOAD_LIMIT) throw badRequest('file is too big');
    return { file_id: file.id, file_unique_id: file.uniqueId, file_size: sizeOf(file), file_path: file.path };
  }

  bytesAt(path: string): Buffer | undefined {
    const file = [...this.#byId.values()].find((stored) => stored.path === path);
    if (!file || sizeOf(file) > DOWNLOAD_LIMIT) return undefined;
    return file.bytes ?? Buffer.alloc(file.size ?? 0);
  }
}

const sizeOf = (content: Content): number => content.bytes?.length ?? content.size ?? 0;

/** The `document`, `voice`, `video` object of a message. */
export function fileObject(file: StoredFile, extra: Partial<TgFile> = {}): TgFile {
  const named = extra.duration !== undefined ? {} : { file_name: file.name };
  return { file_id: file.id, file_unique_id: file.uniqueId, file_size: sizeOf(file), mime_type: file.mime, ...named, ...extra };
}

/** The `photo` array: a thumbnail and the picture itself, as the server makes them. */
export function photoSizes(shelf: FileShelf, content: Content): TgFile[] {
  const small = shelf.add({ ...content, bytes: undefined, size: 1404 });
  const full = shelf.add(content);
  const size = (file: StoredFile, width: number, height: number): TgFile => ({
    file_id: file.id,
    file_unique_id: file.uniqueId,
    width,
    height,
    file_size: sizeOf(file),
  });
  return [size(small, 90, 67), size(full, 1280, 960)];
}
