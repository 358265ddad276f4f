// What a refusal of the Bot API means: for a reply on its way, and for the bot as a whole.

/** A failed call as read from the client's error; `code` null = the network failed. */
export interface Failure {
  code: number | null;
  description: string;
  retryAfterMs: number | null;
  /** The group became a supergroup with this id. */
  migratedTo: string | null;
}
type Facts = Record<string, string | number>;
/** `key` names a sentence in texts.ts. */
interface Reason {
  key: string;
  facts: Facts;
}
export type Verdict =
  | { state: 'plain' | 'as-document' }
  | { state: 'moved'; chatId: string }
  | { state: 'retry'; reason: Reason; afterMs: number | null }
  | { state: 'failed'; reason: Reason };

interface ClientError {
  message?: string;
  response?: { error_code?: number; description?: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } };
}

export function readFailure(error: unknown): Failure {
  const { response, message } = (error ?? {}) as ClientError;
  const { retry_after: seconds, migrate_to_chat_id: migrated } = response?.parameters ?? {};
  return {
    code: response?.error_code ?? null,
    description: (response?.description ?? message ?? String(error)).replace(/\s+/g, ' ').slice(0, 300),
    retryAfterMs: seconds === undefined ? null : seconds * 1000,
    migratedTo: migrated === undefined ? null : String(migrated),
  };
}

/** A refused send. 401 and 404 are the bot's trouble, not the reply's: it waits until the token is mended. */
export function judgeSending(failure: Failure): Verdict {
  const { code, description, migratedTo } = failure;
  if (code === 429) return retry('net.later', failure);
  if (code === 401 || code === 404) return retry('net.token', failure);
  if (code === null || code >= 500) return retry('net.lost', failure);
  if (migratedTo !== null) return { state: 'moved', chatId: migratedTo };
  if (code === 400 && /can't parse entities/i.test(description)) return { state: 'plain' };
  if (code === 400 && /PHOTO_|IMAGE_PROCESS_FAILED/i.test(description)) return { state: 'as-document' };
  return { state: 'failed', reason: { key: refusal(code, description), facts: { detail: description } } };
}

const retry = (key: string, failure: Failure): Verdict => ({
  state: 'retry',
  reason: { key, facts: factsOf(failure) },
  afterMs: failure.retryAfterMs,
});

function refusal(code: number, description: string): string {
  if (code === 403)
    return /deactivated/i.test(description)
      ? 'send.deactivated'
      : /kicked|not a member/i.test(description)
        ? 'send.removed'
        : 'send.blocked';
  if (code === 413 || /too big|too large/i.test(description)) return 'send.too-large';
  return /chat not found/i.test(description) ? 'send.no-chat' : 'send.refused';
}

/** The bot's health after a failed call; `times` in a row. */
export function judgeLink(failure: Failure, times: number): { state: 'degraded' | 'down'; reason: Reason; pauseMs: number } {
  const { code, description, retryAfterMs } = failure;
  const facts = factsOf(failure);
  const pauseMs = retryAfterMs ?? backOffMs(times);
  if (code === 401 || code === 404) return { state: 'down', reason: { key: 'net.token', facts }, pauseMs: Math.max(pauseMs, 15_000) };
  if (code === 409 && /webhook/i.test(description)) return { state: 'down', reason: { key: 'poll.webhook', facts }, pauseMs };
  if (code === 409) return { state: 'degraded', reason: { key: 'poll.twice', facts }, pauseMs };
  if (code === 429) return { state: 'degraded', reason: { key: 'net.later', facts }, pauseMs };
  if (code !== null && code < 500) return { state: 'down', reason: { key: 'net.refused', facts }, pauseMs };
  return { state: times < 3 ? 'degraded' : 'down', reason: { key: 'net.lost', facts }, pauseMs };
}

/** 1, 2, 4 … 60 s. */
export const backOffMs = (times: number): number => Math.min(60_000, 1000 * 2 ** Math.min(times - 1, 6));

const factsOf = ({ description, retryAfterMs }: Failure): Facts => ({
  detail: description,
  seconds: Math.ceil((retryAfterMs ?? 0) / 1000),
});
