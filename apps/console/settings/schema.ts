// A settings form from a JSON schema: flat fields with labels, and the way back to a settings object.

export interface FormField {
  /** Dotted path inside the settings: "imap.host". */
  path: string;
  label: string;
  hint: string;
  kind: 'text' | 'number' | 'switch' | 'choice' | 'lines' | 'json';
  choices: { value: string; label: string }[];
  secret: boolean;
  required: boolean;
  initial: unknown;
}

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
};

/** The branch of a union that is not "nothing"; constants of a union become choices. */
function plain(schema: Schema): Schema {
  const branches = (schema.anyOf ?? schema.oneOf ?? []).filter((one) => one.type !== 'null');
  if (branches.length === 0) return schema;
  const { anyOf: _any, oneOf: _one, ...rest } = schema;
  if (branches.every((one) => one.const !== undefined)) return { ...rest, enum: branches.map((one) => one.const) };
  return { ...branches[0], ...rest };
}

function kindOf(schema: Schema): FormField['kind'] {
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  if (schema.enum) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'array') return schema.items?.type === 'string' ? 'lines' : 'json';
  return type === 'object' ? 'json' : 'text';
}

/** Fields in the schema's order, called as the channel's labels say. Obligatory objects are flattened; one that may be absent is a single text. */
export function fieldsOf(
  schema: Record<string, unknown>,
  secrets: string[],
  labels: Record<string, string> = {},
  at = '',
  needed = true,
): FormField[] {
  const { properties = {}, required = [] } = schema as Schema;
  return Object.entries(properties).flatMap(([name, raw]) => {
    const one = plain(raw);
    const path = at ? `${at}.${name}` : name;
    const must = needed && required.includes(name) && one.default === undefined;
    if (one.properties && must) return fieldsOf(one as Record<string, unknown>, secrets, labels, path, must);
    const field: FormField = {
      path,
      label: labels[path] ?? path,
      hint: labels[`${path}.hint`] ?? '',
      kind: kindOf(one),
      choices: (one.enum ?? []).map((value) => ({ value: String(value), label: labels[`${path}.${value}`] ?? String(value) })),
      secret: secrets.includes(path) || secrets.includes(name),
      required: must,
      initial: one.default,
    };
    return [field];
  });
}

/** A value at a dotted path. */
export const valueAt = (settings: Record<string, unknown>, path: string): unknown =>
  path.split('.').reduce<unknown>((now, name) => (now as Record<string, unknown> | undefined)?.[name], settings);

/** What an input shows for a stored value; secrets are never shown. */
export function shownValue(field: FormField, settings: Record<string, unknown>): string | boolean {
  if (field.secret) return '';
  const value = valueAt(settings, field.path) ?? field.initial;
  if (field.kind === 'switch') return Boolean(value);
  if (field.kind === 'lines') return Array.isArray(value) ? value.join('\n') : '';
  if (field.kind === 'json') return value === undefined ? '' : JSON.stringify(value, null, 2);
  return value === undefined || value === null ? '' : String(value);
}

function parsed(field: FormField, shown: string | boolean): unknown {
  if (field.kind === 'switch') return Boolean(shown);
  const text = String(shown).trim();
  if (field.kind === 'lines')
    return text
      ? text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
      : [];
  if (text === '') return undefined;
  if (field.kind === 'number') return Number(text.replace(',', '.'));
  return field.kind === 'json' ? JSON.parse(text) : text;
}

/** The settings object to send. An untouched secret goes back as the dots it came as: the server keeps its own. */
export function settingsOf(
  fields: FormField[],
  values: Record<string, string | boolean>,
  stored: Record<string, unknown> = {},
): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const field of fields) {
    const typed = parsed(field, values[field.path] ?? '');
    const value = field.secret && typed === undefined ? valueAt(stored, field.path) : typed;
    if (value === undefined) continue;
    const names = field.path.split('.');
    const last = names.pop()!;
    let place = settings;
    for (const name of names) {
      place[name] ??= {};
      place = place[name] as Record<string, unknown>;
    }
    place[last] = value;
  }
  return settings;
}
