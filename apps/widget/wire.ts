// What the panel and the server say to each other on the namespace /chat.
import type { ChatMessage } from '#libs/contract/events.js';

export interface ChatState {
  number: string | null;
  agent: string | null;
  closed: boolean;
}
export interface Welcome {
  token: string;
  name: string | null;
  items: ChatMessage[];
  state: ChatState;
  look: { title: string; colour: string; greeting: string; position: 'right' | 'left'; consentUrl: string };
  limits: { fileBytes: number; fileTypes: string[]; files: number; text: number };
  hours: { now: string; open: boolean; opensAt: string | null; timeZone: string };
}
export interface ChatError {
  kind: string;
  message: string;
  facts: { seconds?: number };
}
export type SayAnswer = { ok: true; id: string | null; key: string } | { ok: false; error: ChatError };

/** A file that the server has taken and a message will hand in. */
export interface TakenFile {
  file: string;
  name: string;
  size: number;
  mime: string;
}
/** What the loader tells the panel when it is ready. */
export interface Boot {
  page: string;
  language: 'ru' | 'en';
  account?: string;
  identity?: string;
}
