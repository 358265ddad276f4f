// The REST API's terms: a request, an answer, an error with the provider's own code, and how lists look.
import type { Exchange } from './exchange.js';
import { VERSION } from './resources.js';
import type { Target } from './scope.js';
import { parseTwiml } from './twiml.js';

export interface RestRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
}

export interface RestAnswer {
  status: number;
  body: object | Buffer | null;
}

/** The provider's error object: its own code beside the HTTP status. */
export class RestFault extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export type Act = (x: Exchange, request: RestRequest, ids: string[]) => RestAnswer;

export const ok = (body: object): RestAnswer => ({ status: 200, body });
export const created = (body: object): RestAnswer => ({ status: 201, body });

export function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new RestFault(404, 20404, `The requested resource ${what} was not found`);
  return thing;
}

export function needed(form: URLSearchParams, name: string, code: number): string {
  const value = form.get(name);
  if (!value) throw new RestFault(400, code, `No '${name}' specified`);
  return value;
}

/** Where a call is sent; bad TwiML is refused at once. */
export function targetOf(form: URLSearchParams, place: 'call' | 'waiting' = 'call'): Target | null {
  const twiml = form.get('Twiml');
  if (twiml) {
    parseTwiml(twiml, place);
    return { twiml };
  }
  const url = form.get('Url');
  return url ? { url, method: form.get('Method') === 'GET' ? 'GET' : 'POST' } : null;
}

export function list(x: Exchange, name: string, items: object[]): RestAnswer {
  return ok({
    [name]: items,
    page: 0,
    page_size: 50,
    start: 0,
    end: items.length - 1,
    first_page_uri: `/${VERSION}/Accounts/${x.accountSid}`,
    next_page_uri: null,
    previous_page_uri: null,
    uri: '',
  });
}
