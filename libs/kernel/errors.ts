// What the rules forbid, as a value with a kind; mapped once to HTTP and once to socket acknowledgements.
import type { ErrorAnswer, ErrorKind } from '#libs/contract/errors.js';

/** Thrown where the rules forbid an act. `message` says what to do; `facts` name fields or newer values. */
export class DomainError extends Error {
  constructor(
    readonly kind: Exclude<ErrorKind, 'fault'>,
    message: string,
    readonly facts: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

export const notFound = (message = 'Не найдено или недоступно вам.', facts = {}) => new DomainError('not-found', message, facts);
export const forbidden = (message = 'У вашей роли нет права на это действие.', facts = {}) => new DomainError('forbidden', message, facts);
export const invalid = (message: string, facts = {}) => new DomainError('invalid', message, facts);
export const conflict = (message: string, facts = {}) => new DomainError('conflict', message, facts);

/** HTTP status of each kind (CONTRACT section 3). */
export const HTTP_STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
  fault: 500,
};

/** The wire form of an error; faults never show their inside. */
export function errorAnswer(error: unknown): ErrorAnswer {
  if (error instanceof DomainError) return { error: { kind: error.kind, message: error.message, facts: error.facts } };
  return {
    error: {
      kind: 'fault',
      message: 'Внутренняя ошибка. Повторите; если не поможет, сообщите администратору время и действие.',
      facts: {},
    },
  };
}
