// The closed list of clients' categories (003 §2.1), how they are written and how a file may write them.
import type { ClientCategory } from '#libs/contract/tickets.js';

interface CategoryWords {
  ru: string;
  en: string;
  /** Other spellings met in files, lower case, ё written as е. */
  also: readonly string[];
}

export const CATEGORIES: Record<ClientCategory, CategoryWords> = {
  applicant: { ru: 'Абитуриент', en: 'Applicant', also: ['абитуриентка', 'поступающий', 'поступающая', 'абитуриенты'] },
  student: { ru: 'Студент', en: 'Student', also: ['студентка', 'студенты', 'обучающийся', 'обучающаяся', 'магистрант', 'аспирант'] },
  trainee: { ru: 'Слушатель', en: 'Trainee', also: ['слушательница', 'слушатели', 'слушатель курсов', 'курсант'] },
  alumnus: { ru: 'Выпускник', en: 'Alumnus', also: ['выпускница', 'выпускники', 'alumna', 'alumni', 'graduate'] },
  other: { ru: 'Прочие', en: 'Other', also: ['прочее', 'другое', 'иное', 'родитель', 'законный представитель', 'партнер', 'parent'] },
};

const BY_WORD = new Map(
  (Object.entries(CATEGORIES) as [ClientCategory, CategoryWords][]).flatMap(([code, words]) =>
    [code, words.ru, words.en, ...words.also].map((word) => [fold(word), code] as const),
  ),
);

/** The category a word names in either language, or null. */
export const categoryOf = (text: string): ClientCategory | null => BY_WORD.get(fold(text)) ?? null;

function fold(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');
}
