// Reads single cells of an import: each gives its value or says why not.
import { normaliseEmail } from './email.js';
import { composeName, displayName } from './name.js';
import { normalisePhone } from './phone.js';

/** Why a cell or row was not taken. */
export const REASONS = {
  missing: { ru: 'не заполнено', en: 'is empty' },
  'too-long': { ru: 'слишком длинно', en: 'is too long' },
  phone: { ru: 'телефон не распознан: нужны 10 цифр или номер с кодом страны', en: 'is not a phone number' },
  'phone-cut': {
    ru: 'таблица округлила номер: задайте столбцу текстовый формат',
    en: 'was rounded by the spreadsheet: make the column text',
  },
  email: { ru: 'адрес не похож на e-mail', en: 'is not an e-mail address' },
  category: { ru: 'нет такой категории', en: 'is no category' },
  date: { ru: 'дата не распознана: нужен вид 05.03.2008', en: 'is not a date' },
  language: { ru: 'язык: русский или английский', en: 'must be Russian or English' },
  owner: { ru: 'нет такого менеджера или их несколько', en: 'names no manager or several' },
  'parent-name': { ru: 'для контакта родителя нужно его имя', en: 'a parent needs a name' },
  'two-clients': { ru: 'контакты принадлежат разным карточкам', en: 'contacts belong to different cards' },
  login: { ru: 'логин: латинские буквы, цифры, точка и дефис', en: 'must be Latin letters, digits, dots and dashes' },
  role: { ru: 'нет такой роли', en: 'is no role' },
  department: { ru: 'нет такого подразделения', en: 'is no department' },
  queue: { ru: 'нет такой очереди', en: 'is no queue' },
  capacity: { ru: 'ёмкость: число от 0,1 до 50', en: 'must be from 0.1 to 50' },
  order: { ru: 'для начальника нужны номер и дата приказа', en: 'a head needs an order' },
  forbidden: { ru: 'эту роль назначает только администратор', en: 'only an administrator appoints this role' },
} as const;
export type Reason = keyof typeof REASONS;

export interface ImportError {
  line: number;
  field: string;
  value: string;
  reason: Reason;
}

/** Collects what is wrong with one row. */
export class Complaints {
  readonly found: ImportError[] = [];
  constructor(private readonly line: number) {}

  add(field: string, value: string, reason: Reason): void {
    this.found.push({ line: this.line, field, value: value.slice(0, 200), reason });
  }

  /** The text, or undefined with a complaint when it is longer than the card allows. */
  fit(field: string, value: string | undefined, longest: number): string | undefined {
    if (!value || value.length <= longest) return value || undefined;
    this.add(field, value, 'too-long');
    return undefined;
  }
}

/** A cell may hold several numbers, one a line or with commas between. E.164, each once. */
export function readPhones(cells: string[], field: string, complaints: Complaints): string[] {
  const phones = new Set<string>();
  for (const text of cells
    .flatMap((cell) => cell.split(/[;\n]|,(?!\s*(?:доб|вн|ext))/iu))
    .map((part) => part.trim())
    .filter(Boolean)) {
    const phone = normalisePhone(text);
    if (phone.ok) phones.add(phone.e164);
    else complaints.add(field, text, /e\+?\d+$/i.test(cells.join()) ? 'phone-cut' : 'phone');
  }
  return [...phones];
}

/** As `readPhones`, for addresses. */
export function readEmails(cells: string[], field: string, complaints: Complaints): string[] {
  const emails = new Set<string>();
  for (const text of cells.flatMap((cell) => cell.split(/[;,\s]+/)).filter(Boolean)) {
    const email = normaliseEmail(text);
    if (email.ok) emails.add(email.email);
    else complaints.add(field, text, 'email');
  }
  return [...emails];
}

/** One column or three; the stored text is what the file says, with single spaces. */
export function readName(
  whole: string[],
  apart: { surname: string[]; given: string[]; patronymic: string[] },
  complaints: Complaints,
): string {
  const name = whole.length
    ? displayName(whole.join(' '))
    : composeName({ surname: apart.surname.join(' '), given: apart.given.join(' '), patronymic: apart.patronymic.join(' ') });
  if (!name) complaints.add('name', '', 'missing');
  return complaints.fit('name', name, 300) ?? '';
}

/** 05.03.2008, 5/3/2008 or 2008-03-05 as an ISO day; days that do not exist and the future of cards are refused. */
export function readDay(text: string | undefined, field: string, complaints: Complaints): string | undefined {
  if (!text) return undefined;
  const russian = /^(\d{1,2})[./](\d{1,2})[./](\d{4})/.exec(text);
  const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
  const [year, month, day] = russian ? [russian[3], russian[2], russian[1]] : iso ? [iso[1], iso[2], iso[3]] : [];
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real =
    at.getUTCFullYear() === Number(year) && at.getUTCMonth() === Number(month) - 1 && Number(year) >= 1900 && Number(year) < 2100;
  if (real) return at.toISOString().slice(0, 10);
  complaints.add(field, text, 'date');
  return undefined;
}

const LANGUAGES: Record<string, 'ru' | 'en'> = {
  ru: 'ru',
  рус: 'ru',
  русский: 'ru',
  russian: 'ru',
  en: 'en',
  англ: 'en',
  английский: 'en',
  english: 'en',
};

export function readLanguage(text: string | undefined, complaints: Complaints): 'ru' | 'en' | undefined {
  if (!text) return undefined;
  const language = LANGUAGES[text.toLowerCase()];
  if (!language) complaints.add('language', text, 'language');
  return language;
}
