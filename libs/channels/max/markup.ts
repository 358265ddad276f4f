// Reply to wire: the messages that carry one reply, in the order they are sent; the same for every attempt.
import type { Outbound, StoredFile } from '../channel.js';
import { fileName, type Part, partsOf } from './parts.js';

export const TEXT_LIMIT = 4000;

type Button = { type: 'callback'; text: string; payload: string } | { type: 'request_contact'; text: string };
export interface Keyboard {
  type: 'inline_keyboard';
  payload: { buttons: Button[][] };
}
export type WireCall =
  | ({ kind: 'text' } & Part & { keyboard?: Keyboard })
  | { kind: 'image' | 'file'; file: StoredFile; filename: string; keyboard?: Keyboard };

/** Text first, then each file by itself; buttons stand under the last text. */
export function toCalls(out: Outbound, automaticMark: string): WireCall[] {
  const texts = partsOf(out, automaticMark, TEXT_LIMIT).map((part): WireCall => ({ kind: 'text', ...part }));
  const files = out.files.map((file, at): WireCall => {
    const kind = /^image\/(jpeg|png|gif)$/.test(file.mime) ? 'image' : 'file';
    return { kind, file, filename: fileName(file.name, at) };
  });
  const keyboard = keyboardOf(out.buttons ?? []);
  const bearer = texts.at(-1) ?? files.at(-1);
  if (bearer && keyboard) bearer.keyboard = keyboard;
  return [...texts, ...files];
}

/** Short labels share a row. A payload holds at most 1,024 characters: a longer id has no button. */
function keyboardOf(buttons: { id: string; label: string }[]): Keyboard | undefined {
  const fitting = buttons.filter(({ id, label }) => id !== '' && label !== '' && id.length <= 1024);
  if (fitting.length === 0) return undefined;
  const longest = Math.max(...fitting.map(({ label }) => label.length));
  const perRow = longest <= 3 ? 5 : longest <= 16 ? 2 : 1;
  const rows = Array.from({ length: Math.ceil(fitting.length / perRow) }, (_, row) => fitting.slice(row * perRow, (row + 1) * perRow));
  return keyboard(rows.map((row) => row.map(({ id, label }) => ({ type: 'callback', text: label, payload: id }))));
}

export const keyboard = (buttons: Button[][]): Keyboard => ({ type: 'inline_keyboard', payload: { buttons } });
