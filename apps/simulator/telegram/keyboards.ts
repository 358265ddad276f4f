// What the server checks in reply_markup before it shows a keyboard.
import { type TgButton, type TgChat, type TgMarkup, badRequest } from './objects.js';

const INLINE_ACTIONS = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'pay',
  'callback_game',
  'switch_inline_query_chosen_chat',
];

/** Throws 400 on a keyboard that the real server refuses. */
export function checkMarkup(markup: TgMarkup | undefined, chat: TgChat): void {
  if (!markup) return;
  if (typeof markup !== 'object') throw badRequest('object expected as reply markup');
  for (const button of rowsOf(markup.inline_keyboard).flat()) checkInline(button);
  for (const button of rowsOf(markup.keyboard).flat()) checkReply(button, chat);
}

function rowsOf<T>(rows: T[][] | undefined): T[][] {
  if (rows === undefined) return [];
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) {
    throw badRequest('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays');
  }
  return rows;
}

function checkInline(button: TgButton): void {
  if (!button.text) throw badRequest('can\'t parse inline keyboard button: Field "text" must be of type String');
  const actions = INLINE_ACTIONS.filter((action) => button[action] !== undefined);
  if (actions.length !== 1) throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if (button.callback_data !== undefined && !fits(button.callback_data)) throw badRequest('BUTTON_DATA_INVALID');
  if (button.url !== undefined && !/^(https?|tg):\/\/\S+$/.test(button.url)) throw badRequest('BUTTON_URL_INVALID');
}

const fits = (data: string): boolean => data.length > 0 && Buffer.byteLength(data) <= 64;

function checkReply(button: TgButton | string, chat: TgChat): void {
  if (typeof button === 'string') return;
  if (!button.text) throw badRequest('can\'t parse keyboard button: Field "text" must be of type String');
  if (button.request_contact && chat.type !== 'private') {
    throw badRequest('phone number can be requested in private chats only');
  }
}
