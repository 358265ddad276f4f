// Validation at the door: text is made storable, the schema's complaints become one sentence that names the fields.
import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError } from '#libs/kernel/errors.js';
import { cleanJson } from '#libs/kernel/text.js';

type Issue = { path?: readonly (PropertyKey | { key: PropertyKey })[]; message: string };
const nameOf = (issue: Issue): string =>
  (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.') || 'тело';

class CleaningPipe extends StandardSchemaValidationPipe {
  override transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    return super.transform(metadata.schema ? cleanJson(value) : value, metadata);
  }
}

/** For `@Body({ schema })` and `@Query({ schema })`. */
export const bodyPipe = (): StandardSchemaValidationPipe =>
  new CleaningPipe({
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
