// The pages: exact XML where the wire is tricky, and every page readable by a strict provider.
import { describe, expect, it } from '@jest/globals';
import { parseTwiml } from '#apps/simulator/telephone/twiml.js';
import { fill } from '#libs/kernel/texts.js';
import { holdMusic, MUSIC_S } from './music.js';
import { expectedWaitMs, numberWords, placeWord, waitSentence } from './numerals.js';
import { openingWords } from './opening.js';
import { type Language, hotlineTexts, type TextKey } from './texts.js';
import * as pages from './twiml.js';

const voice = (language: Language): pages.Voice => ({
  language,
  text: ({ key, facts }) => fill(hotlineTexts[language][key as TextKey], facts),
});
const ru = voice('ru');
const say: { key: TextKey }[] = [{ key: 'goodbye' }];
const meeting = {
  room: 'CA1',
  label: 'client',
  after: 'after?call=CA1&x=1',
  events: 'conference?call=CA1',
  wait: null,
  recording: { callback: 'recording?call=CA1' },
};

const EVERY: [string, string, 'call' | 'waiting'][] = [
  ['farewell', pages.farewellTwiml(ru, say), 'call'],
  ['menu', pages.menuTwiml(ru, { before: say, say, action: 'gather?step=root' }), 'call'],
  ['queue', pages.queueTwiml(ru, { say, queue: 'admission', left: 'left', wait: 'wait' }), 'call'],
  ['wait', pages.waitTwiml(ru, { say, music: 'music.wav', key: 'wait-key' }), 'waiting'],
  ['leave', pages.leaveTwiml(), 'waiting'],
  ['redirect', pages.redirectTwiml('wait'), 'waiting'],
  ['join', pages.joinTwiml(ru, say, meeting), 'call'],
  ['offer', pages.offerTwiml(ru, { say, action: 'accept' }), 'call'],
  ['voicemail', pages.voicemailTwiml(ru, { say, action: 'voicemail', recording: 'recording', empty: say }), 'call'],
  ['hold', pages.holdTwiml(ru, { say, music: null }), 'waiting'],
  ['reject', pages.rejectTwiml(), 'call'],
];

describe('pages', () => {
  it.each(EVERY)('%s is understood', (_, xml, place) => {
    expect(parseTwiml(xml, place).length).toBeGreaterThan(0);
  });

  it('says what must be heard whole before the menu, which takes # as a key and reports silence', () => {
    const [before, menu] = parseTwiml(EVERY[1][1]);
    expect(before.name).toBe('Say');
    expect(menu.attrs).toMatchObject({
      finishOnKey: '',
      actionOnEmptyResult: 'true',
      numDigits: '1',
      action: 'gather?step=root',
    });
  });

  it('names the sides of a talk, keeps addresses whole and records once', () => {
    const conference = parseTwiml(pages.joinTwiml(ru, [], meeting))[0].children[0];
    expect(conference).toMatchObject({
      text: 'CA1',
      attrs: {
        participantLabel: 'client',
        waitUrl: '',
        record: 'record-from-start',
        endConferenceOnExit: 'true',
        statusCallbackEvent: 'start end join leave hold mute',
      },
    });
    expect(parseTwiml(pages.joinTwiml(ru, [], meeting))[0].attrs.action).toBe('after?call=CA1&x=1');
    expect(pages.joinTwiml(ru, [], { ...meeting, recording: null })).not.toContain('record=');
  });

  it('speaks each sentence in its language and escapes it', () => {
    const menu = parseTwiml(
      pages.menuTwiml(ru, { say: [{ key: 'menu.root' }, { key: 'menu.english', spokenIn: 'en' }], action: 'gather' }),
    )[0];
    expect(menu.children.map((child) => child.attrs.language)).toEqual(['ru-RU', 'en-US']);
    const hostile = pages.farewellTwiml({ language: 'ru', text: () => '</Say><Dial>+7900</Dial>&"' }, say);
    expect(parseTwiml(hostile).map((verb) => verb.name)).toEqual(['Say', 'Hangup']);
  });
});

describe('numbers as said', () => {
  it.each([
    [2, 170_000, 'ru', 'Ваше место в очереди — второе. Ждать примерно три минуты.'],
    [1, 60_000, 'ru', 'Ваше место в очереди — первое. Ждать примерно одну минуту.'],
    [1, 30_000, 'ru', 'Ваше место в очереди — первое. Ждать меньше минуты.'],
    [23, null, 'ru', 'Ваше место в очереди — номер 23.'],
    [7, 16 * 60_000, 'ru', 'Ваше место в очереди — седьмое. Ждать придётся больше пятнадцати минут.'],
    [3, 60_000, 'en', 'You are third in line, about one minute.'],
  ] as [number, number | null, Language, string][])('place %s, %s ms', (place, expectedMs, language, sentence) => {
    expect(voice(language).text(waitSentence(place, expectedMs, language))).toBe(sentence);
  });

  it('speaks a number digit by digit', () => {
    expect(numberWords('ОБР-2026-000104', 'ru')).toBe('один, ноль, четыре');
    expect(numberWords('ОБР-2026-000104', 'en')).toBe('one, zero, four');
    expect(placeWord(4, 'ru')).toBe('четвёртое');
  });

  it.each([
    [1, 2, 240_000, 120_000],
    [3, 2, 240_000, 360_000],
    [3, 0, 240_000, null],
    [3, 2, null, null],
  ])('place %s, %s people, %s ms a call: %s ms to wait', (place, people, eachMs, expected) => {
    expect(expectedWaitMs(place, { people, eachMs })).toBe(expected);
  });

  it.each([
    ['2026-10-14T05:00:00Z', '2026-10-14T06:00:00Z', 'ru', 'сегодня в девять часов по московскому времени'],
    ['2026-10-14T20:30:00Z', '2026-10-15T06:00:00Z', 'ru', 'завтра в девять часов по московскому времени'],
    ['2026-10-16T16:00:00Z', '2026-10-19T06:00:00Z', 'ru', 'в понедельник в девять часов по московскому времени'],
    ['2026-12-31T15:00:00Z', '2027-01-11T07:30:00Z', 'ru', '11 января в десять часов 30 минут по московскому времени'],
    ['2026-10-16T16:00:00Z', '2026-10-19T06:00:00Z', 'en', 'on Monday at 9:00 Moscow time'],
  ] as [string, string, Language, string][])('at %s, opening at %s: %s', (now, opens, language, words) => {
    expect(openingWords(new Date(now), new Date(opens), 'Europe/Moscow', language)).toBe(words);
  });

  it('plays music of its own: twenty seconds of telephone sound, silent where it begins again', () => {
    const wav = holdMusic();
    expect([wav.toString('ascii', 0, 4), wav.readUInt16LE(20), (wav.length - 44) / wav.readUInt32LE(28)]).toEqual(['RIFF', 7, MUSIC_S]);
    for (const byte of [wav.at(44)!, wav.at(-1)!]) expect(byte | 0x80).toBeGreaterThan(0xf8);
    expect(new Set(wav.subarray(44)).size).toBeGreaterThan(60);
  });

  it('keeps the greeting under 8 seconds and the menu under 25', () => {
    const spokenS = (...keys: TextKey[]) => keys.reduce((sum, key) => sum + hotlineTexts.ru[key].length, 0) / 14;
    expect(spokenS('greeting', 'recorded')).toBeLessThan(8);
    expect(spokenS('greeting', 'recorded', 'menu.root', 'menu.english')).toBeLessThan(25);
  });
});
