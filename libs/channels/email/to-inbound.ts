// From a parsed mail to the envelope that intake stores.
import type { Inbound, InboundEvent, InboundFile, MessageMeta, Sender } from '../inbound.js';
import { isAuthenticated } from './authentication.js';
import { NOWHERE } from './compose.js';
import type { MailAddress } from './header.js';
import type { MailFile, ParsedMail } from './mail.js';
import { type Keys, type Thread, threadOf, ticketOfMessageId } from './thread.js';

/** What the mailbox knows of the letter beside its bytes. */
export interface Envelope {
  /** "uidvalidity:uid", prefixed by "sent:" for the Sent folder. */
  providerKey: string;
  raw: Buffer;
  receivedAt: Date;
  providerAt: Date | null;
}
export interface MailboxFacts {
  /** Lower case addresses this mailbox writes from. */
  own: string[];
  authservId: string | null;
  keys: Pick<Keys, 'verify'>;
}

/** Addresses that say themselves that nobody reads them: the letter is kept, but not acknowledged. */
const NOBODY = /^(no|do[-_.]?not)[-_.]?(reply|answer|respond)([-_.+\d][^@]*)?@/;

/** A letter in the mailbox: a client's message, or an automatic one that opens nothing. */
export function toInbound(mail: ParsedMail, envelope: Envelope, mailbox: MailboxFacts): Inbound {
  return { ...frame(mail, envelope), event: eventOf(mail, mailbox) };
}

/** A letter in Sent: a colleague's answer to a ticket of ours, or null when it is our own letter or joins nothing. */
export function toOutboundCopy(mail: ParsedMail, envelope: Envelope, mailbox: MailboxFacts): Inbound | null {
  if (mail.messageId !== '' && ticketOfMessageId(mailbox.keys, mail.messageId) !== null) return null;
  const thread = readThread(mail, mailbox);
  if (thread.ticketId === null) return null;
  const reader = mail.to.find((one) => !isOwn(one.address, mailbox)) ?? mail.to[0] ?? mail.cc[0];
  const address = normalise(reader?.address ?? '');
  const sender: Sender = { address, name: reader?.name ?? null };
  const event: InboundEvent = {
    kind: 'message',
    conversationKey: address,
    sender,
    text: mail.visible,
    files: mail.files.map(toFile),
    meta: metaOf(mail, thread),
    ticketId: thread.ticketId,
    outboundBy: mail.from?.name ?? mail.from?.address ?? '',
  };
  return { ...frame(mail, envelope), event };
}

/** A letter that could not be read: kept raw, visible, can be re-run. */
export function toQuarantine(envelope: Envelope, hash: string, reason: string): Inbound {
  return { ...envelope, externalId: '', contentHash: hash, event: { kind: 'quarantine', reason } };
}

function frame(mail: ParsedMail, envelope: Envelope): Omit<Inbound, 'event'> {
  return { ...envelope, externalId: mail.messageId, contentHash: mail.contentHash };
}

function eventOf(mail: ParsedMail, mailbox: MailboxFacts): InboundEvent {
  const sender = senderOf(mail, mailbox);
  const thread = readThread(mail, mailbox);
  const meta = metaOf(mail, thread);
  if (mail.automatic) {
    const about = mail.automatic.about.find((id) => ticketOfMessageId(mailbox.keys, id) !== null);
    return {
      kind: 'automatic',
      reason: mail.automatic.reason,
      aboutExternalId: about,
      failed: mail.automatic.failed,
      sender,
      text: mail.visible,
      meta,
    };
  }
  // also what we wrote from another mailbox, or what a reader's server sends back to us
  const ours = isOwn(sender.address, mailbox) || ticketOfMessageId(mailbox.keys, mail.messageId) !== null;
  if (ours) return { kind: 'automatic', reason: 'own', sender, text: mail.visible, meta };
  return {
    kind: 'message',
    conversationKey: sender.address,
    sender,
    text: mail.visible,
    files: mail.files.map(toFile),
    meta,
    ...(thread.ticketId === null ? {} : { ticketId: thread.ticketId }),
  };
}

function senderOf(mail: ParsedMail, mailbox: MailboxFacts): Sender {
  // a letter without any sender is still somebody's letter: its own address keeps such people apart
  const address = normalise(mail.from?.address ?? `unknown-${mail.contentHash.slice(0, 12)}@${NOWHERE}`);
  const verified = mail.from !== null && isAuthenticated(mail.authenticationResults, mailbox.authservId, address);
  const unreachable = mail.from === null || NOBODY.test(address);
  return {
    address,
    name: mail.from?.name ?? null,
    ...(mail.from ? { email: { value: address, verified } } : {}),
    ...(unreachable ? { unreachable } : {}),
  };
}

function readThread(mail: ParsedMail, mailbox: MailboxFacts): Thread {
  const recipients = [...mail.deliveredTo, ...[...mail.to, ...mail.cc].map((one) => one.address)];
  return threadOf(mailbox.keys, {
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    recipients,
    subject: mail.subject,
    text: mail.visible,
  });
}

function metaOf(mail: ParsedMail, thread: Thread): MessageMeta {
  return {
    subject: mail.subject,
    ...(mail.quoted === '' ? {} : { quoted: mail.quoted }),
    ...(mail.html === null ? {} : { html: mail.html }),
    ...(mail.cc.length === 0 ? {} : { cc: mail.cc.map(lowered) }),
    ...(mail.to.length === 0 ? {} : { to: mail.to.map(lowered) }),
    ...(mail.fromAll.length < 2 ? {} : { fromAll: mail.fromAll.map(lowered) }),
    ...(mail.replyTo.length === 0 ? {} : { replyTo: mail.replyTo.map(lowered) }),
    ...(thread.hints.length === 0 ? {} : { hints: thread.hints }),
    ...(mail.references.length === 0 ? {} : { references: mail.references.slice(-10) }),
    ...(mail.notes.length === 0 ? {} : { cut: mail.notes }),
  };
}

function toFile(file: MailFile): InboundFile {
  const kind = file.inline ? 'inline' : /^image\/(jpe?g|png|gif|webp)$/.test(file.mime) ? 'photo' : 'document';
  return {
    ...(file.cut ? { missing: 'too large' } : { sha256: file.sha256 }),
    name: file.name,
    mime: file.mime,
    size: file.bytes.length,
    kind,
    ...(file.cid === null ? {} : { cid: file.cid }),
  };
}

const lowered = (one: MailAddress) => ({ name: one.name, address: normalise(one.address) });
const normalise = (address: string): string => address.trim().toLowerCase().slice(0, 320);
const isOwn = (address: string, mailbox: MailboxFacts): boolean => mailbox.own.includes(normalise(address).replace(/\+otk-[^@]+@/, '@'));
