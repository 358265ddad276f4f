// What a failed mail connection means, as a key of the channel's sentences: they say what to do.
import type { Endpoint } from './settings.js';

export interface Explained {
  /** Key in texts.ts. */
  key: string;
  facts: Record<string, string | number>;
}
interface Failure {
  code?: string;
  message?: string;
  authenticationFailed?: boolean;
  responseText?: string;
  serverResponseCode?: string;
  responseCode?: number;
}

const TLS = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|EPROTO|wrong version number|SSL/i;

/** Reads an error of the IMAP connection. */
export function explainImap(error: unknown, endpoint: Endpoint): Explained {
  const failure = error as Failure;
  const facts = {
    host: endpoint.host,
    port: endpoint.port,
    user: endpoint.user,
    folder: endpoint.folder,
    detail: failure.responseText ?? failure.message ?? '',
  };
  if (failure.authenticationFailed || failure.serverResponseCode === 'AUTHENTICATIONFAILED') return { key: 'imap.sign-in', facts };
  if (failure.serverResponseCode === 'NONEXISTENT' || /mailbox doesn't exist|no such mailbox|unknown mailbox/i.test(facts.detail))
    return { key: 'imap.folder', facts };
  return explainConnection(failure, facts);
}

/** Reads an error of the SMTP connection (not of a letter: see outcome.ts). */
export function explainSmtp(error: unknown, endpoint: Endpoint): Explained {
  const failure = error as Failure;
  const facts = { host: endpoint.host, port: endpoint.port, user: endpoint.user, detail: failure.message ?? '' };
  if (failure.code === 'EAUTH') return { key: 'smtp.sign-in', facts };
  return explainConnection(failure, facts);
}

function explainConnection(failure: Failure, facts: Record<string, string | number>): Explained {
  const code = failure.code ?? '';
  const text = `${code} ${failure.message ?? ''}`;
  if (/ENOTFOUND|EAI_AGAIN|EDNS/.test(text)) return { key: 'net.resolve', facts };
  if (/ECONNREFUSED/.test(text)) return { key: 'net.refused', facts };
  if (TLS.test(text)) return { key: 'net.tls', facts };
  if (/TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|does not answer/i.test(text)) return { key: 'net.silent', facts };
  return { key: 'net.lost', facts };
}
