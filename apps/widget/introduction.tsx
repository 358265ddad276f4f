// The optional name: asked for beside the conversation, with a consent of its own that nobody ticks beforehand.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from './chat.js';
import type { Say } from './texts.js';

export function Introduction({ chat, say }: { chat: Chat; say: Say }) {
  const { name } = chat.storage.get();
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  if (chat.knownName) return null;

  function close(chosen?: string): void {
    if (chosen !== undefined) chat.rename(chosen);
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (open) return <NameForm name={name} consentUrl={chat.settings?.look.consentUrl ?? ''} say={say} onClose={close} />;
  return (
    <p class="introduction">
      {name && <span>{say('known', { name })} </span>}
      <button ref={opener} type="button" class="quiet" onClick={() => setOpen(true)}>
        {say(name ? 'change' : 'introduce')}
      </button>
    </p>
  );
}

interface FormProps {
  name: string;
  consentUrl: string;
  say: Say;
  /** Without a name nothing changes. */
  onClose: (name?: string) => void;
}

function NameForm({ name, consentUrl, say, onClose }: FormProps) {
  const [typed, setTyped] = useState(name);
  const [agreed, setAgreed] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  // an emptied name is taken back, and that needs no consent
  const ready = agreed || typed.trim() === '';

  function save(event: Event): void {
    event.preventDefault();
    if (ready) onClose(typed.trim());
  }

  return (
    <form class="introduction open" onSubmit={save}>
      <label>
        {say('name')}
        <input
          ref={field}
          type="text"
          value={typed}
          maxLength={200}
          autoComplete="name"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <label class="consent">
        <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
        <span>
          {say('consent')} {consentUrl && <DocumentLink url={consentUrl} words={say('document')} />}
        </span>
      </label>
      <div class="choices">
        <button type="submit" class="filled" disabled={!ready}>
          {say('save')}
        </button>
        <button type="button" class="quiet" onClick={() => onClose()}>
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}

const DocumentLink = ({ url, words }: { url: string; words: string }) => (
  <>
    (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {words}
    </a>
    )
  </>
);
