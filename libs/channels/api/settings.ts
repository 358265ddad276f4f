// One site form's settings: its key, its name among sources, and how much it may send.
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export const KINDS = ['request', 'statement', 'proposal', 'complaint'] as const;

export const ApiSettings = z
  .object({
    /** Shown once to whoever installs the form; compared in constant time. */
    key: z.string().min(16, 'ключ не короче 16 знаков').max(200),
    /** Name of the form among sources, e.g. "bachelor-form". */
    source: z.string().max(100).default('site'),
    defaultKind: z.enum(KINDS).default('statement'),
    rateLimitPerMinute: z.number().int().min(1).max(10_000).default(60),
  })
  .strict();
export type ApiSettings = z.infer<typeof ApiSettings>;

/** The key of `Authorization: Bearer …` or `X-Api-Key: …`, or null. */
export function keyOf(headers: Record<string, string | undefined>): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization?.trim() ?? '')?.[1];
  return bearer ?? (headers['x-api-key']?.trim() || null);
}

/** The account with that key. Every account is compared and only digests are, so the time taken tells nothing about keys. */
export function byKey<A extends { settings: ApiSettings }>(accounts: A[], key: string): A | null {
  const given = digest(key);
  let found: A | null = null;
  for (const account of accounts) if (timingSafeEqual(digest(account.settings.key), given)) found ??= account;
  return found;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
