// What one Telegram message carries: its words, its files and the facts beside them.
import { normalisePhone } from '#libs/people/phone.js';
import type { InboundFile, MessageMeta } from '../inbound.js';
import type { WireFile, WireMessage, WireUser } from './wire.js';

/** A file of the message with the id to fetch it by; `file` has no bytes yet. */
export interface Carried {
  fileId: string;
  uniqueId: string;
  file: InboundFile;
}
export interface Content {
  text: string;
  files: Carried[];
  meta: MessageMeta;
}

type MediaField = 'animation' | 'document' | 'voice' | 'video' | 'video_note' | 'audio' | 'sticker';
const MEDIA: Record<MediaField, { kind: InboundFile['kind']; mime: string }> = {
  animation: { kind: 'video', mime: 'video/mp4' },
  document: { kind: 'document', mime: 'application/octet-stream' },
  voice: { kind: 'voice', mime: 'audio/ogg' },
  video: { kind: 'video', mime: 'video/mp4' },
  video_note: { kind: 'video', mime: 'video/mp4' },
  audio: { kind: 'audio', mime: 'audio/mpeg' },
  sticker: { kind: 'sticker', mime: 'image/webp' },
};
const FIELDS = Object.keys(MEDIA) as MediaField[];

export function contentOf(message: WireMessage): Content {
  return { text: textOf(message), files: filesOf(message), meta: metaOf(message) };
}

/** True for a message of a person; joins, pins, title changes and the like carry none of these. */
export function hasContent(message: WireMessage): boolean {
  const { text, caption, photo, location, contact, poll, dice, story, game } = message;
  const shown = [text, caption, photo, location, contact, poll, dice, story, game, ...FIELDS.map((field) => message[field])];
  return shown.some((part) => part !== undefined);
}

function textOf({ text, caption, poll, dice, game }: WireMessage): string {
  if (poll) return [poll.question, ...poll.options.map((option) => `— ${option.text}`)].join('\n');
  if (dice) return `${dice.emoji} ${dice.value}`;
  return text ?? caption ?? game?.title ?? '';
}

function filesOf(message: WireMessage): Carried[] {
  const photo = largest(message.photo ?? []);
  // an animation repeats itself under `document` for old clients
  const fields = FIELDS.filter((field) => message[field] && !(field === 'document' && message.animation));
  return [...(photo ? [carried(photo, 'photo', 'image/jpeg')] : []), ...fields.map((field) => media(field, message[field]!))];
}

function media(field: MediaField, file: WireFile): Carried {
  const { kind, mime } = MEDIA[field];
  if (field !== 'sticker') return carried(file, kind, file.mime_type ?? mime);
  return carried(file, kind, file.is_video ? 'video/webm' : file.is_animated ? 'application/x-tgsticker' : mime);
}

function carried(file: WireFile, kind: InboundFile['kind'], mime: string): Carried {
  const name = file.file_name ?? file.title ?? null;
  return { fileId: file.file_id, uniqueId: file.file_unique_id, file: { name, mime, size: file.file_size ?? 0, kind } };
}

const area = (photo: WireFile): number => (photo.width ?? 0) * (photo.height ?? 0);
const largest = (photos: WireFile[]): WireFile | undefined =>
  photos.reduce<WireFile | undefined>((best, one) => (best && area(best) > area(one) ? best : one), undefined);

function metaOf(message: WireMessage): MessageMeta {
  const { location, venue, contact, forward_origin: origin, reply_to_message: repliedTo } = message;
  const links = (message.entities ?? message.caption_entities ?? []).flatMap(({ type, url }) => (type === 'text_link' && url ? [url] : []));
  const from = origin && (nameOf(origin.sender_user) ?? origin.sender_user_name ?? origin.sender_chat?.title ?? origin.chat?.title);
  return {
    ...(location
      ? { location: { lat: location.latitude, lon: location.longitude, ...(venue ? { title: `${venue.title}, ${venue.address}` } : {}) } }
      : {}),
    ...(contact ? { contact: { name: fullName(contact), phone: phoneOf(contact.phone_number), own: isOwnContact(message) } } : {}),
    ...(message.sticker?.emoji ? { emoji: message.sticker.emoji } : {}),
    ...(message.story !== undefined ? { unsupported: 'story' } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(from ? { forwardedFrom: from } : {}),
    ...(repliedTo ? { repliedTo: `${message.chat.id}:${repliedTo.message_id}` } : {}),
    ...(message.from?.username ? { username: message.from.username } : {}),
  };
}

/** Anybody can pass on somebody else's card: only one's own, sent by the button, proves the number. */
export const isOwnContact = ({ contact, from }: WireMessage): boolean =>
  contact?.user_id !== undefined && from !== undefined && String(contact.user_id) === String(from.id);

/** E.164; the server gives it mostly without the plus. A number nobody can read stays as it came. */
export function phoneOf(number: string): string {
  const read = normalisePhone(number.startsWith('+') ? number : `+${number}`);
  return read.ok ? read.e164 : number;
}

const fullName = (person: { first_name?: string; last_name?: string }): string =>
  [person.first_name, person.last_name].filter(Boolean).join(' ');
export const nameOf = (user: WireUser | undefined): string | null => (user && (fullName(user) || user.username)) || null;
