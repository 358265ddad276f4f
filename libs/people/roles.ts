// The closed list of roles (HOUSE section 5), how they are written and how a file may write them.
import type { Role } from '#libs/contract/staff.js';

interface RoleWords {
  ru: string;
  en: string;
  /** Other spellings met in files, lower case, ё written as е. */
  also: readonly string[];
  /** Appointed by an order whose number and date are kept; one at a time (003 §1.5). */
  byOrder: boolean;
  /** May be a client's personal manager (003 §5.1). */
  owns: boolean;
}

export const ROLES: Record<Role, RoleWords> = {
  'contact-manager': {
    ru: 'Контактный менеджер',
    en: 'Contact manager',
    also: ['менеджер контактного отдела', 'оператор'],
    byOrder: false,
    owns: false,
  },
  'admission-manager': {
    ru: 'Менеджер по приёму',
    en: 'Admission manager',
    also: ['персональный менеджер по приему'],
    byOrder: false,
    owns: true,
  },
  'study-manager': {
    ru: 'Менеджер по обучению',
    en: 'Study manager',
    also: ['персональный менеджер по обучению'],
    byOrder: false,
    owns: true,
  },
  'department-head': {
    ru: 'Руководитель подразделения',
    en: 'Head of department',
    also: ['руководитель структурного подразделения'],
    byOrder: true,
    owns: false,
  },
  supervisor: {
    ru: 'Начальник контактного отдела',
    en: 'Head of the contact department',
    also: ['начальник отдела', 'начальник', 'head'],
    byOrder: true,
    owns: false,
  },
  'vice-rector': { ru: 'Проректор', en: 'Vice-rector', also: ['наблюдатель'], byOrder: false, owns: false },
  administrator: { ru: 'Администратор', en: 'Administrator', also: ['администратор системы', 'admin'], byOrder: false, owns: false },
};

const BY_WORD = new Map(
  (Object.entries(ROLES) as [Role, RoleWords][]).flatMap(([code, words]) =>
    [code, words.ru, words.en, ...words.also].map((word) => [fold(word), code] as const),
  ),
);

/** The role a word names in either language, or null. */
export const roleOf = (text: string): Role | null => BY_WORD.get(fold(text)) ?? null;

function fold(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');
}
