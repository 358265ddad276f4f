// E-mail addresses: one spelling per mailbox, readable domains, nothing that could smuggle a second recipient.
import { domainToUnicode } from 'node:url';

export type EmailRefusal = 'empty' | 'no-at' | 'several' | 'space' | 'sign' | 'domain' | 'too-long';
export type Email = { ok: true; email: string } | { ok: false; reason: EmailRefusal };

const LONGEST = 254;
const LONGEST_LOCAL = 64;
/** atext of RFC 5322 and the letters of RFC 6531; dots may stand anywhere, since real mailboxes have them so. */
const LOCAL = /^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+\p{L}[\p{L}\p{M}\p{N}-]*$/u;

/** Lower case, domain in letters (`xn--…` is decoded). Line breaks, commas, spaces and invisible signs are refused, never repaired. */
export function normaliseEmail(text: string): Email {
  const typed = text
    .normalize('NFC')
    .replace(/^[ \t\u00A0]+|[ \t\u00A0]+$/g, '')
    .replace(/^mailto:/i, '');
  if (!typed) return refuse('empty');
  if (typed.length > LONGEST * 4) return refuse('too-long');
  if (/[,;]/.test(typed) || typed.split('@').length > 2) return refuse('several');
  if (/\s/u.test(typed)) return refuse('space');
  const at = typed.indexOf('@');
  if (at < 0) return refuse('no-at');
  return fromParts(typed.slice(0, at).toLowerCase(), typed.slice(at + 1).toLowerCase());
}

function fromParts(local: string, typedDomain: string): Email {
  if (!LOCAL.test(local)) return refuse('sign');
  const domain = readable(typedDomain.replace(/\.$/, ''));
  if (domain !== 'localhost' && !DOMAIN.test(domain)) return refuse('domain');
  if (Buffer.byteLength(local) > LONGEST_LOCAL || Buffer.byteLength(`${local}@${domain}`) > LONGEST) return refuse('too-long');
  return { ok: true, email: `${local}@${domain}` };
}

/** A label that decodes to nothing readable is left as it came. */
const readable = (domain: string): string => (domain.includes('xn--') && domainToUnicode(domain)) || domain;

const refuse = (reason: EmailRefusal): Email => ({ ok: false, reason });

/** The same mailbox for us: without case and with either spelling of the domain (001 §2.16). */
export function sameEmail(one: string, other: string): boolean {
  const [a, b] = [normaliseEmail(one), normaliseEmail(other)];
  return a.ok && b.ok && a.email === b.email;
}
