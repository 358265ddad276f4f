// What an SMTP answer means for a reply: sent, try again, or failed with a reason a person can act on.
import type { SendOutcome } from '../channel.js';

export interface SmtpFailure {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  message?: string;
}
/** Key of a sentence in texts.ts with the server's words. */
export interface Reason {
  key: string;
  detail: string;
}
export type Verdict = { state: 'retry'; reason: Reason; afterMs: number | null } | { state: 'failed'; reason: Reason };

const GREYLIST_MS = 5 * 60_000;

/** Reads a failed attempt. A connection lost after DATA is a retry: the Message-ID stays the same. */
export function readFailure(failure: SmtpFailure): Verdict {
  const detail = (failure.response ?? failure.message ?? failure.code ?? '').replace(/\s+/g, ' ').slice(0, 300);
  const code = failure.responseCode ?? 0;
  // wrong credentials are the account's trouble, not the letter's: it waits until they are mended
  if (failure.code === 'EAUTH' || code === 535 || code === 530 || code === 534)
    return { state: 'retry', reason: { key: 'smtp.sign-in', detail }, afterMs: null };
  if (code >= 500 && code < 600) return { state: 'failed', reason: { key: refusal(failure, detail), detail } };
  if (code >= 400)
    return { state: 'retry', reason: { key: 'smtp.later', detail }, afterMs: /gr[ae]y-?list/i.test(detail) ? GREYLIST_MS : null };
  return { state: 'retry', reason: { key: 'net.lost', detail }, afterMs: null };
}

function refusal(failure: SmtpFailure, detail: string): string {
  if (/^MAIL FROM/i.test(failure.command ?? '') || /\b5\.7\.60\b|sender address rejected|not allowed to send/i.test(detail))
    return 'smtp.sender';
  if (/\b5\.2\.3\b|\b5\.3\.4\b|too (large|big)|size limit|exceeds.*size/i.test(detail)) return 'smtp.too-large';
  if (/\b5\.2\.2\b|mailbox (is )?full|over ?quota|quota exceeded/i.test(detail)) return 'smtp.full';
  if (
    /\b5\.1\.[0-6]\b|\b5\.2\.1\b|user unknown|no such (user|mailbox)|does not exist|unknown user|mailbox unavailable|invalid (mailbox|recipient)/i.test(
      detail,
    )
  )
    return 'smtp.mailbox';
  return 'smtp.refused';
}

/** The outcome with its reason said in words. */
export function toOutcome(
  verdict: Verdict,
  say: (key: string, facts: Record<string, string>) => string,
  facts: Record<string, string>,
): SendOutcome {
  const reason = say(verdict.reason.key, { ...facts, detail: verdict.reason.detail });
  return verdict.state === 'failed'
    ? { state: 'failed', reason, parts: [] }
    : { state: 'retry', reason, afterMs: verdict.afterMs, parts: [] };
}
