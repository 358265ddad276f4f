// Threads a mail to a ticket by keyed ids of ours alone: Message-ID and plus-address; other hints are only shown.

/** Keyed tokens of the product: sign(purpose, value) and its inverse. */
export interface Keys {
  sign(purpose: string, value: string): string;
  verify(purpose: string, token: string): string | null;
}
export interface ThreadFacts {
  inReplyTo: string[];
  references: string[];
  /** Every address the mail was sent or delivered to. */
  recipients: string[];
  subject: string;
  text: string;
}
export interface Thread {
  /** Set only by a keyed id. */
  ticketId: string | null;
  hints: string[];
}

const MESSAGE_PURPOSE = 'mail';
const REPLY_PURPOSE = 'reply';
const OWN_ID = /^<otk\.([^@>\s]+)@[^>\s]+>$/i;
const PLUS = /\+otk-([^@\s]+)@/i;
const NUMBER = /(?:ОБР-)?\b20\d{2}-\d{6}\b/gi;

/** Message-ID of one reply; the same on every attempt, since `key` is. */
export function makeMessageId(keys: Pick<Keys, 'sign'>, ticketId: string, key: string, domain: string): string {
  return `<otk.${keys.sign(MESSAGE_PURPOSE, `${ticketId}/${key}`)}@${domain}>`;
}

/** Ticket of a Message-ID made here, or null: foreign or forged. */
export function ticketOfMessageId(keys: Pick<Keys, 'verify'>, id: string): string | null {
  const token = OWN_ID.exec(id)?.[1];
  const value = token === undefined ? null : keys.verify(MESSAGE_PURPOSE, token);
  return value === null ? null : value.slice(0, value.indexOf('/'));
}

/** Address whose replies name the ticket: inbox+otk-<token>@domain. */
export function makePlusAddress(keys: Pick<Keys, 'sign'>, ticketId: string, address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+otk-${keys.sign(REPLY_PURPOSE, ticketId)}${address.slice(at)}`;
}

export function ticketOfAddress(keys: Pick<Keys, 'verify'>, address: string): string | null {
  const token = PLUS.exec(address)?.[1];
  return token === undefined ? null : keys.verify(REPLY_PURPOSE, token);
}

/** Which ticket a mail names by a key of ours, and what else in it speaks of earlier letters. */
export function threadOf(keys: Pick<Keys, 'verify'>, facts: ThreadFacts): Thread {
  const ids = [...facts.inReplyTo, ...[...facts.references].reverse()];
  const first = <T>(list: T[], find: (one: T) => string | null) => list.reduce<string | null>((found, one) => found ?? find(one), null);
  const ticketId = first(ids, (id) => ticketOfMessageId(keys, id)) ?? first(facts.recipients, (address) => ticketOfAddress(keys, address));
  const numbers = [...new Set(`${facts.subject}\n${facts.text.slice(0, 2000)}`.match(NUMBER) ?? [])];
  const foreign = [...new Set(facts.inReplyTo.filter((id) => ticketOfMessageId(keys, id) === null))];
  return { ticketId, hints: [...numbers.map((number) => `number ${number}`), ...foreign.slice(0, 3).map((id) => `in-reply-to ${id}`)] };
}
