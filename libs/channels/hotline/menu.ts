// The hotline's menu as data, and what each key or silence leads to: 0 is a person everywhere, two misses are a person.
import type { Language, OwnWords, Spoken, TextKey } from './texts.js';

export const MENU_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'] as const;
export type MenuKey = (typeof MENU_KEYS)[number];

/** Where a key of one step leads. `mark` goes into the ticket as the caller's own choice (a topic or a kind). */
export type MenuChoice =
  | { to: 'queue'; queue: string; urgent?: boolean; mark?: string }
  | { to: 'step'; step: string }
  /** The caller's open inquiry that was offered. */
  | { to: 'ticket' }
  | { to: 'voicemail' }
  | { to: 'language' };

export interface MenuStep {
  /** Sentences of the catalogue by key, or the account's own words. */
  say: (TextKey | OwnWords)[];
  keys: Partial<Record<MenuKey, MenuChoice>>;
}

export interface Menu {
  start: string;
  /** Queue of those who press 0 or miss twice. */
  personQueue: string;
  /** Waiting callers are told their place so often, and offered to be called back after so long or from such a place. */
  waiting?: { announceS: number; callbackAfterS: number; callbackFromPlace: number };
  steps: Record<string, MenuStep>;
}

/** Where a caller stands; travels in the signed address of the next request, so that no memory is needed. */
export interface MenuPosition {
  step: string;
  /** Wrong or silent tries in a row. */
  misses: number;
  /** Steps passed, for # back. */
  trail: string[];
  /** Keys pressed so far, wrong ones too. */
  path: string;
  language: Language;
}

export type MenuMove =
  | { kind: 'ask'; position: MenuPosition; say: Spoken[] }
  | {
      kind: 'queue';
      queue: string;
      urgent: boolean;
      mark: string | null;
      why: 'choice' | 'person' | 'misses';
      position: MenuPosition;
      say: Spoken[];
    }
  | { kind: 'ticket'; position: MenuPosition; say: Spoken[] }
  | { kind: 'voicemail'; position: MenuPosition; say: Spoken[] };

export const WAITING = { announceS: 60, callbackAfterS: 90, callbackFromPlace: 6 };
const MOST_MISSES = 2;
const MOST_CHOICES = 4;

/** Stands where neither the account nor config/institute.yaml brings a menu. */
export const defaultMenu: Menu = {
  start: 'root',
  personQueue: 'hotline',
  steps: {
    root: {
      say: ['menu.root', 'menu.english'],
      keys: {
        '1': { to: 'queue', queue: 'admission' },
        '2': { to: 'queue', queue: 'study' },
        '3': { to: 'queue', queue: 'hotline', mark: 'fee_payment' },
        '4': { to: 'queue', queue: 'hotline', urgent: true, mark: 'complaint' },
        '9': { to: 'language' },
      },
    },
    ticket: { say: ['menu.ticket'], keys: { '1': { to: 'ticket' }, '2': { to: 'step', step: 'root' } } },
    closed: { say: ['closed.voicemail'], keys: { '1': { to: 'voicemail' } } },
  },
};

/** A fresh position; `step` other than the menu's start for callers with an open inquiry or out of hours. */
export function enter(menu: Menu, language: Language, step = menu.start): MenuPosition {
  return { step, misses: 0, trail: [], path: '', language };
}

/** What is said at a position: the step's own sentences, the offer of the other language in that language. */
export function prompts(menu: Menu, position: MenuPosition): Spoken[] {
  const other: Language = position.language === 'ru' ? 'en' : 'ru';
  return menu.steps[position.step].say.map((said) => {
    if (typeof said !== 'string') return { key: 'own', own: said };
    return said === 'menu.english' ? { key: said, spokenIn: other } : { key: said };
  });
}

function ask(menu: Menu, position: MenuPosition, first?: TextKey): MenuMove {
  return { kind: 'ask', position, say: [...(first ? [{ key: first }] : []), ...prompts(menu, position)] };
}

function person(menu: Menu, position: MenuPosition, why: 'person' | 'misses'): MenuMove {
  return { kind: 'queue', queue: menu.personQueue, urgent: false, mark: null, why, position, say: [{ key: 'menu.person' }] };
}

function miss(menu: Menu, position: MenuPosition, digits: string): MenuMove {
  const missed = { ...position, misses: position.misses + 1 };
  if (missed.misses >= MOST_MISSES) return person(menu, missed, 'misses');
  return ask(menu, missed, digits === '' ? 'menu.silent' : 'menu.wrong');
}

function follow(menu: Menu, position: MenuPosition, choice: MenuChoice): MenuMove {
  if (choice.to === 'queue') {
    const { queue, urgent = false, mark = null } = choice;
    return { kind: 'queue', queue, urgent, mark, why: 'choice', position, say: [] };
  }
  if (choice.to === 'step') return ask(menu, { ...position, step: choice.step, trail: [...position.trail, position.step] });
  if (choice.to === 'language') return ask(menu, { ...position, language: position.language === 'ru' ? 'en' : 'ru' });
  return { kind: choice.to, position, say: [] };
}

/** The next move for the keys a Gather brought; '' is silence. Never throws: a step that was edited away is the start. */
export function press(menu: Menu, at: MenuPosition, digits: string): MenuMove {
  const step = menu.steps[at.step] ? at.step : menu.start;
  const position = { ...at, step, path: at.path + digits };
  const choice = menu.steps[step].keys[digits as MenuKey];
  if (digits === '0') return person(menu, position, 'person');
  const calm = { ...position, misses: 0 };
  if (choice) return follow(menu, calm, choice);
  if (digits === '*') return ask(menu, calm);
  if (digits === '#') return ask(menu, { ...calm, step: calm.trail.at(-1) ?? menu.start, trail: calm.trail.slice(0, -1) });
  return miss(menu, position, digits);
}

/** A position as query parameters of the next address, and back; strangers' values lead to the start. */
export function positionQuery(position: MenuPosition): Record<string, string> {
  const { step, misses, trail, path, language } = position;
  return { step, misses: String(misses), trail: trail.join('.'), path, language };
}

export function positionOf(menu: Menu, query: Record<string, string | undefined>): MenuPosition {
  const known = (step: string) => Object.hasOwn(menu.steps, step);
  const misses = Number(query.misses);
  return {
    step: query.step && known(query.step) ? query.step : menu.start,
    misses: Number.isInteger(misses) && misses > 0 ? misses : 0,
    trail: (query.trail ?? '').split('.').filter(known),
    path: query.path ?? '',
    language: query.language === 'en' ? 'en' : 'ru',
  };
}

/** What is wrong with a menu that people edited; empty when it can be used. `queues` are the known queue codes. */
export function menuFaults(menu: Menu, queues: string[]): string[] {
  const faults = menu.steps[menu.start] ? [] : [`start: step "${menu.start}" does not exist`];
  const queue = (where: string, code: string) => queues.includes(code) || faults.push(`${where}: queue "${code}" does not exist`);
  queue('personQueue', menu.personQueue);
  for (const [name, step] of Object.entries(menu.steps)) {
    const choices = Object.entries(step.keys);
    if (step.say.length === 0) faults.push(`${name}: nothing is said`);
    if (choices.filter(([, choice]) => choice.to !== 'language').length > MOST_CHOICES)
      faults.push(`${name}: more than ${MOST_CHOICES} choices`);
    for (const [key, choice] of choices) {
      if (choice.to === 'queue') queue(`${name}, key ${key}`, choice.queue);
      if (choice.to === 'step' && !menu.steps[choice.step]) faults.push(`${name}, key ${key}: step "${choice.step}" does not exist`);
    }
  }
  return faults;
}
