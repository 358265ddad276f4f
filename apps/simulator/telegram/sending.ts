// The methods of the Bot API that put messages into chats: text, files, albums.
import { type Content, fileObject, photoSizes } from './files.js';
import { checkMarkup } from './keyboards.js';
import { format } from './markup.js';
import type { Upload } from './multipart.js';
import { BotApiError, type TgMarkup, type TgMessage, badRequest } from './objects.js';
import type { Params } from './params.js';
import type { Room, World } from './world.js';

const MB = 1024 * 1024;

interface MediaItem {
  type: string;
  media: string;
  caption?: string;
  parse_mode?: string;
}

/** 4 096 UTF-16 units after the markup is taken out; the real server trims the ends. */
export function checkedText(text: string | undefined, mode: string | undefined): Partial<TgMessage> {
  const formatted = format(text ?? '', mode);
  const trimmed = formatted.text.trimEnd();
  if (trimmed.trim() === '') throw badRequest('message text is empty');
  if (trimmed.length > 4096) throw badRequest('message is too long');
  return { text: trimmed, ...(formatted.entities.length > 0 ? { entities: formatted.entities } : {}) };
}

function checkedCaption(caption: string | undefined, mode: string | undefined): Partial<TgMessage> {
  if (!caption) return {};
  const { text, entities } = format(caption, mode);
  if (text.length > 1024) throw badRequest('message caption is too long');
  return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

export function sendMessage(world: World, params: Params): TgMessage {
  const room = world.roomFor(params.number('chat_id'));
  const body = checkedText(params.text('text'), params.text('parse_mode'));
  return show(world, room, params, body);
}

/** One method per field: sendPhoto, sendDocument, sendVoice, sendVideo, sendAudio. */
export const sendFile =
  (field: string) =>
  (world: World, params: Params): TgMessage => {
    const room = world.roomFor(params.number('chat_id'));
    const media = mediaBody(world, field, params.text(field), params.upload(field), params.number('duration'));
    return show(world, room, params, { ...media, ...checkedCaption(params.text('caption'), params.text('parse_mode')) });
  };

export function sendMediaGroup(world: World, params: Params): TgMessage[] {
  const room = world.roomFor(params.number('chat_id'));
  const items = params.object<MediaItem[]>('media') ?? [];
  if (items.length < 2 || items.length > 10) throw badRequest('media group must include 2-10 items');
  const bodies = items.map((item) => ({
    ...mediaBody(world, item.type, item.media, params.attached(item.media)),
    ...checkedCaption(item.caption, item.parse_mode),
  }));
  const group = String(13_700_000_000_000_000n + BigInt(world.serial()));
  return bodies.map((body) => show(world, room, params, { ...body, media_group_id: group }));
}

function show(world: World, room: Room, params: Params, body: Partial<TgMessage>): TgMessage {
  const markup = params.object<TgMarkup>('reply_markup');
  checkMarkup(markup, room.chat);
  return world.show(room, { ...body, ...replied(world, room, params) }, markup);
}

function replied(world: World, room: Room, params: Params): Partial<TgMessage> {
  const wanted = params.object<{ message_id: number; allow_sending_without_reply?: boolean }>('reply_parameters');
  const messageId = wanted?.message_id ?? params.number('reply_to_message_id');
  if (!messageId) return {};
  const target = world.find(room.chat.id, messageId);
  if (target) return { reply_to_message: { ...target, reply_to_message: undefined } };
  if (wanted?.allow_sending_without_reply) return {};
  throw badRequest('message to be replied not found');
}

function mediaBody(
  world: World,
  field: string,
  reference: string | undefined,
  upload: Upload | undefined,
  duration?: number,
): Partial<TgMessage> {
  const content = contentOf(world, field, reference, upload);
  const limit = field === 'photo' ? 10 * MB : 50 * MB;
  if ((content.bytes?.length ?? 0) > limit) throw new BotApiError(413, 'Request Entity Too Large');
  if (field === 'photo') return { photo: photoSizes(world.files, content) };
  const timed = field === 'document' ? {} : { duration: duration ?? 1 };
  return { [field]: fileObject(world.files.add(content), timed) };
}

function contentOf(world: World, field: string, reference: string | undefined, upload: Upload | undefined): Content {
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    return upload;
  }
  if (!reference) throw badRequest(`there is no ${field} in the request`);
  const known = world.files.find(reference);
  if (known) return known;
  // A link is fetched by the real server; here it is only written down: nothing leaves the machine.
  if (/^https?:\/\//.test(reference)) return { name: reference, mime: 'application/octet-stream', size: 1 };
  throw badRequest('wrong file identifier/HTTP URL specified');
}
