// What the hotline needs of the staff's side: who is to be rung for a ticket, and what became of the call.
import type { Tx } from '#libs/kernel/database.js';
import type { CallFacts, News } from './news.js';
import type { Pace } from './numerals.js';

/** Who should be at the other end of a waiting call now. */
export type Wish = { kind: 'offer'; offerId: string; agentId: string; until: Date } | { kind: 'join'; agentId: string };

export interface Lost {
  call: string;
  phone: string | null;
  at: Date;
  how: 'abandoned' | 'callback' | 'voicemail';
}

/** The talk's own entry in the conversation of a ticket, for calls that staff make. */
export interface MadeCall {
  ticketId: string;
  agentId: string;
  accountId: string;
  call: string;
  text: string;
  reached: boolean;
}

/** Ways to reach a person; both null when there is none. */
export interface Reach {
  phone: string | null;
  browser: string | null;
}

export interface Desk {
  /** The open offer of the ticket, else whoever already took it; null when nobody is to be rung. */
  wish(ticketId: string): Promise<Wish | null>;
  reach(agentId: string, accountId: string): Promise<Reach>;
  /** False when the offer is over: the call went to somebody else, or ended. */
  accept(offerId: string, agentId: string): Promise<boolean>;
  /** The person can't or won't: the next one is asked at once. */
  letGo(offerId: string, agentId: string, reason: string): Promise<void>;
  /** The offer's own time is over. */
  expire(offerId: string): Promise<void>;
  /** The ticket returns to its queue: the person who took it could not be reached. */
  release(ticketId: string, agentId: string, reason: string): Promise<void>;
  tell(tx: Tx, ticketId: string, news: News[]): Promise<void>;
  /** The talk is over: the ticket no longer takes a whole person, and after-call work begins. */
  talkOver(tx: Tx, ticketId: string, agentId: string): Promise<void>;
  /** The caller is gone: the ticket becomes work of its age instead of a waiting person. */
  lost(tx: Tx, ticketId: string, lost: Lost, facts: CallFacts): Promise<void>;
  /** A lost caller was reached by calling back. */
  reached(tx: Tx, ticketId: string, at: Date): Promise<void>;
  describe(tx: Tx, messageId: string, call: Record<string, unknown>): Promise<void>;
  write(tx: Tx, made: MadeCall): Promise<string>;
  /** Adds a kept recording to the ticket's message. */
  attach(messageId: string, file: { sha256: string; name: string; mime: string; size: number }): Promise<void>;
  endWrapUp(agentId: string): Promise<void>;
  /** The number of the ticket as it is spoken; null when there is no such ticket. */
  number(ticketId: string): Promise<string | null>;
  /** Callers are answered by people now: it is working time, or somebody is at work. */
  attended(): Promise<boolean>;
  /** When working time begins next, and its zone; null when it never does. */
  opening(): { at: Date; timeZone: string } | null;
  /** How the queue moves at the moment. */
  pace(queueCode: string): Promise<Pace>;
  /** Whether the ticket's client asked to be called back. */
  askedBack(ticketId: string): Promise<boolean>;
  /** The Institute's telephone menu as the settings have it, unchecked; null when there is none. */
  menu(): Promise<unknown>;
}
