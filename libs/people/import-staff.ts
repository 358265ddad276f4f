// What an import of staff would do, row by row, before anything is written.
import type { Role } from '#libs/contract/staff.js';
import { nameKey } from './find-text.js';
import { mapStaffColumns, type Mapping, type StaffField, valuesOf } from './import-columns.js';
import { Complaints, type ImportError, readEmails, readName, readPhones } from './import-fields.js';
import type { Table } from './import-table.js';
import { mayAppoint } from './permissions.js';
import type { Viewer } from './viewer.js';
import { ROLES, roleOf } from './roles.js';

/** A row that may become a member of staff. Codes are those of departments and queues. */
export interface StaffRow {
  line: number;
  login: string;
  name: string;
  role: Role;
  department?: string;
  queues: string[];
  phone?: string;
  email?: string;
  capacity?: number;
  order?: string;
}

export interface KnownStaff {
  /** Login in lower case to agent id. */
  logins: ReadonlyMap<string, string>;
  /** Code, and name by `nameKey`, to code. */
  departments: ReadonlyMap<string, string>;
  queues: ReadonlyMap<string, string>;
  /** Who imports: nobody raises a person above themselves. */
  by: Pick<Viewer, 'role' | 'standsInFor'>;
}

export interface StaffPreview {
  total: number;
  creates: StaffRow[];
  updates: { agentId: string; draft: StaffRow }[];
  duplicates: { line: number; of: number; by: string; name: string }[];
  errors: ImportError[];
  mapping: Mapping<StaffField>;
  unknown: string[];
}

/** Maps codes and names of departments or queues to codes, for `KnownStaff`. */
export const codeIndex = (items: readonly { code: string; name: string }[]): Map<string, string> =>
  new Map(items.flatMap(({ code, name }) => [[nameKey(name), code] as const, [nameKey(code), code] as const]));

export function previewStaff(table: Table, known: KnownStaff): StaffPreview {
  const mapped = mapStaffColumns(table.columns);
  const preview: StaffPreview = { total: table.rows.length, creates: [], updates: [], duplicates: [], errors: [], ...mapped };
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const complaints = new Complaints(row.line);
    const draft = draftOf(row, mapped.mapping, known, complaints);
    const first = draft && seen.get(draft.login);
    const agentId = draft && known.logins.get(draft.login);
    if (complaints.found.length || !draft) preview.errors.push(...complaints.found);
    else if (first) preview.duplicates.push({ line: row.line, of: first, by: `login:${draft.login}`, name: draft.name });
    else if (agentId) preview.updates.push({ agentId, draft });
    else preview.creates.push(draft);
    if (draft && !first) seen.set(draft.login, row.line);
  }
  return preview;
}

function draftOf(row: Table['rows'][number], mapping: Mapping<StaffField>, known: KnownStaff, complaints: Complaints): StaffRow | null {
  const values = (field: StaffField) => valuesOf(row, mapping, field);
  const one = (field: StaffField): string | undefined => values(field)[0];
  const name = readName(
    values('name'),
    { surname: values('surname'), given: values('given'), patronymic: values('patronymic') },
    complaints,
  );
  const login = readLogin(one('login'), complaints);
  const order = complaints.fit('order', one('order'), 200);
  const role = readRole(one('role'), order, known.by, complaints);
  const draft = {
    line: row.line,
    name,
    department: readCode(one('department'), 'department', known.departments, complaints),
    queues: values('queues')
      .flatMap((cell) => cell.split(/[;,\n]/))
      .filter((part) => part.trim())
      .map((part) => readCode(part, 'queue', known.queues, complaints) ?? ''),
    phone: readPhones(values('phone'), 'phone', complaints)[0],
    email: readEmails(values('email'), 'email', complaints)[0],
    capacity: readCapacity(one('capacity'), complaints),
    order,
  };
  return role && login ? { ...draft, role, login } : null;
}

function readLogin(text: string | undefined, complaints: Complaints): string | undefined {
  const login = text?.toLowerCase();
  if (!login) complaints.add('login', '', 'missing');
  else if (!/^[a-z\d][a-z\d._-]{0,99}$/.test(login)) complaints.add('login', text!, 'login');
  else return login;
  return undefined;
}

function readRole(text: string | undefined, order: string | undefined, by: KnownStaff['by'], complaints: Complaints): Role | undefined {
  const role = text ? roleOf(text) : null;
  if (!text) complaints.add('role', '', 'missing');
  else if (!role) complaints.add('role', text, 'role');
  else if (!mayAppoint(by, role)) complaints.add('role', text, 'forbidden');
  else if (ROLES[role].byOrder && !order) complaints.add('order', '', 'order');
  return role ?? undefined;
}

function readCode(
  text: string | undefined,
  kind: 'department' | 'queue',
  codes: ReadonlyMap<string, string>,
  complaints: Complaints,
): string | undefined {
  if (!text) return undefined;
  const code = codes.get(nameKey(text));
  if (!code) complaints.add(kind, text.trim(), kind);
  return code;
}

function readCapacity(text: string | undefined, complaints: Complaints): number | undefined {
  if (!text) return undefined;
  const capacity = Number(text.replace(',', '.'));
  if (capacity >= 0.1 && capacity <= 50) return capacity;
  complaints.add('capacity', text, 'capacity');
  return undefined;
}
