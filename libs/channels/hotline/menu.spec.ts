// Every key, silence and mistake of the menu.
import { describe, expect, it } from '@jest/globals';
import { defaultMenu, enter, type Menu, MENU_KEYS, menuFaults, positionOf, positionQuery, press, prompts } from './menu.js';
import { readYaml } from '#libs/kernel/yaml.adapter.js';
import { MenuSettings } from './settings.js';
import { hotlineTexts } from './texts.js';

const root = enter(defaultMenu, 'ru');
const QUEUES = ['hotline', 'admission', 'study'];

describe('the menu of config/institute.yaml', () => {
  const institute = readYaml('institute.yaml') as { phoneMenu: unknown; queues: { code: string }[]; topics: { code: string }[] };
  const menu = MenuSettings.parse(institute.phoneMenu);

  it('leads only where there is something, and marks only what exists', () => {
    expect(
      menuFaults(
        menu,
        institute.queues.map((queue) => queue.code),
      ),
    ).toEqual([]);
    const marks = Object.values(menu.steps).flatMap((step) =>
      Object.values(step.keys).flatMap((to) => (to.to === 'queue' ? (to.mark ?? []) : [])),
    );
    const known = new Set(['complaint', ...institute.topics.map((topic) => topic.code)]);
    expect(marks.filter((mark) => !known.has(mark))).toEqual([]);
  });

  it('is heard whole in 25 seconds, greeting and notice included', () => {
    const words = prompts(menu, enter(menu, 'ru')).map(
      (said) => said.own?.ru ?? hotlineTexts[said.spokenIn ?? 'ru'][said.key as 'greeting'],
    );
    const signs = [hotlineTexts.ru.greeting, hotlineTexts.ru.recorded, ...words].reduce((sum, text) => sum + text.length, 0);
    expect(signs / 14).toBeLessThan(25);
  });
});

describe('menu', () => {
  it.each([
    ['1', { kind: 'queue', queue: 'admission', why: 'choice', urgent: false, mark: null }],
    ['2', { kind: 'queue', queue: 'study' }],
    ['3', { kind: 'queue', queue: 'hotline', mark: 'fee_payment' }],
    ['4', { kind: 'queue', queue: 'hotline', urgent: true, mark: 'complaint' }],
    ['0', { kind: 'queue', queue: 'hotline', why: 'person' }],
    ['9', { kind: 'ask', position: { language: 'en', misses: 0 } }],
    ['*', { kind: 'ask', position: { step: 'root', misses: 0 } }],
    ['#', { kind: 'ask', position: { step: 'root' } }],
    [
      '7',
      {
        kind: 'ask',
        position: { misses: 1, path: '7' },
        say: [{ key: 'menu.wrong' }, { key: 'menu.root' }, { key: 'menu.english', spokenIn: 'en' }],
      },
    ],
    ['', { kind: 'ask', position: { misses: 1, path: '' }, say: [{ key: 'menu.silent' }, { key: 'menu.root' }, { key: 'menu.english' }] }],
  ])('key "%s"', (key, move) => {
    expect(press(defaultMenu, root, key)).toMatchObject(move);
  });

  it.each([
    ['', ''],
    ['7', '8'],
    ['', '5'],
    ['6', ''],
  ])('two misses "%s" "%s" are a person', (first, second) => {
    expect(press(defaultMenu, press(defaultMenu, root, first).position, second)).toMatchObject({
      kind: 'queue',
      queue: 'hotline',
      why: 'misses',
      position: { path: first + second },
    });
  });

  it('forgives a miss after a good key', () => {
    const missed = press(defaultMenu, root, '7').position;
    const repeated = press(defaultMenu, missed, '*').position;
    expect(press(defaultMenu, repeated, '').kind).toBe('ask');
  });

  it('offers the open inquiry and goes back with #', () => {
    const offered = enter(defaultMenu, 'ru', 'ticket');
    expect(press(defaultMenu, offered, '1').kind).toBe('ticket');
    const other = press(defaultMenu, offered, '2').position;
    expect(other).toMatchObject({ step: 'root', trail: ['ticket'] });
    expect(press(defaultMenu, other, '#').position).toMatchObject({ step: 'ticket', trail: [] });
  });

  it('leads to a person by 0 and to an end by any three keys', () => {
    for (const step of Object.keys(defaultMenu.steps)) {
      const at = enter(defaultMenu, 'ru', step);
      expect(press(defaultMenu, at, '0')).toMatchObject({ kind: 'queue', why: 'person' });
      for (const first of [...MENU_KEYS, '']) expect(['ask', 'queue', 'ticket', 'voicemail']).toContain(press(defaultMenu, at, first).kind);
    }
  });

  it('travels in an address', () => {
    const position = press(defaultMenu, press(defaultMenu, enter(defaultMenu, 'en', 'ticket'), '2').position, '#').position;
    const sent = Object.fromEntries(new URLSearchParams(new URLSearchParams(positionQuery(position)).toString()));
    expect(positionOf(defaultMenu, sent)).toEqual(position);
  });

  it.each([[{}], [{ step: 'gone', misses: '-3', trail: 'gone.constructor', language: 'fr' }], [{ step: '__proto__', misses: 'x' }]])(
    'reads %j as the start',
    (query) => {
      expect(positionOf(defaultMenu, query)).toMatchObject({ step: 'root', misses: 0, trail: [], language: 'ru' });
    },
  );

  it('is heard in both languages and finds its own faults', () => {
    expect(menuFaults(defaultMenu, QUEUES)).toEqual([]);
    expect(Object.keys(hotlineTexts.en)).toEqual(Object.keys(hotlineTexts.ru));
    const bad: Menu = {
      start: 'a',
      personQueue: 'nobody',
      steps: {
        b: {
          say: [],
          keys: {
            '1': { to: 'step', step: 'c' },
            '2': { to: 'queue', queue: 'x' },
            '3': { to: 'voicemail' },
            '4': { to: 'ticket' },
            '5': { to: 'ticket' },
          },
        },
      },
    };
    expect(menuFaults(bad, QUEUES)).toEqual([
      'start: step "a" does not exist',
      'personQueue: queue "nobody" does not exist',
      'b: nothing is said',
      'b: more than 4 choices',
      'b, key 1: step "c" does not exist',
      'b, key 2: queue "x" does not exist',
    ]);
  });
});
