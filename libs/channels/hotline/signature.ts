// Whether a webhook really comes from the provider, and its form as names and values.
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

export type Form = Record<string, string>;

/** Decodes a form body once, as UTF-8; of a repeated name the last value stands (the provider repeats none in voice requests). */
export function formOf(body: Buffer | string): Form {
  return Object.fromEntries(new URLSearchParams(typeof body === 'string' ? body : body.toString('utf8')));
}

/**
 * True when `signature` is the provider's over this public address and form (INTEGRATIONS 8.1; compared in constant time).
 * `url` is rebuilt from PUBLIC_URL, never from the Host header; a GET passes an empty form.
 */
export function fromProvider(authToken: string, signature: string | undefined, url: string, form: Form): boolean {
  return authToken !== '' && signature !== undefined && signature !== '' && validateRequest(authToken, signature, url, form);
}
