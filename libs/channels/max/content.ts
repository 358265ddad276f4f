// What one MAX message carries: its words, its files and the facts beside them.
import { normalisePhone } from '#libs/people/phone.js';
import type { InboundFile, MessageMeta } from '../inbound.js';
import type { WireAttachment, WireBody, WireMessage, WireUser } from './wire.js';

/** A file of the message with the address to fetch it from; `file` has no bytes yet. */
export interface Carried {
  url: string;
  id: string;
  file: InboundFile;
}
export interface Content {
  text: string;
  files: Carried[];
  meta: MessageMeta;
  /** The sender's own number, proved by the contact button. */
  phone: string | null;
}

const FILES: Record<string, { kind: InboundFile['kind']; mime: string }> = {
  image: { kind: 'photo', mime: 'image/jpeg' },
  video: { kind: 'video', mime: 'video/mp4' },
  audio: { kind: 'voice', mime: 'audio/ogg' },
  file: { kind: 'document', mime: 'application/octet-stream' },
  sticker: { kind: 'sticker', mime: 'image/webp' },
};

/** A forwarded message stands whole inside the link; the body around it may be empty. */
export function contentOf(message: WireMessage): Content {
  const { body, link, sender, recipient } = message;
  const forwarded = link?.type === 'forward' ? link.message : undefined;
  const bodies = forwarded ? [body, forwarded] : [body];
  const attachments = bodies.flatMap((one) => one.attachments ?? []);
  const contact = contactOf(attachments, sender);
  const repliedTo = link?.type === 'reply' ? (link.message?.mid ?? link.mid) : undefined;
  return {
    text: bodies.flatMap((one) => one.text || []).join('\n\n'),
    files: attachments.flatMap(carried),
    phone: contact?.own && contact.phone.startsWith('+') ? contact.phone : null,
    meta: {
      ...placeOf(attachments),
      ...(contact ? { contact } : {}),
      ...linksOf(attachments),
      ...(forwarded ? { forwardedFrom: nameOf(link?.sender) ?? '' } : {}),
      ...(repliedTo ? { repliedTo } : {}),
      ...(recipient.chat_type === 'dialog' ? {} : { group: true }),
      ...(sender?.username ? { username: sender.username } : {}),
    },
  };
}

export const hasContent = ({ text, attachments }: WireBody): boolean => Boolean(text) || (attachments ?? []).length > 0;

function carried({ type, payload, filename, size }: WireAttachment): Carried[] {
  const shape = FILES[type];
  if (!shape || !payload) return [];
  const id = String(payload.photo_id ?? payload.token ?? payload.code ?? payload.url ?? '');
  return [{ url: payload.url ?? '', id, file: { ...shape, name: filename ?? null, size: size ?? 0 } }];
}

/** Anybody can pass on somebody else's card: the number is proved only when the card names its sender. */
function contactOf(attachments: WireAttachment[], sender: WireUser | undefined): MessageMeta['contact'] {
  const card = attachments.find((attachment) => attachment.type === 'contact')?.payload;
  if (!card) return undefined;
  const line = (key: string): string => new RegExp(`^${key}(?:;[^:\\r\\n]*)?:(.*)$`, 'im').exec(card.vcf_info ?? '')?.[1]?.trim() ?? '';
  const own = card.max_info !== undefined && sender !== undefined && String(card.max_info.user_id) === String(sender.user_id);
  return { name: line('FN') || nameOf(card.max_info) || '', phone: phoneOf(line('TEL')), own };
}

/** E.164; a number nobody can read stays as it came. */
function phoneOf(number: string): string {
  const read = normalisePhone(number.startsWith('+') ? number : `+${number}`);
  return read.ok ? read.e164 : number;
}

function placeOf(attachments: WireAttachment[]): Pick<MessageMeta, 'location'> {
  const place = attachments.find((attachment) => attachment.type === 'location');
  return place ? { location: { lat: place.latitude ?? 0, lon: place.longitude ?? 0 } } : {};
}

function linksOf(attachments: WireAttachment[]): MessageMeta {
  const links = attachments.flatMap(({ type, payload }) => (type === 'share' && payload?.url ? [payload.url] : []));
  return links.length > 0 ? { links } : {};
}

export function nameOf(user: WireUser | undefined): string | null {
  if (!user) return null;
  return [user.first_name, user.last_name].filter(Boolean).join(' ') || user.name || user.username || null;
}
