// Files being added to a message: uploaded at once, kept by ticket while the person looks elsewhere.
import { deskApi } from '../api/desk.adapter.js';
import { sentence } from '../api/http.adapter.js';
import { uuid } from '../api/uuid.js';
import { keyed } from '../live/cell.js';

export interface Upload {
  key: string;
  name: string;
  size: number;
  state: 'going' | 'ready' | 'failed';
  /** The server's id, when ready. */
  id: string | null;
  reason: string | null;
  stop: AbortController;
}

export const uploads = keyed<Upload[]>();
const uploadsOf = (ticketId: string): Upload[] => uploads.get(ticketId) ?? [];
const change = (ticketId: string, key: string, fields: Partial<Upload>): void =>
  uploads.put(
    ticketId,
    uploadsOf(ticketId).map((one) => (one.key === key ? { ...one, ...fields } : one)),
  );

export async function addUpload(ticketId: string, file: File): Promise<void> {
  const upload: Upload = {
    key: uuid(),
    name: file.name || 'file',
    size: file.size,
    state: 'going',
    id: null,
    reason: null,
    stop: new AbortController(),
  };
  uploads.put(ticketId, [...uploadsOf(ticketId), upload]);
  try {
    const stored = await deskApi.upload(file, upload.key, upload.stop.signal);
    change(ticketId, upload.key, { state: 'ready', id: stored.id, name: stored.name, size: stored.size });
  } catch (error) {
    change(ticketId, upload.key, { state: 'failed', reason: sentence(error) });
  }
}

export function removeUpload(ticketId: string, key: string): void {
  const found = uploadsOf(ticketId).find((one) => one.key === key);
  if (found?.state === 'going') found.stop.abort();
  uploads.put(
    ticketId,
    uploadsOf(ticketId).filter((one) => one.key !== key),
  );
}

export const clearUploads = (ticketId: string): void => uploads.drop(ticketId);
