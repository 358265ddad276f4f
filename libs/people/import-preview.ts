// What an import of clients would do, row by row, before anything is written: new, known, double and wrong rows.
import type { ClientCategory } from '#libs/contract/tickets.js';
import { categoryOf } from './category.js';
import { nameKey } from './find-text.js';
import { type ClientField, type Mapping, mapClientColumns, valuesOf } from './import-columns.js';
import { Complaints, type ImportError, readDay, readEmails, readLanguage, readName, readPhones } from './import-fields.js';
import type { Table } from './import-table.js';
import { shortName, splitName } from './name.js';

/** A row that may become a card. An undefined field is not in the file and changes nothing in a known card. */
export interface ClientDraft {
  line: number;
  name: string;
  category?: ClientCategory;
  /** E.164. */
  phones: string[];
  emails: string[];
  programme?: string;
  /** Agent id. */
  ownerId?: string;
  birthDate?: string;
  language?: 'ru' | 'en';
  note?: string;
  /** To be stored as a card of their own with an unconfirmed relation (003 §2.1). */
  parent?: { name: string; phones: string[]; emails: string[] };
}

/** What the base already holds, asked once for all keys of the file (`identityKeys`). */
export interface Known {
  /** "phone:+79161234567" or "email:a@example.org" to client id. */
  identities: ReadonlyMap<string, string>;
  /** As made by `ownerIndex`. */
  owners: ReadonlyMap<string, string>;
}

export interface ClientPreview {
  total: number;
  creates: ClientDraft[];
  updates: { clientId: string; by: string; draft: ClientDraft }[];
  /** Rows that repeat an earlier one. `sameName` false: two people with one contact, the second is not taken. */
  duplicates: { line: number; of: number; by: string; name: string; sameName: boolean }[];
  errors: ImportError[];
  mapping: Mapping<ClientField>;
  /** Columns that nothing reads. */
  unknown: string[];
}

export const identityKeys = (draft: Pick<ClientDraft, 'phones' | 'emails'>): string[] => [
  ...draft.phones.map((phone) => `phone:${phone}`),
  ...draft.emails.map((email) => `email:${email}`),
];

/** Reads every row; nothing is looked up yet but owners. A row with any error is not among the drafts. */
export function draftClients(table: Table, owners: Known['owners'] = new Map()): { drafts: ClientDraft[]; errors: ImportError[] } {
  const { mapping } = mapClientColumns(table.columns);
  const drafts: ClientDraft[] = [];
  const errors: ImportError[] = [];
  for (const row of table.rows) {
    const complaints = new Complaints(row.line);
    const draft = draftOf(row, mapping, owners, complaints);
    if (complaints.found.length) errors.push(...complaints.found);
    else drafts.push(draft);
  }
  return { drafts, errors };
}

/** Sorts the rows of a file. 10,000 rows take well under a second; the caller asks the base for `identityKeys` first. */
export function previewClients(table: Table, known: Known): ClientPreview {
  const { drafts, errors } = draftClients(table, known.owners);
  const preview: ClientPreview = {
    total: table.rows.length,
    creates: [],
    updates: [],
    duplicates: [],
    errors,
    ...mapClientColumns(table.columns),
  };
  const seen = new Map<string, ClientDraft>();
  for (const draft of drafts) place(draft, preview, seen, known);
  return preview;
}

function place(draft: ClientDraft, preview: ClientPreview, seen: Map<string, ClientDraft>, known: Known): void {
  const keys = identityKeys(draft);
  // without a contact only the very same row is a double: namesakes are common
  const marks = keys.length ? keys : [`row:${nameKey(draft.name)}|${draft.birthDate ?? ''}|${draft.programme ?? ''}`];
  const by = marks.find((mark) => seen.has(mark));
  if (by) {
    const first = seen.get(by)!;
    preview.duplicates.push({
      line: draft.line,
      of: first.line,
      by,
      name: draft.name,
      sameName: nameKey(first.name) === nameKey(draft.name),
    });
    return;
  }
  const matches = keys.filter((key) => known.identities.has(key));
  const clientIds = new Set(matches.map((key) => known.identities.get(key)!));
  if (clientIds.size > 1) preview.errors.push({ line: draft.line, field: 'name', value: draft.name, reason: 'two-clients' });
  else if (clientIds.size === 1) preview.updates.push({ clientId: [...clientIds][0]!, by: matches[0]!, draft });
  else preview.creates.push(draft);
  for (const mark of marks) seen.set(mark, draft);
}

function draftOf(row: Table['rows'][number], mapping: Mapping<ClientField>, owners: Known['owners'], complaints: Complaints): ClientDraft {
  const values = (field: ClientField) => valuesOf(row, mapping, field);
  const one = (field: ClientField): string | undefined => values(field)[0];
  return {
    line: row.line,
    name: readName(values('name'), { surname: values('surname'), given: values('given'), patronymic: values('patronymic') }, complaints),
    category: readCategory(one('category'), complaints),
    phones: readPhones(values('phone'), 'phone', complaints),
    emails: readEmails(values('email'), 'email', complaints),
    programme: complaints.fit('programme', one('programme'), 300),
    ownerId: readOwner(one('owner'), owners, complaints),
    birthDate: readDay(one('birthDate'), 'birthDate', complaints),
    language: readLanguage(one('language'), complaints),
    note: complaints.fit('note', values('note').join('\n'), 10_000),
    parent: readParent(values('parentName').join(' '), values('parentPhone'), values('parentEmail'), complaints),
  };
}

function readCategory(text: string | undefined, complaints: Complaints): ClientCategory | undefined {
  const category = text ? categoryOf(text) : undefined;
  if (category === null) complaints.add('category', text!, 'category');
  return category ?? undefined;
}

function readOwner(text: string | undefined, owners: Known['owners'], complaints: Complaints): string | undefined {
  if (!text) return undefined;
  const ownerId = owners.get(nameKey(text));
  if (!ownerId) complaints.add('owner', text, 'owner');
  return ownerId;
}

function readParent(name: string, phoneCells: string[], emailCells: string[], complaints: Complaints): ClientDraft['parent'] {
  const phones = readPhones(phoneCells, 'parentPhone', complaints);
  const emails = readEmails(emailCells, 'parentEmail', complaints);
  const whole = readableName(name);
  if (!whole && (phones.length || emails.length)) complaints.add('parentName', '', 'parent-name');
  return whole ? { name: complaints.fit('parentName', whole, 300) ?? '', phones, emails } : undefined;
}

const readableName = (name: string): string => name.replace(/\s+/g, ' ').trim();

/** How a file may name a manager: login, full name, «Фамилия И. О.», «Фамилия Имя»; what fits two people is left out. */
export function ownerIndex(agents: readonly { id: string; login: string; name: string }[]): Map<string, string> {
  const index = new Map<string, string | null>();
  for (const agent of agents) {
    const { surname, given } = splitName(agent.name);
    const short = shortName(agent.name);
    for (const key of new Set([agent.login, agent.name, short, short.replace(/\. (?=\S\.)/g, '.'), `${surname} ${given}`].map(nameKey))) {
      const other = index.get(key);
      index.set(key, other === undefined || other === agent.id ? agent.id : null);
    }
  }
  return new Map([...index].filter((entry): entry is [string, string] => entry[1] !== null));
}
