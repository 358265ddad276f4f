// Signed names of files: one that a visitor hands back with a message, one that downloads for an hour.
import { z } from 'zod';
import type { InboundFile } from '../inbound.js';
import type { StoredFile } from '../channel.js';
import type { Signer } from './visit.js';

const UPLOAD = 'chat-upload';
const DOWNLOAD = 'chat-file';
const LINK_MS = 60 * 60_000;

const Upload = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  z.number(),
  z.enum(['photo', 'document', 'voice', 'video', 'audio', 'sticker', 'inline']),
]);
const Download = z.tuple([z.string(), z.string(), z.string(), z.number()]);

/** Bound to the conversation that uploaded it: another visitor can't hand it in. */
export function uploadToken(signer: Signer, conversationKey: string, file: StoredFile, kind: InboundFile['kind']): string {
  return signer.sign(UPLOAD, JSON.stringify([conversationKey, file.sha256, file.name ?? 'file', file.mime, file.size, kind]));
}

export function readUpload(signer: Signer, conversationKey: string, token: string): InboundFile | null {
  const value = open(signer, UPLOAD, token, Upload);
  if (!value || value[0] !== conversationKey) return null;
  return { sha256: value[1], name: value[2], mime: value[3], size: value[4], kind: value[5] };
}

export function downloadUrl(signer: Signer, file: StoredFile, now: Date): string {
  const token = signer.sign(DOWNLOAD, JSON.stringify([file.sha256, file.name ?? 'file', file.mime, now.getTime() + LINK_MS]));
  return `/channels/chat/files?f=${encodeURIComponent(token)}`;
}

export function readDownload(signer: Signer, token: string, now: Date): { sha256: string; name: string; mime: string } | 'expired' | null {
  const value = open(signer, DOWNLOAD, token, Download);
  if (!value) return null;
  return value[3] > now.getTime() ? { sha256: value[0], name: value[1], mime: value[2] } : 'expired';
}

function open<T>(signer: Signer, purpose: string, token: string, schema: z.ZodType<T>): T | null {
  const text = signer.verify(purpose, token);
  const value = text === null ? null : schema.safeParse(JSON.parse(text));
  return value?.success ? value.data : null;
}
