// The table of Bot API methods that need no connection: name to rule.
import { checkMarkup } from './keyboards.js';
import { type TgMarkup, type TgMessage, badRequest } from './objects.js';
import type { Params } from './params.js';
import { checkedText, sendFile, sendMediaGroup, sendMessage } from './sending.js';
import { type Room, type Shown, type World, answered } from './world.js';

type Method = (world: World, params: Params) => unknown;

/** Keys in lower case: the server does not look at the case of a method's name. */
export const METHODS: Record<string, Method> = {
  getme: (world) => ({
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }),
  sendmessage: sendMessage,
  sendphoto: sendFile('photo'),
  senddocument: sendFile('document'),
  sendvoice: sendFile('voice'),
  sendvideo: sendFile('video'),
  sendaudio: sendFile('audio'),
  sendmediagroup: sendMediaGroup,
  sendchataction: (world, params) => {
    world.roomFor(params.number('chat_id')).notices.append({ kind: 'action', text: params.text('action') ?? '' });
    return true;
  },
  editmessagetext: (world, params) => edit(world, params, checkedText(params.text('text'), params.text('parse_mode'))),
  editmessagereplymarkup: (world, params) => edit(world, params, {}),
  deletemessage: deleteMessage,
  answercallbackquery: answerCallbackQuery,
  getfile: (world, params) => world.files.describe(params.text('file_id') ?? ''),
  getchat: (world, params) => world.roomFor(params.number('chat_id')).chat,
  setmycommands: (world, params) => {
    world.commands = params.object<unknown[]>('commands') ?? [];
    return true;
  },
  getmycommands: (world) => world.commands,
};

/** Calls that count towards "about one message a second per chat". */
export const isLimited = (method: string): boolean => /^(send(?!chataction)|edit)/i.test(method);

function edit(world: World, params: Params, body: Partial<TgMessage>): TgMessage {
  const room = world.roomFor(params.number('chat_id'));
  const shown = ownMessage(world, room, params);
  const markup = params.object<TgMarkup>('reply_markup');
  checkMarkup(markup, room.chat);
  const { text, entities, reply_markup: old } = shown.message;
  const changed = { text: body.text ?? text, entities: body.text ? body.entities : entities, reply_markup: markup };
  if (JSON.stringify(changed) === JSON.stringify({ text, entities, reply_markup: old })) throw badRequest(UNCHANGED);
  Object.assign(shown.message, changed, { edit_date: world.date });
  shown.edited = true;
  room.inbox.changed(shown);
  return answered(shown.message);
}

const UNCHANGED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

function ownMessage(world: World, room: Room, params: Params): Shown {
  const messageId = params.number('message_id');
  const shown = world.shown(room, messageId);
  if (shown) return shown;
  throw badRequest(world.find(room.chat.id, messageId) ? "message can't be edited" : 'message to edit not found');
}

function deleteMessage(world: World, params: Params): true {
  const room = world.roomFor(params.number('chat_id'));
  const shown = world.shown(room, params.number('message_id'));
  if (!shown) throw badRequest('message to delete not found');
  shown.deleted = true;
  room.inbox.changed(shown);
  return true;
}

function answerCallbackQuery(world: World, params: Params): true {
  const id = params.text('callback_query_id') ?? '';
  const userId = world.callbacks.get(id);
  if (userId === undefined) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  world.callbacks.delete(id);
  world.rooms.get(userId)?.notices.append({ kind: 'callback', text: params.text('text') ?? '' });
  return true;
}
