// The worker thread that reads mails: parsing is CPU-bound and must not stop the server.
import { parentPort } from 'node:worker_threads';
import { parseMail, type ParseOptions } from './mail.js';

/** One mail to read; the answer carries the same id. */
export interface ParseRequest {
  id: number;
  raw: Uint8Array;
  options: ParseOptions;
}

parentPort?.on('message', ({ id, raw, options }: ParseRequest) => {
  try {
    parentPort?.postMessage({ id, mail: parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), options) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});
