// Files chosen for the next message: on their way, taken, or refused with a reason.
import { useRef, useState } from 'preact/hooks';
import type { Chat } from './chat.js';
import { Icon } from './icons.js';
import { type Language, type Say, size } from './texts.js';
import { type Upload, upload } from './upload.js';
import type { TakenFile } from './wire.js';

export interface Uploads {
  all: Upload[];
  /** Files that a message can hand in. */
  taken: TakenFile[];
  loading: boolean;
  /** How many of these found no room. */
  take(files: File[]): number;
  drop(one: Upload): void;
  clear(): void;
}

export function useUploads(chat: Chat, say: Say, most: number): Uploads {
  const [all, setAll] = useState<Upload[]>([]);
  const stops = useRef(new Map<string, () => void>());
  const put = (now: Upload) =>
    setAll((before) => (before.some(({ id }) => id === now.id) ? before.map((one) => (one.id === now.id ? now : one)) : [...before, now]));
  return {
    all,
    taken: all.flatMap((one) => (one.taken ? [one.taken] : [])),
    loading: all.some((one) => !one.taken && !one.error),
    take(files) {
      const room = Math.max(0, most - all.filter((one) => !one.error).length);
      for (const file of files.slice(0, room)) {
        let id = '';
        const stop = upload(file, chat, say, (now) => {
          id = now.id;
          put(now);
        });
        stops.current.set(id, stop);
      }
      return Math.max(0, files.length - room);
    },
    drop(one) {
      stops.current.get(one.id)?.();
      setAll((before) => before.filter(({ id }) => id !== one.id));
    },
    clear: () => setAll([]),
  };
}

export function UploadList({ all, say, language, onDrop }: { all: Upload[]; say: Say; language: Language; onDrop: (one: Upload) => void }) {
  if (!all.length) return null;
  return (
    <ul class="uploads">
      {all.map((one) => (
        <li key={one.id} class={one.error ? 'bad' : ''}>
          <Icon name={one.error ? 'failed' : 'file'} />
          <span class="name" role={one.error ? 'alert' : undefined}>
            {one.error ?? one.name}
          </span>
          {!one.error && <span class="bytes">{one.taken ? size(one.size, language) : say('uploading', { percent: one.percent })}</span>}
          <button type="button" class="icon" aria-label={`${say('remove')}: ${one.name}`} onClick={() => onDrop(one)}>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The + button with the browser's own picker behind it. */
export function Picker({ say, types, onPick }: { say: Say; types: string[]; onPick: (files: File[]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="icon" aria-label={say('attach')} aria-describedby="limits" onClick={() => picker.current?.click()}>
        <Icon name="attach" />
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={types.map((type) => `.${type}`).join(',')}
        onChange={(event) => {
          onPick([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
