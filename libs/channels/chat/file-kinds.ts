// Which files a visitor may send, and under which type they are kept: the browser's claim is not believed.
import type { InboundFile } from '../inbound.js';

export const FILE_BYTES = 20 * 1024 * 1024;
export const FILE_COUNT = 10;

const TYPES: Record<string, [mime: string, kind: InboundFile['kind']]> = {
  jpg: ['image/jpeg', 'photo'],
  jpeg: ['image/jpeg', 'photo'],
  png: ['image/png', 'photo'],
  gif: ['image/gif', 'photo'],
  webp: ['image/webp', 'photo'],
  heic: ['image/heic', 'photo'],
  pdf: ['application/pdf', 'document'],
  doc: ['application/msword', 'document'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
  odt: ['application/vnd.oasis.opendocument.text', 'document'],
  rtf: ['application/rtf', 'document'],
  xls: ['application/vnd.ms-excel', 'document'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'document'],
  ods: ['application/vnd.oasis.opendocument.spreadsheet', 'document'],
  ppt: ['application/vnd.ms-powerpoint', 'document'],
  pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'document'],
  txt: ['text/plain', 'document'],
  zip: ['application/zip', 'document'],
  mp3: ['audio/mpeg', 'audio'],
  m4a: ['audio/mp4', 'audio'],
  ogg: ['audio/ogg', 'audio'],
  mp4: ['video/mp4', 'video'],
  mov: ['video/quicktime', 'video'],
};
export const FILE_TYPES = Object.keys(TYPES);

/** Programs and pages are recognised by their first bytes, whatever their name says. */
const REFUSED_STARTS = [/^MZ/, /^\x7fELF/, /^#!/, /^\s*<(?:!doctype|html|script|svg|\?xml)/i];

export type FileVerdict =
  | { ok: true; name: string; mime: string; kind: InboundFile['kind'] }
  | { ok: false; reason: 'type' | 'size' | 'empty' };

/** Judges by name, size and first bytes. The name loses its path, control and direction-changing signs. */
export function judgeFile(rawName: string, bytes: Buffer): FileVerdict {
  const name = cleanName(rawName);
  const type = TYPES[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (!bytes.length) return { ok: false, reason: 'empty' };
  if (bytes.length > FILE_BYTES) return { ok: false, reason: 'size' };
  const start = bytes.subarray(0, 64).toString('latin1');
  if (!type || REFUSED_STARTS.some((refused) => refused.test(start))) return { ok: false, reason: 'type' };
  return { ok: true, name, mime: type[0], kind: type[1] };
}

/** At most 120 characters, the ending kept. */
function cleanName(raw: string): string {
  const bare = (raw.split(/[/\\]/).pop() ?? '').replace(/[\p{Cc}\p{Cf}\u2028\u2029<>:"|?*]/gu, '').trim();
  const [, stem, ending] = /^(.*?)(\.[a-z0-9]{1,8})?$/is.exec(bare) ?? [];
  return `${Array.from(stem || 'file')
    .slice(0, 110)
    .join('')}${ending ?? ''}`;
}

/** Content-Disposition with the real name (RFC 6266) and a plain one for old readers. */
export function attachmentHeader(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
