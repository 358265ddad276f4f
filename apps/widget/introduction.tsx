// The optional name: asked for beside the conversation, with a consent of its own that nobody ticks beforehand.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from './chat.js';
import type { Say } from './texts.js';

export function Introduction({ chat, say }: { chat: Chat; say: Say }) {
  const { name } = chat.storage.get();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(name);
  const [agreed, setAgreed] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);
  if (chat.knownName) return null;

  function close(): void {
    setOpen(false);
    setAgreed(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (!open)
    return (
      <p class="introduction">
        {name && <span>{say('known', { name })} </span>}
        <button ref={opener} type="button" class="quiet" onClick={() => setOpen(true)}>
          {say(name ? 'change' : 'introduce')}
        </button>
      </p>
    );
  const document = chat.settings?.look.consentUrl;
  return (
    <form
      class="introduction open"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() && !agreed) return;
        chat.rename(typed.trim());
        close();
      }}
    >
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
          {say('consent')}
          {document && (
            <>
              {' ('}
              <a href={document} target="_blank" rel="noopener noreferrer">
                {say('document')}
              </a>
              )
            </>
          )}
        </span>
      </label>
      <div class="choices">
        <button type="submit" class="filled" disabled={typed.trim() !== '' && !agreed}>
          {say('save')}
        </button>
        <button type="button" class="quiet" onClick={close}>
          {say('cancel')}
        </button>
      </div>
    </form>
  );
}
