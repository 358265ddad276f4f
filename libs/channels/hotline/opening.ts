// When we open next, as it is said on the telephone; pure.
import type { Language } from './texts.js';

const WEEKDAYS: Record<Language, string[]> = {
  ru: ['в воскресенье', 'в понедельник', 'во вторник', 'в среду', 'в четверг', 'в пятницу', 'в субботу'],
  en: ['on Sunday', 'on Monday', 'on Tuesday', 'on Wednesday', 'on Thursday', 'on Friday', 'on Saturday'],
};
const NEAR: Record<Language, string[]> = { ru: ['сегодня', 'завтра'], en: ['today', 'tomorrow'] };
const HOURS_RU = (
  'ноль часов,час,два часа,три часа,четыре часа,пять часов,шесть часов,семь часов,восемь часов,девять часов,десять часов,' +
  'одиннадцать часов,двенадцать часов,тринадцать часов,четырнадцать часов,пятнадцать часов,шестнадцать часов,семнадцать часов,' +
  'восемнадцать часов,девятнадцать часов,двадцать часов,двадцать один час,двадцать два часа,двадцать три часа'
).split(',');
const MOSCOW = 'Europe/Moscow';
const DAY_MS = 86_400_000;

interface Local {
  /** Days of the local calendar since 1970. */
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

function localOf(at: Date, timeZone: string): Local {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const midnight = Date.UTC(number('year'), number('month') - 1, number('day'));
  return { day: midnight / DAY_MS, weekday: new Date(midnight).getUTCDay(), hour: number('hour'), minute: number('minute') };
}

function clockWords({ hour, minute }: Local, language: Language): string {
  if (language === 'en') return `at ${hour}:${String(minute).padStart(2, '0')}`;
  return `в ${HOURS_RU[hour]}${minute ? ` ${minute} минут` : ''}`;
}

/** «завтра в девять часов по московскому времени», «в понедельник…», beyond six days «12 января…». */
export function openingWords(now: Date, opens: Date, timeZone: string, language: Language): string {
  const [today, local] = [localOf(now, timeZone), localOf(opens, timeZone)];
  const ahead = local.day - today.day;
  const date = new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'long' }).format(opens);
  const day = NEAR[language][ahead] ?? (ahead < 7 ? WEEKDAYS[language][local.weekday] : language === 'ru' ? date : `on ${date}`);
  const zone = timeZone === MOSCOW ? { ru: ' по московскому времени', en: ' Moscow time' }[language] : '';
  return `${day} ${clockWords(local, language)}${zone}`;
}
