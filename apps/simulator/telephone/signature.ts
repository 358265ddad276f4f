// The provider's webhook signature, written independently of the library by which the product checks it.
import { createHmac } from 'node:crypto';

/** Base64 HMAC-SHA1 over the full public URL and the sorted POST parameters (INTEGRATIONS 8.1). */
export function signWebhook(authToken: string, url: string, params: Record<string, string>): string {
  const signed =
    url +
    Object.keys(params)
      .sort()
      .map((name) => name + params[name])
      .join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
