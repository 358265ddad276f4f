// What a channel accepts, told before an attempt (UX 3.4.3).
import type { ChannelDescriptor } from '#libs/contract/channels.js';

/** left: characters still free; parts: how many messages it becomes; over: it cannot be sent as it is. */
export interface LengthState {
  length: number;
  left: number;
  parts: number;
  over: boolean;
}

/** Length as channels count it (UTF-16 units) against the channel's limit. */
export function lengthState(text: string, limits: ChannelDescriptor['text']): LengthState {
  const length = text.trim().length;
  const parts = Math.max(1, Math.ceil(length / limits.maxLength));
  return { length, left: limits.maxLength - length, parts, over: parts > 1 && !limits.splits };
}

/** Why a file cannot be added, or null. */
export function fileProblem(file: { size: number }, already: number, limits: ChannelDescriptor['files']): 'size' | 'count' | 'none' | null {
  if (limits.maxCount === 0 || limits.maxBytes === 0) return 'none';
  if (already >= limits.maxCount) return 'count';
  return file.size > limits.maxBytes ? 'size' : null;
}

/** Words that are for a colleague rather than for the client. */
export const looksInternal = (text: string): boolean => /(^|\s)(@[\p{L}]{2,}|коллеги[,\s]|не говорите клиенту)/iu.test(text);

/** The text promises a file. */
export const promisesFile = (text: string): boolean => /во вложени|прикрепля|прилага(?:ю|ем)|attached|attachment/iu.test(text);
