// Which column of a file holds which field: header words in Russian and English.
import type { Table } from './import-table.js';

const CLIENT_WORDS = {
  name: 'фио, ф и о, ф.и.о., имя клиента, клиент, полное имя, full name, name, client',
  surname: 'фамилия, surname, last name, lastname',
  given: 'имя, first name, firstname, given name',
  patronymic: 'отчество, отчество если есть, patronymic, middle name',
  phone: 'телефон, телефоны, номер телефона, мобильный, мобильный телефон, тел, сотовый, контактный телефон, phone, mobile, phone number',
  email: 'e-mail, email, почта, эл почта, электронная почта, адрес электронной почты, mail, e mail',
  category: 'категория, категория клиента, тип клиента, статус, category, type',
  programme: 'программа, направление, направление подготовки, образовательная программа, специальность, курс, programme, program',
  owner:
    'менеджер, ответственный, персональный менеджер, ответственный менеджер, закреплён за, закреплен за, куратор, manager, owner, responsible',
  birthDate: 'дата рождения, др, день рождения, birth date, birthday, date of birth',
  language: 'язык, язык общения, language',
  note: 'примечание, комментарий, заметка, note, comment',
  parentName: 'родитель, фио родителя, законный представитель, представитель, мать, отец, parent, parent name, representative',
  parentPhone: 'телефон родителя, телефон представителя, телефон матери, телефон отца, parent phone',
  parentEmail: 'почта родителя, e-mail родителя, email родителя, почта представителя, parent email',
} as const;

const STAFF_WORDS = {
  name: 'фио, ф и о, ф.и.о., сотрудник, полное имя, full name, name, employee',
  surname: CLIENT_WORDS.surname,
  given: CLIENT_WORDS.given,
  patronymic: CLIENT_WORDS.patronymic,
  login: 'логин, имя пользователя, учётная запись, учетная запись, login, username',
  role: 'роль, должность, role, position',
  department: 'подразделение, отдел, department',
  queues: 'очереди, очередь, queues, queue',
  phone: 'телефон, номер телефона, мобильный, рабочий телефон, phone',
  email: CLIENT_WORDS.email,
  capacity: 'ёмкость, емкость, нагрузка, capacity',
  order: 'приказ, номер приказа, номер и дата приказа, order',
} as const;

export type ClientField = keyof typeof CLIENT_WORDS;
export type StaffField = keyof typeof STAFF_WORDS;
/** Columns of each field by index, in the file's order: phones and e-mails may stand in several. */
export type Mapping<F extends string> = Partial<Record<F, number[]>>;

/** `unknown` are the columns that nothing reads. */
export interface Mapped<F extends string> {
  mapping: Mapping<F>;
  unknown: string[];
}

export const mapClientColumns = (columns: string[]): Mapped<ClientField> => map(columns, CLIENT_WORDS);
export const mapStaffColumns = (columns: string[]): Mapped<StaffField> => map(columns, STAFF_WORDS);

function map<F extends string>(columns: string[], words: Record<F, string>): Mapped<F> {
  const byWord = new Map(
    (Object.entries(words) as [F, string][]).flatMap(([field, list]) => list.split(', ').map((word) => [fold(word), field] as const)),
  );
  const mapping: Mapping<F> = {};
  const unknown: string[] = [];
  columns.forEach((column, i) => {
    const field = byWord.get(fold(column));
    if (field) mapping[field] = [...(mapping[field] ?? []), i];
    else unknown.push(column);
  });
  return { mapping, unknown };
}

/** «E-mail (2)» and «Телефон 1» are the field without its number. */
const fold = (word: string): string =>
  word
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\s*\(?\d*\)?\s*[:*]*\s*$/, '')
    .replace(/[\s._-]+/g, ' ')
    .trim();

/** The cells of a field that hold something. */
export function valuesOf<F extends string>(row: Table['rows'][number], mapping: Mapping<F>, field: F): string[] {
  return (mapping[field] ?? []).map((column) => row.cells[column] ?? '').filter((cell) => cell !== '');
}
