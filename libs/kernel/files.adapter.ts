// Bytes by content hash under DATA_DIR/files: written to a temporary name, fsynced, renamed before the commit that names them.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { access, mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/** Content-addressed store; `put` is idempotent. */
export class FileStore {
  constructor(private readonly root: string) {}

  /** Returns the sha256 of the bytes in hex. */
  async put(bytes: Buffer): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const target = this.path(sha256);
    if (
      await access(target).then(
        () => true,
        () => false,
      )
    )
      return sha256;
    await mkdir(path.dirname(target), { recursive: true });
    const temporary = `${target}.${randomUUID()}.tmp`;
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
    return sha256;
  }

  read(sha256: string): Promise<Buffer> {
    return readFile(this.path(sha256));
  }

  stream(sha256: string): ReadStream {
    return createReadStream(this.path(sha256));
  }

  private path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a sha256');
    return path.join(this.root, 'files', sha256.slice(0, 2), sha256);
  }
}
