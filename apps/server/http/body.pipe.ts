// Validation at the door: the schema's complaints become one sentence that names the fields.
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError } from '#libs/kernel/errors.js';

type Issue = { path?: readonly (PropertyKey | { key: PropertyKey })[]; message: string };
const nameOf = (issue: Issue): string =>
  (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.') || 'тело';

/** For `@Body({ schema })` and `@Query({ schema })`. */
export const bodyPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => {
      const fields = Object.fromEntries((issues as readonly Issue[]).slice(0, 20).map((issue) => [nameOf(issue), issue.message]));
      return new DomainError(
        'invalid',
        `Проверьте поля: ${Object.entries(fields)
          .map(([field, message]) => `${field} — ${message}`)
          .join('; ')}.`,
        { fields },
      );
    },
  });
