// Where the visitor writes: the text box, files by button, paste and drag, and the send button.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from './chat.js';
import { Icon } from './icons.js';
import { type Language, type Say, size } from './texts.js';
import { type Upload, upload } from './upload.js';

interface Props {
  chat: Chat;
  say: Say;
  language: Language;
}

/** Files may be dropped anywhere on the panel; without this the browser would open them instead. */
function onDrop(take: (files: File[]) => void): () => void {
  const over = (event: DragEvent) => event.preventDefault();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  };
  document.addEventListener('dragover', over);
  document.addEventListener('drop', drop);
  return () => {
    document.removeEventListener('dragover', over);
    document.removeEventListener('drop', drop);
  };
}

const TALLEST_PX = 140;
/** On a touch keyboard Enter is a new line; there is a button to send. */
const touch = () => window.matchMedia('(pointer: coarse)').matches;

export function Composer({ chat, say, language }: Props) {
  const [text, setText] = useState(chat.storage.get().draft);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [complaint, setComplaint] = useState<string | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const stops = useRef(new Map<string, () => void>());
  const limits = chat.settings?.limits;

  useEffect(() => {
    if (chat.shown) box.current?.focus();
  }, [chat.shown]);
  // anew at each drawing: both look at what is written and chosen now
  useEffect(() => onDrop(take));
  useEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${Math.min(box.current.scrollHeight, TALLEST_PX)}px`;
  });

  function write(value: string): void {
    setText(value);
    setComplaint(null);
    chat.storage.put({ draft: value });
    if (value) chat.type();
  }

  function take(files: File[]): void {
    const room = (limits?.files ?? 10) - uploads.filter((one) => !one.error).length;
    if (files.length > room) setComplaint(say('file.count', { count: limits?.files ?? 10 }));
    for (const file of files.slice(0, Math.max(0, room))) {
      let id = '';
      const stop = upload(file, chat, say, (now) => {
        id = now.id;
        setUploads((all) => (all.some((one) => one.id === now.id) ? all.map((one) => (one.id === now.id ? now : one)) : [...all, now]));
      });
      stops.current.set(id, stop);
    }
  }

  function drop(one: Upload): void {
    stops.current.get(one.id)?.();
    setUploads((all) => all.filter(({ id }) => id !== one.id));
    box.current?.focus();
  }

  const loading = uploads.some((one) => !one.taken && !one.error);
  const taken = uploads.flatMap((one) => (one.taken ? [one.taken] : []));
  const ready = !loading && (text.trim() !== '' || taken.length > 0);

  function send(): void {
    if (!ready) return;
    if (limits && text.length > limits.text) {
      setComplaint(say('too-long', { limit: limits.text }));
      return;
    }
    chat.say(text.trim(), taken);
    write('');
    setUploads([]);
    box.current?.focus();
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {uploads.length > 0 && (
        <ul class="uploads">
          {uploads.map((one) => (
            <li key={one.id} class={one.error ? 'bad' : ''}>
              <Icon name={one.error ? 'failed' : 'file'} />
              <span class="name">{one.error ?? one.name}</span>
              {!one.error && <span class="bytes">{one.taken ? size(one.size, language) : say('uploading', { percent: one.percent })}</span>}
              <button type="button" class="icon" aria-label={`${say('remove')}: ${one.name}`} onClick={() => drop(one)}>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {complaint && (
        <p class="complaint" role="alert">
          {complaint}
        </p>
      )}
      <div class="row">
        <button type="button" class="icon" aria-label={say('attach')} aria-describedby="limits" onClick={() => picker.current?.click()}>
          <Icon name="attach" />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          accept={limits?.fileTypes.map((type) => `.${type}`).join(',')}
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
        <textarea
          ref={box}
          rows={1}
          value={text}
          placeholder={say('ask')}
          aria-label={say('ask')}
          aria-describedby="limits"
          dir="auto"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing || touch()) return;
            event.preventDefault();
            send();
          }}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (!files.length) return;
            event.preventDefault();
            take(files);
          }}
        />
        <button type="submit" class="icon send" aria-label={say('send')} aria-disabled={!ready}>
          <Icon name="send" />
        </button>
      </div>
      <p class="limits" id="limits">
        {say('limits', { megabytes: Math.round((limits?.fileBytes ?? 20 * 1024 * 1024) / 1024 / 1024) })}
      </p>
    </form>
  );
}
