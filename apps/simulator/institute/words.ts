// How a talk becomes words: slots filled, greetings and signatures as each channel has them.
import { salutation } from '#libs/people/name.js';
import { PROGRAMMES, type Bearer } from './clients.js';
import { DAY_MS, dayWords, HOUR_MS } from './moscow.js';
import type { Chance } from './random.js';

export type Fill = (text: string) => string;

/** One set of facts for a whole ticket, so that question and answer speak of the same day and sum. */
export function filler(chance: Chance, bearer: Bearer, at: Date): Fill {
  const facts: Record<string, string> = {
    programme: bearer.card.programme ?? chance.pick(PROGRAMMES),
    group: `${chance.pick(['МН', 'ЭК', 'ЮР', 'ПИ', 'ПС', 'ДЗ', 'ЛГ'])}-${chance.whole(22, 26)}-${chance.whole(1, 4)}`,
    day: dayWords(new Date(at.getTime() + chance.whole(3, 14) * DAY_MS)),
    ago: dayWords(new Date(at.getTime() - chance.whole(2, 9) * DAY_MS)),
    sum: `${chance.whole(9, 32) * 10} 000`,
    days: String(chance.whole(5, 9)),
    hour: `${chance.whole(10, 18)}:00`,
    room: String(chance.whole(101, 432)),
    score: String(chance.whole(180, 285)),
  };
  return (text) =>
    text
      .replace(/\{([^{}|]*)\|([^{}|]*)\}/g, (_, man: string, woman: string) => (bearer.woman ? woman : man))
      .replace(/\{(\w+)\}/g, (whole, slot: string) => facts[slot] ?? whole);
}

const isLetter = (channel: string): boolean => channel === 'email' || channel === 'api';

/** The client's first words; in messengers people greet apart or not at all. */
export function askWords(chance: Chance, channel: string, ask: string, bearer: Bearer): string[] {
  if (isLetter(channel)) {
    const { name, phones } = bearer.card;
    const phone = phones[0] && chance.happens(0.3) ? `\n${phones[0]}` : '';
    return [
      `${chance.pick(['Здравствуйте!', 'Добрый день!', 'Добрый день.', 'Уважаемые сотрудники Института!'])}\n\n${ask}\n\n${chance.pick(['С уважением,', 'Спасибо,', 'Заранее благодарю,'])}\n${name}${phone}`,
    ];
  }
  if (channel === 'hotline' || channel === 'walk-in') return [ask];
  const greeting = chance.pick(['Здравствуйте', 'Добрый день', 'Здравствуйте!', 'Привет']);
  return chance.weighted<string[]>([
    [[ask], 4],
    [[`${greeting}! ${ask}`.replace('!!', '!')], 3],
    [[greeting, ask], 2],
    [[ask.charAt(0).toLowerCase() + ask.slice(1).replace(/[.!]$/, '')], 2],
  ]);
}

/** The manager's answer, addressed as letters and chats are. */
export function answerWords(chance: Chance, channel: string, answer: string, bearer: Bearer, agentName: string): string {
  const name = salutation(bearer.card.name);
  if (isLetter(channel)) return `${name}, здравствуйте!\n\n${answer}\n\nС уважением,\n${agentName}\nИнститут «Меридиан»`;
  const russian = /^[А-ЯЁ][а-яё, ]/.test(answer);
  return russian && chance.happens(0.4) ? `${name}, ${answer.charAt(0).toLowerCase()}${answer.slice(1)}` : answer;
}

export const thanks = (chance: Chance): string =>
  chance.pick(['Спасибо!', 'Спасибо большое!', 'Понятно, спасибо', 'Благодарю', 'Спасибо, всё получилось', '🙏', 'Ок, спс']);

const SUBJECTS = ['Вопрос', 'Вопрос по обучению', 'Обращение', 'Прошу помочь', 'Уточнение', ''];

/** People often leave the subject empty or name the matter in a few words. */
export function subjectOf(chance: Chance, ask: string): string {
  const short = ask.split(/[.,?!]/)[0]!.trim();
  return short.length <= 60 && chance.happens(0.6) ? short : chance.pick(SUBJECTS);
}

export const laterBy = (at: Date, ms: number): Date => new Date(at.getTime() + Math.max(1000, Math.round(ms)));
export const hours = (count: number): number => count * HOUR_MS;
