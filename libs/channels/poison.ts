// Which failures of storing are the envelope's own fault: such an envelope will fail again and must not hold up the others.
import type { Inbound } from './inbound.js';

/** SQLSTATE classes: data exception, integrity constraint violation, program limit exceeded (index row too long). */
const OWN_FAULT = /^(22|23|54)/;
/** JavaScript's own complaints about a value, as against "the database is away". */
const OWN_ERRORS = ['TypeError', 'RangeError', 'SyntaxError', 'ZodError'];

/** @example isPoison({ code: '22P05' }) // true: NUL in jsonb */
export function isPoison(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: string };
  return typeof code === 'string' ? OWN_FAULT.test(code) : OWN_ERRORS.includes(name ?? '');
}

/** The same raw bytes, put aside for people. */
export function asQuarantined(envelope: Inbound, error: unknown): Inbound {
  return {
    ...envelope,
    providerAt: null,
    event: { kind: 'quarantine', reason: `не удалось сохранить: ${(error as Error).message}`.slice(0, 500) },
  };
}
