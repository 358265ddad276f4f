// The table of MAX Bot API routes: "METHOD /path" to rule.
import { format } from '../telegram/markup.js';
import { type Dialog, type MaxWorld, type StoredUpload } from './world.js';
import { type MaxAttachment, MaxError, type MaxMessage, type NewMessage, invalid } from './objects.js';

export interface Asked {
  query: URLSearchParams;
  body: unknown;
  /** Base for links to uploads and files. */
  url: string;
}

type Route = (world: MaxWorld, asked: Asked) => unknown;

const UPLOADED = new Set(['image', 'video', 'audio', 'file']);
const BUTTONS = new Set(['callback', 'link', 'request_contact', 'request_geo_location', 'message', 'open_app', 'clipboard']);

export const ROUTES: Record<string, Route> = {
  'GET /me': (world) => world.bot,
  'POST /messages': (world, { query, body }) => ({ message: send(world, query, body as NewMessage) }),
  'PUT /messages': (world, { query, body }) => change(world, query.get('message_id'), body as NewMessage),
  'DELETE /messages': (world, { query }) => remove(world, query.get('message_id')),
  'GET /messages': (world, { query }) => ({
    messages: (query.get('message_ids') ?? '').split(',').flatMap((mid) => world.messages.get(mid) ?? []),
  }),
  'POST /answers': (world, { query, body }) =>
    answer(world, query.get('callback_id') ?? '', body as { notification?: string; message?: NewMessage }),
  'POST /uploads': (world, { query, url }) => openUpload(world, query.get('type') ?? '', url),
};

function send(world: MaxWorld, query: URLSearchParams, wanted: NewMessage): MaxMessage {
  const dialog = world.dialogFor(query.get('chat_id'), query.get('user_id'));
  const body = checked(world, wanted);
  const message = world.record(dialog, world.bot, body.text, body.attachments);
  if (wanted.link) message.link = wanted.link;
  if (body.markup) message.body.markup = body.markup;
  dialog.inbox.append({ message, edited: false, deleted: false });
  return message;
}

function change(world: MaxWorld, mid: string | null, wanted: NewMessage): object {
  const { dialog, entry } = world.shown(mid);
  apply(world, dialog, entry.message, wanted);
  entry.edited = true;
  dialog.inbox.changed(entry);
  return { success: true };
}

/** Absent attachments stay, an empty list removes them. */
function apply(world: MaxWorld, dialog: Dialog, message: MaxMessage, wanted: NewMessage): void {
  if (dialog.stopped) throw new MaxError(403, 'chat.denied', 'error.dialog.suspended');
  const body = checked(world, {
    ...wanted,
    text: wanted.text ?? message.body.text,
    attachments: wanted.attachments ?? message.body.attachments,
  });
  Object.assign(message.body, body);
}

function remove(world: MaxWorld, mid: string | null): object {
  const { dialog, entry } = world.shown(mid);
  entry.deleted = true;
  dialog.inbox.changed(entry);
  return { success: true };
}

function answer(world: MaxWorld, callbackId: string, body: { notification?: string; message?: NewMessage }): object {
  const message = world.callbacks.get(callbackId);
  if (!message) throw new MaxError(404, 'not.found', `Callback ${callbackId} not found`);
  const { dialog } = world.shown(message.body.mid);
  if (body.message) change(world, message.body.mid, body.message);
  dialog.notices.append({ kind: 'callback', text: body.notification ?? '' });
  return { success: true };
}

function checked(world: MaxWorld, wanted: NewMessage) {
  const text = wanted.text ?? null;
  const attachments = wanted.attachments ?? [];
  if (text !== null && text.length > 4000) throw invalid('text: size must be between 0 and 4000');
  if (!text && attachments.length === 0) throw invalid('Must be provided: text or attachments');
  return { ...plain(text, wanted.format), attachments: attachments.map((attachment) => attach(world, attachment)) };
}

/** Broken markup is not refused here: the text is shown as it came. */
function plain(text: string | null, mode: string | undefined): { text: string | null; markup?: unknown[] } {
  if (!text || mode !== 'html') return { text };
  try {
    const { text: shown, entities } = format(text, 'html');
    return {
      text: shown,
      markup: entities.map(({ offset, length, type, url }) => ({ from: offset, length, type, ...(url ? { url } : {}) })),
    };
  } catch {
    return { text };
  }
}

function attach(world: MaxWorld, attachment: MaxAttachment): MaxAttachment {
  if (attachment.type === 'inline_keyboard') checkButtons(attachment);
  if (!UPLOADED.has(attachment.type) || !attachment.payload?.token) return attachment;
  const upload = world.uploads.get(attachment.payload.token);
  if (!upload?.bytes) throw invalid(`attachments: unknown token of ${attachment.type}`);
  if (upload.notReady-- > 0) {
    throw new MaxError(400, 'attachment.not.ready', 'Key: errors.process.attachment.file.not.processed');
  }
  return { ...attachment, filename: upload.name, size: upload.bytes.length };
}

function checkButtons(keyboard: MaxAttachment): void {
  for (const button of (keyboard.payload?.buttons ?? []).flat()) {
    if (!BUTTONS.has(button.type)) throw invalid(`buttons: unknown type ${button.type}`);
    if (!button.text) throw invalid('buttons: text must not be empty');
    if (button.type === 'callback' && (button.payload ?? '').length > 1024) throw invalid('buttons: payload is too long');
  }
}

function openUpload(world: MaxWorld, type: string, url: string): object {
  if (!UPLOADED.has(type)) throw invalid(`type: unknown upload type ${type}`);
  const token = `u${world.serial()}.${Buffer.from(type).toString('hex')}`;
  world.uploads.set(token, { token, type, name: '', mime: '', notReady: world.notReadyTimes });
  const early = type === 'video' || type === 'audio' ? { token } : {};
  return { url: `${url}/upload/${token}`, ...early };
}

/** What the upload host answers once it has the bytes: each type in its own way. */
export function uploaded(upload: StoredUpload): object {
  if (upload.type === 'image') return { photos: { [upload.token]: { token: upload.token } } };
  return upload.type === 'file' ? { fileId: 1_000_000_000_000 + upload.bytes!.length, token: upload.token } : { retval: 1 };
}
