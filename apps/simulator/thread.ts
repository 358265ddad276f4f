// What a device on the page shows: lines of a conversation, buttons under them, and a call in progress.
import type { Player, Said } from './people.js';

export interface Button {
  label: string;
  /** Comes back in the act `press`; absent for links. */
  data?: string;
  url?: string;
}

/** One bubble or system line, oldest first in a thread. `text` is words of people or machines, or our own in two languages. */
export interface Line {
  id: string;
  at: number;
  from: 'me' | 'them' | 'system';
  text: string | Said;
  /** Shown above the text: a letter's subject, who speaks. */
  title?: string | Said;
  files?: string[];
  buttons?: Button[];
  edited?: boolean;
  /** Of my own words: given to the provider, or taken from it by the product. */
  state?: 'sent' | 'taken';
}

export interface CallState {
  state: 'idle' | 'calling' | 'ringing' | 'talking';
  /** Milliseconds since 1970, when it began. */
  since: number | null;
  /** The number at the other end. */
  other: string | null;
}

export interface Thread {
  lines: Line[];
  /** Buttons in place of the keyboard; `contact` shares one's own phone. */
  keyboard?: { label: string; contact?: boolean }[][];
  call?: CallState;
}

/** What a person does at a device; unknown acts are refused with a sentence. */
export interface Wish {
  act: string;
  text?: string;
  subject?: string;
  data?: string;
}

export interface Device {
  players: Player[];
  thread(person: string): Thread;
  /** Throws an Error whose message people may read. */
  act(person: string, wish: Wish): void;
}

/** A thing the person can't do now; shown as it stands. */
export class Refusal extends Error {}

export const refuse = (message: string): never => {
  throw new Refusal(message);
};

export const LONGEST_THREAD = 80;
