// Reply to wire: the calls that carry one reply, in the order they are sent; the same for every attempt.
import type { Outbound, StoredFile } from '../channel.js';
import { fileName, type Part, partsOf } from './parts.js';

export const TEXT_LIMIT = 4096;
const PHOTO_LIMIT = 10 * 1024 * 1024;

interface Button {
  text: string;
  callback_data: string;
}
export interface Keyboard {
  inline_keyboard: Button[][];
}
/** `sendMessage` has both wordings: plain is sent when the markup is refused. */
export type WireCall =
  | ({ method: 'sendMessage'; keyboard?: Keyboard } & Part)
  | { method: 'sendPhoto' | 'sendDocument'; file: StoredFile; filename: string; keyboard?: Keyboard };

/** Text first, then each file by itself; buttons stand under the last text. */
export function toCalls(out: Outbound, automaticMark: string): WireCall[] {
  const texts = partsOf(out, automaticMark, TEXT_LIMIT).map((part): WireCall => ({ method: 'sendMessage', ...part }));
  const files = out.files.map((file, at) => fileCall(file, at));
  const keyboard = keyboardOf(out.buttons ?? []);
  const bearer = texts.at(-1) ?? files.at(-1);
  if (bearer && keyboard) bearer.keyboard = keyboard;
  return [...texts, ...files];
}

/** Pictures the app shows at once; larger or rarer ones go as documents, which the server leaves as they are. */
function fileCall(file: StoredFile, at: number): WireCall {
  const isPhoto = /^image\/(jpeg|png)$/.test(file.mime) && file.size <= PHOTO_LIMIT;
  return { method: isPhoto ? 'sendPhoto' : 'sendDocument', file, filename: fileName(file.name, at) };
}

/** Short labels share a row. `callback_data` holds at most 64 bytes: a longer id has no button. */
function keyboardOf(buttons: { id: string; label: string }[]): Keyboard | undefined {
  const fitting = buttons.filter(({ id, label }) => id !== '' && label !== '' && Buffer.byteLength(id) <= 64);
  if (fitting.length === 0) return undefined;
  const longest = Math.max(...fitting.map(({ label }) => label.length));
  const perRow = longest <= 3 ? 5 : longest <= 16 ? 2 : 1;
  const rows = Array.from({ length: Math.ceil(fitting.length / perRow) }, (_, row) => fitting.slice(row * perRow, (row + 1) * perRow));
  return { inline_keyboard: rows.map((row) => row.map(({ id, label }) => ({ text: label, callback_data: id }))) };
}
