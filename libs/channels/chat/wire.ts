// What the panel and the server say to each other beside ChatHello, ChatSay and ChatMessage.
import { z } from 'zod';
import { ChatSay, type ChatMessage } from '#libs/contract/events.js';

/** Signed file ids name the file's hash, name and conversation, so they are longer than plain ids. */
export const Say = ChatSay.extend({ files: z.array(z.string().max(2000)).max(10).default([]) });
export type Say = z.infer<typeof Say>;
export const Seen = z.object({ ids: z.array(z.string().max(64)).max(100) }).strict();
export const Page = z.object({ after: z.string().max(64).nullish() }).strict();
/** Plain HTTP: the same word without a socket. */
export const PostedSay = Say.omit({ consent: true }).extend({
  token: z.string().max(2000).optional(),
  account: z.string().max(100).optional(),
});

/** Where the visitor's inquiry stands. */
export interface ChatState {
  number: string | null;
  agent: string | null;
  closed: boolean;
}
export interface Welcome {
  token: string;
  /** Name proved by the portal, so that it is not asked for. */
  name: string | null;
  items: ChatMessage[];
  state: ChatState;
  look: { title: string; colour: string; greeting: string; position: 'right' | 'left'; consentUrl: string };
  limits: { fileBytes: number; fileTypes: string[]; files: number; text: number };
  /** `opensAt` is null while open. */
  hours: { now: string; open: boolean; opensAt: string | null; timeZone: string };
}
export interface ChatError {
  kind: string;
  message: string;
  facts: Record<string, unknown>;
}
export type Answer<T extends object = object> = ({ ok: true } & T) | { ok: false; error: ChatError };

/** Server to visitor. */
export interface ChatNews {
  /** First on every connection; the answer names the messages that were new to this browser. */
  welcome: (welcome: Welcome, heard: (fresh: string[]) => void) => void;
  message: (message: ChatMessage, heard: () => void) => void;
  /** The visitor's own word, said in another tab. */
  echo: (message: ChatMessage) => void;
  typing: () => void;
  state: (state: ChatState) => void;
}
/** Visitor to server; bodies are checked, so they come as unknown. */
export interface ChatCalls {
  say: (body: unknown, answer: (answer: Answer<{ id: string | null; key: string }>) => void) => void;
  history: (body: unknown, answer: (answer: Answer<{ items: ChatMessage[] }>) => void) => void;
  seen: (body: unknown) => void;
  typing: () => void;
}
