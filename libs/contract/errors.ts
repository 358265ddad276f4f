// The error answer every door gives: HTTP bodies and socket acknowledgements.
import { z } from 'zod';

export const ErrorKind = z.enum([
  'not-found',
  'forbidden',
  'unauthorized',
  'invalid',
  'conflict',
  'too-large',
  'too-many',
  'unavailable',
  'fault',
]);
export type ErrorKind = z.infer<typeof ErrorKind>;

/** `message` says what to do, in the reader's language; `facts` name fields or newer values. */
export const ErrorAnswer = z.object({
  error: z.object({ kind: ErrorKind, message: z.string(), facts: z.record(z.string(), z.unknown()) }),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
