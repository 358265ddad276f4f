// The panel as a whole: who answers, what is wrong with the connection, the conversation and the text box.
import { useEffect, useState } from 'preact/hooks';
import type { Chat } from './chat.js';
import { Composer } from './composer.js';
import { Icon } from './icons.js';
import { Introduction } from './introduction.js';
import { Messages } from './messages.js';
import { type Language, opening, sayer, shortNumber, type Say } from './texts.js';

interface Props {
  chat: Chat;
  language: Language;
  /** Null when the panel is a page of its own. */
  onClose: (() => void) | null;
}

/** A cut shorter than this is nobody's business. */
const PATIENCE_MS = 1500;

export function Panel({ chat, language, onClose }: Props) {
  const [, redraw] = useState(0);
  const say = sayer(language);
  useEffect(() => chat.onChange(() => redraw((n) => n + 1)), [chat]);
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && onClose?.();
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [onClose]);
  const { agent, number } = chat.thread.state;
  return (
    <div class="panel">
      <header>
        <div>
          <h1>{chat.settings?.look.title || say('title')}</h1>
          {(agent || number) && (
            <p class="who">
              {agent && <span>{say('answers', { name: agent })}</span>}{' '}
              {number && <span>{say('inquiry', { number: shortNumber(number) })}</span>}
            </p>
          )}
        </div>
        {onClose && (
          <button type="button" class="icon" aria-label={say('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <Notice chat={chat} say={say} language={language} />
      <Messages chat={chat} say={say} language={language} />
      {chat.link !== 'refused' && (
        <>
          <Introduction chat={chat} say={say} />
          <Composer chat={chat} say={say} language={language} />
        </>
      )}
      <p class="aside" aria-live="polite">
        {chat.shown
          ? chat.news
              .map((message) =>
                say('new', { author: message.author ?? say(message.from === 'machine' ? 'machine' : 'staff'), text: message.text }),
              )
              .join(' ')
          : ''}
      </p>
    </div>
  );
}

function Notice({ chat, say, language }: { chat: Chat; say: Say; language: Language }) {
  const [impatient, setImpatient] = useState(false);
  const cut = chat.link === 'offline' || chat.link === 'connecting';
  useEffect(() => {
    setImpatient(false);
    const timer = cut ? window.setTimeout(() => setImpatient(true), PATIENCE_MS) : 0;
    return () => window.clearTimeout(timer);
  }, [cut]);
  const text = notice(chat, say, language, impatient);
  return (
    <div role="status" class="notices">
      {text && <p class={`notice ${text.kind}`}>{text.words}</p>}
    </div>
  );
}

/** One at a time, the gravest first. */
function notice(chat: Chat, say: Say, language: Language, impatient: boolean): { kind: 'bad' | 'mild'; words: string } | null {
  const { hours } = chat.settings ?? {};
  const { closed, number } = chat.thread.state;
  if (chat.link === 'refused') return { kind: 'bad', words: chat.refusal ?? say('offline') };
  if (chat.link === 'offline' && impatient) return { kind: 'bad', words: chat.refusal ?? say('offline') };
  if (chat.link === 'connecting') return impatient ? { kind: 'mild', words: say('connecting') } : null;
  if (chat.refusal) return { kind: 'bad', words: chat.refusal };
  if (closed && number) return { kind: 'mild', words: say('fulfilled', { number: shortNumber(number) }) };
  const now = new Date(Date.now() + chat.clockSkewMs);
  if (!hours || hours.open) return null;
  const opensAt = hours.opensAt ? new Date(hours.opensAt) : null;
  if (!opensAt) return { kind: 'mild', words: say('closed.unknown') };
  return opensAt > now ? { kind: 'mild', words: say('closed', { when: opening(opensAt, now, hours.timeZone, language) }) } : null;
}
