// Typed access to the parameters of one call, whichever of JSON, query, form or multipart brought them.
import type { Form, Upload } from './multipart.js';
import { badRequest } from './objects.js';

/** Nested values may stand as JSON text, as form bodies send them. */
export class Params {
  constructor(readonly form: Form) {}

  text(name: string): string | undefined {
    const value = this.form.fields[name];
    return value === undefined || value === null ? undefined : String(value);
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined || value === '' ? undefined : Number(value);
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  object<T>(name: string): T | undefined {
    const value = this.form.fields[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value as T;
    try {
      return JSON.parse(value) as T;
    } catch {
      throw badRequest(`can't parse ${name} JSON object`);
    }
  }

  /** The upload under this name or under the `attach://` name it holds. */
  upload(name: string): Upload | undefined {
    return this.form.files[name] ?? this.attached(this.text(name));
  }

  attached(reference: string | undefined): Upload | undefined {
    return reference?.startsWith('attach://') ? this.form.files[reference.slice('attach://'.length)] : undefined;
  }
}
