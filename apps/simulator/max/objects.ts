// Shapes of the MAX Bot API that the stand-in speaks, and its error.

export interface MaxUser {
  user_id: number;
  first_name: string;
  last_name?: string;
  username: string | null;
  is_bot: boolean;
  last_activity_time: number;
}

export interface MaxButton {
  type: string;
  text: string;
  payload?: string;
  url?: string;
}

export interface MaxAttachment {
  type: string;
  payload?: Record<string, unknown> & { buttons?: MaxButton[][]; token?: string; url?: string };
  filename?: string;
  size?: number;
  latitude?: number;
  longitude?: number;
}

export interface MaxMessage {
  sender: MaxUser;
  recipient: { chat_id: number; chat_type: 'dialog'; user_id: number };
  timestamp: number;
  link?: { type: string; mid: string };
  body: { mid: string; seq: bigint; text: string | null; attachments: MaxAttachment[]; markup?: unknown[] };
}

export type MaxUpdate = { update_type: string; timestamp: number } & Record<string, unknown>;

/** What `POST /messages`, `PUT /messages` and `POST /answers` carry. */
export interface NewMessage {
  text?: string | null;
  format?: 'html' | 'markdown';
  notify?: boolean;
  link?: { type: string; mid: string };
  attachments?: MaxAttachment[] | null;
}

/** A refusal: HTTP status and the pair `code`, `message`. */
export class MaxError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  toJSON(): object {
    return { code: this.code, message: this.message };
  }
}

export const invalid = (message: string): MaxError => new MaxError(400, 'proto.payload', message);
