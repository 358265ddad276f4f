// Pages of a caller who waits: into the line, place and honest wait, the offer to be called back, out of the line.
import type { CallRow } from './call-book.adapter.js';
import type { Line } from './line.adapter.js';
import { WAITING } from './menu.js';
import { MUSIC_S } from './music.js';
import { expectedWaitMs, waitSentence } from './numerals.js';
import { type Answer, languageOf, musicOf, said, voiceOf } from './speech.adapter.js';
import type { Language, Spoken } from './texts.js';
import * as twiml from './twiml.js';

/** A page without words lasts so long; one in every announcement's interval speaks. */
const LOOP_S = MUSIC_S + 1;

export function intoLine(line: Line, { sid, language }: CallRow, queue: string, say: Spoken[]): string {
  return twiml.queueTwiml(voiceOf(line, language), {
    say,
    queue,
    left: line.page('left', { call: sid }),
    wait: line.page('queue', { call: sid }),
  });
}

export function voicemail(line: Line, row: Pick<CallRow, 'sid' | 'phone'>, language: Language, first: Spoken[] = []): string {
  return twiml.voicemailTwiml(voiceOf(line, language), {
    say: [...first, { key: 'voicemail.prompt' }],
    action: line.page('voicemail', { call: row.sid }),
    recording: line.page('recording', { call: row.sid, voicemail: '1' }),
    empty: [{ key: row.phone ? 'voicemail.empty' : 'voicemail.empty.hidden' }],
  });
}

/** Place and expected wait about once a minute. Key 1 asks for a call back at any time; it is offered when the wait is long. */
export const queue: Answer = async ({ line, call, form }, row) => {
  const language = row?.language ?? languageOf(line);
  const [place, waitedS] = [Number(form.QueuePosition || 1), Number(form.QueueTime || 0)];
  const { announceS, callbackAfterS, callbackFromPlace } = (await line.menu()).waiting ?? WAITING;
  const say: Spoken[] = [];
  if (waitedS % announceS < LOOP_S) {
    const pace = await line.desk.pace(row?.queue_code ?? (await line.homeQueue()));
    // nobody serves and nobody will soon: a place in the line would promise too much
    const closing = pace.people === 0 && !(await line.desk.attended());
    say.push(closing ? { key: row?.phone ? 'wait.closing' : 'wait.closed' } : waitSentence(place, expectedWaitMs(place, pace), language));
    // a hidden number cannot be called back
    if (!closing && row?.phone && (waitedS >= callbackAfterS || place >= callbackFromPlace)) say.push({ key: 'wait.callback' });
  }
  const key = row?.phone ? line.page('queue-key', { call }) : undefined;
  return twiml.waitTwiml(voiceOf(line, language), { say, music: musicOf(line), key });
};

export const queueKey: Answer = async ({ line, call, form }) =>
  form.Digits === '1' ? twiml.leaveTwiml() : twiml.redirectTwiml(line.page('queue', { call }));

export const left: Answer = async ({ line, form }, row) => {
  if (form.QueueResult === 'leave') return said(line, row, 'callback.agreed');
  if (row && (form.QueueResult === 'queue-full' || form.QueueResult === 'error' || form.QueueResult === 'system-error'))
    return voicemail(line, row, row.language, [{ key: 'line.full' }]);
  return twiml.farewellTwiml(voiceOf(line, languageOf(line)), []);
};

/** Back in the line after the manager's phone was lost before the talk. */
export const again: Answer = async ({ line }, row) =>
  row ? intoLine(line, row, row.queue_code ?? (await line.homeQueue()), [{ key: 'menu.person' }]) : null;
