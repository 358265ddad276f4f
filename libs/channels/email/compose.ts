// A reply as a letter: addresses as objects only, threading headers, plain and HTML text, marks of automatic mail.
import type { Outbound } from '../channel.js';
import { type Keys, makeMessageId, makePlusAddress } from './thread.js';
import type { EmailSettings } from './settings.js';

export interface Letter {
  messageId: string;
  from: Mailbox;
  to: Mailbox[];
  replyTo?: Mailbox;
  subject: string;
  inReplyTo?: string;
  references?: string[];
  text: string;
  html: string;
  headers: Record<string, string>;
}
interface Mailbox {
  name: string;
  address: string;
}

const ADDRESS = /^[^\s<>()",;:\\@\0-\x1f\x7f]{1,64}@[^\s<>()",;:\\@\0-\x1f\x7f]{1,255}$/;
const ID = /^<[^<>\s\0-\x1f\x7f]{1,900}>$/;
const REFERENCES = 10;
/** Domain of the addresses that stand in for a missing sender (RFC 2606: never a real one). */
export const NOWHERE = 'mail.invalid';

/** One address and nothing else: no list, no name, no line break, and not the stand-in for a letter without a sender. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text) && text.length <= 320 && !text.endsWith(`@${NOWHERE}`);
}

/** The letter of a reply; the recipient must have passed isAddress. Attachments are added by the sender. */
export function compose(out: Outbound, settings: EmailSettings, keys: Pick<Keys, 'sign'>): Letter {
  const { address } = settings.from;
  const text = withSignature(out.text, out.signature);
  const last = out.replyTo && ID.test(out.replyTo.externalId) ? out.replyTo.externalId : null;
  const chain = [...new Set([...out.references.filter((id) => ID.test(id) && id !== last), ...(last ? [last] : [])])].slice(-REFERENCES);
  return {
    messageId: makeMessageId(keys, out.ticketId, out.key, address.slice(address.lastIndexOf('@') + 1)),
    // the institute first: it is what a client looks for in a list of letters
    from: { name: oneLine([settings.from.name, out.from.name].filter(Boolean).join(' — ')), address },
    to: [{ name: oneLine(out.to.name ?? ''), address: out.to.address }],
    ...(settings.plusAddress
      ? { replyTo: { name: oneLine(settings.from.name), address: makePlusAddress(keys, out.ticketId, address) } }
      : {}),
    subject: subjectOf(out),
    ...(last ? { inReplyTo: last } : {}),
    ...(chain.length > 0 ? { references: chain } : {}),
    text,
    html: toHtml(text, out.language),
    headers: out.automatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {},
  };
}

function subjectOf(out: Outbound): string {
  const given = oneLine(out.subject ?? String(out.replyTo?.meta.subject ?? ''));
  if (given === '') return out.ticketNumber;
  return out.replyTo && !/^(re|отв)\s*(\[\d+\])?\s*:/i.test(given) ? `Re: ${given}` : given;
}

function withSignature(text: string, signature: string): string {
  const own = signature.trim();
  return own === '' ? text : `${text.trimEnd()}\n\n-- \n${own}`;
}

/** Escaped paragraphs with links; nothing of the text is taken as markup. */
export function toHtml(text: string, language: 'ru' | 'en'): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  const linked = escaped.replace(/\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]»]/g, (url) => `<a href="${url}">${url}</a>`);
  const paragraphs = linked.split(/\n{2,}/).map((one) => `<p>${one.replace(/\n/g, '<br>\n')}</p>`);
  return `<!doctype html>\n<html lang="${language}"><body style="font-family: sans-serif">\n${paragraphs.join('\n')}\n</body></html>`;
}

/** No header can be injected: line breaks and other controls become spaces. */
export function oneLine(text: string): string {
  return text
    .replace(/[\0-\x1f\x7f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 500);
}
