// The settings of config/default.yaml as one typed, frozen object; an unknown or missing key stops the start and names itself.
import { z } from 'zod';

const ms = z.number().int().min(0);
export const ConfigSchema = z
  .object({
    log: z.object({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']) }).strict(),
    http: z.object({ bodyLimitBytes: z.number().int().min(1024) }).strict(),
    sessions: z.object({ lifetimeDays: z.number().positive(), signInPerMinute: z.number().int().positive() }).strict(),
    presence: z.object({ leaseMs: ms, wrapUpMs: ms }).strict(),
    files: z.object({ maxBytes: z.number().int().positive(), linkLifetimeMs: ms }).strict(),
    intake: z
      .object({
        lanes: z.number().int().min(1).max(16),
        batch: z.number().int().min(1).max(1000),
        rawRowBytes: z.number().int().positive(),
      })
      .strict(),
    tickets: z.object({ reopenDays: z.number().positive(), duplicateDays: z.number().positive() }).strict(),
    offers: z.object({ liveMs: ms, otherMs: ms, transferBackMs: ms }).strict(),
    clocks: z
      .object({
        chatAnswerMs: ms,
        messengerAnswerMs: ms,
        letterAnswerWorkingMs: ms,
        resolutionWorkingMs: ms,
        complaintFactor: z.number().positive(),
      })
      .strict(),
    deliveries: z.object({ firstRetryMs: ms, maxRetryMs: ms, giveUpMs: ms }).strict(),
    automatic: z.object({ acknowledge: z.boolean(), perAddressPerDay: z.number().int().min(0) }).strict(),
    jobs: z.object({ parallel: z.number().int().min(1).max(64), pollMs: ms }).strict(),
    feed: z.object({ gapRows: z.number().int().positive(), batchRows: z.number().int().positive() }).strict(),
  })
  .strict();

type Frozen<T> = { readonly [K in keyof T]: T[K] extends object ? Frozen<T[K]> : T[K] };
export type Config = Frozen<z.infer<typeof ConfigSchema>>;

/** Checks a parsed YAML document; throws an Error that names each wrong key. */
export function parseConfig(document: unknown, file: string): Config {
  const parsed = ConfigSchema.safeParse(document);
  if (parsed.success) return deepFreeze(parsed.data);
  const wrong = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `  ${[...issue.path, issue.keys.join(', ')].join('.')}: unknown key, remove it or correct its name`
      : `  ${issue.path.join('.')}: ${issue.message}`,
  );
  throw new Error(`${file}: неверные настройки / wrong settings:\n${wrong.join('\n')}`);
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (inner && typeof inner === 'object') deepFreeze(inner);
  return Object.freeze(value);
}
