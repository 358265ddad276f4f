// What the product writes about itself: one JSON line an event, personal values masked.
import { type Logger as PinoLogger, pino } from 'pino';
import { maskDeep } from './mask.js';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

/** Root logger; objects pass through the mask before they are written. */
export function makeLogger(level: string): PinoLogger {
  return pino({
    level,
    base: undefined,
    formatters: { log: (facts) => maskDeep(facts) as Record<string, unknown> },
    serializers: { err: (error: Error) => ({ name: error?.name, message: error?.message, stack: error?.stack }) },
  });
}
