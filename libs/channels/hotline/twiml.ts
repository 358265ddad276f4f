// The pages of TwiML the hotline answers with; pure: sentences and addresses in, XML out.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { Language, Spoken } from './texts.js';

/** How a page speaks: the sentence of a key in the caller's language, already filled. */
export interface Voice {
  language: Language;
  text(spoken: Spoken): string;
}

interface Speaker {
  say(attributes: VoiceResponse.SayAttributes, message: string): unknown;
}

const VOICES = { ru: { language: 'ru-RU', voice: 'Polly.Tatyana' }, en: { language: 'en-US', voice: 'Polly.Joanna' } } as const;

function speak(page: Speaker, voice: Voice, sentences: Spoken[]): void {
  for (const sentence of sentences) page.say(VOICES[sentence.spokenIn ?? voice.language], voice.text(sentence));
}

/** Says the sentences and ends the call. */
export function farewellTwiml(voice: Voice, say: Spoken[]): string {
  const page = new VoiceResponse();
  speak(page, voice, say);
  page.hangup();
  return page.toString();
}

/** Sentences before the menu are heard whole; the menu's own are cut short by a key. */
export function menuTwiml(voice: Voice, menu: { before?: Spoken[]; say: Spoken[]; action: string }): string {
  const page = new VoiceResponse();
  speak(page, voice, menu.before ?? []);
  // an empty finishOnKey: # is "back"; an empty result counts as a miss and must reach us
  const gather = page.gather({
    input: ['dtmf'],
    numDigits: 1,
    timeout: 5,
    finishOnKey: '',
    action: menu.action,
    method: 'POST',
    actionOnEmptyResult: true,
  });
  speak(gather, voice, menu.say);
  return page.toString();
}

/** Puts the caller in the line; `left` is asked when they leave it, `wait` gives what they hear meanwhile. */
export function queueTwiml(voice: Voice, line: { say: Spoken[]; queue: string; left: string; wait: string }): string {
  const page = new VoiceResponse();
  speak(page, voice, line.say);
  page.enqueue({ action: line.left, method: 'POST', waitUrl: line.wait, waitUrlMethod: 'POST' }, line.queue);
  return page.toString();
}

/** A sentence about the wait and music; a key, where `key` is given, is told to that address. */
export function waitTwiml(voice: Voice, wait: { say: Spoken[]; music: string | null; key?: string }): string {
  const page = new VoiceResponse();
  // the music sounds inside the question: a key is heard at any moment of it
  const place = wait.key
    ? page.gather({ input: ['dtmf'], numDigits: 1, timeout: 1, finishOnKey: '', action: wait.key, method: 'POST' })
    : page;
  speak(place, voice, wait.say);
  if (wait.music) place.play(wait.music);
  else place.pause({ length: 20 });
  return page.toString();
}

/** Takes the waiting caller out of the line; the `left` address then says what follows. */
export function leaveTwiml(): string {
  const page = new VoiceResponse();
  page.leave();
  return page.toString();
}

/** Sends the reader on without a word. */
export function redirectTwiml(url: string): string {
  const page = new VoiceResponse();
  page.redirect({ method: 'POST' }, url);
  return page.toString();
}

export interface Meeting {
  /** Name of the conference: the call's own key. */
  room: string;
  /** `client`, or `agent-<id>`. */
  label: string;
  /** Asked when this side's stay is over. */
  after: string;
  /** Told of joining, leaving, hold. */
  events: string;
  /** What is heard while alone; null = silence. */
  wait: string | null;
  /** Given for one side only: the talk is recorded once. */
  recording: { callback: string } | null;
}

function recordAttributes(callback: string): VoiceResponse.ConferenceAttributes {
  return { record: 'record-from-start', recordingStatusCallback: callback, recordingStatusCallbackEvent: ['completed', 'absent'] };
}

/** Joins a side to the talk. Either side's leaving ends it; what follows for the other is asked at its `after`. */
export function joinTwiml(voice: Voice, say: Spoken[], meeting: Meeting): string {
  const page = new VoiceResponse();
  speak(page, voice, say);
  const { recording } = meeting;
  page.dial({ action: meeting.after, method: 'POST', answerOnBridge: false }).conference(
    {
      participantLabel: meeting.label,
      startConferenceOnEnter: true,
      endConferenceOnExit: true,
      beep: 'false',
      waitUrl: meeting.wait ?? '',
      statusCallback: meeting.events,
      statusCallbackMethod: 'POST',
      statusCallbackEvent: ['start', 'end', 'join', 'leave', 'hold', 'mute'],
      ...(recording ? recordAttributes(recording.callback) : {}),
    },
    meeting.room,
  );
  return page.toString();
}

/** Asks whoever picked up the manager's phone to press 1: an answering machine can't, and the call goes to the next person at once. */
export function offerTwiml(voice: Voice, offer: { say: Spoken[]; action: string }): string {
  const page = new VoiceResponse();
  speak(
    page.gather({ input: ['dtmf'], numDigits: 1, timeout: 4, finishOnKey: '', action: offer.action, method: 'POST' }),
    voice,
    offer.say,
  );
  page.hangup();
  return page.toString();
}

/** Prompt, tone, up to two minutes of words; `empty` is said when there were none. */
export function voicemailTwiml(voice: Voice, box: { say: Spoken[]; action: string; recording: string; empty: Spoken[] }): string {
  const page = new VoiceResponse();
  speak(page, voice, box.say);
  page.record({
    maxLength: 120,
    timeout: 6,
    finishOnKey: '#',
    playBeep: true,
    action: box.action,
    method: 'POST',
    recordingStatusCallback: box.recording,
    recordingStatusCallbackEvent: ['completed', 'absent'],
  });
  speak(page, voice, box.empty);
  page.hangup();
  return page.toString();
}

/** What a caller on hold hears, again and again. */
export function holdTwiml(voice: Voice, hold: { say: Spoken[]; music: string | null }): string {
  return waitTwiml(voice, { ...hold });
}

/** Refuses the call before it is answered. */
export function rejectTwiml(): string {
  const page = new VoiceResponse();
  page.reject({ reason: 'busy' });
  return page.toString();
}
