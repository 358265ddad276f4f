// The fields of Bot API updates that the channel reads; the wire may carry more, and any of these may be absent.

export interface WireUser {
  id: number;
  is_bot?: boolean;
  first_name?: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface WireChat {
  id: number;
  type: 'private' | 'group' | 'supergroup' | 'channel';
  title?: string;
}

export interface WireEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: WireUser;
}

export interface WireFile {
  file_id: string;
  file_unique_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
  title?: string;
  width?: number;
  height?: number;
  emoji?: string;
  is_animated?: boolean;
  is_video?: boolean;
}

interface WireOrigin {
  sender_user?: WireUser;
  sender_user_name?: string;
  sender_chat?: WireChat;
  chat?: WireChat;
}

export interface WireButton {
  text: string;
  callback_data?: string;
}

export interface WireMessage {
  message_id: number;
  chat: WireChat;
  /** Seconds since 1970; 0 = the message is too old to be told. */
  date: number;
  from?: WireUser;
  edit_date?: number;
  media_group_id?: string;
  text?: string;
  entities?: WireEntity[];
  caption?: string;
  caption_entities?: WireEntity[];
  photo?: WireFile[];
  document?: WireFile;
  animation?: WireFile;
  voice?: WireFile;
  video?: WireFile;
  video_note?: WireFile;
  audio?: WireFile;
  sticker?: WireFile;
  location?: { latitude: number; longitude: number };
  venue?: { title: string; address: string };
  contact?: { phone_number: string; first_name: string; last_name?: string; user_id?: number };
  poll?: { question: string; options: { text: string }[] };
  dice?: { emoji: string; value: number };
  story?: unknown;
  game?: { title: string };
  forward_origin?: WireOrigin;
  reply_to_message?: WireMessage;
  reply_markup?: { inline_keyboard?: WireButton[][] };
}

export interface WireCallback {
  id: string;
  from: WireUser;
  message?: WireMessage;
  data?: string;
}

export interface WireMembership {
  chat: WireChat;
  from: WireUser;
  date: number;
  new_chat_member: { status: string };
}

export interface WireReaction {
  chat: WireChat;
  message_id: number;
  user?: WireUser;
  date: number;
  new_reaction: { type: string; emoji?: string }[];
}

/** One update: its id and exactly one of the kinds. */
export interface WireUpdate {
  update_id: number;
  message?: WireMessage;
  edited_message?: WireMessage;
  callback_query?: WireCallback;
  my_chat_member?: WireMembership;
  message_reaction?: WireReaction;
}

/** The kinds asked for; everything else is never sent to us. */
export const WANTED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member', 'message_reaction'] as const;
