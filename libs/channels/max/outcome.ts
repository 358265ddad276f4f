// What a refusal of MAX means: for a reply on its way, and for the bot as a whole.

/** A failed call; `status` null = the network failed. */
export interface Failure {
  status: number | null;
  code: string;
  description: string;
  retryAfterMs: number | null;
}
type Facts = Record<string, string | number>;
/** `key` names a sentence in texts.ts. */
interface Reason {
  key: string;
  facts: Facts;
}
export type Verdict =
  | { state: 'not-ready' }
  | { state: 'retry'; reason: Reason; afterMs: number | null }
  | { state: 'failed'; reason: Reason };

/** An answer of the server other than 2xx. */
export class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.description);
  }
}

export function readFailure(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  const { message, cause } = error as Error;
  const detail = [message, (cause as Error | undefined)?.message].filter(Boolean).join(': ');
  return { status: null, code: '', description: detail.replace(/\s+/g, ' ').slice(0, 300), retryAfterMs: null };
}

/** A refused send. 401 is the bot's trouble, not the reply's: it waits until the token is mended. */
export function judgeSending(failure: Failure): Verdict {
  const { status, code, description } = failure;
  if (status === 429) return retry('net.later', failure);
  if (status === 401) return retry('net.token', failure);
  if (status === null || status >= 500) return retry('net.lost', failure);
  if (code === 'attachment.not.ready') return { state: 'not-ready' };
  return { state: 'failed', reason: { key: refusal(status, code), facts: { detail: description } } };
}

const retry = (key: string, failure: Failure): Verdict => ({
  state: 'retry',
  reason: { key, facts: factsOf(failure) },
  afterMs: failure.retryAfterMs,
});

function refusal(status: number, code: string): string {
  if (status === 403 || code === 'chat.denied') return 'send.blocked';
  if (status === 413) return 'send.too-large';
  return status === 404 ? 'send.no-chat' : 'send.refused';
}

/** The bot's health after a failed call; `times` in a row. */
export function judgeLink(failure: Failure, times: number): { state: 'degraded' | 'down'; reason: Reason; pauseMs: number } {
  const { status, retryAfterMs } = failure;
  const facts = factsOf(failure);
  const pauseMs = retryAfterMs ?? backOffMs(times);
  if (status === 401) return { state: 'down', reason: { key: 'net.token', facts }, pauseMs: Math.max(pauseMs, 15_000) };
  if (status === 429) return { state: 'degraded', reason: { key: 'net.later', facts }, pauseMs };
  if (status !== null && status < 500) return { state: 'down', reason: { key: 'net.refused', facts }, pauseMs };
  return { state: times < 3 ? 'degraded' : 'down', reason: { key: 'net.lost', facts }, pauseMs };
}

/** 1, 2, 4 … 60 s. */
export const backOffMs = (times: number): number => Math.min(60_000, 1000 * 2 ** Math.min(times - 1, 6));

const factsOf = ({ description, retryAfterMs }: Failure): Facts => ({
  detail: description,
  seconds: Math.ceil((retryAfterMs ?? 0) / 1000),
});
