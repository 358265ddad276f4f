// How a row of an imported list is shown: which columns, under which headings, with values in words.
import type { ClientCategory } from '#libs/contract/tickets.js';
import type { StaffView } from '#libs/contract/staff.js';
import type { TextKey } from '../texts/language.store.js';

/** Fields of both lists in the order of their columns. */
const COLUMNS: Record<string, TextKey> = {
  line: 'import.row',
  name: 'client.name',
  surname: 'client.name',
  given: 'client.name',
  patronymic: 'client.name',
  login: 'signIn.login',
  role: 'staff.role',
  department: 'import.department',
  queues: 'settings.queues',
  category: 'client.category',
  phone: 'reception.phone',
  phones: 'reception.phone',
  email: 'reception.email',
  emails: 'reception.email',
  programme: 'client.programme',
  owner: 'client.owner',
  ownerId: 'client.owner',
  birthDate: 'client.birthDate',
  language: 'client.language',
  capacity: 'staff.capacity',
  order: 'staff.order',
  note: 'client.note',
  parent: 'import.parent',
  parentName: 'import.parent',
  parentPhone: 'import.parent',
  parentEmail: 'import.parent',
};

/** The heading of a field; a field nobody knows is shown as it is. */
export const headingOf = (field: string): TextKey | null => COLUMNS[field] ?? null;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Columns in which at least one row has something. */
export const columnsOf = (rows: Record<string, unknown>[]): string[] =>
  Object.keys(COLUMNS).filter((field) => rows.some((row) => !isEmpty(row[field])));

interface Words {
  category: (category: ClientCategory) => string;
  role: (role: StaffView['role']) => string;
  person: (id: string) => string;
  queue: (code: string) => string;
  phone: (phone: string) => string;
}

/** A cell's text. */
export function cellOf(field: string, value: unknown, words: Words): string {
  if (isEmpty(value)) return '';
  const list = (Array.isArray(value) ? value : [value]).map(String);
  if (field === 'category') return words.category(list[0] as ClientCategory);
  if (field === 'role') return words.role(list[0] as StaffView['role']);
  if (field === 'ownerId') return words.person(list[0]!);
  if (field === 'parent') return (value as { name?: string }).name ?? '';
  const told = field === 'queues' ? words.queue : field === 'phones' || field === 'phone' ? words.phone : String;
  return list.map(told).join(', ');
}
