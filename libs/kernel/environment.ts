// The environment variables of CONTRACT section 2, parsed once; a wrong value stops the start and names itself.
import { z } from 'zod';

const list = z
  .string()
  .default('')
  .transform((s) =>
    s
      .split(',')
      .map((x) => x.trim())
      .filter(Boolean),
  );
const optional = z
  .string()
  .optional()
  .transform((s) => s || undefined);

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: optional,
  PUBLIC_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
  MODE: optional.pipe(z.enum(['demo', 'live']).optional()),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  DATABASE_URL: z.string().min(1, 'is empty: start with "npm start" or give a PostgreSQL address'),
  DATA_DIR: z.string().default('data'),
  REDIS_URL: optional.pipe(z.url({ protocol: /^rediss?$/ }).optional()),
  TRUSTED_PROXIES: list,
  ALLOWED_PRIVATE_HOSTS: list,
  SECRET_KEY: optional,
  INTAKE_FROM: z
    .string()
    .default('now')
    .refine((s) => s === 'now' || !Number.isNaN(Date.parse(s)), 'is neither "now" nor a date like 2026-09-01'),
  TEST_CLOCK: z
    .enum(['', '0', '1'])
    .default('0')
    .transform((s) => s === '1'),
  LOG_LEVEL: optional,
});
export type Environment = z.infer<typeof Environment>;

/** Parses process.env; throws an Error whose message lists each wrong variable with what it should be. */
export function parseEnvironment(env: Record<string, string | undefined>): Environment {
  const parsed = Environment.safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data);
  const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Неверные переменные окружения / wrong environment variables:\n${wrong.join('\n')}`);
}
