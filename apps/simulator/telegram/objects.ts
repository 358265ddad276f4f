// Shapes of the Telegram Bot API 7.1 that the stand-in speaks, and its error.

export interface TgUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface TgChat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  first_name?: string;
  last_name?: string;
  username?: string;
}

export interface TgEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

export interface TgFile {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
  duration?: number;
}

export interface TgContact {
  phone_number: string;
  first_name: string;
  last_name?: string;
  user_id?: number;
}

export interface TgButton {
  text: string;
  callback_data?: string;
  url?: string;
  request_contact?: boolean;
  request_location?: boolean;
  [other: string]: unknown;
}

export interface TgMarkup {
  inline_keyboard?: TgButton[][];
  keyboard?: Array<Array<TgButton | string>>;
  remove_keyboard?: boolean;
  force_reply?: boolean;
  [other: string]: unknown;
}

export interface TgMessage {
  message_id: number;
  from: TgUser;
  chat: TgChat;
  date: number;
  edit_date?: number;
  media_group_id?: string;
  reply_to_message?: TgMessage;
  text?: string;
  entities?: TgEntity[];
  caption?: string;
  caption_entities?: TgEntity[];
  photo?: TgFile[];
  document?: TgFile;
  voice?: TgFile;
  video?: TgFile;
  audio?: TgFile;
  location?: { latitude: number; longitude: number };
  contact?: TgContact;
  reply_markup?: TgMarkup;
}

/** One update: its id and exactly one of the kinds (`message`, `callback_query`, …). */
export type TgUpdate = { update_id: number } & Record<string, unknown>;

/** A refusal as the Bot API words it; `status` is both HTTP status and error_code. */
export class BotApiError extends Error {
  constructor(
    readonly status: number,
    readonly description: string,
    readonly retryAfter?: number,
  ) {
    super(description);
  }

  toJSON(): object {
    const parameters = this.retryAfter === undefined ? {} : { parameters: { retry_after: this.retryAfter } };
    return { ok: false, error_code: this.status, description: this.description, ...parameters };
  }
}

export const badRequest = (why: string): BotApiError => new BotApiError(400, `Bad Request: ${why}`);
