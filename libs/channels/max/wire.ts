// The fields of MAX updates that the channel reads, and JSON read without spoiling numbers above 2^53.

export interface WireUser {
  user_id: number | string;
  first_name?: string;
  last_name?: string;
  name?: string;
  username?: string | null;
  is_bot?: boolean;
}

interface WireButton {
  type: string;
  text: string;
  payload?: string;
}

export interface WireAttachment {
  type: string;
  filename?: string;
  size?: number;
  latitude?: number;
  longitude?: number;
  payload?: {
    photo_id?: number | string;
    token?: string;
    code?: string;
    url?: string;
    title?: string;
    vcf_info?: string;
    max_info?: WireUser;
    buttons?: WireButton[][];
  };
}

interface WireMark {
  type: string;
  user_id?: number | string;
  user_link?: string;
}

export interface WireBody {
  mid: string;
  text?: string | null;
  attachments?: WireAttachment[] | null;
  markup?: WireMark[] | null;
}

export interface WireMessage {
  sender?: WireUser;
  recipient: { chat_id: number | string; chat_type: string; user_id?: number | string };
  /** Milliseconds since 1970. */
  timestamp: number;
  body: WireBody;
  link?: { type: string; sender?: WireUser; message?: WireBody; mid?: string };
}

export interface WireUpdate {
  update_type: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  user_locale?: string;
  message?: WireMessage;
  callback?: { callback_id: string; payload?: string; user: WireUser };
  chat_id?: number | string;
  user_id?: number | string;
  user?: WireUser;
  payload?: string | null;
  message_id?: string;
}

/** The kinds asked for. */
export const WANTED_UPDATES = [
  'message_created',
  'message_edited',
  'message_removed',
  'message_callback',
  'bot_started',
  'bot_stopped',
  'dialog_removed',
];

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON.parse, but whole numbers of 16 digits and more come as strings of their digits (`seq` passes 2^53). Throws SyntaxError. */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(TOKEN, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token)));
}
