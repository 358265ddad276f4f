// Which language the screens speak now, and the sentences in it; each catalogue is its own chunk.
import { cell } from '../live/cell.js';
import { useCell } from '../live/hooks.js';
import { type Say, sayIn } from './say.js';
import type { ru } from './ru.js';

export type Language = 'ru' | 'en';
export type TextKey = keyof typeof ru;
interface Speech {
  language: Language;
  say: Say<TextKey>;
}

const STORED = 'console.language';
const speech = cell<Speech>({ language: 'ru', say: (key) => key });

const catalogues: Record<Language, () => Promise<Record<TextKey, string>>> = {
  ru: async () => (await import('./ru.js')).ru,
  en: async () => (await import('./en.js')).en,
};

/** Loads the catalogue and switches every shown text at once, without a reload. */
export async function speak(language: Language): Promise<void> {
  const catalogue = await catalogues[language]();
  document.documentElement.lang = language;
  speech.set({ language, say: sayIn(catalogue, language) });
}

/** Switches the language and remembers the choice on this device. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  await speak(language);
}

/** The language chosen on this device, or null when nobody chose. */
export function storedLanguage(): Language | null {
  const stored = localStorage.getItem(STORED);
  return stored === 'ru' || stored === 'en' ? stored : null;
}

export const spokenLanguage = (): Language => speech.get().language;
/** For code outside components; components use useTexts so that they change with the language. */
export const say: Say<TextKey> = (key, values) => speech.get().say(key, values);

/** Sentences and language for a component. */
export function useTexts(): { t: Say<TextKey>; language: Language } {
  const now = useCell(speech);
  return { t: now.say, language: now.language };
}
