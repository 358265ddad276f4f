// Every sentence the system says to a client: catalogues ru/en with {facts}, and how a sentence is filled.

export type Language = 'ru' | 'en';
export type Catalogue = Record<string, string>;

/** Replaces {name} by facts.name; an unknown name stays as it is so that a hole is seen. */
export function fill(template: string, facts: Record<string, string | number> = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole));
}

/** Flattens a parsed YAML tree into "a.b.c" keys. */
export function flatten(tree: unknown, prefix = ''): Catalogue {
  if (typeof tree === 'string') return { [prefix]: tree };
  const flat: Catalogue = {};
  for (const [key, value] of Object.entries((tree ?? {}) as Record<string, unknown>))
    Object.assign(flat, flatten(value, prefix ? `${prefix}.${key}` : key));
  return flat;
}
