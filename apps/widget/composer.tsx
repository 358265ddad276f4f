// Where the visitor writes: the text box, files by button, paste and drag, and the send button.
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from './chat.js';
import { Icon } from './icons.js';
import type { Language, Say } from './texts.js';
import type { Upload } from './upload.js';
import { Picker, UploadList, useUploads } from './uploads.js';

const MEGABYTE = 1024 * 1024;
const TALLEST_PX = 140;
const BEFORE_WELCOME = { files: 10, fileBytes: 20 * MEGABYTE, fileTypes: [], text: 4000 };

export function Composer({ chat, say, language }: { chat: Chat; say: Say; language: Language }) {
  const limits = chat.settings?.limits ?? BEFORE_WELCOME;
  const [text, setText] = useState(chat.storage.get().draft);
  const [complaint, setComplaint] = useState<string | null>(null);
  const uploads = useUploads(chat, say, limits.files);
  const box = useRef<HTMLTextAreaElement>(null);
  const ready = !uploads.loading && (text.trim() !== '' || uploads.taken.length > 0);
  // anew at each drawing: it looks at what is chosen now
  useEffect(() => onDrop(take));

  function write(value: string): void {
    setText(value);
    setComplaint(null);
    chat.storage.put({ draft: value });
    if (value) chat.type();
  }

  function take(files: File[]): void {
    if (uploads.take(files) > 0) setComplaint(say('file.count', { count: limits.files }));
  }

  function remove(one: Upload): void {
    uploads.drop(one);
    box.current?.focus();
  }

  function send(): void {
    if (!ready) return;
    if (text.length > limits.text) {
      setComplaint(say('too-long', { limit: limits.text }));
      return;
    }
    chat.say(text.trim(), uploads.taken);
    write('');
    uploads.clear();
    box.current?.focus();
  }

  return (
    <form class="composer" onSubmit={(event) => instead(event, send)}>
      <UploadList all={uploads.all} say={say} language={language} onDrop={remove} />
      {complaint && (
        <p class="complaint" role="alert">
          {complaint}
        </p>
      )}
      <div class="row">
        <Picker say={say} types={limits.fileTypes} onPick={take} />
        <Box box={box} text={text} shown={chat.shown} say={say} onWrite={write} onFiles={take} onSend={send} />
        <button type="submit" class="icon send" aria-label={say('send')} aria-disabled={!ready}>
          <Icon name="send" />
        </button>
      </div>
      <p class="limits" id="limits">
        {say('limits', { megabytes: Math.round(limits.fileBytes / MEGABYTE) })}
      </p>
    </form>
  );
}

interface BoxProps {
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
  shown: boolean;
  say: Say;
  onWrite: (text: string) => void;
  onFiles: (files: File[]) => void;
  onSend: () => void;
}

/** Grows with its text; takes the focus when the panel is shown. */
function Box({ box, text, shown, say, onWrite, onFiles, onSend }: BoxProps) {
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, box]);
  useEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${Math.min(box.current.scrollHeight, TALLEST_PX)}px`;
  });
  return (
    <textarea
      ref={box}
      rows={1}
      value={text}
      placeholder={say('ask')}
      aria-label={say('ask')}
      aria-describedby="limits"
      dir="auto"
      onInput={(event) => onWrite(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !touch()) instead(event, onSend);
      }}
      onPaste={(event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length) instead(event, () => onFiles(files));
      }}
    />
  );
}

/** On a touch keyboard Enter is a new line; there is a button to send. */
const touch = () => window.matchMedia('(pointer: coarse)').matches;

/** Ours instead of the browser's own act. */
function instead(event: Event, act: () => void): void {
  event.preventDefault();
  act();
}

/** Files may be dropped anywhere on the panel; without this the browser would open them instead. */
function onDrop(take: (files: File[]) => void): () => void {
  const over = (event: DragEvent) => event.preventDefault();
  const drop = (event: DragEvent) => instead(event, () => take([...(event.dataTransfer?.files ?? [])]));
  document.addEventListener('dragover', over);
  document.addEventListener('drop', drop);
  return () => {
    document.removeEventListener('dragover', over);
    document.removeEventListener('drop', drop);
  };
}
